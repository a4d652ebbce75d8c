"""Read and write the roles of people and organizations, and the participants of events, as texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from newsld.syntax.document import pointer
from newsld.syntax.patterns import lazy_pattern

_ROLE: Final = lazy_pattern(
    r"(?:(?P<status>current|former|designate|disputed) (?P<role>\S.*?)"
    r"(?: of (?P<of>[a-z0-9-]+))?(?: at (?P<at>[a-z0-9-]+))?"
    r"|(?P<property>memberOf|worksFor|affiliation|alumniOf) (?P<party>[a-z0-9-]+)(?: as (?P<name>\S.*))?)",
    re.DOTALL,
)
_TAKING_PART: Final = lazy_pattern(
    r"(?P<parties>[a-z0-9-]+(?: and [a-z0-9-]+)*)(?: as (?P<role>\S.*))?", re.DOTALL
)
_STATUSES: Final = ("current", "former", "designate", "disputed")
_ROLE_PROPERTIES: Final = ("memberOf", "worksFor", "affiliation", "alumniOf")
_PROPERTIES: Final = ("about", "organizer", "contributor")


def _expand_role(item: Any) -> list[Any]:
    """Return a role, which is stated if it has words.

    In a story `{former: president, of: syria, words: ...}` has a status and the name, `{memberOf: party, as: chair}` a
    property, what it leads to (`at`), and the name. As a text it is `former president of syria`, or with words, or with
    more keys, `{former president of syria: words}`.
    """
    text, more = next(iter(item.items())) if isinstance(item, dict) and len(item) == 1 else (item, {})
    found = _ROLE.fullmatch(text) if isinstance(text, str) else None
    if found is not None:
        role = {
            "roleName": found["role"] or found["name"],
            "status": found["status"],
            "property": found["property"],
            "of": found["of"],
            "at": found["at"] or found["party"],
        }
        data = more if isinstance(more, dict) and not more.keys() & {"exact", "from"} else {"words": more}
        basis = {"basis": "stated"} if "words" in data else {}
        return [{**{key: value for key, value in role.items() if value is not None}, **basis, **data}]
    if not isinstance(item, dict) or {"roleName", "status", "property"} & item.keys():
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


def _short_role(item: dict[str, Any]) -> tuple[str, Any] | None:
    """Return the text of a role, and its words or more keys; None if there is no such text."""
    if "property" in item and "at" in item:
        used = {"property", "at", "roleName"}
        text = f"{item['property']} {item['at']}" + (f" as {item['roleName']}" if "roleName" in item else "")
    elif {"roleName", "status"} <= item.keys():
        used = {"roleName", "status", "of", "at"}
        text = f"{item['status']} {item['roleName']}"
        text += f" of {item['of']}" if "of" in item else ""
        text += f" at {item['at']}" if "at" in item else ""
    else:
        return None
    rest = {key: value for key, value in item.items() if key not in used}
    if "words" in rest and rest.get("basis") == "stated":
        del rest["basis"]
    more = rest["words"] if rest.keys() == {"words"} else rest
    return (text, more) if _expand_role({text: more}) == [item] else None


def short_roles(items: list[dict[str, Any]]) -> Any:
    """Return roles as texts with their words, in a mapping if they are different texts."""
    shorts = [_short_role(item) for item in items]
    pairs = dict(one for one in shorts if one is not None)
    if len(pairs) == len(items):
        return pairs
    return [item if one is None else {one[0]: one[1]} for item, one in zip(items, shorts, strict=True)]


def _expand_participant(item: Any) -> list[Any]:
    """Return the participants of one entry.

    In a story `russia` for a party alone, `{about: [russia, iran], as: weakened}` for several in the same role.
    """
    if isinstance(item, str):
        return [{"party": item}]
    if not isinstance(item, dict) or {"party", "property"} & item.keys():
        return [item]
    key = next((key for key in _PROPERTIES if key in item), None)
    if key is None:
        return [item]
    rest = {"roleName" if name == "as" else name: value for name, value in item.items() if name != key}
    if key != "contributor":
        rest = {"property": key, **rest}
    parties = item[key] if isinstance(item[key], list) else [item[key]]
    return [{"party": party, **rest} for party in parties]


def _expand_taking_part(item: Any, key: str) -> list[Any]:
    """Return the participants of one entry of `with` or `to`: `a and b as role`, or `{a as role: words}`."""
    words: dict[str, Any] = {}
    text = item
    if isinstance(item, dict) and len(item) == 1:
        ((text, value),) = item.items()
        words = {"words": value}
    found = _TAKING_PART.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return [item]
    rest = {"roleName": found["role"]} if found["role"] else {}
    rest |= {"property": "about"} if key == "to" else {}
    return [{"party": party, **rest, **words} for party in found["parties"].split(" and ")]


def expand_event(item: Any) -> Any:
    """Return an event with its participants in one list: those of `with`, then those of `to`."""
    if not isinstance(item, dict) or not {"with", "to"} & item.keys():
        return item
    parts = [part for _, part in _taking_part(item)]
    rest = {key: value for key, value in item.items() if key not in {"with", "to", "participants"}}
    return {**rest, "participants": parts}


def _taking_part(item: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield the participants of an event, each with the steps to the entry that has it."""
    for key in ("participants", "with", "to"):
        value = item.get(key, [])
        for place, one in enumerate(value if isinstance(value, list) else [value]):
            steps = (key, place) if isinstance(value, list) else (key,)
            expanded = _expand_participant(one) if key == "participants" else _expand_taking_part(one, key)
            yield from ((steps, part) for part in expanded)


