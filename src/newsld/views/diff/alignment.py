"""Align the texts of two versions of a story word by word, so that spans of one can be found in the other.

Only words and signs count: white space, and where a paragraph ends, do not. Paragraphs that were moved are found.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterable, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, NamedTuple

from newsld.model.text import Span, split_paragraphs
from newsld.syntax.patterns import lazy_pattern

if TYPE_CHECKING:
    from newsld.model import NewsArticle

_IDEOGRAPHS: Final = "\u2e80-\u9fff\uf900-\ufaff"
WORD: Final = lazy_pattern(rf"[{_IDEOGRAPHS}]|\d+(?:[.,]\d+)*|[^\W\d{_IDEOGRAPHS}]+|[^\w\s]")
"""A number, a word, an ideograph or a sign."""

_MOST_COMPARED: Final = 4_000_000
"""The product of the sizes of two texts above which one replaces the other: comparing them would take too long."""


class Region(NamedTuple):
    """Words that differ: a span in the old and one in the new text, empty where words were only added or dropped."""

    old: Span
    new: Span


class _Step(NamedTuple):
    """Some tokens of the old text and those of the new text in their place; equal ones, or not."""

    old: range
    new: range
    is_equal: bool


class Alignment:
    """The words of an old text next to those of a new one.

    `regions` are the words that differ, in the order of the text; `moved` are the paragraphs that are elsewhere, with
    their old and new spans.
    """

    def __init__(self, old: NewsArticle, new: NewsArticle) -> None:
        self._old = _Tokens(old.text, leaf_spans(old))
        self._new = _Tokens(new.text, leaf_spans(new))
        self.moved: list[Region] = []
        steps = sorted(self._align_blocks(), key=lambda step: (step.old.start, step.new.start))
        self._steps = [step for step in steps if step.old]
        self._starts = [step.old.start for step in self._steps]
        self._inserted = {step.new.stop: step.new.start for step in steps if not step.old}
        self._inserted_after = {start: stop for stop, start in self._inserted.items()}
        self.regions = [self._region(step) for step in steps if not step.is_equal]

    # -- finding a span in the new text ------------------------------------------------------------------------------

    def to_new(self, span: Span) -> Span | None:
        """Return the span of the new text in the place of one of the old text; None where its words were dropped."""
        first, last = self._old.inside(span)
        if first >= last:
            return None
        start, end = self._new_start(first, span.start), self._new_end(last - 1, span.end)
        return Span(start, end) if start < end else None

    def corresponds(self, old: Span, new: Span) -> bool:
        """Return whether a new span is that of the old one, with or without words that were added at its ends."""
        found = self.to_new(old)
        if found is None:
            return False
        if found == new:
            return True
        first, last = self._new.inside(found)
        start = self._inserted.get(first)
        end = self._inserted_after.get(last)
        starts = {found.start} if start is None else {found.start, self._new.spans[start].start}
        ends = {found.end} if end is None else {found.end, self._new.spans[end - 1].end}
        return new.start in starts and new.end in ends

    def _new_start(self, token: int, offset: int) -> int:
        step = self._step(token)
        if step.is_equal:
            moved = self._new.spans[step.new.start + token - step.old.start]
            return moved.start + max(offset - self._old.spans[token].start, 0)
        return self._new.start_of(step.new)

    def _new_end(self, token: int, offset: int) -> int:
        step = self._step(token)
        if step.is_equal:
            moved = self._new.spans[step.new.start + token - step.old.start]
            return moved.end - max(self._old.spans[token].end - offset, 0)
        return self._new.end_of(step.new)

    def _step(self, token: int) -> _Step:
        return self._steps[bisect_right(self._starts, token) - 1]

    def _region(self, step: _Step) -> Region:
        return Region(self._old.span_of(step.old), self._new.span_of(step.new))

    # -- aligning ------------------------------------------------------------------------------------------------------

    def _align_blocks(self) -> Iterable[_Step]:
        """Yield the steps of both texts: equal paragraphs first, then those moved, then the words of all others."""
        old, new = self._old.keys, self._new.keys
        pairs: list[tuple[int, int]] = []
        gaps: list[tuple[range, range]] = []
        for tag, i1, i2, j1, j2 in _compare(old, new):
            if tag == "equal":
                pairs += zip(range(i1, i2), range(j1, j2), strict=True)
            else:
                gaps.append((range(i1, i2), range(j1, j2)))
        waiting: defaultdict[tuple[str, ...], deque[int]] = defaultdict(deque)
        for _, added in gaps:
            for block in added:
                waiting[new[block]].append(block)
        moved: dict[int, int] = {}
        for dropped, _ in gaps:
            for block in dropped:
                if old[block] and waiting[old[block]]:
                    moved[block] = waiting[old[block]].popleft()
        targets = set(moved.values())
        for one, other in [*pairs, *moved.items()]:
            yield _Step(self._old.tokens(one), self._new.tokens(other), True)
        self.moved = [Region(self._old.blocks[one], self._new.blocks[other]) for one, other in moved.items()]
        for dropped, added in gaps:
            yield from self._align_words(
                [token for block in dropped if block not in moved for token in self._old.tokens(block)],
                [token for block in added if block not in targets for token in self._new.tokens(block)],
            )

    def _align_words(self, old: Sequence[int], new: Sequence[int]) -> Iterable[_Step]:
        """Yield the steps of these tokens of both texts; a step is split where its tokens are not adjacent."""
        texts = self._old.texts, self._new.texts
        steps = _compare([texts[0][one] for one in old], [texts[1][one] for one in new])
        for tag, i1, i2, j1, j2 in _without_islands(steps):
            ours, theirs = _adjacent(old[i1:i2]), _adjacent(new[j1:j2])
            if tag == "equal":
                for run, other in zip(*_cut_alike(old[i1:i2], new[j1:j2]), strict=True):
                    yield _Step(run, other, True)
                continue
            here = (
                range(old[i1], old[i1]) if i1 < len(old) else range(old[-1] + 1, old[-1] + 1) if old else None
            )
            there = (
                range(new[j1], new[j1]) if j1 < len(new) else range(new[-1] + 1, new[-1] + 1) if new else None
            )
            nowhere = range(0)
            for number in range(max(len(ours), len(theirs))):
                yield _Step(
                    ours[number] if number < len(ours) else here or nowhere,
                    theirs[number] if number < len(theirs) else there or nowhere,
                    False,
                )


class _Tokens:
    """The tokens of a text, by paragraph."""

    def __init__(self, text: str, blocks: Sequence[Span]) -> None:
        self.blocks = list(blocks)
        self.spans: list[Span] = []
        self.texts: list[str] = []
        self._ranges: list[range] = []
        for block in self.blocks:
            first = len(self.spans)
            for found in WORD.finditer(text, *block):
                self.spans.append(Span(*found.span()))
                self.texts.append(found[0])
            self._ranges.append(range(first, len(self.spans)))
        self.keys = [tuple(self.texts[one.start : one.stop]) for one in self._ranges]
        self._starts = [span.start for span in self.spans]
        self._ends = [span.end for span in self.spans]

    def tokens(self, block: int) -> range:
        """Return the tokens of a paragraph."""
        return self._ranges[block]

    def inside(self, span: Span) -> tuple[int, int]:
        """Return the first token that ends after the start of a span, and the first that begins after its end."""
        return bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)

    def start_of(self, tokens: range) -> int:
        """Return where tokens begin; for none, the end of the token before."""
        if tokens:
            return self.spans[tokens.start].start
        return self.spans[tokens.start - 1].end if tokens.start else 0

    def end_of(self, tokens: range) -> int:
        """Return where tokens end; for none, the end of the token before."""
        return self.spans[tokens.stop - 1].end if tokens else self.start_of(tokens)

    def span_of(self, tokens: range) -> Span:
        """Return the span of tokens."""
        return Span(self.start_of(tokens), self.end_of(tokens))


def leaf_spans(article: NewsArticle) -> list[Span]:
    """Return the spans of the paragraphs and headings of an article, in order; between them is white space."""
    if article.body is None:
        return []
    end, spans = 0, []
    for block in article.body.blocks:
        if block.kind in {"paragraph", "heading"}:
            if block.words.start < end or article.text[end : block.words.start].strip():
                return split_paragraphs(article.text)
            end = block.words.end
            spans.append(block.words)
    return split_paragraphs(article.text) if article.text[end:].strip() else spans


def words_of(text: str) -> list[str]:
    """Return the words and signs of a text."""
    return WORD.findall(text)


_Code = tuple[str, int, int, int, int]


def _compare(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[_Code]:
    """Return the steps from one sequence to the other, as difflib's opcodes.

    Long sequences are cut first at what occurs once in both.
    """
    start, end = _shared_ends(old, new)
    codes: list[_Code] = [("equal", 0, start, 0, start)] if start else []
    i, j = start, start
    ends = len(old) - end, len(new) - end
    anchors = _anchors(old, new, start, ends) if (ends[0] - i) * (ends[1] - j) > _MOST_COMPARED else []
    for here, there in [*anchors, ends]:
        ours, theirs = old[i:here], new[j:there]
        if len(ours) * len(theirs) <= _MOST_COMPARED:
            found = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
            codes += [(tag, i1 + i, i2 + i, j1 + j, j2 + j) for tag, i1, i2, j1, j2 in found]
        else:
            codes.append(("replace", i, here, j, there))
        if (here, there) != ends:
            codes.append(("equal", here, here + 1, there, there + 1))
            i, j = here + 1, there + 1
    if end:
        codes.append(("equal", len(old) - end, len(old), len(new) - end, len(new)))
    return _joined(codes)


def _shared_ends(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[int, int]:
    """Return how many values both sequences begin with, and how many they end with after these."""
    most = min(len(old), len(new))
    start = 0
    while start < most and old[start] == new[start]:
        start += 1
    end = 0
    while end < most - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, end


def _anchors(
    old: Sequence[Hashable], new: Sequence[Hashable], start: int, ends: tuple[int, int]
) -> list[tuple[int, int]]:
    """Return the places of values that occur once in both sequences, as many as are in the same order in both.

    Only values from `start` to the ends are taken.
    """
    places: list[dict[Hashable, int]] = []
    for values, end in ((old, ends[0]), (new, ends[1])):
        counts = Counter(values[start:end])
        places.append({values[at]: at for at in range(start, end) if counts[values[at]] == 1})
    pairs = [(at, places[1][value]) for value, at in places[0].items() if value in places[1]]
    # The longest increasing subsequence: the last pair of the best one of each length, and the pair before each.
    lasts: list[int] = []
    best: list[int] = []
    before: list[int] = []
    for number, (_, there) in enumerate(pairs):
        length = bisect_left(lasts, there)
        before.append(best[length - 1] if length else -1)
        if length == len(lasts):
            lasts.append(there)
            best.append(number)
        else:
            lasts[length], best[length] = there, number
    chosen: list[tuple[int, int]] = []
    number = best[-1] if best else -1
    while number >= 0:
        chosen.append(pairs[number])
        number = before[number]
    return chosen[::-1]


def _joined(codes: Sequence[_Code]) -> list[_Code]:
    """Return opcodes with each run of equal ones as one."""
    joined: list[_Code] = []
    for code in codes:
        last = joined[-1] if joined else None
        if last is not None and last[0] == code[0] == "equal" and (last[2], last[4]) == (code[1], code[3]):
            joined[-1] = ("equal", last[1], code[2], last[3], code[4])
        else:
            joined.append(code)
    return joined


def _without_islands(codes: Sequence[_Code]) -> list[_Code]:
    """Return opcodes without equal words that are alone between more words that differ: they are equal by chance."""
    kept = list(codes)
    at = 1
    while at < len(kept) - 1:
        before, equal, after = kept[at - 1 : at + 2]
        size = equal[2] - equal[1]
        if (
            equal[0] == "equal"
            and before[0] != "equal" != after[0]
            and size < min(_size(before), _size(after))
        ):
            kept[at - 1 : at + 2] = [("replace", before[1], after[2], before[3], after[4])]
            at = max(at - 2, 1)
        else:
            at += 1
    return kept


def _size(code: _Code) -> int:
    return max(code[2] - code[1], code[4] - code[3])


def _adjacent(tokens: Sequence[int]) -> list[range]:
    """Return the runs of adjacent tokens."""
    runs: list[range] = []
    for token in tokens:
        if runs and runs[-1].stop == token:
            runs[-1] = range(runs[-1].start, token + 1)
        else:
            runs.append(range(token, token + 1))
    return runs


def _cut_alike(old: Sequence[int], new: Sequence[int]) -> tuple[list[range], list[range]]:
    """Return the runs of equal tokens, cut so that both sequences have the same runs."""
    ours: list[range] = []
    theirs: list[range] = []
    for one, other in zip(old, new, strict=True):
        if ours and ours[-1].stop == one and theirs[-1].stop == other:
            ours[-1], theirs[-1] = range(ours[-1].start, one + 1), range(theirs[-1].start, other + 1)
        else:
            ours.append(range(one, one + 1))
            theirs.append(range(other, other + 1))
    return ours, theirs
