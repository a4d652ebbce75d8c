"""The tables of terms as functions: what a loop would ask of every thing, each function asks once, in a row.

A thing has up to twenty fields and fills in three. To write it by walking the tables costs more than all else that
is done with it; a function with a line for each field takes a third of that. So the tables are turned into such
functions here, once in a process, as `dataclasses` makes its `__init__`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, get_origin

from newsld.jsonld.terms import DATES, REFERENCES, TEXTS
from newsld.models.fields import Moment
from newsld.models.node import Thing

if TYPE_CHECKING:
    from newsld.jsonld.nodes import Node, Writer
    from newsld.jsonld.rows import Naming

__all__ = ["Lay", "compile_links", "compile_texts"]

Lay = Callable[["Writer", Mapping[str, Any], "Node"], None]
"""Adds to a node what a thing's values have for it."""


def compile_texts(kind: type[Thing], naming: Naming, terms: Iterable[str] | None = None) -> Lay:
    """What adds to a node the fields of a thing that go out as they are: all of TEXTS, or those under `terms`."""
    return _compiled([_text(kind, name, term, naming) for name, term in _chosen(TEXTS[kind], terms)])


def compile_links(kind: type[Thing], naming: Naming, terms: Iterable[str] | None = None) -> Lay:
    """What adds a thing's dates, and the things it refers to: all of DATES and REFERENCES, or those under `terms`."""
    dates = [
        f"if (value := {_value(kind, name, naming)}) is not None: writer.date(node, {term!r}, value)"
        for name, term in _chosen(DATES.get(kind, ()), terms)
    ]
    references = [
        f"if value := {_value(kind, name, naming)}: writer.lay(node, {term!r}, {_several(kind, name, naming)})"
        for name, term in _chosen(REFERENCES.get(kind, ()), terms)
    ]
    return _compiled(dates + references)


def _chosen(table: tuple[tuple[str, str], ...], terms: Iterable[str] | None) -> list[tuple[str, str]]:
    chosen = None if terms is None else set(terms)
    return [(name, term) for name, term in table if chosen is None or term in chosen]


def _value(kind: type[Thing], name: str, naming: Naming) -> str:
    """How the value of a field is to be had: models have all of them, a source those that are given."""
    if naming == "field":
        return f"values[{name!r}]"
    return f"values.get({kind.model_fields[name].alias or name!r})"


def _several(kind: type[Thing], name: str, naming: Naming) -> str:
    if naming == "field":
        return "value" if _is_many(kind, name) else "(value,)"
    return "(value,) if type(value) is str else value"


def _text(kind: type[Thing], name: str, term: str, naming: Naming) -> str:
    value = _value(kind, name, naming)
    if _is_many(kind, name):
        single = "value" if naming == "alias" else "[*value]"
        bare = "type(value) is str or " if naming == "alias" else ""
        return f"if value := {value}: node[{term!r}] = {single} if {bare}len(value) > 1 else value[0]"
    return f"if (value := {value}) is not None: node[{term!r}] = {_plain(kind, name)}"


def _plain(kind: type[Thing], name: str) -> str:
    # What is handed out is plain data: of a timestamp, its text; of 2024.0 in a source, the whole number.
    annotation = kind.model_fields[name].annotation
    if annotation == Moment | None:
        return "str(value)"
    return "int(value)" if annotation == int | None else "value"


def _is_many(kind: type[Thing], name: str) -> bool:
    return get_origin(kind.model_fields[name].annotation) is tuple


def _compiled(lines: list[str]) -> Lay:
    made: dict[str, Any] = {}
    source = "\n    ".join(["def lay(writer, values, node):", *(lines or ["pass"])])
    exec(source, made)  # noqa: S102 -- of nothing but the names in our own tables
    lay: Lay = made["lay"]
    return lay