def short_event(item: dict[str, Any]) -> dict[str, Any]:
    """Return an event with its participants under `with` and `to`, if these mean the same."""
    participants = item.get("participants")
    if not participants:
        return item
    groups: list[tuple[str, dict[str, Any], list[str]]] = []
    for one in participants:
        key = "to" if one.get("property") == "about" else "with"
        rest = {name: value for name, value in one.items() if name not in {"party", "property"}}
        if rest and "words" not in rest and groups and groups[-1][:2] == (key, rest):
            groups[-1][2].append(one["party"])
        else:
            groups.append((key, rest, [one["party"]]))
    short: dict[str, list[Any]] = {}
    for key, rest, parties in groups:
        text = " and ".join(parties) + (f" as {rest['roleName']}" if "roleName" in rest else "")
        short.setdefault(key, []).append({text: rest["words"]} if "words" in rest else text)
    taking_part = {key: value[0] if len(value) == 1 else value for key, value in short.items()}
    if [part for _, part in _taking_part(taking_part)] != participants:
        return {**item, "participants": _short_participants(participants)}
    return {**{key: value for key, value in item.items() if key != "participants"}, **taking_part}


def _short_participants(items: list[dict[str, Any]]) -> list[Any]:
    """Return participants in the short forms of a list."""
    result: list[Any] = []
    for item in items:
        rest = {key: value for key, value in item.items() if key not in {"party", "property"}}
        named = {"as" if key == "roleName" else key: value for key, value in rest.items()}
        short = {item.get("property", "contributor"): item["party"], **named}
        result.append(item["party"] if item.keys() == {"party"} else short)
    same = [part for one in result for part in _expand_participant(one)] == items
    return result if same else items


def moved_parts(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the pointers of the roles and participants that shorthands give, each with its pointer in the file."""
    events = data.get("events")
    roles = {
        pointer(name, key, "roles", number): pointer(name, key, "roles", text)
        for name in ("people", "organizations")
        if isinstance(items := data.get(name), dict)
        for key, item in items.items()
        if isinstance(item, dict)
        for number, text in enumerate(item.get("roles") or ())
        if isinstance(item["roles"], dict)
    }
    return roles | {
        pointer("events", key, "participants", number): pointer("events", key, *steps)
        for key, event in (events.items() if isinstance(events, dict) else ())
        if isinstance(event, dict)
        for number, (steps, _) in enumerate(_taking_part(event))
    }


def expand_parts(key: str, value: Any) -> Any:
    """Return roles (`key` is `roles`), participants or other parts with each entry in full."""
    if key == "roles" and isinstance(value, dict):
        value = [{text: more} for text, more in value.items()]
    if not isinstance(value, list) or key not in {"roles", "participants"}:
        return value
    expand = _expand_role if key == "roles" else _expand_participant
    return [part for one in value for part in expand(one)]
