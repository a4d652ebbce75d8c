"""Look up what the models declare of their fields, without Pydantic.

Creating the classes of the models takes longer than checking a story. `fields` derives the facts from the models;
tools/build_field_table.py writes those that a check needs to `field_table.json`, and a test verifies that it is up to
date.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson

TABLE: Final = Path(__file__).with_name("field_table.json")


class FieldFacts(NamedTuple):
    """What a model declares of one field: the attributes of a `ModelField`, with names in place of classes."""

    name: str
    kind: str = "text"
    container: str = ""
    default: Any = None
    required: bool = False
    targets: frozenset[str] = frozenset()
    choices: tuple[Any, ...] = ()
    is_relation: bool = False
    part: str = ""
    pattern: str | None = None
    bounds: tuple[int | None, int | None] = (None, None)
    description: str = ""


class ModelFacts(NamedTuple):
    """What a model declares: its fields by their key in a story, and its short form and default type or None."""

    fields: Mapping[str, FieldFacts]
    short_form: str | None
    default_type: str | None


@cache
def facts_of(model: str) -> ModelFacts:
    """Return what the model with this name declares: `NewsArticle`, or the class of one of its parts."""
    facts = _table()[model]
    fields = {
        key: FieldFacts(**{name: _FROM_JSON.get(name, _same)(value) for name, value in field.items()})
        for key, field in facts["fields"].items()
    }
    return ModelFacts(fields, facts["short_form"], facts["default_type"])


_FROM_JSON: Final[Mapping[str, Any]] = {"targets": frozenset, "choices": tuple, "bounds": tuple}


def _same(value: Any) -> Any:
    return value


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = orjson.loads(TABLE.read_bytes())
    return table
