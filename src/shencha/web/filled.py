"""Puts what was typed back into the form of a page: the same page, its boxes filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from html.parser import HTMLParser

Typed = Mapping[str, Sequence[str]]
UNFILLED = frozenset({"csrfmiddlewaretoken", "code", "password", "password1", "password2", "oldpassword"})
"""Never kept and never filled: tokens, codes and passwords."""
_TICKED = frozenset({"radio", "checkbox"})
_LEFT_ALONE = frozenset({"file", "submit", "image", "button", "reset", "password"})


def filled(page: str, typed: Typed, action: str, address: str) -> str:
    """The page with every form that posts to `action` filled with what was typed; all else as it was.

    Args:
        address: of the page itself, to which a form without an action posts.
    """
    writer = _Writer(typed, action, address)
    writer.feed(page)
    writer.close()
    return "".join(writer.out)


class _Writer(HTMLParser):
    """Copies a page; only the boxes of the form change."""

    def __init__(self, typed: Typed, action: str, address: str) -> None:
        super().__init__(convert_charrefs=False)
        self.typed, self.action, self.address = typed, action, address
        self.out: list[str] = []
        self.within = self.muted = False
        self.select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw, own = self.get_starttag_text() or "", dict(attrs)
        name = own.get("name") or ""
        if tag == "form":
            posts = (own.get("method") or "").lower() == "post"
            self.within = posts and (own.get("action") or self.address) == self.action
        elif self.within and name not in UNFILLED:
            if tag == "input" and (own.get("type") or "text") not in _LEFT_ALONE and name:
                raw = self._input(raw, own, name)
            elif tag == "textarea" and name in self.typed:
                self.out.append(raw + "\n" + escape(self.typed[name][-1]))
                self.muted = True
                return
            elif tag == "select":
                self.select = name if name in self.typed else None
            elif tag == "option" and self.select is not None:
                chosen = own.get("value") in self.typed[self.select]
                raw = _tag(tag, attrs, "selected", chosen)
        self.out.append(raw)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.muted = self.muted and tag != "textarea"
        self.within = self.within and tag != "form"
        self.select = None if tag == "select" else self.select
        self._copied(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._copied(data)

    def handle_entityref(self, name: str) -> None:
        self._copied(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._copied(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._copied(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._copied(f"<!{decl}>")

    def _copied(self, words: str) -> None:
        if not self.muted:
            self.out.append(words)

    def _input(self, raw: str, own: dict[str, str | None], name: str) -> str:
        attrs = list(own.items())
        if own.get("type") in _TICKED:
            return _tag("input", attrs, "checked", (own.get("value") or "on") in self.typed.get(name, ()))
        if name not in self.typed:
            return raw
        return _tag("input", [*((k, v) for k, v in attrs if k != "value"), ("value", self.typed[name][-1])])


def _tag(tag: str, attrs: list[tuple[str, str | None]], flag: str = "", on: bool = False) -> str:
    kept = [(key, value) for key, value in attrs if key != flag]
    if on:
        kept.append((flag, None))
    words = "".join(f" {key}" if value is None else f' {key}="{escape(value)}"' for key, value in kept)
    return f"<{tag}{words}>"
