"""Stored files as downloads: nothing that was uploaded runs in a browser."""

from __future__ import annotations

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from shencha.records import files
from shencha.records.models import StoredFile


def attached(file: StoredFile, name: str) -> StreamingHttpResponse:
    """The content under that name, compared with its digest while it is sent."""
    response = StreamingHttpResponse(files.content(file), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    response.headers["Content-Length"] = str(file.size)
    return response
