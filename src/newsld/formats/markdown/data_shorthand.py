"""Expand the shorthands in the data of a Markdown story, and write them where they mean the same.

Each shorthand is a pair of functions. The one that writes uses the result only if the one that reads gives the same
data again, so that no shorthand can lose anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from newsld.findings import Finding
from newsld.formats.markdown.figure_forms import expand_figure, is_wrong_figure, short_figure
from newsld.formats.markdown.name_shorthand import expand_named, short_named
from newsld.formats.markdown.roles import expand_event, expand_parts, short_event, short_roles
from newsld.formats.markdown.words import (
    expand_date,
    expand_relation,
    expand_words,
    short_date,
    short_relation,
)
from newsld.model.dates import parse_english
from newsld.model.field_table import facts_of
from newsld.model.keys import COLLECTION_MODELS
from newsld.syntax.document import pointer

EXPLICIT: Final = "explicit"
"""Under `mentions`: names without brackets are no mentions."""

_NAMED: Final = ("people", "organizations", "places", "events")
_SHORT_KEYS: Final[Mapping[str, Mapping[str, str]]] = {
    "organizations": {"in": "location", "of": "parentOrganization", "for": "areaServed"},
    "places": {"in": "containedInPlace"},
    "events": {"in": "location", "by": "organizer", "date": "startDate"},
}
"""Short keys of the items of each collection, with what they mean."""
_RELATIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "people": (),
    "organizations": ("of", "for", "in"),
    "places": ("in",),
    "events": ("by", "in", "about"),
}
"""The keys of relations that may be notes of a name."""
_PARTS: Final = {"roles": "Role", "participants": "Participant", "chain": "Hop"}

# -- fields -----------------------------------------------------------------------------------------------------------


@cache
def _kinds(model: str) -> Mapping[str, str]:
    """Return the keys of a model's words, dates, relations and parts, each with its kind."""
    fields = facts_of(model).fields.items()
    kinds = {key: field.kind for key, field in fields if field.kind in {"words", "date"}}
    kinds |= {key: "relation" for key, field in fields if field.is_relation}
    return {**kinds, **{key: "part" for key, _ in fields if key in _PARTS}}


def _expand_fields(item: Mapping[str, Any], kinds: Mapping[str, str], body: str) -> dict[str, Any]:
    """Return an item with its words, dates and parts expanded."""
    return {key: _expand_value(key, value, kinds.get(key), body) for key, value in item.items()}


def _expand_value(key: str, value: Any, kind: str | None, body: str) -> Any:
    if kind == "words":
        if isinstance(value, list):
            return [expand_words(one, body) if isinstance(one, str) else one for one in value]
        return expand_words(value, body) if isinstance(value, str) else value
    if kind == "date":
        return expand_date(value, body)
    if kind == "relation":
        many = isinstance(value, list)
        return [expand_relation(one, body) for one in value] if many else expand_relation(value, body)
    if kind == "part" and isinstance(parts := expand_parts(key, value), list):
        return [
            _expand_fields(part, _kinds(_PARTS[key]), body) if isinstance(part, dict) else part
            for part in parts
        ]
    return value


# -- entities, events and captures -------------------------------------------------------------------------------------


def _renamed(item: Any, names: Mapping[str, str]) -> Any:
    """Return an item with other keys, but where the other key exists."""
    if not names or not isinstance(item, dict) or names.keys().isdisjoint(item):
        return item
    return {names[key] if key in names and names[key] not in item else key: one for key, one in item.items()}


def expand_names(data: Mapping[str, Any], findings: list[Finding]) -> dict[str, Any]:
    """Return story data with the shorthands of entities and events expanded: all that labels need.

    A note that has no meaning adds a finding, and is left out.
    """
    result = dict(data)
    for name in _NAMED:
        items = result.get(name)
        if isinstance(items, dict):
            keys, relations = _SHORT_KEYS.get(name, {}), _RELATIONS[name]
            expanded: dict[str, Any] = {}
            for written, item in items.items():
                wrong: list[str] = []
                key, full = expand_named(written, item, relations, wrong)
                expanded[key] = _renamed(full, keys)
                if wrong:
                    findings += _wrong_notes(wrong, name, written, key)
            result[name] = expanded
    return result


def _wrong_notes(wrong: list[str], collection: str, written: str, key: str) -> Iterator[Finding]:
    from newsld.formats.markdown.wrong_forms import wrong_note

    for note in wrong:
        yield wrong_note(note, collection, written, _RELATIONS[collection], pointer(collection, key))


