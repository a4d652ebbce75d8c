"""From the footnotes of a story to its citations, and from these to what its quotations leave unsaid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from newsld.findings import Finding
from newsld.formats.markdown.body import Note
from newsld.formats.markdown.defaults import span_data
from newsld.formats.markdown.footnote_parser import AstrayError, Told, read_footnote
from newsld.model.text import Span
from newsld.syntax.document import pointer

if TYPE_CHECKING:
    from newsld.formats.markdown.story_builder import Story

__all__ = ["Chains", "carry"]


def carry(earlier: list[dict[str, Any]], label: str, own: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The chain of a footnote that carries over hops of an earlier citation.

    They are those before the parties of its own first hop, or all where it has none or they are not there.
    """
    parties = own[0]["parties"] if own else None
    before = next(
        (at for at, hop in enumerate(earlier) if parties and _parties(hop) == parties), len(earlier)
    )
    return [*({**hop, "inherited": label} for hop in earlier[:before]), *own]


def _parties(hop: Any) -> Any:
    parties = hop.get("parties") if isinstance(hop, Mapping) else None
    return parties if isinstance(parties, list) else [parties]


class Chains:
    """The citations of one story, each worked out when it is first asked for."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.ground = story.ground
        self.notes: dict[str, Note] = {note.label: note for note in story.footnotes()}
        self.refs: dict[str, list[int]] = {}
        for label, place, _ in story.laid.references:
            self.refs.setdefault(label, []).append(place)
        self.told: dict[str, Told | None] = {}
        self.resolved: dict[str, tuple[list[dict[str, Any]], str | None]] = {}
        self.covers: dict[str, list[Span] | None] = {}

    def citations(self) -> dict[str, Any]:
        """The citations as story data: what footnotes say, and what the front matter says instead of it."""
        found: dict[str, Any] = {}
        for label in dict.fromkeys((*self.notes, *self.story.cited)):
            stated = self.story.cited.get(label, {})
            found[label] = self.citation(label, stated) if isinstance(stated, Mapping) else stated
        return found

    def citation(self, label: str, stated: Mapping[str, Any]) -> dict[str, Any]:
        """One citation, with what the front matter states of it."""
        entry: dict[str, Any] = {}
        refs = self.refs.get(label, [])
        note = self.notes.get(label)
        if note is not None:
            self.story.places[pointer("citations", label)] = note.at
            taken = any(label == lost for lost, _ in self.story.laid.swallowed)
            if not refs and "covers" not in stated and not taken:
                mend = f"write [^{label}] after the sentence that it is the source of"
                self.story.fault(
                    "NLD-CIT-006", f"the text never refers to the footnote {label}", note.at, mend
                )
        covers = self.ground.find_many(stated["covers"]) if "covers" in stated else None
        if refs and ("covers" not in stated or covers is not None):
            mode = stated.get("mode")
            mode, covers = self.ground.attribution(refs, mode if isinstance(mode, str) else None, covers)
            entry["mode"] = mode
            if covers:
                entry["covers"] = [span_data(span) for span in covers]
        self.covers[label] = covers if covers is not None or "covers" in stated else []
        chain, origin = self.chain(label)
        if chain:
            entry["chain"] = chain
        if origin:
            entry["origin"] = origin
        return {**entry, **stated}

    def chain(self, label: str, asking: tuple[str, ...] = ()) -> tuple[list[dict[str, Any]], str | None]:
        """The hops of a citation and what is said of its origin; empty for what cannot be known."""
        stated = self.story.cited.get(label)
        if isinstance(stated, Mapping) and "chain" in stated:
            chain = stated["chain"]
            hops = [hop for hop in chain if isinstance(hop, Mapping)] if isinstance(chain, list) else []
            return [dict(hop) for hop in hops], stated.get("origin")
        if label not in self.resolved:
            note = self.notes.get(label)
            told = self.tell(note) if note is not None else None
            if told is None or note is None:
                self.resolved[label] = [], None
            elif told.carried in (label, *asking):
                message = f"the chain of {label} is carried over from itself"
                self.story.fault("NLD-CIT-002", message, note.at, "write out one of the chains")
                self.resolved[label] = told.hops, None
            else:
                self.resolved[label] = self.resolve(label, told, asking)
        return self.resolved[label]

    def resolve(
        self, label: str, told: Told, asking: tuple[str, ...]
    ) -> tuple[list[dict[str, Any]], str | None]:
        """The hops of a footnote, those carried over first."""
        hops, origin = told.hops, "not-given" if told.unknown_origin else None
        taken = 0
        if told.carried is not None:
            earlier, before = self.chain(told.carried, (*asking, label))
            origin = origin or (None if hops else before)
            taken = len(hops)
            hops = carry(earlier, told.carried, hops)
            taken = len(hops) - taken
        for hop, number, at in told.places:
            where = pointer("citations", label, "chain", hop + taken)
            self.story.places.setdefault(where, at)
            self.story.places[f"{where}/parties/{number}"] = at
        return hops, origin

    def tell(self, note: Note) -> Told | None:
        """What a footnote says; None, and a fault, where it does not read as a chain."""
        places = self.refs.get(note.label, [])
        sentence = self.ground.sentence(places[0]) if places else None

        def find(words: str) -> dict[str, int] | None:
            return self.ground.find_in(words, sentence) if sentence else None

        faulty = self.story.unknown.keys() | {at for _, at in self.story.laid.undefined}
        if note.paragraphs < 0 or any(piece.at in faulty for piece in note.pieces):
            return None
        try:
            return read_footnote(note, self.story.labels, self.story.connectors, find)
        except AstrayError as astray:
            mend = "write it as in “[Coast Wire][coast-wire], citing [port officials][officials].”, or give a `chain`"
            self.story.fault(
                "NLD-CIT-001", f"the footnote does not read as a chain: {astray}", astray.at, mend
            )
            return None

    def quotation(self, key: str, item: Any) -> Any:
        """A quotation with the words and the speaker that its citation gives it."""
        if not isinstance(item, Mapping):
            return item
        label = item.get("citation")
        if not isinstance(label, str) or label not in self.covers:
            return item
        more: dict[str, Any] = {}
        covers = self.covers[label]
        if "words" not in item and covers is not None:
            runs = self.ground.within(covers)
            if len(runs) == 1:
                more["words"] = span_data(runs[0])
            else:
                self.ask_for_words(key, label, len(runs))
        if "speaker" not in item:
            chain, _ = self.chain(label)
            if chain and chain[-1].get("parties"):
                more["speaker"] = chain[-1]["parties"]
        return {**item, **more}

    def ask_for_words(self, key: str, label: str, count: int) -> None:
        """Says that the words of a quotation cannot be known."""
        code = "NLD-GRD-002" if count else "NLD-GRD-001"
        what = f"{count} quoted runs" if count else "no quoted run"
        self.story.findings.append(
            Finding(
                code,
                f"the quotation {key} gives no words, and its citation {label} covers {what}",
                suggestion="give its `words`",
                pointer=pointer("quotations", key),
            )
        )
