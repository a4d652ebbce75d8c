"""Compare the fields of two versions of a thing, as its model declares them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from newsld.model import Event, Figure, NewsArticle, Organization, Person, Place
from newsld.model.fields import ModelField, fields_of
from newsld.model.text import Span
from newsld.model.value_types import BLANK_NODE
from newsld.views.diff.changes import Kind
from newsld.views.diff.values import Descriptions, label_of

if TYPE_CHECKING:
    from newsld.model.node import Part
    from newsld.views.diff.comparison import Comparison


class Versions(NamedTuple):
    """Both versions of a thing, and its name in a report."""

    what: str
    old: Any
    new: Any

    @property
    def places(self) -> tuple[Any, Any]:
        """The places of a change of the thing."""
        return self.old, self.new


@dataclass(frozen=True, slots=True)
class _Group:
    """Fields that are one fact together, and its words."""

    kind: Kind
    fields: tuple[str, ...]
    describe: Callable[[Descriptions, Any], str]


def _value(thing: Any, name: str, default: Any = None) -> Any:
    """Return the value of a field, without an IRI that says nothing: a blank node, or that of the url."""
    value = getattr(thing, name, default)
    return default if name == "iri" and value in {BLANK_NODE, getattr(thing, "url", None)} else value


def _every(*names: str) -> Callable[[Descriptions, Any], str]:
    """Return a function for the values of fields, without repetitions."""

    def describe(values: Descriptions, thing: Any) -> str:
        found = [_value(thing, name) for name in names]
        return ", ".join(dict.fromkeys(values.value(one) for one in found if one not in (None, (), False)))

    return describe


_NAMES: Final = ("name", "given_name", "family_name", "honorific_prefix", "honorific_suffix", "legal_name")
_IDENTIFIERS: Final = ("same_as", "url", "iri")


def _kind(_: Descriptions, thing: Any) -> str:
    return ", ".join([*thing.types, *(["group"] if getattr(thing, "group", False) else [])])


def _anonymity(values: Descriptions, thing: Any) -> str:
    reason = getattr(thing, "anonymous_reason", None)
    notes = f", “{values.words([reason])}”" if reason else ""
    return ("unnamed" if getattr(thing, "anonymous", False) else "named") + notes


_THING_GROUPS: Final = (
    _Group("name", _NAMES, _every(*_NAMES)),
    _Group("kind", ("type", "group"), _kind),
    _Group("identifier", _IDENTIFIERS, _every(*_IDENTIFIERS)),
    _Group("anonymity", ("anonymous", "anonymous_reason"), _anonymity),
    _Group("description", ("latitude", "longitude"), _every("latitude", "longitude")),
)
_GROUPS: Final[Mapping[type[Any], Sequence[_Group]]] = {
    Person: _THING_GROUPS,
    Organization: _THING_GROUPS,
    Place: _THING_GROUPS,
    Event: _THING_GROUPS[:3],
    Figure: (
        _Group(
            "figure",
            ("value", "min", "max", "exclusive", "approximate", "unit"),
            lambda v, one: v.figure(one),
        ),
    ),
}

_KINDS: Final[Mapping[tuple[type[Any], str], Kind]] = {
    (Event, "factuality"): "factuality",
    (Event, "location"): "place",
    (Event, "organizer"): "participant",
}
_OTHER_KINDS: Final[Mapping[type[Any], tuple[Kind, Kind]]] = {
    NewsArticle: ("article", "article"),
    Person: ("description", "relation"),
    Organization: ("description", "relation"),
    Place: ("description", "relation"),
    Event: ("event", "event"),
    Figure: ("figure", "figure"),
}
"""The kind of a change of a field without a kind of its own: of a value, and of a reference."""


def compare_fields(
    comparison: Comparison, old: Any, new: Any, *, skip: Iterable[str] = (), lists_grow: bool = False
) -> None:
    """Add the changes between two versions of the article, an entity, an event or a figure.

    `skip` are fields that are compared elsewhere. With `lists_grow`, values that a list has in addition are no change:
    they come from a thing that is one with this one now.
    """
    whole = isinstance(new, NewsArticle)
    both = Versions("" if whole else comparison.values[1].of(new), old, new)
    skipped = {"id", "body", *skip}
    for group in _GROUPS.get(type(new), ()):
        names = [one for one in group.fields if hasattr(old, one) or hasattr(new, one)]
        if any(_differs(comparison, _value(old, one), _value(new, one)) for one in names) or (
            group.kind == "kind" and type(old) is not type(new)
        ):
            shown = group.describe(comparison.values[0], old), group.describe(comparison.values[1], new)
            _add(comparison, group.kind, both, field=_alias(new, names[0]), values=shown)
            _explain(comparison, old, new)
        skipped.update(group.fields)
    model: type[Part] = type(new)
    for field in fields_of(model):
        if field.name in skipped or (field.kind == "part" and field.name != "extra"):
            continue
        before, after = _value(old, field.name, field.default), _value(new, field.name, field.default)
        if before == after and field.kind not in {"reference", "words", "date"}:
            continue
        if lists_grow and field.many and field.kind != "reference":
            continue
        _compare_field(comparison, field, both, before, after)


def _compare_field(
    comparison: Comparison, field: ModelField, both: Versions, before: Any, after: Any
) -> None:
    model = type(both.new)
    value_kind, reference_kind = _OTHER_KINDS[model]
    kind = _KINDS.get((model, field.name))
    ours, theirs = comparison.values
    if field.kind == "date":
        _compare_dates(comparison, both, field.alias, before, after)
    elif field.kind == "reference":
        if field.targets == {"citation"}:
            return  # a figure's, which is compared with its statement
        _compare_references(comparison, field, both, kind or reference_kind, (before, after))
    elif field.kind == "words":
        compare_words(comparison, both, field.alias, before, after)
    elif field.name == "extra":
        for key in sorted({*(before or {}), *(after or {})}):
            if key.startswith("@"):
                continue  # how JSON-LD identifies a node, and no property of it
            texts = [ours.value(one[key]) if key in one else None for one in (before or {}, after or {})]
            _add(comparison, kind or value_kind, both, field=key, values=tuple(texts))
    else:
        shown = [
            None if value in (None, ()) else one.value(value)
            for one, value in ((ours, before), (theirs, after))
        ]
        _add(comparison, kind or value_kind, both, field=field.alias, values=(shown[0], shown[1]))


def _add(
    comparison: Comparison, kind: Kind, both: Versions, *, field: str, values: tuple[str | None, ...]
) -> None:
    old, new = (value or None for value in values)
    if old == new and kind not in {"name", "identifier", "kind"}:
        return
    label = label_of(field)
    if isinstance(both.new, NewsArticle):
        places: tuple[Any, Any] = (f"/{field}", f"/{field}")
        comparison.add(kind, None, label, field=field, old=old, new=new, places=places)
    else:
        comparison.add(kind, None, both.what, field=field, old=old, new=new, places=both.places)


def _compare_dates(comparison: Comparison, both: Versions, alias: str, before: Any, after: Any) -> None:
    if before is None and after is None:
        return
    basis = before is not None and after is not None and before.date == after.date
    if basis and before.basis == after.basis:
        compare_words(comparison, both, alias, before.words, after.words)
        return
    old = comparison.values[0].date(before, basis=basis) if before else None
    new = comparison.values[1].date(after, basis=basis) if after else None
    words = before.words if before else None, after.words if after else None
    if not comparison.is_same_edit(words, f"{both.what}: {label_of(alias)}"):
        _add(comparison, "date", both, field=alias, values=(old, new))
        comparison.explain(*([span] for span in words))


def _compare_references(
    comparison: Comparison, field: ModelField, both: Versions, kind: Kind, values: tuple[Any, Any]
) -> None:
    old, new = (
        list(value) if isinstance(value, tuple) else [] if value is None else [value] for value in values
    )
    relations = field.is_relation
    ids = [[one.id if relations else one for one in several] for several in (old, new)]
    whole = isinstance(both.new, NewsArticle)
    places = (f"/{field.alias}", f"/{field.alias}") if whole else both.places
    label = label_of(field.alias)
    changed = comparison.compare_references(
        kind, label if whole else f"{both.what}: {label}", ids[0], ids[1], field=field.alias, places=places,
        ordered=whole and field.name in {"author", "editor", "publisher"},
    )  # fmt: skip
    if not relations:
        return
    known = {name: one for one, name in zip(new, comparison.same_names(ids[1], 1), strict=False)}
    for one, name in zip(old, comparison.same_names(ids[0], 0), strict=False):
        other = known.get(name)
        if other is None:
            continue
        if one.basis != other.basis and not changed:
            old_name, new_name = comparison.values[0].name(one.id), comparison.values[1].name(other.id)
            comparison.add(
                kind, "changed", f"{both.what}: {label}", field=field.alias, places=both.places,
                old=f"{old_name} ({one.basis or 'no basis given'})",
                new=f"{new_name} ({other.basis or 'no basis given'})",
            )  # fmt: skip
        else:
            compare_words(comparison, both, field.alias, one.words, other.words)


def compare_words(comparison: Comparison, both: Versions, alias: str, before: Any, after: Any) -> None:
    """Add a change if something was read from other words, where the old words are still in the text."""
    old, new = ([value] if isinstance(value, Span) else list(value or ()) for value in (before, after))
    if comparison.same_words(old, new):
        return
    if old and new and not all(_is_unchanged(comparison, span) for span in old):
        return  # the text has changed
    shown = [values.words(spans) or None for values, spans in zip(comparison.values, (old, new), strict=True)]
    comparison.add(
        "words",
        None,
        f"{both.what}: {label_of(alias)}",
        field=alias,
        old=shown[0],
        new=shown[1],
        places=both.places,
    )


def _is_unchanged(comparison: Comparison, span: Span) -> bool:
    found = comparison.alignment.to_new(span)
    return found is not None and comparison.values[1].words([found]) == comparison.values[0].words([span])


def _differs(comparison: Comparison, before: Any, after: Any) -> bool:
    if isinstance(before, Span) and isinstance(after, Span):
        return not comparison.same_words([before], [after])
    return bool(before != after) and not (before in (None, (), False) and after in (None, (), False))


def _alias(thing: Any, name: str) -> str:
    model: type[Part] = type(thing)
    return next((field.alias for field in fields_of(model) if field.name == name), name)


def _explain(comparison: Comparison, old: Any, new: Any) -> None:
    """Record that the words of a thing whose name, kind or number has changed are different for that reason."""
    if isinstance(new, Figure):
        comparison.explain(old.words, new.words)
        return
    comparison.name_ids([old.id], [new.id])
    comparison.explain([getattr(old, "anonymous_reason", None)], [getattr(new, "anonymous_reason", None)])
