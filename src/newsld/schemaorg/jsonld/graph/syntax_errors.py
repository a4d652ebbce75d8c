"""What is wrong with a block that is JSON and yet no JSON-LD, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from newsld.findings import Finding
from newsld.syntax.document import escape_pointer

__all__ = ["invalid_finding"]


class _Fault(NamedTuple):
    """A keyword, when its value is at fault in an object, and what to say of it then."""

    keyword: str
    in_: Callable[[dict[str, Any], Any], bool]
    message: str
    mend: str


def _are_texts(value: Any) -> bool:
    return all(isinstance(one, str) for one in (value if isinstance(value, list) else [value]))


_FAULTS: Final = (
    _Fault(
        "@id",
        lambda _, value: value is not None and not isinstance(value, str),
        "@id is no text, and names nothing",
        "write the address of the thing as text, or leave @id out",
    ),
    _Fault(
        "@type",
        lambda _, value: value is not None and not _are_texts(value),
        "@type is no text, and says nothing",
        'write the name of the type as text, such as "NewsArticle"',
    ),
    _Fault(
        "@value",
        lambda data, value: isinstance(value, (dict, list)) and data.get("@type") != "@json",
        "@value is for a text, a number, true or false",
        "write the value itself, without @value",
    ),
    _Fault(
        "@value",
        lambda data, _: not data.keys() <= {"@value", "@type", "@language", "@direction", "@index"},
        "an object with @value says nothing else of a thing",
        "leave @value out, or what stands beside it",
    ),
    _Fault(
        "@language",
        lambda data, value: "@value" in data and not (isinstance(value, str) and isinstance(data["@value"], str)),
        "@language is for a text, and is one itself",
        'write {"@value": "Quay reopens", "@language": "en"}',
    ),
    *(
        _Fault(
            keyword,
            lambda data, _: not data.keys() <= {"@list", "@index"} and not data.keys() <= {"@set", "@index"},
            f"an object with {keyword} says nothing else",
            f"leave {keyword} out, or what stands beside it",
        )
        for keyword in ("@list", "@set")
    ),
)  # fmt: skip


def invalid_finding(data: Any, block: int | None, reason: str) -> Finding | None:
    """NLD-SYN-018 for a block of which the reference processor says that it is no JSON-LD, and why.

    The finding points at the first value at fault that is known. It is None where only nulls are, which say nothing,
    and where a context is none, which NLD-SYN-005 is about.
    """
    if "(invalid local context)" in reason:
        return None
    only_nulls = False
    for at, found in _objects(data):
        for fault in _FAULTS:
            if fault.keyword in found and fault.in_(found, found[fault.keyword]):
                pointer = f"{at}/{fault.keyword}"
                return Finding(
                    "NLD-SYN-018", fault.message, suggestion=fault.mend, pointer=pointer, block=block
                )
        only_nulls = only_nulls or found.get("@id", "") is None or found.get("@type", "") is None
    if only_nulls:
        return None
    mend = "it is read as far as it can be: what its names mean may be lost"
    return Finding("NLD-SYN-018", reason, suggestion=mend, pointer="", block=block)


def _objects(data: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object, the outer before the inner, in the order of the text, each with its JSON Pointer."""
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
