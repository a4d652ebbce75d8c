"""Expand the shorthands in the data of a Markdown story, and write them where they mean the same.

Each shorthand is a pair of functions. The one that writes uses the result only if the one that reads gives the same
data again, so that no shorthand can lose anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from newsld.formats.markdown.entity_names import expand_named, short_named
from newsld.formats.markdown.words import (
    expand_date,
    expand_relation,
    expand_words,
    short_date,
    short_relation,
)
from newsld.model.captures import Figure, Mention, Quotation
from newsld.model.citations import Citation, Hop
from newsld.model.entities import Organization, Person, Place, Role
from newsld.model.events import Event, Participant
from newsld.model.fields import fields_of
from newsld.model.node import Part
from newsld.syntax.document import pointer

__all__ = [
    "EXPLICIT",
    "expand_data",
    "expand_mention",
    "expand_names",
    "moved_participants",
    "short_data",
]

EXPLICIT: Final = "explicit"
"""Under `mentions`: names without brackets are no mentions."""

_NAMED: Final = ("people", "organizations", "places", "events")
_MODELS: Final[Mapping[str, type[Part]]] = {
    "people": Person,
    "organizations": Organization,
    "places": Place,
    "events": Event,
    "quotations": Quotation,
    "figures": Figure,
    "citations": Citation,
}
_SHORT_KEYS: Final[Mapping[str, Mapping[str, str]]] = {
    "organizations": {"in": "location", "of": "parentOrganization", "for": "areaServed"},
    "places": {"in": "containedInPlace"},
    "events": {"in": "location", "by": "organizer"},
}
"""Short keys of the items of each collection, with what they mean."""
_PARTS: Final[Mapping[str, type[Part]]] = {"roles": Role, "participants": Participant, "chain": Hop}
_STATUSES: Final = ("current", "former", "designate", "disputed")
_ROLE_PROPERTIES: Final = ("memberOf", "worksFor", "affiliation", "alumniOf")
_PROPERTIES: Final = ("about", "organizer", "contributor")


# -- fields -----------------------------------------------------------------------------------------------------------


@cache
def _kinds(model: type[Part]) -> Mapping[str, str]:
    """Return the keys of a model's words, dates, relations and parts, each with its kind."""
    fields = fields_of(model)
    kinds: dict[str, str] = {field.alias: field.kind for field in fields if field.kind in {"words", "date"}}
    kinds |= {field.alias: "relation" for field in fields if field.is_relation}
    return {**kinds, **{field.alias: "part" for field in fields_of(model) if field.alias in _PARTS}}


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
    if kind == "part" and isinstance(value, list):
        parts = [part for one in value for part in _EXPAND_PART.get(key, _same)(one)]
        return [
            _expand_fields(part, _kinds(_PARTS[key]), body) if isinstance(part, Mapping) else part
            for part in parts
        ]
    return value


# -- roles and participants ------------------------------------------------------------------------------------------


def _same(item: Any) -> list[Any]:
    return [item]


def _expand_role(item: Any) -> list[Any]:
    """Return a role, which is stated if it has words.

    In a story `{former: president, of: syria, words: ...}` has a status and the name, `{memberOf: party, as: chair}` a
    property, what it leads to (`at`), and the name.
    """
    if not isinstance(item, Mapping) or {"roleName", "status", "property"} & item.keys():
        return [item]
    basis = {"basis": "stated"} if "words" in item else {}
    status = next((key for key in _STATUSES if key in item), None)
    if status is not None:
        rest = {key: value for key, value in item.items() if key != status}
        return [{"roleName": item[status], "status": status, **basis, **rest}]
    name = next((key for key in _ROLE_PROPERTIES if key in item), None)
    if name is None or "at" in item:
        return [item]
    rest = {"roleName" if key == "as" else key: value for key, value in item.items() if key != name}
    return [{"property": name, "at": item[name], **basis, **rest}]


def _short_role(item: dict[str, Any]) -> dict[str, Any]:
    rest = dict(item)
    if "words" in rest and rest.get("basis") == "stated":
        del rest["basis"]
    short = item
    if "property" in rest and "at" in rest:
        others = {key: value for key, value in rest.items() if key not in {"property", "at"}}
        short = {
            rest["property"]: rest["at"],
            **{"as" if k == "roleName" else k: v for k, v in others.items()},
        }
    elif {"roleName", "status"} <= rest.keys():
        others = {key: value for key, value in rest.items() if key not in {"roleName", "status"}}
        short = {rest["status"]: rest["roleName"], **others}
    return short if _expand_role(short) == [item] else item


def _expand_participant(item: Any) -> list[Any]:
    """Return the participants of one entry.

    In a story `russia` for a party alone, `{about: [russia, iran], as: weakened}` for several in the same role.
    """
    if isinstance(item, str):
        return [{"party": item}]
    if not isinstance(item, Mapping) or {"party", "property"} & item.keys():
        return [item]
    key = next((key for key in _PROPERTIES if key in item), None)
    if key is None:
        return [item]
    rest = {"roleName" if name == "as" else name: value for name, value in item.items() if name != key}
    if key != "contributor":
        rest = {"property": key, **rest}
    parties = item[key] if isinstance(item[key], list) else [item[key]]
    return [{"party": party, **rest} for party in parties]


def _short_participants(items: list[dict[str, Any]]) -> list[Any]:
    result: list[Any] = []
    rests: list[Any] = []
    for item in items:
        rest = {key: value for key, value in item.items() if key != "party"}
        if not rest:
            result.append(item["party"])
        else:
            name = rest.get("property", "contributor")
            others = {
                "as" if key == "roleName" else key: one for key, one in rest.items() if key != "property"
            }
            if rests and rests[-1] == rest:
                last = result[-1][name]
                result[-1] = {
                    **result[-1],
                    name: [*(last if isinstance(last, list) else [last]), item["party"]],
                }
            else:
                result.append({name: item["party"], **others})
        rests.append(rest or None)
    same = [part for one in result for part in _expand_participant(one)] == items
    return result if same else items


