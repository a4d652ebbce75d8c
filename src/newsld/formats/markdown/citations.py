"""Build the citations of a story from its footnotes, and complete its quotations from its citations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from newsld.findings import Finding
from newsld.formats.markdown.body import Footnote
from newsld.formats.markdown.defaults import Coverage, Subjects, changed_subjects, span_data
from newsld.formats.markdown.footnote_parser import FootnoteChain, FootnoteSyntaxError, parse_footnote
from newsld.formats.markdown.parsed_story import ParsedStory
from newsld.model.text import Span
from newsld.syntax.document import pointer

Hops = list[dict[str, Any]]
"""A chain as story data, nearest source first."""


def carry_over(earlier: Hops, label: str, own: Hops) -> Hops:
    """Return the chain of a footnote that carries over hops of the citation `label`, whose chain is `earlier`.

    The hops before the parties of its own first hop are carried over, or all if it has none or they are not there. They
    have no words, because the sentence does not name them again.
    """
    parties = own[0]["parties"] if own else None
    before = next(
        (at for at, hop in enumerate(earlier) if parties and _parties(hop) == parties), len(earlier)
    )
    carried = ({key: value for key, value in hop.items() if key != "words"} for hop in earlier[:before])
    return [*({**hop, "inherited": label} for hop in carried), *own]


def _parties(hop: Any) -> Any:
    parties = hop.get("parties") if isinstance(hop, dict) else None
    return parties if isinstance(parties, list) else [parties]


class CitationBuilder:
    """Builds the citations of one story; each chain is resolved once."""

    def __init__(self, parsed: ParsedStory, subjects: Subjects) -> None:
        """Use a parsed story, and what its text mentions."""
        self.parsed = parsed
        self.subjects = subjects
        self.defaults = parsed.defaults
        self.footnotes: dict[str, Footnote] = {footnote.label: footnote for footnote in parsed.footnotes()}
        self.references: dict[str, list[int]] = {}
        for label, offset, _ in parsed.body.footnote_references:
            self.references.setdefault(label, []).append(offset)
        self.chains: dict[str, tuple[Hops, str | None]] = {}
        self.covers: dict[str, list[Span] | None] = {}

    def citations(self) -> dict[str, Any]:
        """Return the citations as story data; the front matter overrides the footnotes."""
        citations: dict[str, Any] = {}
        for label in dict.fromkeys((*self.footnotes, *self.parsed.front_citations)):
            explicit = self.parsed.front_citations.get(label, {})
            citations[label] = self.citation(label, explicit) if isinstance(explicit, dict) else explicit
        return citations

    def citation(self, label: str, explicit: Mapping[str, Any]) -> dict[str, Any]:
        """Return one citation; `explicit` is what the front matter has of it."""
        citation: dict[str, Any] = {}
        references = self.references.get(label, [])
        footnote = self.footnotes.get(label)
        if footnote is not None:
            self.parsed.body_bytes[pointer("citations", label)] = footnote.at
            swallowed = any(label == lost for lost, _ in self.parsed.body.swallowed_footnotes)
            if not references and "covers" not in explicit and not swallowed:
                suggestion = f"write [^{label}] after the sentence that it is the source of"
                message = f"the text never refers to the footnote {label}"
                self.parsed.add_fault("NLD-CIT-006", message, footnote.at, suggestion)
        if "covers" in explicit and references:
            explicit = {**explicit, "covers": self.in_sentence(explicit["covers"], references[0])}
        if "cues" in explicit and references:
            explicit = {**explicit, "cues": self.near(explicit["cues"], references)}
        covers = self.defaults.find_all(explicit["covers"]) if "covers" in explicit else None
        if references and ("covers" not in explicit or covers is not None):
            mode = explicit.get("mode")
            mode, covers = self.defaults.attribution(
                references, mode if isinstance(mode, str) else None, covers
            )
            citation["mode"] = mode
            if covers:
                citation["covers"] = [span_data(span) for span in covers]
        self.covers[label] = covers if covers is not None or "covers" in explicit else []
        chain, origin = self.chain(label)
        if chain:
            citation["chain"] = chain
        if origin:
            citation["origin"] = origin
        citation |= explicit
        sources = {party for hop in chain for party in _parties(hop) if isinstance(party, str)}
        default = self.subjects.within(self.covers[label] or (), sources)
        if "about" in explicit:
            citation["about"] = changed_subjects(default, explicit["about"], self.parsed.labels.full)
        elif default:
            citation["about"] = default
        return citation

    def in_sentence(self, covers: Any, offset: int) -> Any:
        """Return covered words with those that are in the sentence of a footnote as offsets: `first words …`."""
        sentence = self.defaults.sentence(offset)
        items = covers if isinstance(covers, list) else [covers]
        spans = [
            self.defaults.in_sentence(one, sentence)
            if sentence and isinstance(one, str) and one not in self.defaults.text
            else None
            for one in items
        ]
        return [one if span is None else span_data(span) for one, span in zip(items, spans, strict=True)]

    def near(self, cues: Any, references: list[int]) -> Any:
        """Return cues with those that are in the sentences of the footnote as offsets."""
        items = cues if isinstance(cues, list) else [cues]
        spans = [self.defaults.find_near(one, references) if isinstance(one, str) else None for one in items]
        return [one if span is None else span_data(span) for one, span in zip(items, spans, strict=True)]

    def chain(self, label: str, visited: tuple[str, ...] = ()) -> tuple[Hops, str | None]:
        """Return the hops of a citation and its origin; no hops if they cannot be known.

        `visited` are the citations that carry over this one.
        """
        explicit = self.parsed.front_citations.get(label)
        if isinstance(explicit, dict) and "chain" in explicit:
            chain = explicit["chain"]
            hops = [hop for hop in chain if isinstance(hop, dict)] if isinstance(chain, list) else []
            return [dict(hop) for hop in hops], explicit.get("origin")
        if label not in self.chains:
            footnote = self.footnotes.get(label)
            parsed = self.parse(footnote) if footnote is not None else None
            if parsed is None or footnote is None:
                self.chains[label] = [], None
            elif parsed.carried_over in (label, *visited):
                message = f"the chain of {label} is carried over from itself"
                self.parsed.add_fault("NLD-CIT-002", message, footnote.at, "write out one of the chains")
                self.chains[label] = parsed.hops, None
            else:
                self.chains[label] = self.resolve(label, parsed, visited)
        return self.chains[label]

    def resolve(self, label: str, parsed: FootnoteChain, visited: tuple[str, ...]) -> tuple[Hops, str | None]:
        """Return the hops of a footnote, those that it carries over first, and its origin."""
        hops, origin = parsed.hops, parsed.origin
        carried = 0
        if parsed.carried_over is not None:
            earlier, earlier_origin = self.chain(parsed.carried_over, (*visited, label))
            origin = origin or (None if hops else earlier_origin)
            own = len(hops)
            hops = carry_over(earlier, parsed.carried_over, hops)
            carried = len(hops) - own
        for hop, number, at in parsed.party_bytes:
            where = pointer("citations", label, "chain", hop + carried)
            self.parsed.body_bytes.setdefault(where, at)
            self.parsed.body_bytes[f"{where}/parties/{number}"] = at
        return hops, origin

    def parse(self, footnote: Footnote) -> FootnoteChain | None:
        """Return the chain of a footnote; None, with a fault, if its text is no chain."""
        offsets = self.references.get(footnote.label, [])
        sentence = self.defaults.sentence(offsets[0]) if offsets else None

        def find(words: str) -> dict[str, int] | None:
            return self.defaults.find_in(words, sentence) if sentence else None

        faulty = self.parsed.unknown.keys() | {at for _, at in self.parsed.body.undefined_footnotes}
        if footnote.is_broken or any(piece.at in faulty for piece in footnote.pieces):
            return None
        try:
            return parse_footnote(footnote, self.parsed.labels, self.parsed.connectors, find)
        except FootnoteSyntaxError as error:
            words = self.parsed.connectors
            suggestion = (
                f"write “[Coast Wire][coast-wire]{words.citing}[port officials][officials]{words.cited}{words.stop}”, "
                "or give a `chain`"
            )
            message = f"the footnote cannot be read as a chain: {error}"
            self.parsed.add_fault("NLD-CIT-001", message, error.at, error.advice or suggestion)
            return None

    def quotations(self, quotations: Mapping[str, Any]) -> dict[str, Any]:
        """Return quotations with the words and the speakers of their citations, where they have none of their own."""
        without: dict[str, list[str]] = {}
        for key, item in quotations.items():
            if isinstance(item, dict) and "words" not in item and isinstance(item.get("citation"), str):
                without.setdefault(item["citation"], []).append(key)
        words: dict[str, Span] = {}
        for label, keys in without.items():
            covers = self.covers.get(label)
            if label in self.covers and covers is not None:
                quoted = self.defaults.quoted_within(covers)
                if len(quoted) == len(keys):
                    words.update(zip(keys, quoted, strict=True))
                else:
                    for key in keys:
                        self._add_missing_words(key, label, len(quoted))
        return {key: self.complete_quotation(key, item, words) for key, item in quotations.items()}

    def complete_quotation(self, key: str, item: Any, words: Mapping[str, Span]) -> Any:
        """Return a quotation with the words that follow from its citation, and with its speaker."""
        if not isinstance(item, dict):
            return item
        label = item.get("citation")
        if not isinstance(label, str) or label not in self.covers:
            return item
        inherited: dict[str, Any] = {"words": span_data(words[key])} if key in words else {}
        if "speaker" not in item:
            chain, _ = self.chain(label)
            if chain and chain[-1].get("parties"):
                inherited["speaker"] = chain[-1]["parties"]
        return {**item, **inherited}

    def complete_figure(self, item: Any) -> Any:
        """Return a figure with the only citation that covers its first words; `citation: []` is for none."""
        if not isinstance(item, dict):
            return item
        if "citation" in item:
            if item["citation"] != []:
                return item
            return {key: value for key, value in item.items() if key != "citation"}
        words = self.defaults.find_all(item.get("words", []))
        label = self._coverage.label_at(words[0].start) if words else None
        return {**item, "citation": label} if label else item

    @cached_property
    def _coverage(self) -> Coverage:
        return Coverage((label, covers) for label, covers in self.covers.items() if covers)

    def _add_missing_words(self, key: str, label: str, count: int) -> None:
        """Add the finding that the words of a quotation cannot be known: its citation covers `count` quotes."""
        code = "NLD-GRD-002" if count else "NLD-GRD-001"
        covered = f"{count} quoted passages" if count else "no quoted passage"
        self.parsed.findings.append(
            Finding(
                code,
                f"the quotation {key} has no words, and its citation {label} covers {covered}",
                suggestion="give its `words`",
                pointer=pointer("quotations", key),
            )
        )
