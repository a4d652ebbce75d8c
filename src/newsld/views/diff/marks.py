"""Mark what differs between two texts, word by word."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

from newsld.syntax.patterns import lazy_pattern
from newsld.views.diff.alignment import WORD

_TOKEN: Final = lazy_pattern(rf"\s+|{WORD.pattern}")
_MOST_COMPARED: Final = 1_000_000
_DIFFERENT: Final = 0.3
"""The share of equal text below which one text replaces the other as a whole."""
_CONTEXT: Final = 40
"""The number of characters that a shortened text shows next to what differs."""


class Piece(NamedTuple):
    """Words that both texts have (`same`), or only the old one (`old`) or the new one (`new`)."""

    kind: Literal["same", "old", "new"]
    text: str


def pieces_of(old: str, new: str) -> list[Piece]:
    """Return two texts as pieces; texts with little in common are one piece each."""
    ours, theirs = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(ours) * len(theirs) > _MOST_COMPARED:
        return [Piece("old", old), Piece("new", new)]
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    codes = matcher.get_opcodes()
    same = sum(len("".join(ours[i1:i2]).strip()) for tag, i1, i2, _, _ in codes if tag == "equal")
    if same < _DIFFERENT * max(len(old), len(new)):
        return [Piece("old", old), Piece("new", new)]
    pieces: list[Piece] = []
    before, after = "", ""
    for tag, i1, i2, j1, j2 in codes:
        text = "".join(ours[i1:i2])
        if tag == "equal" and (text.strip() or not (before or after)):
            pieces += [Piece("old", before)] if before else []
            pieces += [Piece("new", after)] if after else []
            before = after = ""
            pieces.append(Piece("same", text))
        else:  # blanks between words that differ differ with them
            before, after = before + text, after + "".join(theirs[j1:j2])
    pieces += [Piece("old", before)] if before else []
    pieces += [Piece("new", after)] if after else []
    return pieces


def shortened(pieces: list[Piece]) -> list[Piece]:
    """Return pieces with at most some words of what is the same next to what differs."""
    if all(piece.kind == "same" for piece in pieces):
        return pieces
    last = len(pieces) - 1
    return [
        Piece("same", _shorten(piece.text, number > 0, number < last)) if piece.kind == "same" else piece
        for number, piece in enumerate(pieces)
    ]


def _shorten(text: str, keep_start: bool, keep_end: bool) -> str:
    room = _CONTEXT * (keep_start + keep_end)
    if len(text) <= room + _CONTEXT:
        return text
    start = text[:_CONTEXT].rsplit(" ", 1)[0] + " …" if keep_start else "…"
    end = text[-_CONTEXT:].partition(" ")[2] if keep_end else ""
    return f"{start} {end}" if end else start