def moved_participants(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the pointers of the participants of events that shorthands give, each with its pointer in the file."""
    moved: dict[str, str] = {}
    events = data.get("events")
    for key, event in events.items() if isinstance(events, Mapping) else ():
        items = event.get("participants") if isinstance(event, Mapping) else None
        number = 0
        for place, item in enumerate(items if isinstance(items, list) else []):
            for _ in _expand_participant(item):
                moved[pointer("events", key, "participants", number)] = pointer(
                    "events", key, "participants", place
                )
                number += 1
    return moved


_EXPAND_PART: Final[Mapping[str, Callable[[Any], list[Any]]]] = {
    "roles": _expand_role,
    "participants": _expand_participant,
}


# -- entities, events and captures -------------------------------------------------------------------------------------


def _renamed(item: Any, names: Mapping[str, str]) -> Any:
    """Return an item with other keys, but where the other key exists."""
    if not isinstance(item, Mapping) or not names.keys() & item.keys():
        return item
    return {names[key] if key in names and names[key] not in item else key: one for key, one in item.items()}


def expand_names(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return story data with the shorthands of entities and events expanded: all that labels need."""
    result = dict(data)
    for name in _NAMED:
        items = result.get(name)
        if isinstance(items, Mapping):
            keys = _SHORT_KEYS.get(name, {})
            result[name] = {key: _renamed(expand_named(item), keys) for key, item in items.items()}
    return result


def _expand_quotation(item: Any) -> Any:
    """Return a quotation: in a story its citation alone."""
    return {"citation": item} if isinstance(item, str) else item


def _expand_figure(item: Any) -> Any:
    """Return a figure: in a story `over: 5` is an excluded `min`, `under: 5` an excluded `max`."""
    if not isinstance(item, Mapping) or "exclusive" in item:
        return item
    over, under = "over" in item and "min" not in item, "under" in item and "max" not in item
    if not over and not under:
        return item
    names = {"over": "min"} if over else {}
    names |= {"under": "max"} if under else {}
    figure = {names.get(key, key): value for key, value in item.items()}
    if over and under:
        return {**figure, "exclusive": True}
    if "min" in figure and "max" in figure:
        return {**figure, "exclusive": "min" if over else "max"}
    return {**figure, "exclusive": True}


def _short_figure(item: dict[str, Any]) -> dict[str, Any]:
    exclusive = item.get("exclusive")
    names = {"min": "over"} if exclusive in (True, "min") else {}
    names |= {"max": "under"} if exclusive in (True, "max") else {}
    short = {names.get(key, key): value for key, value in item.items() if key != "exclusive"}
    return short if _expand_figure(short) == item else item


_MENTION_KEYS: Final = frozenset({"words", "of", "date", "form"})


def expand_mention(item: Any, body: str) -> list[Any]:
    """Return the mentions of one entry: in a story `{syria: [words, words]}`, or with a date instead of the id."""
    if not isinstance(item, Mapping) or len(item) != 1 or _MENTION_KEYS & item.keys():
        return [_expand_fields(item, _kinds(Mention), body) if isinstance(item, Mapping) else item]
    ((target, words),) = item.items()
    return [
        {"words": expand_words(one, body) if isinstance(one, str) else one, "short": target}
        for one in (words if isinstance(words, list) else [words])
    ]


_EXPAND: Final[Mapping[str, Callable[[Any], Any]]] = {
    "quotations": _expand_quotation,
    "figures": _expand_figure,
}
_SHORT: Final[Mapping[str, Callable[[dict[str, Any]], Any]]] = {
    **dict.fromkeys(_NAMED, short_named),
    "figures": _short_figure,
}


def expand_data(data: Mapping[str, Any], body: str) -> dict[str, Any]:
    """Return story data, after `expand_names`, with all other shorthands expanded but for those of mentions."""
    result = dict(data)
    for name, model in _MODELS.items():
        items = result.get(name)
        if isinstance(items, Mapping):
            expand, kinds = _EXPAND.get(name), _kinds(model)
            result[name] = {
                key: _expand_fields(item, kinds, body) if isinstance(item, Mapping) else item
                for key, one in items.items()
                for item in [expand(one) if expand else one]
            }
    return result


def short_data(data: dict[str, Any], body: str) -> dict[str, Any]:
    """Return story data whose words are written by `short_words` with all shorthands but those of mentions."""
    result = dict(data)
    for name, model in _MODELS.items():
        if name in result:
            shorten, kinds = _SHORT.get(name), _kinds(model)
            items = {key: _short_fields(item, kinds, body) for key, item in result[name].items()}
            items = {key: shorten(item) for key, item in items.items()} if shorten else items
            keys = {full: short for short, full in _SHORT_KEYS.get(name, {}).items()}
            result[name] = {key: _renamed(item, keys) for key, item in items.items()} if keys else items
    return result


def _short_fields(item: dict[str, Any], kinds: Mapping[str, str], body: str) -> dict[str, Any]:
    result = item
    for key, kind in kinds.items():
        if key not in item or kind == "words":
            continue
        value = item[key]
        if kind == "date":
            value = short_date(value, body)
        elif kind == "relation":
            many = isinstance(value, list)
            value = [short_relation(one, body) for one in value] if many else short_relation(value, body)
        elif kind == "part":
            value = [_short_fields(one, _kinds(_PARTS[key]), body) for one in value]
            value = list(map(_short_role, value)) if key == "roles" else value
            value = _short_participants(value) if key == "participants" else value
        result = {**result, key: value}
    return result
