"""Write the fields of a thing that are one property of schema.org each, as their models declare them.

What other fields need is in `node_writer`, `statement_writer` and `writer`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

from newsld.model import NewsArticle
from newsld.model.fields import ModelField, properties_of
from newsld.model.node import Thing
from newsld.schemaorg.jsonld.values import KeyStyle, Node, PresentKeys, number, set_values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsld.model import Dated, Relation


class ThingWriter(Protocol):
    """What adds values that need more than their node: references and annotated dates."""

    def add_references(self, node: Node, term: str, slugs: Sequence[str]) -> None:
        """Add things as the values of a term."""

    def add_relations(self, node: Node, term: str, relations: Sequence[Relation | str]) -> None:
        """Add things as the values of a term, those with a basis or words as Roles."""

    def add_named_references(self, node: Node, term: str, slugs: Sequence[str]) -> None:
        """Add things as the values of a term, each with type, name and url."""

    def add_thing_date(self, node: Node, term: str, dated: Dated) -> None:
        """Add a date of a thing."""


AddValue: TypeAlias = Callable[[ThingWriter, Node, str, Any], None]
Steps: TypeAlias = tuple[tuple[str, str, AddValue | None], ...]
"""For each field: the key of its value, its property, and the function that adds it; None adds the value itself."""

_NAMED: Final = frozenset({"author", "publisher"})
"""The properties of an article whose things are always written with type and name."""

_AFTER_IMAGES: Final = ("datePublished", "dateModified", "author", "publisher")

_PIXELS: Final = "E37"
"""The UN/CEFACT code of the unit."""


@lru_cache(maxsize=4096)
def property_steps(
    model: type[Thing],
    keys: KeyStyle,
    present: PresentKeys | None = None,
    only: frozenset[str] | None = None,
) -> Steps:
    """Return the steps that `add_properties` takes for a model, in the order of its fields.

    `present` limits them to the keys that have a value: things repeat the same keys. `only` limits them to some
    properties.
    """
    return tuple(
        [
            (key, field.term, _function(field, _NAMED if model is NewsArticle else ()))
            for field in properties_of(model)
            for key in [field.name if keys == "field" else field.alias]
            if (only is None or field.term in only) and (present is None or key in present)
        ]
    )


@lru_cache(maxsize=4096)
def article_steps(keys: KeyStyle, present: PresentKeys) -> tuple[Steps, Steps, Steps]:
    """Return the steps for an article: those before its images, its dates and agents, and all others.

    This is the order of schema.org's own examples. `present` are the keys that have a value.
    """
    steps = property_steps(NewsArticle, keys, present)
    later = {"headline", *_AFTER_IMAGES}
    return (
        tuple([step for step in steps if step[1] == "headline"]),
        tuple([step for term in _AFTER_IMAGES for step in steps if step[1] == term]),
        tuple([step for step in steps if step[1] not in later]),
    )


def node_template(
    model: type[Thing], stated: str, present: tuple[str, ...]
) -> tuple[dict[str, Any], tuple[tuple[str, str], ...], Steps] | None:
    """Return the node that all things with the same type and keys are made of, and what sets its terms.

    `present` are the keys of the thing; None is for keys that need more than steps. The template has the terms up to
    the first that may add others, such as a date: a copy of it takes less time than a new node. The keys and terms of
    texts in it come first, then the other steps.
    """
    steps = property_steps(model, "alias", present)
    if not _NO_PROPERTIES.union([key for key, _, _ in steps]).issuperset(present):
        return None
    in_place = [*takewhile(lambda step: step[2] in _IN_PLACE, steps)]
    template = {"@type": stated, "@id": None, **{term: None for _, term, _ in in_place}}
    texts = tuple([(key, term) for key, term, add_value in in_place if add_value is None])
    return template, texts, tuple([step for step in steps if step[:2] not in texts])


def add_properties(writer: ThingWriter, steps: Steps, values: Mapping[str, Any], node: Node) -> None:
    """Add to a node what the values of a thing have for these steps."""
    get = values.get
    for key, term, add_value in steps:
        value = get(key)
        if value is None:
            continue
        if add_value is None:
            node[term] = value
        else:
            add_value(writer, node, term, value)


def _function(field: ModelField, named: Collection[str]) -> AddValue | None:
    if field.kind == "reference":
        if field.term in named:
            return _add_named_references
        if field.is_relation:
            return _add_relations if field.many else _add_relation
        return _add_references if field.many else _add_reference
    if field.many:
        return _add_values
    return _ADD.get(field.kind)


def _add_values(_: ThingWriter, node: Node, term: str, values: Any) -> None:
    set_values(node, term, [*values])


def _add_text(_: ThingWriter, node: Node, term: str, value: Any) -> None:
    node[term] = str(value)


def _add_choice(_: ThingWriter, node: Node, term: str, value: Any) -> None:
    node[term] = value.capitalize()  # schema.org's own examples have "Draft"


def _add_integer(_: ThingWriter, node: Node, term: str, value: Any) -> None:
    node[term] = int(value)  # a story may have 2024.0


def _add_number(_: ThingWriter, node: Node, term: str, value: Any) -> None:
    node[term] = number(value)


def _add_pixels(_: ThingWriter, node: Node, term: str, value: Any) -> None:
    node[term] = {"@type": "QuantitativeValue", "value": value, "unitCode": _PIXELS}


def _add_date(writer: ThingWriter, node: Node, term: str, value: Any) -> None:
    writer.add_thing_date(node, term, value)


def _add_reference(writer: ThingWriter, node: Node, term: str, slug: Any) -> None:
    writer.add_references(node, term, (slug,))


def _add_references(writer: ThingWriter, node: Node, term: str, slugs: Any) -> None:
    writer.add_references(node, term, slugs)


def _add_relation(writer: ThingWriter, node: Node, term: str, relation: Any) -> None:
    writer.add_relations(node, term, (relation,))


def _add_relations(writer: ThingWriter, node: Node, term: str, relations: Any) -> None:
    writer.add_relations(node, term, relations)


def _add_named_references(writer: ThingWriter, node: Node, term: str, slugs: Any) -> None:
    writer.add_named_references(node, term, slugs)


_NO_PROPERTIES: Final = frozenset({"type", "roles", "participants", "factuality"})
"""The keys of things that are written otherwise."""

_IN_PLACE: Final = (None, _add_values, _add_relation, _add_relations)
"""The functions that set one term of a node, if there are values, and no other."""

_ADD: Final[Mapping[str, AddValue]] = {
    "choice": _add_choice,
    "timestamp": _add_text,
    "integer": _add_integer,
    "number": _add_number,
    "pixels": _add_pixels,
    "date": _add_date,
}
"""How a single value of a kind is added, where not as it is."""
