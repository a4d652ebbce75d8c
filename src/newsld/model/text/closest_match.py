"""Find the word or the passage that was probably meant by one that does not exist: "did you mean ...?"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from newsld.model.text.span import Span

_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛“”„‟\"'«»‹›`´′″「」『』", "'"),
        **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\u3000\t\n\r", " "),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_LONGEST_WORD = 64
_LONGEST_CANDIDATE = 2 * _LONGEST_WORD
_MOST_COMPARED = 4_000
_MOST_NEIGHBOURS = 400
_MOST_KNOWN = 10_000
_CUTOFF = 0.8
_MOST_CHOICES = 8
_SHORTEST_WORD = 3
_LONGEST_PASSAGE = 20_000
_WORK = 60_000
_TRIES = 1_000_000


def suggest(word: str, candidates: Iterable[str] | Candidates, limit: int = 1) -> list[str]:
    """Return up to `limit` candidates that `word` was probably meant to be, the likeliest first.

    Candidates with the same letters in another case or with other separators come first (``date_published``), then
    those a typing error or two away (``datePublised``), then those with a large common part (``published``). The order
    of `candidates` does not matter. Returns an empty list when none is close. Use `Candidates` for a large set that is
    searched often.
    """
    if len(word) > _LONGEST_WORD:
        return []
    if not isinstance(candidates, Candidates):
        candidates = _indexed(frozenset(candidates))
    return candidates.closest(word, limit)


def did_you_mean(word: str, candidates: Iterable[str] | Candidates, otherwise: str) -> str:
    """Return "did you mean X?" with the candidate that `word` was meant to be, or `otherwise` if none is close."""
    near = suggest(word, candidates)
    return f"did you mean {near[0]}?" if near else otherwise


def either(words: Sequence[str]) -> str:
    """Return words of which one must be chosen, at most eight: "a, b or c"."""
    first = [*words[:_MOST_CHOICES], *(["another"] if len(words) > _MOST_CHOICES else [])]
    return f"{', '.join(first[:-1])} or {first[-1]}" if len(first) > 1 else "".join(first)


class Candidates:
    """Words that were possibly meant, indexed so that a search takes about the same time however many there are.

    Of more than `_MOST_COMPARED` words, only those that begin or end about like the one searched are compared.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_letters: dict[str, list[str]] = {}
        for word in sorted(set(words)):
            if len(word) <= _LONGEST_CANDIDATE:
                self._by_letters.setdefault(bare_letters(word), []).append(word)
        self._known: dict[tuple[str, int], list[str]] = {}
        self._forward: list[str] = []
        self._backward: list[str] = []
        self._by_length: dict[int, list[tuple[int, str]]] = {}
        if len(self._by_letters) > _MOST_COMPARED:
            self._forward = sorted(self._by_letters)
            self._backward = sorted(letters[::-1] for letters in self._by_letters)
        else:
            for letters in self._by_letters:
                self._by_length.setdefault(len(letters), []).append((_bag(letters), letters))

    def closest(self, word: str, limit: int = 1) -> list[str]:
        """Return up to `limit` words that this one was probably meant to be; see `suggest`."""
        if (word, limit) not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[word, limit] = self._closest(bare_letters(word), limit)
        return self._known[word, limit]

    def _closest(self, wanted: str, limit: int) -> list[str]:
        from difflib import SequenceMatcher, get_close_matches

        ranked = [wanted] if wanted in self._by_letters else []
        if len(wanted) >= _SHORTEST_WORD and len(ranked) < limit:
            allowed = max(1, len(wanted) // 4)
            near = list(self._similar(wanted, allowed))
            masks = _masks(wanted)
            distances = ((_edit_distance(masks, len(wanted), letters, allowed), letters) for letters in near)
            likely = [
                (distance, -SequenceMatcher(None, wanted, letters, autojunk=False).ratio(), letters)
                for distance, letters in distances
                if distance <= allowed
            ]
            ranked += [letters for distance, _, letters in sorted(likely) if distance]
            if len(ranked) < limit:
                close = get_close_matches(wanted, near, n=limit, cutoff=_CUTOFF)
                ranked += [letters for letters in close if letters not in ranked]
        return [candidate for letters in ranked for candidate in self._by_letters[letters]][:limit]

    def _similar(self, wanted: str, allowed: int) -> Iterable[str]:
        """Yield the candidates that can be within `allowed` edits of `wanted`, or as similar as `_CUTOFF` asks.

        A letter that only one of two words has costs an edit, and lowers the ratio of matching letters.
        """
        if self._forward:
            yield from self._neighbours(wanted)
            return
        bag, size = _bag(wanted), len(wanted)
        for length, words in self._by_length.items():
            most = max(
                2 * allowed if abs(length - size) <= allowed else 0,
                int((1 - _CUTOFF) * (length + size) + 1e-9),
            )
            if abs(length - size) <= most:
                yield from [letters for other, letters in words if (bag ^ other).bit_count() <= most]

    def _neighbours(self, wanted: str) -> Iterable[str]:
        """Return the candidates that are next to `wanted` in alphabetical order, read forwards or backwards."""
        found: dict[str, None] = {}
        half = _MOST_NEIGHBOURS // 4
        at = bisect_left(self._forward, wanted)
        found.update(dict.fromkeys(self._forward[max(at - half, 0) : at + half]))
        at = bisect_left(self._backward, wanted[::-1])
        found.update(dict.fromkeys(one[::-1] for one in self._backward[max(at - half, 0) : at + half]))
        return sorted(found)


@lru_cache(maxsize=64)
def _indexed(words: frozenset[str]) -> Candidates:
    return Candidates(words)


def _bag(letters: str) -> int:
    """Return which letters a word has, as bits; two words with different bits differ in a letter for each."""
    bits = 0
    for letter in letters:
        bits |= 1 << (ord(letter) & 63)
    return bits


def bare_letters(word: str) -> str:
    """Return a word without its case, white space, hyphens and underscores, the most frequent mistakes."""
    return re.sub(r"[\s_-]+", "", word).casefold()


def _edit_distance(masks: Mapping[str, int], size: int, other: str, limit: int) -> int:
    """Return how many letters were added, omitted, replaced or swapped with a neighbour, up to `limit` + 1.

    `masks` are those of a word of `size` letters. Bit-vector algorithm of
    Hyyrö (Nordic Journal of Computing 10/1, 2003).
    """
    if abs(size - len(other)) > limit:
        return limit + 1
    full, top = (1 << size) - 1, 1 << (size - 1)
    plus, minus, diagonal, before, errors = full, 0, 0, 0, size
    for letter in other:
        match = masks.get(letter, 0)
        swapped = (((full & ~diagonal) & match) << 1) & before
        diagonal = full & ((((match & plus) + plus) ^ plus) | match | minus | swapped)
        up = minus | (full & ~(diagonal | plus))
        down = plus & diagonal
        errors += bool(up & top) - bool(down & top)
        up, down = ((up << 1) | 1) & full, (down << 1) & full
        plus = down | (full & ~(diagonal | up))
        minus = up & diagonal
        before = match
    return min(errors, limit + 1)


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
