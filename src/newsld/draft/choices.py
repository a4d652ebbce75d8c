"""Change or remove one item in the data of a story, as a reviewer decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, get_args

from newsld.draft.answer import EntityItem
from newsld.findings.errors import UsageError
from newsld.model import Organization, Person, Place
from newsld.model.dates import BadDate, parse_edtf
from newsld.model.draft_state import OpenItem
from newsld.model.numbers import json_number, parse_number

_PARTIES: Final = ("people", "organizations", "places")
_BOUNDS: Final = ("value", "min", "max", "exclusive", "approximate")
_COMMON: Final = frozenset(
    field.alias or name
    for name, field in Person.model_fields.items()
    if name in Organization.model_fields and name in Place.model_fields
) | {"type", "group", "anonymous"}
"""The fields that a person, an organization and a place have in common: with others, an entity is of its kind."""
_KINDS: Final = get_args(EntityItem.model_fields["kind"].annotation)
_MOST_REFERRING: Final = 3
_FACTUALITIES: Final = ("asserted", "claimed", "planned", "requested")


def apply_choice(data: dict[str, Any], kind: str, item: OpenItem, value: str) -> None:
    """Give an item another value: a chain `ap > joe-biden`, a speaker, bounds `min: 350000`, a date, a kind.

    Raises UsageError for a value that does not fit.
    """
    change = _CHANGES.get(kind)
    if change is None:
        raise UsageError(
            f"{item.item} cannot be changed here: edit the file, and delete the item from draft:"
        )
    change(data, item, value.strip())


def drop_item(data: dict[str, Any], kind: str, item: OpenItem) -> None:
    """Remove an item from the data of a story.

    Raises UsageError for an entity or event that something refers to, and for what is no part of the data.
    """
    name = item.item
    if kind == "citation":
        label = name.removeprefix("cite-")
        _drop(data, "citations", label)
        for collection in ("quotations", "figures"):
            for one in data.get(collection, {}).values():
                if one.get("citation") == label:
                    del one["citation"]
        for one in data.get("citations", {}).values():
            _forget(one, label)
    elif kind in {"quotation", "figure"}:
        _drop(data, f"{kind}s", name)
        _drop_references(data, name)
    elif kind in {"entity", "event"}:
        collection = next(one for one in (*_PARTIES, "events") if name in data.get(one, {}))
        held = data[collection].pop(name)
        data["mentions"] = [one for one in data.get("mentions", []) if one.get("of") != name]
        if kind == "event":
            _drop_references(data, name)
        if referring := list(_referring(data, name)):
            data[collection][name] = held
            raise UsageError(
                f"{name} cannot be dropped, because {' and '.join(referring[:_MOST_REFERRING])} "
                f"{'refers' if len(referring) == 1 else 'refer'} to it: drop or change that first"
            )
    elif kind == "date":
        mention = _date_mention(data, item)
        data["mentions"] = [one for one in data["mentions"] if one is not mention]
    elif kind == "role":
        person, _, number = name.rpartition("-role-")
        roles = data.get("people", {}).get(person, {}).get("roles", [])
        if not roles or not number.isdigit():
            raise UsageError(f"the story has no {name} any more: delete the item from draft:")
        _drop_role(roles, int(number), item)
    data_keys = [key for key, value in data.items() if value in ({}, [])]
    for key in data_keys:
        del data[key]


def _drop(data: dict[str, Any], collection: str, name: str) -> None:
    if name not in data.get(collection, {}):
        raise UsageError(f"the story has no {name} any more: delete the item from draft:")
    del data[collection][name]


def _forget(citation: dict[str, Any], label: str) -> None:
    """Remove references to a citation from another one."""
    if citation.get("repeats") == label:
        del citation["repeats"]
    for hop in citation.get("chain", []):
        if hop.get("inherited") == label:
            del hop["inherited"]


def _drop_references(data: dict[str, Any], name: str) -> None:
    """Remove an id from what figures and citations are about."""
    for collection in ("citations", "figures"):
        for one in data.get(collection, {}).values():
            if name in one.get("about", ()):
                one["about"] = [slug for slug in one["about"] if slug != name]


def _referring(data: Mapping[str, Any], name: str) -> Iterator[str]:
    """Yield what refers to an id: the ids of things with their collection, and other fields."""
    for key, value in data.items():
        if isinstance(value, dict) and key not in {"body", "draft"}:
            yield from (f"{label} in {key}" for label, one in value.items() if _refers(one, name))
        elif _refers({key: value}, name):
            yield key


def _refers(value: Any, name: str) -> bool:
    if isinstance(value, dict):
        return any(_refers(one, name) for key, one in value.items() if key not in {"body", "draft", "name"})
    if isinstance(value, list):
        return any(_refers(one, name) for one in value)
    return bool(value == name)


def _drop_role(roles: list[dict[str, Any]], number: int, item: OpenItem) -> None:
    named = [one for one in roles if item.what and str(one.get("roleName", "")) in item.what]
    chosen = named[0] if len(named) == 1 else roles[min(number, len(roles)) - 1]
    roles.remove(chosen)


# -- other values ----------------------------------------------------------------------------------------------


def _change_citation(data: dict[str, Any], item: OpenItem, value: str) -> None:
    citation = data["citations"][item.item.removeprefix("cite-")]
    old = {tuple(sorted(hop["parties"])): hop for hop in citation.get("chain", [])}
    if value == "no source":
        citation.pop("chain", None)
        citation["origin"] = "not-given"
        return
    chain = []
    for step in re.split(r"\s*>\s*", value):
        parties = [_party(data, one) for one in re.split(r"\s*\+\s*", step)]
        chain.append(old.get(tuple(sorted(parties)), {"parties": parties}))
    citation["chain"] = chain
    citation.pop("origin", None)


def _change_quotation(data: dict[str, Any], item: OpenItem, value: str) -> None:
    quotation = data["quotations"][item.item]
    if value == "nobody":
        quotation.pop("speaker", None)
        quotation["speaker"] = []
    else:
        quotation["speaker"] = [_party(data, value)]


def _change_figure(data: dict[str, Any], item: OpenItem, value: str) -> None:
    bounds: dict[str, Any] = {}
    for part in value.split(","):
        key, _, text = part.partition(":")
        key, text = key.strip(), text.strip()
        if key not in _BOUNDS:
            raise UsageError(f"{part.strip()} is no bound: write min: 350000, exclusive: true")
        if key in {"exclusive", "approximate"}:
            bounds[key] = text == "true"
        else:
            try:
                bounds[key] = json_number(parse_number(text))
            except ValueError:
                raise UsageError(f"{text} is no number: write it in digits, without separators") from None
    figure = data["figures"][item.item]
    for key in _BOUNDS:
        figure.pop(key, None)
    figure.update(bounds)


def _change_date(data: dict[str, Any], item: OpenItem, value: str) -> None:
    try:
        date = str(parse_edtf(value))
    except BadDate as error:
        raise UsageError(f"{value} is not an EDTF date: {error}") from None
    _date_mention(data, item)["date"] = date


def _change_entity(data: dict[str, Any], item: OpenItem, value: str) -> None:
    kind, _, unnamed = value.partition(",")
    if kind not in _KINDS:
        raise UsageError(
            f"{kind} is no kind of entity: write one of {', '.join(_KINDS)}, and unnamed after a comma"
        )
    collection = next(one for one in _PARTIES if item.item in data.get(one, {}))
    fitting = (
        "people"
        if kind == "Person"
        else "places"
        if kind in {"Country", "City", "Place"}
        else "organizations"
    )
    entity = data[collection][item.item]
    if collection != fitting:
        if others := entity.keys() - _COMMON:
            raise UsageError(
                f"{item.item} is in {collection} with {', '.join(sorted(others))}: drop that first, or edit the file"
            )
        del data[collection][item.item]
        data.setdefault(fitting, {})[item.item] = entity
        if not data[collection]:
            del data[collection]
    for key in ("type", "group", "anonymous"):
        entity.pop(key, None)
    if kind == "Group":
        entity["group"] = True
    elif kind not in {"Person", "Organization", "Place"}:
        entity["type"] = [kind]
    if unnamed.strip() == "unnamed" and fitting == "places":
        raise UsageError("a place has no unnamed: write its kind alone")
    if unnamed.strip() == "unnamed":
        entity["anonymous"] = True


def _change_event(data: dict[str, Any], item: OpenItem, value: str) -> None:
    if value not in _FACTUALITIES:
        raise UsageError(f"{value} is not one of {', '.join(_FACTUALITIES)}")
    data["events"][item.item]["factuality"] = value


def _party(data: Mapping[str, Any], slug: str) -> str:
    if not any(slug in data.get(one, {}) for one in _PARTIES):
        raise UsageError(f"the story has no person, organization or place with the id {slug}")
    return slug


def _date_mention(data: Mapping[str, Any], item: OpenItem) -> dict[str, Any]:
    """Return the mention of a date with the words and the date of an item."""
    for one in data.get("mentions", []):
        date = one.get("date")
        date = date.get("date") if isinstance(date, dict) else date
        if date is not None and date == item.what and one["words"].get("exact") == item.words:
            found: dict[str, Any] = one
            return found
    raise UsageError(f"the story has no mention of {item.what} any more: delete the item from draft:")


_CHANGES: Final[Mapping[str, Callable[[dict[str, Any], OpenItem, str], None]]] = {
    "citation": _change_citation,
    "quotation": _change_quotation,
    "entity": _change_entity,
    "figure": _change_figure,
    "date": _change_date,
    "event": _change_event,
}

CHANGEABLE: Final = {
    "citation": "the chain of ids, such as ap > joe-biden, or: no source",
    "quotation": "the id of the speaker, or: nobody",
    "entity": "the kind, such as Person or City, and unnamed after a comma",
    "figure": "the bounds, such as min: 350000, exclusive: true",
    "date": "the date, such as 2025-03-04 or 2025-03",
    "event": f"one of {', '.join(_FACTUALITIES)}",
}
"""The kinds of items that can have another value, each with the form of that value."""
