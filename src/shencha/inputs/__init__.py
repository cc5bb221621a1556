"""Reads YAML, JSON and TOML into plain data, naming the place of whatever is wrong.

Words stay words: `NO` is Norway as well as a no, and a date stays the text its author wrote, so that the
reader of each field says what it should have been. Only `true` and `false` become booleans.
"""

from shencha.inputs.document import DEEPEST, Document
from shencha.inputs.file import MOST_BYTES, read
from shencha.inputs.json_text import parse_json
from shencha.inputs.yaml_text import parse_yaml

__all__ = ["DEEPEST", "MOST_BYTES", "Document", "parse_json", "parse_yaml", "read"]