def renamed_items(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the pointers of the entities and events whose key is their name, each with that of its id."""
    for name in _NAMED:
        items = data.get(name)
        for key, item in items.items() if isinstance(items, dict) else ():
            new, _ = expand_named(key, item, _RELATIONS[name], [])
            if new != key:
                yield pointer(name, key), pointer(name, new)


def _expand_quotation(item: Any) -> Any:
    """Return a quotation: in a story its citation alone."""
    return {"citation": item} if isinstance(item, str) else item


MENTION_KEYS: Final = frozenset({"words", "of", "date", "form"})


def expand_mention(item: Any, body: str) -> list[Any]:
    """Return the mentions of one entry: in a story `{syria: [words, words]}`, or with a date instead of the id.

    Words alone are a date in English, without a basis.
    """
    if isinstance(item, str) and (date := parse_english(item)) is not None:
        return [{"words": item, "date": str(date)}]
    if not isinstance(item, dict) or len(item) != 1 or MENTION_KEYS & item.keys():
        return [_expand_fields(item, _kinds("Mention"), body) if isinstance(item, dict) else item]
    ((target, words),) = item.items()
    return [
        {"words": expand_words(one, body) if isinstance(one, str) else one, "short": target}
        for one in (words if isinstance(words, list) else [words])
    ]


_EXPAND: Final[Mapping[str, Callable[[Any], Any]]] = {
    "events": expand_event,
    "quotations": _expand_quotation,
}


def expand_data(data: Mapping[str, Any], body: str, findings: list[Finding]) -> dict[str, Any]:
    """Return story data, after `expand_names`, with all other shorthands expanded but for those of mentions.

    A figure in words that has no meaning adds a finding, and keeps what can be read.
    """
    result = dict(data)
    if isinstance(figures := data.get("figures"), dict):
        result["figures"] = {key: _figure(key, item, findings) for key, item in figures.items()}
    for name, model in COLLECTION_MODELS.items():
        items = result.get(name)
        if isinstance(items, dict):
            expand, kinds = _EXPAND.get(name), _kinds(model)
            result[name] = {
                key: _expand_fields(item, kinds, body) if isinstance(item, dict) else item
                for key, one in items.items()
                for item in [expand(one) if expand else one]
            }
    return result


def _figure(key: str, item: Any, findings: list[Finding]) -> Any:
    if not is_wrong_figure(item):
        return expand_figure(item)
    from newsld.formats.markdown.wrong_forms import wrong_figure

    finding, repaired = wrong_figure(item, pointer("figures", key))
    findings.append(finding)
    return expand_figure(repaired)


def short_data(data: dict[str, Any], body: str, words: Callable[[Any], Any]) -> dict[str, Any]:
    """Return story data with all shorthands but those of mentions; `words` returns data with words for the spans.

    These words have to be written by `short_words`.
    """
    result = {key: value if key in COLLECTION_MODELS else words(value) for key, value in data.items()}
    for name, model in COLLECTION_MODELS.items():
        if name in result:
            kinds = _kinds(model)
            items = {
                key: _short_fields(item, kinds, body, words) if type(item) is dict else item
                for key, item in result[name].items()
            }
            if name == "events":
                items = {key: short_event(item) for key, item in items.items()}
            if name in _NAMED:
                keys = {full: short for short, full in _SHORT_KEYS.get(name, {}).items()}
                relations = _RELATIONS[name]
                items = dict(
                    [short_named(key, _renamed(item, keys), relations) for key, item in items.items()]
                )
            elif name == "figures":
                items = {key: short_figure(item) for key, item in items.items()}
            result[name] = items
    return result


def _short_fields(
    item: dict[str, Any], kinds: Mapping[str, str], body: str, words: Callable[[Any], Any]
) -> dict[str, Any]:
    result = item
    for key, value in item.items():
        if type(value) is str or (kind := kinds.get(key)) is None:
            continue
        if kind == "part":
            value = [_short_fields(one, _kinds(_PARTS[key]), body, words) for one in value]
            value = short_roles(value) if key == "roles" else value
        else:
            value = words(value)
        if kind == "date":
            value = short_date(value, body)
        elif kind == "relation":
            many = isinstance(value, list)
            value = [short_relation(one, body) for one in value] if many else short_relation(value, body)
        if result is item:
            result = dict(item)
        result[key] = value
    return result
