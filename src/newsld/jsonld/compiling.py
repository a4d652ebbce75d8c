"""The tables of terms as functions: what a loop would ask of every thing, each function asks once, in a row.

A thing has up to twenty fields and fills in three. To write it by walking the tables costs more than all else that
is done with it; a function with a line for each field takes a third of that. So the tables are turned into such
functions here, once in a process, as `dataclasses` makes its `__init__`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, get_origin

from newsld.jsonld.terms import DATES, REFERENCES, TEXTS
from newsld.models.fields import Moment
from newsld.models.node import Thing

if TYPE_CHECKING:
    from newsld.jsonld.nodes import Node, Writer

__all__ = ["Lay", "compile_links", "compile_texts"]

Lay = Callable[["Writer", dict[str, Any], "Node"], None]
"""Adds to a node what a thing's values have for it."""

_ONE_OR_MORE = "node[{term!r}] = value[0] if len(value) == 1 else [*value]"


def compile_texts(kind: type[Thing], terms: Iterable[str] | None = None) -> Lay:
    """What adds to a node the fields of a thing that go out as they are: all of TEXTS, or those under `terms`."""
    return _compiled([_text(kind, name, term) for name, term in _chosen(TEXTS[kind], terms)])


def compile_links(kind: type[Thing], terms: Iterable[str] | None = None) -> Lay:
    """What adds a thing's dates, and the things it refers to: all of DATES and REFERENCES, or those under `terms`."""
    dates = [
        f"if (value := values[{name!r}]) is not None: writer.date(node, {term!r}, value)"
        for name, term in _chosen(DATES.get(kind, ()), terms)
    ]
    references = [
        f"if value := values[{name!r}]: writer.lay(node, {term!r}, {'value' if _is_many(kind, name) else '(value,)'})"
        for name, term in _chosen(REFERENCES.get(kind, ()), terms)
    ]
    return _compiled(dates + references)


def _chosen(table: tuple[tuple[str, str], ...], terms: Iterable[str] | None) -> list[tuple[str, str]]:
    chosen = None if terms is None else set(terms)
    return [(name, term) for name, term in table if chosen is None or term in chosen]


def _text(kind: type[Thing], name: str, term: str) -> str:
    if _is_many(kind, name):
        return f"if value := values[{name!r}]: {_ONE_OR_MORE.format(term=term)}"
    return f"if (value := values[{name!r}]) is not None: node[{term!r}] = {_plain(kind, name)}"


def _plain(kind: type[Thing], name: str) -> str:
    # What is handed out is plain data: of a timestamp, its text.
    return "str(value)" if kind.model_fields[name].annotation == Moment | None else "value"


def _is_many(kind: type[Thing], name: str) -> bool:
    return get_origin(kind.model_fields[name].annotation) is tuple


def _compiled(lines: list[str]) -> Lay:
    made: dict[str, Any] = {}
    source = "\n    ".join(["def lay(writer, values, node):", *(lines or ["pass"])])
    exec(source, made)  # noqa: S102 -- of nothing but the names in our own tables
    lay: Lay = made["lay"]
    return lay
