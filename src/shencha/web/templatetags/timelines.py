"""`{% drawn timeline request.path %}`: a case's time line, or an example of one."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from shencha.web.templatetags.say import reading
from shencha.web.timeline import Timeline
from shencha.web.timeline_drawn import timeline_drawn

register = template.Library()


@register.simple_tag
def drawn(of: Timeline, page: str = "") -> SafeString:
    """The figure.

    Args:
        page: the address whose history its marks lead to; none for an example.
    """
    return timeline_drawn(of, reading(), page)
