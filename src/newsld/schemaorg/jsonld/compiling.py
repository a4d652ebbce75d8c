"""The tables of terms as functions: what a loop would ask of every thing, each function asks once, in a row.

A thing has up to twenty fields and fills in three. To write it by walking the tables costs more than all else that
is done with it; a function with a line for each field takes a third of that. So the tables are turned into such
functions here, once in a process, as `dataclasses` makes its `__init__`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, get_args, get_origin

from newsld.model.node import Thing
from newsld.model.value_types import Moment
from newsld.schemaorg.jsonld.terms import DATES, REFERENCES, TEXTS

if TYPE_CHECKING:
    from newsld.schemaorg.jsonld.node_writer import Writer
    from newsld.schemaorg.jsonld.records import Naming
    from newsld.schemaorg.jsonld.values import Node

__all__ = ["Lay", "compile_links", "compile_texts"]

Lay = Callable[["Writer", Mapping[str, Any], "Node"], None]
"""Adds to a node what a thing's values have for it."""


def compile_texts(kind: type[Thing], naming: Naming, terms: Iterable[str] | None = None) -> Lay:
    """What adds to a node the fields of a thing that go out as they are: all of TEXTS, or those under `terms`."""
    return _compiled([_text(kind, name, term, naming) for name, term in _chosen(TEXTS[kind], terms)])


def compile_links(kind: type[Thing], naming: Naming, terms: Iterable[str] | None = None) -> Lay:
    """What adds a thing's dates, and the things it refers to: all of DATES and REFERENCES, or those under `terms`."""
    lines = []
    for name, term in _chosen(DATES.get(kind, ()), terms):
        given, value = _asked(kind, name, naming)
        lines.append(f"if {given}: writer.date_of(node, {term!r}, {value})")
    for name, term in _chosen(REFERENCES.get(kind, ()), terms):
        given, value = _asked(kind, name, naming)
        slugs = value if _is_many(kind, name) else f"({value},)"
        lines.append(f"if {given}: writer.lay(node, {term!r}, {slugs})")
    return _compiled(lines)


def _chosen(table: tuple[tuple[str, str], ...], terms: Iterable[str] | None) -> list[tuple[str, str]]:
    chosen = None if terms is None else set(terms)
    return [(name, term) for name, term in table if chosen is None or term in chosen]


def _asked(kind: type[Thing], name: str, naming: Naming) -> tuple[str, str]:
    """How it is asked whether a field says anything, and what its value is called then.

    Models have every field; a source has those that are given, of which a list may be empty.
    """
    if naming == "field":
        held = f"(value := values[{name!r}])"
        return (held if _is_many(kind, name) else f"{held} is not None"), "value"
    key = repr(kind.model_fields[name].alias or name)
    if _is_many(kind, name):
        return f"{key} in values and (value := values[{key}])", "value"
    return f"{key} in values", f"values[{key}]"


def _text(kind: type[Thing], name: str, term: str, naming: Naming) -> str:
    given, value = _asked(kind, name, naming)
    if _is_many(kind, name):
        return f"if {given}: node[{term!r}] = value[0] if len(value) == 1 else [*value]"
    return f"if {given}: node[{term!r}] = {_plain(kind, name, value)}"


def _plain(kind: type[Thing], name: str, value: str) -> str:
    # What is handed out is plain data: of a timestamp, its text; of 2024.0 in a source, the whole number.
    annotation = kind.model_fields[name].annotation
    if annotation == Moment | None:
        return f"str({value})"
    if int in {getattr(one, "__origin__", one) for one in get_args(annotation)}:
        return f"int({value})"
    return value


def _is_many(kind: type[Thing], name: str) -> bool:
    return get_origin(kind.model_fields[name].annotation) is tuple


def _compiled(lines: list[str]) -> Lay:
    made: dict[str, Any] = {}
    source = "\n    ".join(["def lay(writer, values, node):", *(lines or ["pass"])])
    exec(source, made)  # noqa: S102 -- of nothing but the names in our own tables
    lay: Lay = made["lay"]
    return lay
