"""The comma trap of YAML: in ``{exact: “x, y”}`` the comma ends the words, and nobody is told."""

from __future__ import annotations

from typing import Final

from newsld.syntax.tree import Tree
from newsld.syntax.yaml_scalars import quoted

__all__ = ["CommaTrap"]

_PAIRS: Final = (("„", "“"), ("“", "”"), ("«", "»"))

Range = tuple[int, int]


class _Flow:
    """An open flow collection: its last plain words, its last key, and words with a quote left open."""

    __slots__ = ("key", "opened", "words")

    def __init__(self) -> None:
        self.key: Range | None = None
        self.words: Range | None = None
        self.opened: tuple[Range, str] | None = None


class CommaTrap:
    """Follows a reader through flow collections, and finds words that a comma has cut.

    Two signs give them away: a key without a colon after plain words, and a typographic quote that opens
    in one piece and closes in a later one.
    """

    __slots__ = ("_levels", "_text", "_tree")

    def __init__(self, text: str, tree: Tree) -> None:
        self._text = text
        self._tree = tree
        self._levels: list[_Flow | None] = []

    @property
    def in_flow(self) -> bool:
        """Whether the innermost open collection is in flow style."""
        return bool(self._levels) and self._levels[-1] is not None

    def open(self, flow: bool) -> None:
        """A collection begins."""
        if self.in_flow:
            self._level().words = None
        self._levels.append(_Flow() if flow else None)

    def close(self) -> None:
        """The innermost collection ends."""
        self._levels.pop()

    def key(self, plain: bool, begin: int, end: int) -> None:
        """A key stands in a flow mapping."""
        level = self._level()
        level.key = (begin, end) if plain else None
        if plain:
            self._closes(level, begin, end)

    def value(self, plain: bool, begin: int, end: int) -> None:
        """A scalar stands in a flow collection, as a value or an item."""
        level = self._level()
        if not plain:
            level.words = None
            return
        if begin == end:
            if level.words and level.key and ":" not in self._text[level.key[1] : begin]:
                self._report(level, level.words[0], level.key[1])
            return
        if not self._closes(level, begin, end):
            self._opens(level, begin, end)
            level.words = (begin, end)

    def _closes(self, level: _Flow, begin: int, end: int) -> bool:
        """Whether a quote ends here that an earlier piece opened."""
        found = level.opened is not None and self._text.find(level.opened[1], begin + 1, end) > 0
        if found and level.opened:
            self._report(level, level.opened[0][0], end)
        return found

    def _opens(self, level: _Flow, begin: int, end: int) -> None:
        """See whether a quote opens here, before some words, and does not end."""
        for opening, closing in _PAIRS:
            last = self._text.rfind(opening, begin, end - 1)
            if last >= 0:
                if last > self._text.rfind(closing, begin, end):
                    level.opened = ((begin, end), closing)
                break

    def _report(self, level: _Flow, begin: int, end: int) -> None:
        whole = quoted(" ".join(self._text[begin:end].split()))
        message = "the comma ends these words: they are not in straight quotes"
        self._tree.fault("NLD-SYN-001", message, begin, mend=f"quote the words: {whole}")
        level.words = level.opened = level.key = None

    def _level(self) -> _Flow:
        level = self._levels[-1]
        assert level is not None
        return level
