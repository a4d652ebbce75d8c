"""Check citations and quotations against quotation marks, speakers and the chains they copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from newsld.findings import Finding
from newsld.model.text import Span, SpanSet
from newsld.model.text.quotes import quoted_spans
from newsld.syntax.document import pointer

if TYPE_CHECKING:
    from newsld.model import NewsArticle
    from newsld.model.citations import Citation

_EDGES = " \t\n\"'“”„‘’‚«»‹›「」『』,.!?;:"
"""Characters that words may have before or after the text between quotation marks."""


def check_attribution(article: NewsArticle) -> Iterator[Finding]:
    """Yield NLD-CAP-003 for a wrong mode, -004 for a speaker who is not the last source, -005 for a copied hop."""
    citations = {one.id: one for one in article.citations}
    yield from _modes(article)
    for quotation in article.quotations:
        citation = citations.get(quotation.citation or "")
        if citation is None or not citation.chain or not quotation.speaker:
            continue
        last = citation.chain[-1].parties
        if not set(quotation.speaker) & set(last):
            yield Finding(
                "NLD-CAP-004",
                f"the quotation {quotation.id} is by {_list(quotation.speaker)}, and its citation {citation.id} ends "
                f"with {_list(last)}",
                suggestion="correct the speaker or the chain, or leave out speaker: if the last source spoke",
                pointer=pointer("quotations", quotation.id, "speaker"),
            )
    for citation in article.citations:
        if any(hop.inherited is not None for hop in citation.chain):
            yield from _copied_hops(citation, citations)


def _modes(article: NewsArticle) -> Iterator[Finding]:
    """Yield NLD-CAP-003 where quotation marks contradict the mode of a citation."""
    assert article.body is not None, "the caller checks for a body"
    text = article.body.text
    quoted = SpanSet(quoted_spans(text))
    set_apart = SpanSet([block.words for block in article.body.blocks if block.kind == "block-quote"])
    for citation in article.citations:
        if citation.mode == "indirect" and not any(map(quoted.overlaps, citation.covers)):
            continue
        spans = _trimmed(text, citation.covers)
        if not spans or any(map(set_apart.overlaps, spans)):
            continue
        mode = _mode(spans, quoted)
        message = {
            ("direct", "indirect"): "all of its words are in quotation marks",
            ("indirect", "direct"): "none of its words are in quotation marks",
            ("indirect", "mixed"): "none of its words are in quotation marks",
        }.get((mode, citation.mode))
        if message is not None:
            yield Finding(
                "NLD-CAP-003",
                f"the citation {citation.id} is {citation.mode}, and {message}",
                suggestion=f"write mode: {mode}, or correct the words that it covers",
                pointer=pointer("citations", citation.id),
            )


def mode_of(text: str, covers: Iterable[Span], quoted: SpanSet) -> str:
    """Return the mode of a citation: `direct` if all words that it covers are in quotation marks, `mixed` if some are.

    `quoted` are the spans between quotation marks.
    """
    return _mode(_trimmed(text, covers), quoted)


def _mode(spans: Sequence[Span], quoted: SpanSet) -> str:
    if spans and all(quoted.contains(span) for span in spans):
        return "direct"
    return "mixed" if any(quoted.overlaps(span) for span in spans) else "indirect"


def _copied_hops(citation: Citation, citations: dict[str, Citation]) -> Iterator[Finding]:
    """Yield NLD-CAP-005 for hops that say they are copied from a citation without them."""
    for index, hop in enumerate(citation.chain):
        source = citations.get(hop.inherited or "")
        if source is not None and not any(one.parties == hop.parties for one in source.chain):
            yield Finding(
                "NLD-CAP-005",
                f"{_list(hop.parties)} is inherited from the citation {source.id}, whose chain does not have it",
                suggestion="name the citation that has this source, or leave out inherited:",
                pointer=pointer("citations", citation.id, "chain", index, "inherited"),
            )


def _trimmed(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return spans without what may come before and after quoted words, and without those that have nothing else."""
    found = []
    for start, end in spans:
        words = text[start:end]
        first, last = start + len(words) - len(words.lstrip(_EDGES)), start + len(words.rstrip(_EDGES))
        if first < last:
            found.append(Span(first, last))
    return found


def _list(ids: Sequence[str]) -> str:
    return " and ".join(ids)
