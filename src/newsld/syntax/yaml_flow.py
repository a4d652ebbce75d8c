"""Find text that YAML splits silently at a comma: in ``{exact: “x, y”}`` the comma ends the text."""

from __future__ import annotations

import re
from typing import Final

from newsld.syntax.data_builder import DataBuilder
from newsld.syntax.patterns import lazy_pattern
from newsld.syntax.yaml_scalars import quote

_PAIRS: Final = (("„", "“"), ("“", "”"), ("«", "»"))

_GROUPED_NUMBER: Final = lazy_pattern(r"[+-]?[0-9]{1,3}(?:, ?[0-9]{3})+")

Range = tuple[int, int]


class _FlowCollection:
    """An open flow collection: its last plain text, its last key, and text with an unclosed quote."""

    __slots__ = ("key", "opened", "words")

    def __init__(self) -> None:
        self.key: Range | None = None
        self.words: Range | None = None
        self.opened: tuple[Range, str] | None = None


class CommaDetector:
    """A detector that follows a reader through flow collections and finds text that a comma has split.

    It looks for a key without a colon after plain text, and for a typographic quote that opens in one piece and
    closes in a later one.
    """

    __slots__ = ("_builder", "_levels", "_text")

    def __init__(self, text: str, builder: DataBuilder) -> None:
        self._text = text
        self._builder = builder
        self._levels: list[_FlowCollection | None] = []

    @property
    def in_flow(self) -> bool:
        """True if the innermost open collection is in flow style."""
        return bool(self._levels) and self._levels[-1] is not None

    def open(self, flow: bool) -> None:
        """Enter a collection."""
        if self.in_flow:
            self._level().words = None
        self._levels.append(_FlowCollection() if flow else None)

    def close(self) -> None:
        """Leave the innermost collection."""
        self._levels.pop()

    def key(self, plain: bool, begin: int, end: int) -> None:
        """Process a key of a flow mapping."""
        level = self._level()
        level.key = (begin, end) if plain else None
        if plain:
            self._closes_quote(level, begin, end)

    def value(self, plain: bool, begin: int, end: int) -> None:
        """Process a scalar in a flow collection, as a value or an item."""
        level = self._level()
        if not plain:
            level.words = None
            return
        if begin == end:
            if level.words and level.key and ":" not in self._text[level.key[1] : begin]:
                self._report(level, level.words[0], level.key[1])
            return
        if not self._closes_quote(level, begin, end):
            self._note_open_quote(level, begin, end)
            level.words = (begin, end)

    def _closes_quote(self, level: _FlowCollection, begin: int, end: int) -> bool:
        """Return whether a quote ends here that an earlier piece opened."""
        found = level.opened is not None and self._text.find(level.opened[1], begin + 1, end) > 0
        if found and level.opened:
            self._report(level, level.opened[0][0], end)
        return found

    def _note_open_quote(self, level: _FlowCollection, begin: int, end: int) -> None:
        """Note whether a quote opens here, before some text, and does not end."""
        for opening, closing in _PAIRS:
            last = self._text.rfind(opening, begin, end - 1)
            if last >= 0:
                if last > self._text.rfind(closing, begin, end):
                    level.opened = ((begin, end), closing)
                break

    def _report(self, level: _FlowCollection, begin: int, end: int) -> None:
        whole = quote(" ".join(self._text[begin:end].split()))
        message = "the comma ends these words: they are not in straight quotes"
        suggestion = f"quote the words: {whole}"
        number = _GROUPED_NUMBER.match(self._text, begin)
        if number is not None and number.end() >= end:
            message = "the comma ends the number"
            bare = re.sub("[, ]", "", number[0])
            suggestion = f"write {bare}, or quote it if it is text: {quote(number[0])}"
        self._builder.fault("NLD-SYN-001", message, begin, suggestion=suggestion)
        level.words = level.opened = level.key = None

    def _level(self) -> _FlowCollection:
        level = self._levels[-1]
        assert level is not None
        return level
