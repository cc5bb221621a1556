"""Hostile inputs as small makers: every scalar that a format can write wrongly, in every place where one may stand.

None is a file in the repository: a maker is a line, and what it makes may be large.
"""

from __future__ import annotations

from collections.abc import Iterator

LONG = "9" * 6_000
YAML_SCALARS = {
    "int tag": "!!int x",
    "float tag": "!!float x",
    "bool tag": "!!bool maybe",
    "timestamp tag": "!!timestamp x",
    "null tag": "!!null x",
    "str tag": "!!str 1",
    "binary tag": "!!binary '%%%'",
    "binary of bytes": "!!binary aGk=",
    "set tag": "!!set {a}",
    "omap tag": "!!omap [a: 1]",
    "pairs tag": "!!pairs [a: 1]",
    "map tag on a word": "!!map x",
    "seq tag on a map": "!!seq {a: 1}",
    "python name": "!!python/name:os.system",
    "python call": "!!python/object/apply:os.system ['true']",
    "python module": "!!python/module:os",
    "own tag": "!mine x",
    "no tag at all": "! x",
    "long tag": "!<tag:yaml.org,2002:int> 1",
    "unknown handle": "!e!x 1",
    "long whole": LONG,
    "long negative": f"-{LONG}",
    "long grouped": "9_" * 3_000 + "9",
    "not a number": ".nan",
    "without end": ".inf",
    "without end below": "-.INF",
    "too large a fraction": "1.5e+999",
    "sixty": "190:20:30.15",
    "NUL": '"a\\0b"',
    "escape": '"\\e[31m"',
    "bell": '"a\\x07"',
    "vertical tab": '"a\\vb"',
    "half a character": '"\\ud800"',
    "no character": '"\\uffff"',
    "alias": "*a",
    "anchor of itself": "&a [*a]",
    "merge": "{<<: {a: 1}}",
    "merge of a word": "{<<: x}",
    "map as key": "{? {a: 1} : b}",
    "list as key": "{? [a] : b}",
    "null as key": "{~: 1}",
    "key with NUL": '{"a\\0": 1}',
    "key twice": "{a: 1, a: 2}",
    "not closed": "[1, 2",
    "quote not closed": '"abc',
    "bad escape": '"\\q"',
    "tab as indentation": "\n\t- x",
    "directive": "%YAML 9.9",
    "two documents": "1\n---\n2",
    "deep": "[" * 3_000 + "]" * 3_000,
    "a long word": "a" * 300_000,
}
JSON_SCALARS = {
    "long whole": LONG,
    "long negative": f"-{LONG}",
    "not a number": "NaN",
    "without end": "Infinity",
    "without end below": "-Infinity",
    "too large a fraction": "1e999",
    "too large below": "-1E+999",
    "a fraction of many digits": "0." + "1" * 100_000,
    "NUL": '"\\u0000"',
    "escape": '"\\u001b[31m"',
    "half a character": '"\\ud800"',
    "two halves the wrong way": '"\\udc00\\ud800"',
    "no character": '"\\uffff"',
    "key with NUL": '{"a\\u0000": 1}',
    "key that is half a character": '{"\\ud800": 1}',
    "key twice": '{"a": 1, "a": 2}',
    "a raw control": '"a\x01"',
    "bad escape": '"\\x41"',
    "not closed": "[1, 2",
    "comma too many": "[1,]",
    "leading zero": "01",
    "comment": "1 // x",
    "single quotes": "'a'",
    "deep": "[" * 100_000 + "]" * 100_000,
    "deep objects": '{"a":' * 50_000 + "1" + "}" * 50_000,
    "a long word": '"' + "a" * 300_000 + '"',
    "null": "null",
}
TOML_SCALARS = {
    "long whole": LONG,
    "long negative": f"-{LONG}",
    "long hexadecimal": "0x" + "f" * 6_000,
    "not a number": "nan",
    "without end": "-inf",
    "too large a fraction": "1e999",
    "NUL": '"\\u0000"',
    "escape": '"\\u001b"',
    "half a character": '"\\ud800"',
    "no such day": "2026-13-45",
    "day and time": "2026-01-01T00:00:00Z",
    "time": "07:32:00",
    "key twice": "{a = 1, a = 2}",
    "not closed": "[1, 2",
    "bad escape": '"\\q"',
    "deep": "[" * 3_000 + "]" * 3_000,
}
YAML_PLACES = {
    "the whole": "{}\n",
    "a fact": "actor:\n  ciio: {}\n",
    "a list": "procurement:\n  product_kinds:\n    - {}\n",
    "an unknown name": "whatever: {}\n",
}
JSON_PLACES = {
    "the whole": "{}",
    "a fact": '{{"actor": {{"users_with_personal_information": {}}}}}',
    "a list": '{{"procurement": {{"product_kinds": [{}]}}}}',
}
TOML_PLACES = {
    "a fact": "[actor]\nusers_with_personal_information = {}\n",
    "a list": "[procurement]\nproduct_kinds = [{}]\n",
}
WHOLE = {
    "empty.yaml": b"",
    "empty.json": b"",
    "empty.toml": b"",
    "null.yaml": b"~\n",
    "only a comment.yaml": b"# nothing\n",
    "only a mark.yaml": b"\xef\xbb\xbf",
    "only dashes.yaml": b"---\n...\n",
    "NULs.yaml": b"\0" * 1_000,
    "NULs.json": b"\0" * 1_000,
    "wide characters.yaml": "a: 1\n".encode("utf-16"),
    "wide characters.json": '{"a": 1}'.encode("utf-16"),
    "GB18030.yaml": "名称: 甲".encode("gb18030"),
    "a picture.yaml": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "an archive.json": b"PK\x03\x04" + bytes(range(256)) * 4,
    "cut in a character.json": '{"a": "甲'.encode()[:-1],
    "many names.json": b"{" + b",".join(b'"n%d": 1' % n for n in range(20_000)) + b"}",
    "many names.yaml": b"".join(b"n%d: 1\n" % n for n in range(3_000)),
    "many names in a block.json": b'{"actor": {' + b",".join(b'"n%d": 1' % n for n in range(20_000)) + b"}}",
    "a name as long as a book.json": b'{"' + b"n" * 200_000 + b'": 1}',
    "a name as long as a book.yaml": b"n" * 1_000 + b"m: 1\n",
    "a name as long as a book.toml": b"n" * 200_000 + b" = 1\n",
    "such a name in a block.json": b'{"actor": {"' + b"n" * 200_000 + b'": 1}}',
    "many such names.json": b"{" + b",".join(b'"%s%d": 1' % (b"n" * 2_000, n) for n in range(300)) + b"}",
    "one long line.yaml": b"a: [" + b"1, " * 20_000 + b"1]",
    "carriage returns.yaml": b"a: 1\rb: 2\r",
    "a bomb of aliases.yaml": b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "an entity.yaml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
    "a list.json": b"[1, 2, 3]",
    "a number.json": b"7",
    "a word.toml": b"x",
}


def files() -> Iterator[tuple[str, bytes]]:
    """Every hostile file by its name, whose extension is its format."""
    yield from WHOLE.items()
    for form, scalars, places in (
        ("yaml", YAML_SCALARS, YAML_PLACES),
        ("json", JSON_SCALARS, JSON_PLACES),
        ("toml", TOML_SCALARS, TOML_PLACES),
    ):
        for kind, scalar in scalars.items():
            for where, place in places.items():
                yield f"{kind}, {where}.{form}", place.format(scalar).encode(errors="surrogatepass")
