"""Check chains of sources against the words that name them: who cites whom, who is named, and who is not."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from newsld.findings import Finding
from newsld.model.text import Span
from newsld.model.text.attribution import CITES, REPORTED, TOLD, UNNAMED, may_withhold_names
from newsld.model.text.shorten import quote
from newsld.syntax.document import pointer
from newsld.syntax.patterns import lazy_pattern

if TYPE_CHECKING:
    from newsld.model import NewsArticle
    from newsld.model.citations import Citation

_WHO: Final = lazy_pattern(r",?\s(?:who|speaking|on condition)\b[^.;“”]{0,120}")
_JUST_BEFORE: Final = 14
"""The most characters before a description in which "unidentified" is looked for."""

_LONGEST_BETWEEN: Final = 60
"""The most characters between two sources of which one cites the other."""

_NEAR = 4_000
"""Code points of a paragraph before and after words that are read, so that one long paragraph is not read for each."""


def check_chains(article: NewsArticle) -> Iterator[Finding]:
    """Yield NLD-CAP-011 to -013 for chains that their words contradict.

    These are chains in another order than their words (-011), sources that are not named near their statement (-012)
    and unnamed sources that are not marked as such (-013). The order and the words for unnamed sources are judged in
    English only. Takes time linear in the size of the story.
    """
    assert article.body is not None, "the caller checks for a body"
    places = _Places(article)
    is_english = (article.in_language or "en").partition("-")[0].lower() == "en"
    is_withheld = is_english and may_withhold_names(article.body.text)
    withheld = _withheld(article, article.body.text) if is_withheld else {}
    for citation in article.citations:
        if is_withheld:
            yield from _not_anonymous(citation, places, withheld)
        wordless = [
            index for index, hop in enumerate(citation.chain) if hop.inherited is None and not hop.words
        ]
        is_ordered = is_english and len(citation.chain) > 1
        around = places.around(citation) if wordless or is_ordered else None
        if around is None:
            continue
        named = places.named_in(around)
        if is_ordered:
            yield from _order(citation, places, named)
        nearby = {name for _, name in named} if wordless else set()
        for index in wordless:
            if nearby.isdisjoint(citation.chain[index].parties):
                yield from _missing(citation, index, places, around)


def _withheld(article: NewsArticle, text: str) -> dict[str, str]:
    """Return the words next to the descriptions of parties that say that their names are withheld, by party."""
    matches = [(match.end(), match) for match in UNNAMED.finditer(text)]
    found: dict[str, str] = {}
    for mention in article.mentions:
        if mention.of is None or mention.form == "name":
            continue
        start, end = mention.words
        after = _WHO.match(text, end)
        last = after.end() if after is not None else end
        first = bisect_left(matches, start, key=itemgetter(0))
        for _, match in matches[first : first + 2]:
            if match.start() >= start - _JUST_BEFORE and match.end() <= last:
                found.setdefault(mention.of, match[0])
                break
    return found


def _not_anonymous(citation: Citation, places: _Places, withheld: Mapping[str, str]) -> Iterator[Finding]:
    """Yield NLD-CAP-013 for the sources of a chain whose names are withheld, and that are not marked as anonymous."""
    for index, hop in enumerate(citation.chain):
        if not places.not_anonymous.issuperset(hop.parties):
            continue
        words = " ".join([places.text[span.start : span.end] for span in hop.words])
        match = UNNAMED.search(words)
        found = match[0] if match is not None else next(filter(None, map(withheld.get, hop.parties)), None)
        if found is not None:
            yield Finding(
                "NLD-CAP-013",
                f"the words that name {' and '.join(hop.parties)} say {quote(found)}, and it is not anonymous",
                suggestion=f"add anonymous: true to {hop.parties[0]}",
                pointer=pointer("citations", citation.id, "chain", index),
            )


class _Places:
    """The paragraphs of a body, and the words in it that mean a party, in the order of the text."""

    def __init__(self, article: NewsArticle) -> None:
        assert article.body is not None, "the caller checks for a body"
        self.article = article
        self.text = article.body.text
        self.starts = sorted({0, *[block.words.start for block in article.body.blocks]})
        self.bounds = [*self.starts, len(self.text)]
        self.named = [(mention.words, mention.of) for mention in article.mentions if mention.of is not None]
        hops = [hop for citation in article.citations for hop in citation.chain if hop.words]
        if hops:  # mentions alone are in order
            self.named += [(span, party) for hop in hops for span in hop.words for party in hop.parties]
            self.named.sort()
        self.named_starts = [span.start for span, _ in self.named]
        self.entities = {one.id: one for one in article.entities}

    def around(self, citation: Citation) -> Span | None:
        """Return the paragraphs that a citation and its attributing words are in; None without words.

        Of a very long paragraph it is the part that is next to the words.
        """
        spans = citation.covers + citation.cues
        if not spans:
            return None
        start = min(spans).start
        end = max([end if end > start else start + 1 for start, end in spans])
        following = bisect_right(self.starts, end - 1)
        return Span(
            max(self.starts[self._paragraph(start)], start - _NEAR), min(self.bounds[following], end + _NEAR)
        )

    def before(self, span: Span) -> Span:
        """Return a span of paragraphs with the one before it."""
        start = self.starts[max(0, self._paragraph(span.start) - 1)]
        return Span(max(start, span.start - _NEAR), span.end)

    def named_in(self, span: Span) -> list[tuple[Span, str]]:
        """Return the first words in a span that mean a party, in order."""
        begin = bisect_left(self.named_starts, span.start)
        return self.named[begin : min(bisect_left(self.named_starts, span.end), begin + _NEAR)]

    @cached_property
    def not_anonymous(self) -> frozenset[str]:
        """The people and organizations that are not marked as anonymous."""
        parties = (*self.article.people, *self.article.organizations)
        return frozenset([one.id for one in parties if not one.anonymous])

    def names_of(self, party: str) -> list[str]:
        """Return the names of a person, organization or place; none of a party that is not defined."""
        entity = self.entities.get(party)
        return [name for name in (entity.name, *entity.alternate_name) if name] if entity is not None else []

    def reporting_in(self, named: Sequence[tuple[Span, str]]) -> list[tuple[Span, str]]:
        """Return those of the words from `named_in` after which the text says that the party reported."""
        if not named:
            return []
        first = bisect_left(self._reporting, named[0][0], key=itemgetter(0))
        return self._reporting[first : bisect_right(self._reporting, named[-1][0], key=itemgetter(0))]

    @cached_property
    def _reporting(self) -> list[tuple[Span, str]]:
        text, reported = self.text, REPORTED.match
        return [one for one in self.named if reported(text, one[0].end)] if "reported" in text else []

    def has_name(self, span: Span, party: str) -> bool:
        """Return whether a name of a party is in the text of a span."""
        text = " ".join(self.text[span.start : span.end].casefold().split())
        return any(name.casefold() in text for name in self.names_of(party))

    def _paragraph(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1


def _order(citation: Citation, places: _Places, named: Sequence[tuple[Span, str]]) -> Iterator[Finding]:
    """Yield NLD-CAP-011 where the words say that one source of a chain cites another, and the chain the reverse."""
    hops = {party: index for index, hop in enumerate(citation.chain) for party in hop.parties}
    if len(hops) < 2:
        return
    sources = [(span, party) for span, party in named if party in hops]
    reporters = {party for _, party in places.reporting_in(named) if party in hops}
    others = hops.keys() - reporters
    if reporters and others and min(hops[one] for one in reporters) > max(hops[one] for one in others):
        yield _wrong_order(citation, min(reporters), min(others))
        return
    for (before, first), (after, second) in pairwise(sources):
        if first == second or after.start - before.end > _LONGEST_BETWEEN:
            continue
        between = places.text[before.end : after.start]
        if hops[first] > hops[second]:
            reporter, origin, is_stated = first, second, CITES.search(between) is not None
        elif hops[first] < hops[second]:
            reporter, origin = second, first
            is_stated = TOLD.search(between) is not None and CITES.search(between) is None
        else:
            continue
        if is_stated:
            yield _wrong_order(citation, reporter, origin)
            return


def _wrong_order(citation: Citation, reporter: str, origin: str) -> Finding:
    return Finding(
        "NLD-CAP-011",
        f"the words say that {reporter} cites {origin}, and in the chain of {citation.id} {origin} comes first",
        suggestion="begin the chain with the source that is nearest to the reader",
        pointer=pointer("citations", citation.id, "chain"),
    )


def _missing(citation: Citation, index: int, places: _Places, around: Span) -> Iterator[Finding]:
    """Yield NLD-CAP-012 for a source of a chain that nothing near the statement names."""
    parties = citation.chain[index].parties
    if not all(map(places.names_of, parties)):  # other rules report parties without a name
        return
    near = places.before(around)
    nearby = {party for _, party in places.named_in(near)}
    if nearby.isdisjoint(parties) and not any(places.has_name(near, party) for party in parties):
        yield Finding(
            "NLD-CAP-012",
            f"nothing near the words of the citation {citation.id} names its source {' and '.join(parties)}",
            suggestion=f"tie the words that name it to {parties[0]}, in Markdown [words][{parties[0]}]; "
            "or correct the chain, or add inherited: with the citation that names the source",
            pointer=pointer("citations", citation.id, "chain", index),
        )
