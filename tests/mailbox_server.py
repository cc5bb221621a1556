"""A real mail server on this machine, and an instance told to use it."""

from __future__ import annotations

import email
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import time
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller

from shencha.records.jobs import mail


@dataclass
class Box:
    """What a real SMTP server took in."""

    taken: list[tuple[str, Message]] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    """Addresses that it does not take for now."""
    port: int = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refuses:
            return "450 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = email.message_from_bytes(envelope.content)
        self.taken += [(address, message) for address in envelope.rcpt_tos]
        return "250 OK"

    def thrown_away(self) -> None:
        """What came until now is of no interest."""
        mail.SENDER.submit(int).result(15)
        self.taken.clear()

    def emptied(self) -> set[str]:
        """Who got mail since the last look; waits until all of it is sent."""
        mail.SENDER.submit(int).result(15)
        found = [address for address, _ in self.taken]
        assert len(found) == len(set(found)), "someone was written to twice"
        self.taken.clear()
        return set(found)


@contextmanager
def mailbox(settings: Any) -> Iterator[Box]:
    """A server that takes mail until the block ends; reminders go out at any hour of a working day."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    taken = Box(port=port)
    server = Controller(taken, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.MAIL_WAITING, settings.SITE = True, "https://shencha.example"
    settings.REMIND_BEFORE, settings.REMIND_AT = (1, 5), time(0)
    yield taken
    server.stop()
