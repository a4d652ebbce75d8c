"""Explain why a block of valid JSON is not valid JSON-LD, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from newsld.findings import Finding
from newsld.syntax.document import escape_pointer


class _KeywordRule(NamedTuple):
    """A test whether an object breaks the rules of a keyword, given the object and the keyword's value."""

    keyword: str
    is_broken: Callable[[dict[str, Any], Any], bool]
    message: str
    suggestion: str


def _are_texts(value: Any) -> bool:
    return all(isinstance(one, str) for one in (value if isinstance(value, list) else [value]))


_KEYWORD_RULES: Final = (
    _KeywordRule(
        "@id",
        lambda _, value: value is not None and not isinstance(value, str),
        "@id is not a string, and identifies nothing",
        "write the address of the thing as a string, or remove @id",
    ),
    _KeywordRule(
        "@type",
        lambda _, value: value is not None and not _are_texts(value),
        "@type is not a string, and is ignored",
        'write the name of the type as a string, such as "NewsArticle"',
    ),
    _KeywordRule(
        "@value",
        lambda data, value: isinstance(value, (dict, list)) and data.get("@type") != "@json",
        "@value must be a string, a number, true or false",
        "write the value without @value",
    ),
    _KeywordRule(
        "@value",
        lambda data, _: not data.keys() <= {"@value", "@type", "@language", "@direction", "@index"},
        "an object with @value cannot have other properties",
        "remove @value or the other properties",
    ),
    _KeywordRule(
        "@language",
        lambda data, value: "@value" in data and not (isinstance(value, str) and isinstance(data["@value"], str)),
        "@language and the @value next to it must be strings",
        'write {"@value": "Quay reopens", "@language": "en"}',
    ),
    *(
        _KeywordRule(
            keyword,
            lambda data, _: not data.keys() <= {"@list", "@index"} and not data.keys() <= {"@set", "@index"},
            f"an object with {keyword} cannot have other properties",
            f"remove {keyword} or the other properties",
        )
        for keyword in ("@list", "@set")
    ),
)  # fmt: skip


def invalid_finding(data: Any, block: int | None, reason: str) -> Finding | None:
    """Return NLD-SYN-018 for a block that the reference processor rejects for `reason`.

    The finding points at the first invalid value. Returns None for an invalid context, which NLD-SYN-005 reports, and
    when all that is wrong is a null, which is ignored.
    """
    if "(invalid local context)" in reason:
        return None
    if "colliding keywords" in reason and _collides_in_vain(data):
        return None
    only_nulls = False
    for at, found in _objects(data):
        for rule in _KEYWORD_RULES:
            if rule.keyword in found and rule.is_broken(found, found[rule.keyword]):
                pointer = f"{at}/{rule.keyword}"
                return Finding(
                    "NLD-SYN-018", rule.message, suggestion=rule.suggestion, pointer=pointer, block=block
                )
        only_nulls = only_nulls or found.get("@id", "") is None or found.get("@type", "") is None
    if only_nulls:
        return None
    hint = "correct the JSON-LD: newsld reads what it can, and the meaning of names may be lost"
    return Finding("NLD-SYN-018", reason, suggestion=hint, pointer="", block=block)


def _collides_in_vain(data: Any) -> bool:
    """Return whether every object with an alias next to its keyword has the same value under both."""
    return all(
        found[keyword] == found[alias]
        for _, found in _objects(data)
        for alias, keyword in (("id", "@id"), ("type", "@type"))
        if alias in found and keyword in found
    )


def _objects(data: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every object with its JSON Pointer, outer before inner, in the order of the text."""
    waiting: list[tuple[str, Any]] = [("", data)]
    while waiting:
        at, value = waiting.pop()
        if isinstance(value, dict):
            yield at, value
            inner = [(f"{at}/{escape_pointer(key)}", one) for key, one in value.items() if key != "@context"]
        elif isinstance(value, list):
            inner = [(f"{at}/{place}", one) for place, one in enumerate(value)]
        else:
            continue
        waiting += reversed(inner)
