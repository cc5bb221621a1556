"""All papers of a case at once, as far as their reader may read them: one zip file, or one PDF with an index."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from shencha.records import access
from shencha.records.reads.whole import as_pdf, as_zip, whole_of
from shencha.web.acting import acting, only_for
from shencha.web.templatetags.say import reading


@only_for()
@require_safe
def papers_zip(request: HttpRequest, number: str) -> StreamingHttpResponse:
    """The originals, with an index."""
    membership = acting(request)
    given = whole_of(membership, number)
    access.saw(membership, given.file, "papers")
    response = StreamingHttpResponse(as_zip(given, reading()), content_type="application/zip")
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{number}.zip") or ""
    return response


@only_for()
@require_safe
def papers_pdf(request: HttpRequest, number: str) -> FileResponse:
    """What can be printed, bound in order and stamped on each page."""
    membership = acting(request)
    given = whole_of(membership, number)
    opened, size = as_pdf(given, reading())
    access.saw(membership, given.file, "papers")
    response = FileResponse(
        opened, content_type="application/pdf", as_attachment=True, filename=f"{number}.pdf"
    )
    response.headers["Content-Length"] = str(size)
    return response
