"""Find the word or the passage that was probably meant by one that does not exist: "did you mean ...?"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsld.model.text.span import Span

__all__ = ["bare_letters", "closest_span", "suggest"]

_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛“”„‟\"'«»‹›`´′″「」『』", "'"),
        **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\u3000\t\n\r", " "),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_LONGEST_WORD = 64
_SHORTEST_WORD = 3
_LONGEST_PASSAGE = 20_000
_WORK = 60_000
_TRIES = 1_000_000


def suggest(word: str, candidates: Iterable[str], limit: int = 1) -> list[str]:
    """Return up to `limit` candidates that `word` was probably meant to be, the likeliest first.

    Candidates with the same letters in another case or with other separators come first (``date_published``), then
    those a typing error or two away (``datePublised``), then those with a large common part (``published``). The order
    of `candidates` does not matter. Returns an empty list when none is close.
    """
    from difflib import SequenceMatcher, get_close_matches

    if len(word) > _LONGEST_WORD:
        return []
    by_letters: dict[str, list[str]] = {}
    for candidate in sorted(set(candidates)):
        by_letters.setdefault(bare_letters(candidate), []).append(candidate)
    wanted = bare_letters(word)
    ranked = [wanted] if wanted in by_letters else []
    if len(wanted) >= _SHORTEST_WORD and len(ranked) < limit:
        allowed = max(1, len(wanted) // 4)
        distances = ((_edit_distance(wanted, letters, allowed), letters) for letters in by_letters)
        likely = [
            (distance, -SequenceMatcher(None, wanted, letters, autojunk=False).ratio(), letters)
            for distance, letters in distances
            if distance <= allowed
        ]
        ranked += [letters for distance, _, letters in sorted(likely) if distance]
        if len(ranked) < limit:
            close = get_close_matches(wanted, by_letters, n=limit, cutoff=0.8)
            ranked += [letters for letters in close if letters not in ranked]
    return [candidate for letters in ranked for candidate in by_letters[letters]][:limit]


def bare_letters(word: str) -> str:
    """Return a word without its case, white space, hyphens and underscores, the most frequent mistakes."""
    return re.sub(r"[\s_-]+", "", word).casefold()


def _edit_distance(a: str, b: str, limit: int) -> int:
    """Return how many letters were added, omitted, replaced or swapped with a neighbour, up to `limit` + 1."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        before, above, row = row, before, [i]
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and other == a[i - 2]:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > limit + 1:
            break
    return row[-1]


def closest_span(body: str, words: str) -> Span | None:
    """Return the span of `body` that equals `words` except for a few characters, or None.

    It treats quotation marks, dashes, white space and case as equal; then it ignores the punctuation between words;
    then it allows one changed character in eight, at most eight. Time is bounded: it compares only a limited number of
    places that share an unchanged part with the words.
    """
    wanted = _folded(words.strip())
    if not wanted or len(wanted) > _LONGEST_PASSAGE:
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
    """Return the text in lower case with similar marks made equal, at the same length."""
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
    """Return the offsets to compare at: of `allowed` + 1 parts of the words, at least one occurs unchanged."""
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
    """Return the smallest number of changes from a span of `text` to the words of `masks`, and the end of the span.

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
