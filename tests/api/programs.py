"""Programs that speak to the API, each in the name of one person of the sample."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client

OWNER, EDITOR, RIVAL = "owner@yunqi.example", "editor@yunqi.example", "signatory@haina.example"
CLERK, OFFICER, SECOND = (f"{one}@office.example" for one in ("clerk", "officer", "second"))
NDRC, SYSTEM = "liaison@ndrc.example", "system@operation.example"


@dataclass
class Program:
    """Speaks to the API in the name of one person, in English."""

    headers: dict[str, str]
    person: str = ""
    acts: int = 0

    def ask(self, method: str, path: str, data: Any = None, lang: str = "en", **headers: str) -> HttpResponse:
        sent = {**self.headers, "Accept-Language": lang}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        body = {} if data is None else {"data": json.dumps(data), "content_type": "application/json"}
        client = Client(headers=sent, raise_request_exception=False)
        return client.generic(method, f"/api{path}", **body, HTTP_HOST="127.0.0.1")

    def get(self, path: str, **headers: str) -> Any:
        answer = self.ask("GET", path, **headers)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json() if answer["Content-Type"].startswith("application/json") else answer

    def act(
        self, path: str, data: Any = None, status: int = 201, method: str = "POST", **headers: str
    ) -> Any:
        self.acts += 1
        headers = {"Idempotency_Key": f"{self.person}-{self.acts}", **headers}
        answer = self.ask(method, path, data, **headers)
        assert answer.status_code == status, answer.content.decode()
        return answer.json() if answer.content else None

    def send(self, path: str, fields: dict[str, Any], status: int = 201, key: str = "") -> Any:
        """Send a form with files."""
        self.acts += 1
        client = Client(headers={**self.headers, "Accept-Language": "en"})
        key = key or f"{self.person}-{self.acts}"
        answer = client.post(f"/api{path}", fields, HTTP_HOST="127.0.0.1", HTTP_IDEMPOTENCY_KEY=key)
        assert answer.status_code == status, answer.content.decode()
        return answer.json()


ProgramOf = Callable[[str], Program]
