"""Make src/newsld/schema/line.json, the schema of a story as machines write it, out of the story's schema.

It has one form where people have several, and nothing that rides along: it says yes to less than the story's schema,
and in two thirds of the time, so an archive is judged by it first. It is no schema to write by, and not in schemas/.
It is kept as a file, since to make it takes longer than to check a story. `make schemas` makes it anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from newsld.model.value_types import _END
from newsld.schemaorg.json_schema import story_schema

__all__ = ["OUTPUT", "content"]

OUTPUT: Final = (
    Path(__file__).resolve().parent.parent / "src" / "newsld" / "schemaorg" / "json_schema" / "line.json"
)
_NOTES: Final = frozenset({"title", "description", "default", "$comment", "$id"})
_WORDS: Final = {
    "type": "object",
    "properties": {
        "exact": {"type": "string", "minLength": 1},
        "start": {"type": "integer", "minimum": 0},
    },
    "required": ["exact", "start"],
    "additionalProperties": False,
}


def _line_schema() -> dict[str, Any]:
    """A story with lists where there may be several, words by text and offset, and no properties but the models'."""
    schema: dict[str, Any] = _strict(story_schema())
    definitions = schema["$defs"]
    for key in ("if", "then", "else"):
        del definitions["Body"][key]
    del definitions["Body"]["properties"]["file"]
    definitions["Body"]["required"] = ["text"]
    definitions["Words"] = _WORDS
    del definitions["SchemaOrgProperty"]
    # That a mention is of a thing or of a date is seen when its place is.
    for key in ("if", "then", "else"):
        del definitions["Mention"][key]
    # What has a name from elsewhere may have been read from there, and is written as it was found.
    del schema["properties"]["iri"]
    schema["required"] = ["newsld", "url"]
    return schema


def _strict(node: Any) -> Any:
    if isinstance(node, list):
        return [_strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    if node.get("if") == {"type": "array"}:
        return {"type": "array", **_strict(node["then"])}
    made: dict[str, Any] = {}
    for key, value in node.items():
        if key == "properties":
            made[key] = {name: _strict(one) for name, one in value.items() if name != "extra"}
        elif key == "propertyNames" and "if" in value:
            made["additionalProperties"] = False
        elif key == "pattern":
            made[key] = value.replace(_END, "$")  # which is the end of the text, for this judge
        elif key not in _NOTES:
            made[key] = _strict(value)
    return made


def content() -> bytes:
    """The file, the same bytes whenever it is made."""
    note = "Made by tests/build_line_schema.py; do not edit."
    return json.dumps({"$comment": note, **_line_schema()}, separators=(",", ":")).encode() + b"\n"


if __name__ == "__main__":
    OUTPUT.write_bytes(content())
