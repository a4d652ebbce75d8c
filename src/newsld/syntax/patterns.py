"""Compile regular expressions when they are first used: a run needs few of those that its modules define."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, AnyStr, Final, cast

_ATTRIBUTES: Final = (
    "findall", "finditer", "flags", "fullmatch", "groupindex", "groups", "match", "scanner", "search", "split", "sub",
    "subn",
)  # fmt: skip


class _LazyPattern:
    """A pattern that takes the methods of the compiled one at the first use of any, and then costs no more than it."""

    __slots__ = ("_flags", "pattern", *_ATTRIBUTES)

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _ATTRIBUTES:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for attribute in _ATTRIBUTES:
            setattr(self, attribute, getattr(compiled, attribute))
        return getattr(compiled, name)


def lazy_pattern(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern for a constant of a module, as `re.compile` does, that is compiled when it is first used.

    Functions of `re` do not accept it: call its methods. An invalid pattern raises `re.error` at its first use.
    """
    return cast("re.Pattern[AnyStr]", _LazyPattern(pattern, flags))


@dataclass(frozen=True, slots=True)
class GuardedPattern:
    """A pattern that ignores case, and parts of which one is in everything that it matches: ASCII in lower case.

    A search for the parts takes a hundredth of the time, and few texts have any of them.
    """

    pattern: re.Pattern[str]
    parts: tuple[bytes, ...]

    def may_match(self, text: str) -> bool:
        """Return whether a text has one of the parts."""
        lowered = text.encode("utf-8", "surrogatepass").lower()  # a fifth of the time of lower() for Unicode
        return any(part in lowered for part in self.parts)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text."""
        return self.pattern.search(text) if self.may_match(text) else None
