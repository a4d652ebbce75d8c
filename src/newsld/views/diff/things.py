"""Compare the people, organizations, places and events of two versions of a story, and the parts of the article."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any

from newsld.model import Event, Role
from newsld.model.entities import Entity
from newsld.model.events import Participant
from newsld.model.fields import fields_of
from newsld.views.diff.changes import Kind
from newsld.views.diff.fields import Versions, compare_fields, compare_words
from newsld.views.diff.matching import Pairs, match_by_keys
from newsld.views.diff.values import label_of

if TYPE_CHECKING:
    from newsld.model.node import Part
    from newsld.views.diff.comparison import Comparison


def compare_article(comparison: Comparison) -> None:
    """Add the changes of the article's own fields, its images, corrections and page parts."""
    old, new = comparison.old, comparison.new
    compare_fields(comparison, old, new)
    for name, alias, key in (
        ("image", "image", "url"), ("has_part", "hasPart", "css_selector"), ("correction", "correction", "text"),
    ):  # fmt: skip
        ours, theirs = getattr(old, name), getattr(new, name)
        if ours == theirs:
            continue
        pairs = match_by_keys(
            ours, theirs, [(_whole, _whole), (lambda one, key=key: [getattr(one, key)],) * 2]
        )
        for one, other in [
            *pairs.both,
            *((one, None) for one in pairs.dropped),
            *((None, one) for one in pairs.added),
        ]:
            if one == other:
                continue
            before, after = (_listed(comparison, part) if part is not None else None for part in (one, other))
            comparison.add(
                "article", None, label_of(alias), field=alias, old=before, new=after, places=(f"/{alias}", f"/{alias}"),
            )  # fmt: skip


def _whole(part: Any) -> list[Hashable]:
    return [repr(part)]


def _listed(comparison: Comparison, part: Any) -> str:
    """Return the values of a part of the article, with the labels of all but the first."""
    model: type[Part] = type(part)
    found = [
        (field.alias, comparison.values[0].value(value))
        for field in fields_of(model)
        if (value := getattr(part, field.name)) not in (None, (), {})
    ]
    return "; ".join(
        shown if not number else f"{label_of(alias)}: {shown}" for number, (alias, shown) in enumerate(found)
    )


def compare_things(comparison: Comparison) -> None:
    """Add the changes of entities and events that both versions have, those merged or split, and other events."""
    things = comparison.things
    wholes = {merge.whole.id for merge in things.merges}
    for merge in things.merges:
        parts, whole = comparison.values[merge.is_split], comparison.values[not merge.is_split]
        names = " and ".join(map(parts.entity, merge.parts))
        old, new = (
            (whole.entity(merge.whole), names) if merge.is_split else (names, whole.entity(merge.whole))
        )
        places = (merge.whole, merge.parts[-1]) if merge.is_split else (merge.parts[-1], merge.whole)
        comparison.add(
            "identity",
            "split" if merge.is_split else "merged",
            whole.of(merge.whole),
            old=old,
            new=new,
            places=places,
        )
        comparison.name_ids(*([one.id for one in several] for several in (
            ([merge.whole], merge.parts) if merge.is_split else (merge.parts, [merge.whole]))))  # fmt: skip
    for one, other in things.both:
        merged = one.id in wholes or other.id in wholes
        skip = ["roles", "participants", *(["alternate_name"] if merged else [])]
        if isinstance(other, Entity | Event):
            compare_fields(comparison, one, other, skip=skip, lists_grow=merged)
        if isinstance(other, Entity) and not merged:
            _compare_roles(comparison, one, other)
        if isinstance(other, Event):
            _compare_participants(comparison, one, other)
    for version, events in enumerate((things.dropped, things.added)):
        for event in events:
            if isinstance(event, Event):
                _add_event(comparison, event, version)


def compare_lonely_entities(comparison: Comparison) -> None:
    """Add the entities that only one version has, unless another change names them."""
    for version, entities in enumerate((comparison.things.dropped, comparison.things.added)):
        for one in entities:
            if isinstance(one, Entity) and one.id not in comparison.named[version]:
                values = comparison.values[version]
                comparison.add_lonely("entity", one, version, what=values.of(one), shown=values.entity(one))
                comparison.named[version].add(one.id)


