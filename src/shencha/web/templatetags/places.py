"""`{% to "cases:case" number %}`: as Django's `{% url %}`, for the lines of a list."""

from __future__ import annotations

from django import template

from shencha.web.addresses import address

register = template.Library()
register.simple_tag(address, name="to")
