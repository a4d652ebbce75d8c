"""Read and write an entity or event as its name with notes: `Reuters (news, Q130879)`, or `Reuters: news, Q130879`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from newsld.model.text.slugs import slugify
from newsld.model.vocabulary import is_class
from newsld.syntax.patterns import lazy_pattern

_WIKIDATA: Final = "http://www.wikidata.org/entity/"
_ITEM: Final = lazy_pattern(r"Q[1-9][0-9]*")
_ID: Final = lazy_pattern(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NAME: Final = lazy_pattern(r"(?P<name>.*\S) \((?P<notes>[^()]+)\)", re.DOTALL)
_WRONG_DASH: Final = lazy_pattern(r"(?P<name>.*\S) \((?P<notes>[^()]+)\)(?P<rest>,? ?[-–—:] ?.*)", re.DOTALL)
_NOTE: Final = "— "
_NOTES: Final = "is"
"""The key of the notes of an entity whose key is its name."""

_FLAGS: Final = ("group", "anonymous")
_TYPES: Final = {"news": "NewsMediaOrganization", "government": "GovernmentOrganization"}
_SHORT_TYPES: Final = {name: short for short, name in _TYPES.items()}
_FACTUALITIES: Final = ("claimed", "planned", "requested")
_WITH_NOTES: Final = frozenset({"type", "group", "anonymous", "sameAs", "disambiguatingDescription"})
_UNCERTAIN: Final = frozenset({"sameAs", "disambiguatingDescription", "factuality", "is"})
_IN_TEXT: Final = _WITH_NOTES | {"name", "factuality"}


# -- reading ----------------------------------------------------------------------------------------------------------


def expand_named(key: str, item: Any, relations: Collection[str], wrong: list[str]) -> tuple[str, Any]:
    """Return the id and the data of an entity or event, and add notes that have no meaning to `wrong`.

    In a story it is `Name (Type, group, anonymous, Q1) — what distinguishes it`, where the types `news` and
    `government` are short for NewsMediaOrganization and GovernmentOrganization; `in syria` is the id of a relation, one
    of the keys `relations`. With more keys, this text is the `name`; `claimed: Name` is the name of an event with this
    factuality. A key that is no id is the name itself; then the item has the notes alone, with more keys under `is`.
    With `is`, the name is text without notes.
    """
    if not _ID.fullmatch(key):
        return _expand_keyed(key, item, relations, wrong)
    if isinstance(item, str):
        if _slug(item) != key and _is_note(item):
            wrong.append(item)
        return key, _expand_name(item, relations, wrong)
    if not isinstance(item, dict):
        return key, item
    data = _with_items(item)
    claim = next((key for key in _FACTUALITIES if key in data), None)
    if claim is not None and not data.keys() & {"name", "factuality"}:
        data = {"name": data[claim], "factuality": claim, **{k: v for k, v in data.items() if k != claim}}
    if isinstance(data.get(_NOTES), str):
        notes = notes_data(data[_NOTES], relations, wrong)
        return key, {**notes, **{k: v for k, v in data.items() if k != _NOTES}}
    if isinstance(data.get("name"), str) and (")" in data["name"] or _NOTE in data["name"]):
        slips: list[str] = []
        more = _expand_name(data["name"], relations, slips)
        if not (more.keys() - {"name"}) & data.keys():
            wrong += slips
            data = {**data, **more}
    return key, data


def _expand_keyed(name: str, item: Any, relations: Collection[str], wrong: list[str]) -> tuple[str, Any]:
    """Return the id and the data of an entity or event whose key is its name; both as they are for an empty key."""
    if not name.strip():
        return name, item
    if not (item is None or isinstance(item, (str, dict))):
        return _slug(name), item
    data = dict(_with_items(item)) if isinstance(item, dict) else {}
    notes = item if isinstance(item, str) else data.get(_NOTES, "")
    more = notes_data(notes, relations, wrong) if isinstance(notes, str) else {}
    if isinstance(notes, str):
        data.pop(_NOTES, None)
    if "name" in data:
        wrong.append(f"name: {data['name']}")
    return _slug(name), {"name": name, **more, **data}


def _expand_name(text: str, relations: Collection[str], wrong: list[str]) -> dict[str, Any]:
    """Return the data of a name with notes in parentheses, and with a note after a dash.

    Parentheses are part of the name if each of their parts begins with no small letter, and none is a note nor
    resembles one: `Party (PP)`, `Congress (India)`.
    """
    name, dash, note = text.partition(f" {_NOTE}")
    data: dict[str, Any] = {"name": name}
    slips: list[str] = []
    if found := _NAME.fullmatch(name):
        more = notes_data(found["notes"], relations, slips)
        if more or not slips or any(map(_is_meant_as_note, slips)):
            data = {"name": found["name"], **more}
            wrong += slips
    elif found := _WRONG_DASH.fullmatch(name):
        more = notes_data(found["notes"], relations, slips)
        if not slips:
            data = {"name": found["name"], **more}
            wrong.append(found["rest"].strip())
    return {**data, "disambiguatingDescription": note} if dash else data


def _is_meant_as_note(text: str) -> bool:
    """Return whether words in parentheses without a meaning are a note with a mistake, and no part of a name."""
    from newsld.formats.markdown.wrong_forms import meant

    return text[:1].islower() or meant(text) is not None


def _is_note(text: str) -> bool:
    """Return whether a name is one word that reads as a type or flag: `city`."""
    return text.isalpha() and (
        text in _TYPES or text in _FLAGS or text in _FACTUALITIES or is_class(text[:1].upper() + text[1:])
    )


def notes_data(text: str, relations: Collection[str], wrong: list[str]) -> dict[str, Any]:
    """Return the data of notes with commas between them, and of a note after a dash; `wrong` gets the others."""
    head, dash, note = text.partition(_NOTE) if text.startswith(_NOTE) else text.partition(f" {_NOTE}")
    data: dict[str, list[Any]] = {}
    for one in head.split(", ") if head else ():
        key, _, target = one.partition(" ")
        if _ITEM.fullmatch(one):
            data.setdefault("sameAs", []).append(_WIKIDATA + one)
        elif one in _FLAGS:
            data[one] = [True]
        elif one in _FACTUALITIES and relations and "about" in relations:
            data["factuality"] = [one]
        elif one in _TYPES or is_class(one):
            data.setdefault("type", []).append(_TYPES.get(one, one))
        elif key in relations and _ID.fullmatch(target):
            data.setdefault(key, []).append(target)
        else:
            wrong.append(one)
    result = {key: values[0] if len(values) == 1 else values for key, values in data.items()}
    return {**result, "disambiguatingDescription": note} if dash else result


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


# -- writing ----------------------------------------------------------------------------------------------------------


def short_named(key: str, item: dict[str, Any], relations: Collection[str]) -> tuple[str, Any]:
    """Return the shortest key and value that mean an entity or event with this id and this data."""
    name = item.get("name")
    if isinstance(name, str):
        is_own = slugify(name) == key
        keyed = is_own and not _ID.fullmatch(name)
        certain = _is_certain(name, item, relations) and (is_own or not _is_note(name))
        if certain and keyed and len(item) == 1:
            return name, {}
        for candidates in (_texts, _mappings):
            for short in candidates(key, name, item, relations, keyed=keyed):
                if certain or _means(short, key, item, relations):
                    return short
    same_as = item.get("sameAs")
    if isinstance(same_as, (str, list)):
        item = {**item, "sameAs": _map(_short_item, same_as)}
    slips: list[str] = []
    has_notes = isinstance(name, str) and (len(_expand_name(name, relations, slips)) > 1 or slips)
    return key, {**item, _NOTES: ""} if has_notes else item


def _means(short: tuple[str, Any], key: str, item: Mapping[str, Any], relations: Collection[str]) -> bool:
    """Return whether a key and a value are read as an item with this id, without a wrong note."""
    wrong: list[str] = []
    return expand_named(short[0], short[1], relations, wrong) == (key, item) and not wrong


def _is_certain(name: str, item: Mapping[str, Any], relations: Collection[str]) -> bool:
    """Return whether the first of the candidates surely means an item: the others are read again."""
    if ")" in name or "—" in name or "(" in name or not name.strip() or name[-1].isspace():
        return False
    kind = item.get("type")
    if not _UNCERTAIN.isdisjoint(item) or (
        kind is not None and (not isinstance(kind, str) or not is_class(kind))
    ):
        return False
    return all(_is_id(item[key]) for key in relations if key in item)


def _texts(
    key: str, name: str, item: dict[str, Any], relations: Collection[str], *, keyed: bool
) -> list[tuple[str, Any]]:
    """Return the texts that may mean an entity or event, the shortest first; if `keyed`, the key may be the name."""
    notes = _notes(item)
    ids = 0
    for short in relations:
        if short in item:
            ids += 1
            notes += [f"{short} {one}" for one in _listed(item[short]) if _is_id(one)]
    if len(item.keys() - _IN_TEXT) != ids:
        return []
    if claim := item.get("factuality"):
        notes.insert(0, str(claim))
    full, dash = ", ".join(notes), _dash(item)
    text = (key, f"{name} ({full}){dash}" if full else f"{name}{dash}")
    return [(name, f"{full}{dash}".lstrip() or {}), text] if keyed else [text]


def _mappings(
    key: str, name: str, item: dict[str, Any], _relations: Collection[str], *, keyed: bool
) -> Iterator[tuple[str, Any]]:
    """Yield the same for mappings, which have what is in no text under its own keys."""
    rest = {one: value for one, value in item.items() if one not in _IN_TEXT}
    claim, head, dash = item.get("factuality"), ", ".join(_notes(item)), _dash(item)
    if keyed and not claim:
        about = f"{head}{dash}".lstrip()
        yield name, {**({_NOTES: about} if about else {}), **rest}
    text = f"{name} ({head}){dash}" if head else f"{name}{dash}"
    first = claim if claim in _FACTUALITIES else "name"
    yield key, {first: text, **rest}
    yield key, {first: name, **{k: v for k, v in item.items() if k not in {"name", "factuality"}}}


def _dash(item: Mapping[str, Any]) -> str:
    note = item.get("disambiguatingDescription")
    return "" if note is None else f" {_NOTE}{note}"


def _notes(item: Mapping[str, Any]) -> list[str]:
    """Return the notes of an entity or event: its types, flags and items of Wikidata."""
    if _WITH_NOTES.isdisjoint(item):
        return []
    notes = [_SHORT_TYPES.get(str(one), str(one)) for one in _listed(item["type"])] if "type" in item else []
    notes += [key for key in _FLAGS if key in item]
    return notes + [_short_item(one) for one in _listed(item["sameAs"])] if "sameAs" in item else notes


@lru_cache(maxsize=512)  # a story is read in several passes
def _slug(name: str) -> str:
    return slugify(name)


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _map(change: Any, value: Any) -> Any:
    return [change(one) for one in value] if isinstance(value, list) else change(value)


def _short_item(iri: str) -> str:
    short = iri.removeprefix(_WIKIDATA)
    return short if _ITEM.fullmatch(short) else iri
