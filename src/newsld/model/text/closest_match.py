"""The run of a text that comes nearest to words that are not in it."""

from __future__ import annotations

import re

from newsld.model.text.span import Span

__all__ = ["nearest"]

_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛“”„‟\"'«»‹›`´′″「」『』", "'"),
        **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\u3000\t\n\r", " "),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_LONGEST = 20_000
_WORK = 60_000
_TRIES = 1_000_000


def nearest(body: str, words: str) -> Span | None:
    """Where `body` has `words` but for a few characters, or None.

    First with quotation marks, dashes, spaces and case taken as equal; then with any punctuation
    between the words; then with up to one letter in eight changed (at most eight). Time is bounded: only
    places that share an unaltered part with the words are looked at, and only so many of them.
    """
    wanted = _folded(words.strip())
    if not wanted or len(wanted) > _LONGEST:
        return None
    folded = _folded(body)
    at = folded.find(wanted)
    if at >= 0:
        return Span(at, at + len(wanted))
    parts = re.findall(r"\w+", wanted)
    if len(parts) > 1 and len(parts) * folded.count(parts[0]) <= _TRIES:
        match = re.search(r"\W{1,4}".join(map(re.escape, parts)), folded)
        if match:
            return Span(*match.span())
    return _fuzzy(folded, wanted) if len(wanted) >= 4 else None


def _folded(text: str) -> str:
    """The text in lower case with like marks made equal, character for character."""
    same = text.translate(_SAME)
    lower = same.lower()
    if len(lower) != len(same):
        lower = "".join(low if len(low := character.lower()) == 1 else character for character in same)
    return lower


def _fuzzy(body: str, words: str) -> Span | None:
    allowed = min(8, max(1, len(words) // 8))
    windows = _windows(body, words, allowed)
    masks = _masks(words)
    best: tuple[int, int, int] | None = None
    for low in windows:
        window = body[low : low + len(words) + 2 * allowed]
        errors, end = _best_end(window, masks, len(words))
        if errors <= allowed and (best is None or errors < best[0]):
            best = errors, low, low + end
    if best is None:
        return None
    _, low, end = best
    head = body[low:end][::-1]
    _, length = _best_end(head, _masks(words[::-1]), len(words))
    return Span(end - length, end)


def _windows(body: str, words: str, allowed: int) -> list[int]:
    """Where to look: with at most `allowed` changes, one of so many parts and one more stands unaltered."""
    size = len(words) // (allowed + 1)
    parts = [(words[at : at + size], at) for at in range(0, size * (allowed + 1), size)]
    budget = max(2, min(60, _WORK // len(words)))
    found: dict[int, None] = {}
    for part, at in sorted(parts, key=lambda item: body.count(item[0])):
        place = body.find(part)
        tries = 0
        while place >= 0 and tries < 12 and len(found) < budget:
            found.setdefault(max(0, place - at - allowed))
            tries += 1
            place = body.find(part, place + 1)
    return list(found)


def _masks(words: str) -> dict[str, int]:
    masks: dict[str, int] = {}
    for index, character in enumerate(words):
        masks[character] = masks.get(character, 0) | (1 << index)
    return masks


def _best_end(text: str, masks: dict[str, int], size: int) -> tuple[int, int]:
    """The fewest changes that make a run of `text` the words of `masks`, and where that run ends.

    Myers' bit-vector algorithm (J. ACM 46/3, 1999): one column of the table of distances is one integer.
    """
    full, top = (1 << size) - 1, 1 << (size - 1)
    plus, minus, errors = full, 0, size
    best = (size, 0)
    for end, character in enumerate(text, 1):
        match = masks.get(character, 0)
        across = (((match & plus) + plus) ^ plus) | match
        up = minus | (full & ~(across | plus))
        down = plus & across
        errors += bool(up & top) - bool(down & top)
        up, down = (up << 1) & full, (down << 1) & full
        vertical = match | minus
        plus = down | (full & ~(vertical | up))
        minus = up & vertical
        if errors < best[0]:
            best = errors, end
    return best