def _add_event(comparison: Comparison, event: Event, version: int) -> None:
    values = comparison.values[version]
    comparison.add_lonely("event", event, version, what=values.of(event), shown=values.event(event))
    ids = [
        *(one.party for one in event.participants),
        *(one.id for one in (*event.location, *event.organizer)),
    ]
    comparison.named[version].update(ids, [event.id])


# -- roles and participants ------------------------------------------------------------------------------------------


def _compare_roles(comparison: Comparison, old: Any, new: Any) -> None:
    def keys(*names: str) -> tuple[Callable[[Role], list[Hashable]], Callable[[Role], list[Hashable]]]:
        def of_version(version: int) -> Callable[[Role], list[Hashable]]:
            def key(role: Role) -> list[Hashable]:
                values = [getattr(role, name) for name in names]
                references = [
                    comparison.same_name(slug, version) if slug else None for slug in (role.of, role.at)
                ]
                return [(role.property, *map(repr, values), *references)]

            return key

        return of_version(0), of_version(1)

    loose = lambda role: [role.role_name] if role.role_name else []  # noqa: E731
    pairs = match_by_keys(
        getattr(old, "roles", ()), getattr(new, "roles", ()),
        [keys("role_name", "start", "end", "status"), keys("role_name"), keys(), (loose, loose),
         (lambda role: [role.property],) * 2],
    )  # fmt: skip
    _report_parts(
        comparison,
        "role",
        (old, new),
        pairs,
        field="roles",
        ids_of=lambda role: [slug for slug in (role.of, role.at) if slug],
    )


def _compare_participants(comparison: Comparison, old: Event, new: Event) -> None:
    def by_party(version: int) -> Callable[[Participant], list[Hashable]]:
        return lambda one: list(comparison.same_names([one.party], version))

    def exactly(version: int) -> Callable[[Participant], list[Hashable]]:
        return lambda one: [(*comparison.same_names([one.party], version), one.role_name, one.property)]

    def role(one: Participant) -> list[Hashable]:
        return [(one.role_name, one.property)] if one.role_name else []

    pairs = match_by_keys(
        old.participants, new.participants,
        [(exactly(0), exactly(1)), (by_party(0), by_party(1)), (role, role)],
    )  # fmt: skip
    _report_parts(
        comparison, "participant", (old, new), pairs, field="participants", ids_of=lambda one: [one.party]
    )


def _report_parts(
    comparison: Comparison,
    kind: Kind,
    owners: tuple[Any, Any],
    pairs: Pairs,
    *,
    field: str,
    ids_of: Callable[[Any], list[str]],
) -> None:
    """Add the changes of roles or participants that were matched."""
    what = comparison.values[1].of(owners[1])
    for one, other in pairs.all():
        ours, theirs = (ids_of(part) if part is not None else [] for part in (one, other))
        if one is not None and other is not None:
            same = comparison.same_names(ours, 0) == comparison.same_names(theirs, 1)
            plain = {
                name
                for name in type(one).model_fields
                if name not in {"of", "at", "party", "words", "start", "end"}
            }
            same = same and all(getattr(one, name) == getattr(other, name) for name in plain)
            if same and _same_dates(one, other):
                compare_words(comparison, Versions(what, *owners), field, one.words, other.words)
                continue
        shown = [
            _describe(comparison.values[version], part, kind, basis=False)
            for version, part in enumerate((one, other))
        ]
        if shown[0] == shown[1]:
            shown = [
                _describe(comparison.values[version], part, kind, basis=True)
                for version, part in enumerate((one, other))
            ]
        comparison.add(
            kind, None, what, field=field, old=shown[0], new=shown[1], places=owners,
        )  # fmt: skip
        comparison.name_ids(ours, theirs)
        comparison.explain([one.words if one else None], [other.words if other else None])


def _describe(values: Any, part: Any, kind: Kind, *, basis: bool) -> str | None:
    if part is None:
        return None
    text: str = (values.role if kind == "role" else values.participant)(part, basis=basis)
    return text


def _same_dates(one: Any, other: Any) -> bool:
    def dates(part: Any) -> list[Any]:
        found = [getattr(part, name, None) for name in ("start", "end")]
        return [(date.date, date.basis) if date else None for date in found]

    return dates(one) == dates(other)
