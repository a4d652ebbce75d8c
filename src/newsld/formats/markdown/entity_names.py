"""Read and write an entity or event as its name with notes: `Reuters (news, Q130879)`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from newsld.model.vocabulary import is_class
from newsld.syntax.patterns import lazy_pattern

__all__ = ["expand_named", "short_named"]

_WIKIDATA: Final = "http://www.wikidata.org/entity/"
_ITEM: Final = lazy_pattern(r"Q[1-9][0-9]*")
_NAME: Final = lazy_pattern(r"(?P<name>.*\S) \((?P<notes>[^()]+)\)", re.DOTALL)
_NOTE: Final = " — "


def expand_named(item: Any) -> Any:
    """Return an entity or event: in a story `Name (Type, group, anonymous, Q1) — what distinguishes it`.

    The types `news` and `government` are short for NewsMediaOrganization and GovernmentOrganization.

    With more keys, this text is the `name`; `claimed: Name` is the name of an event with this factuality.
    """
    if isinstance(item, str):
        return _expand_name(item)
    if not isinstance(item, Mapping):
        return item
    data = _with_items(item)
    claim = next((key for key in _FACTUALITIES if key in data), None)
    if claim is not None and not data.keys() & {"name", "factuality"}:
        data = {"name": data[claim], "factuality": claim, **{k: v for k, v in data.items() if k != claim}}
    if isinstance(data.get("name"), str) and ")" in data["name"]:
        more = _expand_name(data["name"])
        if not (more.keys() - {"name"}) & data.keys():
            data = {**data, **more}
    return data


def _expand_name(text: str) -> dict[str, Any]:
    """Return the data of a name with notes in parentheses, and with a note after a dash."""
    name, dash, note = text.partition(_NOTE)
    data: dict[str, Any] = {"name": name}
    found = _NAME.fullmatch(name)
    notes = found["notes"].split(", ") if found else []
    if found and all(
        _ITEM.fullmatch(one) or one in _FLAGS or one in _TYPES or is_class(one) for one in notes
    ):
        data["name"] = found["name"]
        types = [_TYPES.get(one, one) for one in notes if not _ITEM.fullmatch(one) and one not in _FLAGS]
        if types:
            data["type"] = types[0] if len(types) == 1 else types
        data |= {key: True for key in _FLAGS if key in notes}
        items = [_WIKIDATA + one for one in notes if _ITEM.fullmatch(one)]
        if items:
            data["sameAs"] = items[0] if len(items) == 1 else items
    return {**data, "disambiguatingDescription": note} if dash else data


def _with_items(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an entity with the addresses of Wikidata's items, which a story may give as `Q1`."""
    value = item.get("sameAs")
    if isinstance(value, str):
        return {**item, "sameAs": _WIKIDATA + value} if _ITEM.fullmatch(value) else item
    if isinstance(value, list):
        expanded = [
            _WIKIDATA + one if isinstance(one, str) and _ITEM.fullmatch(one) else one for one in value
        ]
        return {**item, "sameAs": expanded}
    return item


def _short_item(iri: str) -> str:
    short = iri.removeprefix(_WIKIDATA)
    return short if _ITEM.fullmatch(short) else iri


_FLAGS: Final = ("group", "anonymous")
_TYPES: Final = {"news": "NewsMediaOrganization", "government": "GovernmentOrganization"}
_SHORT_TYPES: Final = {name: short for short, name in _TYPES.items()}
_FACTUALITIES: Final = ("claimed", "planned", "requested")
_WITH_NOTES: Final = frozenset({"type", "group", "anonymous", "sameAs", "disambiguatingDescription"})
_IN_TEXT: Final = _WITH_NOTES | {"name"}


def short_named(item: dict[str, Any]) -> Any:
    """Return an entity or event as its name with notes, or with the notes in its name, if that means the same."""
    if _has_plain_name(item):
        rest = {key: value for key, value in item.items() if key not in {"name", "factuality"}}
        key = item.get("factuality", "name")
        return {key: item["name"], **rest} if rest or key != "name" else item["name"]
    same_as = item.get("sameAs", [])
    items = [_short_item(one) for one in (same_as if isinstance(same_as, list) else [same_as])]
    if isinstance(item.get("name"), str):
        types = item.get("type", [])
        notes: list[str] = [
            *(
                _SHORT_TYPES.get(str(one), str(one))
                for one in (types if isinstance(types, list) else [types])
            ),
            *(key for key in _FLAGS if key in item),
            *items,
        ]
        text = f"{item['name']} ({', '.join(notes)})" if notes else item["name"]
        note = item.get("disambiguatingDescription")
        text += "" if note is None else f"{_NOTE}{note}"
        rest = {key: value for key, value in item.items() if key not in _IN_TEXT}
        if not rest and expand_named(text) == item:
            return text
        key = rest.pop("factuality") if rest.get("factuality") in _FACTUALITIES else "name"
        for short in (
            {key: text, **rest},
            {key: item["name"], **{k: v for k, v in item.items() if k not in {"name", "factuality"}}},
        ):
            if expand_named(short) == item:
                return short
    return {**item, "sameAs": items[0] if len(items) == 1 else items} if items else item


def _has_plain_name(item: Mapping[str, Any]) -> bool:
    """Return whether an entity has no notes, and nothing in its name looks like one: then the shorthand is certain."""
    name = item.get("name")
    return (
        isinstance(name, str)
        and ")" not in name
        and _NOTE not in name
        and _WITH_NOTES.isdisjoint(item)
        and item.get("factuality", _FACTUALITIES[0]) in _FACTUALITIES
    )
