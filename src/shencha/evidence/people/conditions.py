"""Conditions on rows, as a sources file writes them: one small language, told to each engine in its own words."""

from __future__ import annotations

from dataclasses import dataclass

from shencha.text import Text

_DIALECTS = {"duckdb": "duckdb", "postgres": "postgres", "spark": "spark"}


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on a row: columns, values, comparisons, and, or, not, in, between, like, is null."""

    text: str
    columns: tuple[str, ...]

    def sql(self, engine: str) -> str:
        """The condition as that engine reads it; every column name quoted."""
        import sqlglot
        from sqlglot import exp

        tree = sqlglot.parse_one(self.text, dialect="duckdb")
        for column in tree.find_all(exp.Column):
            column.this.set("quoted", True)
        return tree.sql(dialect=_DIALECTS[engine])


class NoCondition(ValueError):
    """A text that is no condition of this language, with what is wrong about it."""

    def __init__(self, wrong: Text) -> None:
        super().__init__(wrong.en)
        self.wrong = wrong


def parse(text: str) -> Condition:
    """The condition of that text.

    Raises:
        NoCondition: it does not parse, or it uses more than the language has (a query, a function of a server).
    """
    import sqlglot
    from sqlglot import errors, exp

    allowed = (
        exp.Column, exp.Identifier, exp.Literal, exp.Boolean, exp.Null, exp.Paren, exp.And, exp.Or, exp.Not,
        exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.In, exp.Between, exp.Like, exp.Is, exp.Cast,
        exp.DataType, exp.Add, exp.Sub, exp.Mul, exp.Neg, exp.Lower, exp.Upper, exp.Trim, exp.Coalesce,
        exp.Length, exp.Tuple,
    )  # fmt: skip
    try:
        trees = sqlglot.parse(text, dialect="duckdb")
    except errors.SqlglotError:
        raise NoCondition(Text(f"{text!r} 不是条件表达式", f"{text!r} is not a condition")) from None
    tree = trees[0] if len(trees) == 1 else None
    if tree is None:
        raise NoCondition(Text(f"{text!r} 不是一个条件表达式", f"{text!r} is not one condition"))
    for node in tree.walk():
        if not isinstance(node, allowed):
            name = "function" if isinstance(node, exp.Func) else type(node).__name__.lower()
            raise NoCondition(Text(f"条件中不能使用 {name}", f"a condition cannot use {name}"))
    return Condition(text, tuple(dict.fromkeys(column.name for column in tree.find_all(exp.Column))))
