"""Loads templates once and folds them: what says the same to every reader of a language becomes one piece of text.

A page is made of some hundred sentences, addresses and tags that never change; asking each of them anew costs more
than all that does change.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from django.template import Context, Template
from django.template.base import (
    FilterExpression,
    Node,
    NodeList,
    TextNode,
    VariableNode,
    render_value_in_context,
)
from django.template.defaulttags import CommentNode, IfNode, LoadNode, URLNode
from django.template.loaders import cached
from django.template.loaders.base import Loader as Base
from django.templatetags.static import StaticNode
from django.urls import get_script_prefix
from django.utils.safestring import SafeString

from shencha.web.templatetags.say import Say, reading

_READER = "shencha.folding.reader"


class Piece(TextNode):
    """Neighbours that are the same for every reader of a language, read once for each."""

    def __init__(self, nodes: list[Node]) -> None:
        super().__init__("".join(one.s for one in nodes if isinstance(one, TextNode)))
        self.nodes, self.kept = nodes, dict[tuple[str, str], SafeString]()

    def render(self, context: Context) -> SafeString:
        """The text of all of them."""
        here = context.render_context
        reader = here.get(_READER)
        if reader is None:
            reader = here[_READER] = (reading(), get_script_prefix())
        found = self.kept.get(reader)
        if found is None:
            found = SafeString("".join([one.render(context) for one in self.nodes]))
            self.kept[reader] = found
        return found

    render_annotated = render


class Shown(VariableNode):
    """A value on a page; a text goes straight to its escape."""

    def render(self, context: Context) -> SafeString:
        """As Django's own."""
        value = self.filter_expression.resolve(context)
        if type(value) is SafeString:
            return value
        if type(value) is str and context.autoescape:
            return SafeString(escape(value))
        return SafeString(render_value_in_context(value, context))


class _Folded(Base):
    def get_template(self, template_name: str, skip: object = None) -> Template:
        template = super().get_template(template_name, skip)  # type: ignore[arg-type]
        fold(template.nodelist)
        return template


class Loader(cached.Loader, _Folded):
    """Django's loader that keeps what it has loaded, folded before it is kept."""


def fold(nodes: NodeList) -> None:
    """Put one piece in the place of neighbours that never change, in these nodes and all within."""
    for node in nodes:
        for inner in _within(node):
            fold(inner)
    folded: list[Node] = []
    for constant, some in groupby(
        (one for one in nodes if not isinstance(one, LoadNode | CommentNode)), _constant
    ):
        run = list(some)
        if not constant:
            folded += [Shown(one.filter_expression) if type(one) is VariableNode else one for one in run]
        else:
            folded += run if all(type(one) is TextNode for one in run) else [Piece(run)]
    nodes[:] = folded


def _within(node: Node) -> Iterator[NodeList]:
    if isinstance(node, IfNode):
        yield from (inner for _, inner in node.conditions_nodelists)
        return
    for name in node.child_nodelists:
        inner = getattr(node, name, None)
        if isinstance(inner, NodeList):
            yield inner


def _constant(node: Node) -> bool:
    match node:
        case TextNode():
            return True
        case Say():
            return not node.values and not node.kept_as
        case URLNode():
            return _literal(node.view_name) and not node.args and not node.kwargs and not node.asvar
        case StaticNode():
            return _literal(node.path) and not node.varname
    return False


def _literal(expression: FilterExpression) -> bool:
    return isinstance(expression.var, str) and not expression.filters
