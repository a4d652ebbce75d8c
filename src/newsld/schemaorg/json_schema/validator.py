"""Whether data has the structure that a schema asks for: the fast judge, and the one that can explain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import orjson

from newsld.model.dates import is_edtf, is_iri, is_language_tag, is_timestamp
from newsld.schemaorg.json_schema.generate import (
    findings_schema,
    front_matter_schema,
    jsonld_schema,
    story_schema,
)

if TYPE_CHECKING:
    from jsonschema import FormatChecker
    from jsonschema_rs import Draft202012Validator

__all__ = ["FORMATS", "Which", "formats", "is_valid", "schema_of"]

Which = Literal["story", "line", "front-matter", "jsonld", "findings"]

FORMATS: Final[Mapping[str, Callable[[str], bool]]] = {
    "date-time": is_timestamp,
    "edtf": is_edtf,
    "iri": is_iri,
    "language-tag": is_language_tag,
}
"""The formats of our schemas and what decides on them, in both validators and in the models."""


def _line_schema() -> dict[str, Any]:
    """The schema of a story as machines write it, which tools/build_line_schema.py makes out of the story's."""
    loaded: dict[str, Any] = orjson.loads(Path(__file__).with_name("line.json").read_bytes())
    return loaded


_SCHEMAS: Final[Mapping[str, Callable[[], dict[str, Any]]]] = {
    "story": story_schema,
    "line": _line_schema,
    "front-matter": front_matter_schema,
    "jsonld": jsonld_schema,
    "findings": findings_schema,
}


@cache
def schema_of(which: Which) -> dict[str, Any]:
    """The schema that goes by this short name. Not to be changed."""
    return _SCHEMAS[which]()


def is_valid(data: object, which: Which = "story") -> bool:
    """Whether plain data has the structure of a story, of its front matter or of a list of findings.

    What is valid as a `line` is a story that is written as machines write them.

    False too for what no JSON can hold, such as bytes.
    """
    try:
        return _validator(which).is_valid(data)
    except (ValueError, TypeError):
        return False


@cache
def _validator(which: Which) -> Draft202012Validator:
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator(schema_of(which), validate_formats=True, formats=dict(FORMATS))


@cache
def formats() -> FormatChecker:
    """Our formats for jsonschema, and no others."""
    from jsonschema import FormatChecker

    checker = FormatChecker(formats=())
    for name, decides in FORMATS.items():
        checker.checks(name)(_on_text(decides))
    return checker


def _on_text(decides: Callable[[str], bool]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or decides(value)
