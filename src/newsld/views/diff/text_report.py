"""Write what changed between two versions of a story as text, for people at a desk or a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from newsld.views.diff.changes import KINDS, Change
from newsld.views.diff.marks import Piece, pieces_of, shortened

_TITLES: Final[Mapping[tuple[str, str], str]] = {
    ("chain", "added"): "hop added to the chain",
    ("chain", "dropped"): "hop dropped from the chain",
    ("chain", "reordered"): "chain in another order",
    ("chain", "changed"): "chain of sources changed",
    ("kind", "changed"): "type changed",
    ("statement", "changed"): "statement reworded",
    ("mention", "changed"): "refers to something else",
    ("mention", "added"): "reference added",
    ("mention", "dropped"): "reference dropped",
}
"""The words for a kind of change and its action, where they are not the names of both."""

_WITHOUT_KIND: Final = frozenset({"article", "identity", "entity"})
_LONGEST: Final = 240


def heading_of(change: Change) -> str:
    """Return the heading that a change is reported under."""
    return KINDS[change.kind][0]


def title_of(change: Change) -> str:
    """Return what changed in a few words: "Joe Biden: role changed"."""
    if change.kind == "text":
        return f"{change.what} {change.action}"
    if change.kind in _WITHOUT_KIND:
        return f"{change.what}: {change.action}"
    if change.field in {"mode", "act", "about", "repeats"}:
        return f"{change.what}: {change.field} {change.action}"
    return f"{change.what}: {_TITLES.get((change.kind, change.action), f'{change.kind} {change.action}')}"


def place_of(change: Change) -> str:
    """Return the lines of both files, as far as they are known."""
    if change.old_line and change.new_line:
        return f"line {change.old_line} → {change.new_line}"
    if change.new_line:
        return f"line {change.new_line} of the new version"
    return f"line {change.old_line} of the old version" if change.old_line else ""


def lines_of_text(changes: Sequence[Change], old: str, new: str) -> Iterator[str]:
    """Yield the lines of the report; `old` and `new` are the names of the files."""
    if not changes:
        yield f"{old} and {new} say the same"
        return
    count = "1 change" if len(changes) == 1 else f"{len(changes):,} changes"
    yield f"{count} from {old} to {new}"
    heading = ""
    for change in changes:
        if heading_of(change) != heading:
            heading = heading_of(change)
            yield ""
            yield heading
        place = place_of(change)
        yield f"  {title_of(change)}{f' ({place})' if place else ''}"
        yield from (f"    {line}" for line in _difference(change))
        yield from (f"    also: {other}" for other in change.also)


def _difference(change: Change) -> Iterator[str]:
    old, new = change.old, change.new
    if change.action == "moved" or old is None or new is None:
        sign = {"added": "+ ", "dropped": "- "}.get(change.action, "")
        yield sign + _cut(new or old or "")
        return
    pieces = shortened(pieces_of(old, new))
    if any(piece.kind == "same" for piece in pieces):
        yield _marked(pieces)
    elif len(old) + len(new) <= _LONGEST // 3:
        yield f"{_cut(old)} → {_cut(new)}"
    else:
        yield f"- {_cut(old)}"
        yield f"+ {_cut(new)}"


def _marked(pieces: Sequence[Piece]) -> str:
    """Return pieces as a line: `[old → new]`, `[-dropped]` and `[+added]`."""
    parts: list[str] = []
    for number, (kind, text) in enumerate(pieces):
        before, after = (pieces[at].kind if 0 <= at < len(pieces) else "" for at in (number - 1, number + 1))
        words = text.strip()
        left, right = (text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :])
        if kind == "same":
            parts.append(text)
        elif kind == "old":
            parts.append(f"{left}[{words} → " if after == "new" else f"{left}[-{words}]{right}")
        else:
            parts.append(f"{words}]{right}" if before == "old" else f"{left}[+{words}]{right}")
    return " ".join("".join(parts).split())


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
