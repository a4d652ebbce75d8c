"""From front matter and a Markdown body to the data of a story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from newsld.findings import Finding
from newsld.formats.markdown.body import Laid, Note, lay
from newsld.formats.markdown.citations import Chains
from newsld.formats.markdown.commonmark import RAW_HTML, Reference, Target, definitions, is_escaped, parse
from newsld.formats.markdown.connectors import connectors_for
from newsld.formats.markdown.defaults import Ground, form_of, span_data
from newsld.formats.markdown.labels import Labels, Meaning
from newsld.model.text import Span
from newsld.syntax.document import pointer

__all__ = ["FORMS", "UNSTATED", "Fault", "Story"]

FORMS: Final = ("name", "alias", "nominal", "pronoun", "demonym", "metonym")
UNSTATED: Final = "unstated"
"""In `forms`: a mention whose form the story does not state."""

_ADDRESS: Final = re.compile(r"[/#:.@?]")
_DEFINITION: Final = re.compile(rb"\n {0,3}\[[^\]\n^][^\]\n]*\]:")
_SHORTEST_NAME: Final = 4
_MOST_DOUBTS: Final = 50
_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_ENTITIES: Final = ("people", "organizations", "places", "events")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a body, at a byte of it."""

    code: str
    message: str
    at: int
    suggestion: str | None = None


class Story:
    """One story being read: `data` is what it says, `faults` and `findings` what is wrong with body and front matter.

    `places` has the JSON Pointer of every value of `data` that stands in the body, with its byte.
    """

    def __init__(
        self, front: Mapping[str, Any], markdown: str, shared: Mapping[str, Mapping[str, Any]] | None = None
    ) -> None:
        """Takes the front matter as data, the Markdown below it, and shared entities that labels may name, by id."""
        self.front = front
        self.markdown = markdown
        self.faults: list[Fault] = []
        self.findings: list[Finding] = []
        self.places: dict[str, int] = {}
        self.labels = Labels(front, shared)
        self.shared = shared or {}
        self.unknown: dict[int, Reference] = {}
        cited = front.get("citations")
        self.cited: Mapping[str, Any] = cited if isinstance(cited, Mapping) else {}
        body = front.get("body")
        self.elsewhere = body is not None and not (
            isinstance(body, Mapping) and not {"text", "file"} & body.keys()
        )
        self.laid = self._lay(body)
        self.ground = Ground(*self._text(body))
        self.data = self._data()

    def _text(self, body: Any) -> tuple[str, list[Span]]:
        if not self.elsewhere:
            return self.laid.text, self.laid.leaves
        text = body.get("text") if isinstance(body, Mapping) else body
        return (text if isinstance(text, str) else ""), []

    @cached_property
    def source(self) -> bytes:
        """The Markdown as bytes, which places count in."""
        return self.markdown.encode("utf-8", "surrogatepass")

    def _lay(self, body: Any) -> Laid:
        if self.elsewhere:
            if self.markdown.strip():
                message = "the body is given twice: in the front matter and below it"
                self.findings.append(
                    Finding("NLD-SCH-007", message, suggestion="drop one of them", pointer="/body")
                )
            return Laid()
        nul = self.source.find(b"\0")
        if nul >= 0:
            self.fault("NLD-SYN-010", "Markdown cannot hold the control character NUL", nul, "take it out")
        self.doubted = 0
        events, _ = parse(self.markdown, self._accept, [label for label in self.cited if label])
        laid = lay(events, self.source, self._gaps(body), self._is_label)
        lines: set[int] = set()
        for what, at in laid.refused:
            line = self.source.rfind(b"\n", 0, at)
            if what == RAW_HTML and line in lines:
                continue
            if what == RAW_HTML:
                lines.add(line)
            self.fault("NLD-SYN-014", f"{what} has no place in the body of a story", at, _HELP_REFUSED)
        for at in laid.nested:
            mend = "link the inner words, and give the longer ones in the front matter under `mentions`, by their words"
            self.fault("NLD-LNK-002", "a link or footnote stands inside the words of a link", at, mend)
        self._check_labels(laid)
        self._check_definitions(laid)
        self._check_footnotes(laid)
        return laid

    def fault(self, code: str, message: str, at: int, mend: str | None = None) -> None:
        """Puts down what is wrong at a byte of the body."""
        self.faults.append(Fault(code, message, at, mend))

    def _accept(self, reference: Reference) -> bool:
        if self.labels.find(reference.label) is not None:
            return True
        if reference.brief or reference.label.startswith("^"):
            self._doubt(reference)
            return False
        self.unknown[reference.start] = reference
        return True

    def _doubt(self, reference: Reference) -> None:
        """Words in brackets are text, unless they look like a label that was mistyped: then it is better to ask."""
        words = reference.label
        if reference.collapsed or words.startswith("^") or len(words) < _SHORTEST_NAME:
            return
        self.doubted += 1
        if self.doubted <= _MOST_DOUBTS and (nearest := self.labels.likely(words)):
            mend = f"did you mean [{nearest}]? If the brackets are part of the text, write \\[ for the first"
            self.fault("NLD-LNK-004", f"[{words}] is no label, and stays text", reference.start, mend)

    def _is_label(self, target: Target) -> bool:
        return target.label is not None and (not target.defined or self.labels.find(target.label) is not None)

    def _gaps(self, body: Any) -> dict[int, str]:
        if not isinstance(body, Mapping):
            return {}
        for key in body.keys() - {"gaps", "marks"}:
            mend = "the text and its blocks stand below the front matter; here can be `gaps` and `marks`"
            found = Finding(
                "NLD-SCH-001",
                f"unknown key {key}",
                suggestion=mend,
                pointer=pointer("body", key),
                at_key=True,
            )
            self.findings.append(found)
        gaps = body.get("gaps", {})
        kept: dict[int, str] = {}
        for key, gap in gaps.items() if isinstance(gaps, Mapping) else [("", gaps)]:
            if _NUMBER.fullmatch(key) and isinstance(gap, str):
                kept[int(key)] = gap
            else:
                where = pointer("body", "gaps", key) if key else "/body/gaps"
                message = "gaps are texts by the number of the block they stand before"
                self.findings.append(Finding("NLD-SCH-002", message, pointer=where))
        return kept

    def _check_labels(self, laid: Laid) -> None:
        notes = {piece.at for note in laid.notes for piece in note.pieces}
        swallowed = {at for _, at in laid.swallowed}
        for at, reference in self.unknown.items():
            if at in swallowed:
                continue
            label = reference.label
            nearest = self.labels.nearest(label)
            mend = f"did you mean {nearest}?" if nearest else "give it an id in the front matter"
            if at in notes:
                self.fault(
                    "NLD-REF-003", f"the chain names {label}, which the front matter does not know", at, mend
                )
            else:
                self.fault(
                    "NLD-LNK-001",
                    f"{label} is no id, no name of the front matter and no date",
                    self._label_start(reference),
                    mend,
                )

    def _label_start(self, reference: Reference) -> int:
        """The byte where the label of a reference begins; where the words are the label, that of the reference."""
        if reference.collapsed:
            return reference.start
        at = self.source.rfind(b"[", reference.start, reference.end)
        while at > reference.start and is_escaped(self.source, at):
            at = self.source.rfind(b"[", reference.start, at)
        return at + 1

    def _check_definitions(self, laid: Laid) -> None:
        if "]:" not in self.markdown:
            return
        for definition in definitions(self.markdown):
            if definition.url and not _ADDRESS.search(definition.url):
                message = (
                    f"Markdown takes “[{definition.label}]:” for the definition of a link, and drops the line"
                )
                self.fault("NLD-SYN-015", message, definition.start, "write a backslash before the colon")
        for note in laid.notes:
            end = self.source.find(b"\n\n", note.at)
            swallowed = _DEFINITION.search(self.source, note.at, end if end >= 0 else len(self.source))
            if swallowed:
                note.paragraphs = -1
                message = "the footnote above swallows this definition"
                self.fault("NLD-SYN-015", message, swallowed.start() + 1, "put a blank line between them")

    def _check_footnotes(self, laid: Laid) -> None:
        known = {note.label for note in laid.notes} | self.cited.keys()
        for label, at in laid.undefined:
            if label not in known and not any(letter.isspace() for letter in label):
                message = f"there is no footnote {label}"
                self.fault("NLD-REF-004", message, at, f"add a line that begins with [^{label}]:")
        for label, at in laid.swallowed:
            message = f"Markdown takes [^{label}] for the words of a link"
            self.fault("NLD-REF-004", message, at, "write <!-- --> after it")

    def _data(self) -> dict[str, Any]:
        data = {key: value for key, value in self.front.items() if key not in {"forms", "body"}}
        if self.elsewhere:
            data["body"] = self.front["body"]
        elif self.laid.blocks or self.laid.marks:
            data["body"] = self._body()
        mentions, words = self._captured()
        if mentions and isinstance(self.front.get("mentions", []), list):
            data["mentions"] = mentions
        for name in ("figures", "quotations"):
            if isinstance(data.get(name), Mapping):
                data[name] = {
                    key: self._with_words(name, key, item, words) for key, item in data[name].items()
                }
        chains = Chains(self)
        citations = chains.citations()
        if citations:
            data["citations"] = citations
        if isinstance(data.get("quotations"), Mapping):
            data["quotations"] = {
                key: chains.quotation(key, item) for key, item in data["quotations"].items()
            }
        return data

    def _body(self) -> Any:
        laid = self.laid
        body = self.front.get("body")
        more = body.get("marks") if isinstance(body, Mapping) else None
        marks = [*(more if isinstance(more, list) else []), *laid.marks]
        plain = all(block["kind"] == "paragraph" for block in laid.blocks)
        if plain and not marks and laid.leaves == _default_leaves(laid.text):
            return laid.text
        found: dict[str, Any] = {"text": laid.text, "blocks": laid.blocks}
        if more is not None and not isinstance(more, list):
            return {**found, "marks": more}
        return {**found, "marks": marks} if marks else found

    def _captured(self) -> tuple[list[Any], dict[str, list[tuple[Span, int]]]]:
        """The mentions, those of the front matter first, and the words linked to figures and quotations."""
        inline: dict[tuple[str, Span], tuple[dict[str, Any], int]] = {}
        words: dict[str, list[tuple[Span, int]]] = {}
        for link in self.laid.links:
            meaning = self.labels.find(link.target.label or "")
            if meaning is None:
                continue
            if meaning.kind == "ambiguous":
                message = f"{link.target.label} is the name of {' and of '.join(meaning.rivals)}"
                self.fault("NLD-LNK-003", message, link.at, "use the id of the one that is meant")
            elif link.span.start == link.span.end:
                self.fault("NLD-LNK-001", "the link has no words", link.at)
            elif meaning.kind in {"figure", "quotation"}:
                words.setdefault(meaning.id, []).append((link.span, link.at))
            else:
                inline[meaning.id, link.span] = self._mention(meaning, link.span), link.at
        given = self._given(inline)
        for mention, at in inline.values():
            self.places[pointer("mentions", len(given))] = at
            given.append(mention)
        return given, words

    def _mention(self, meaning: Meaning, span: Span) -> dict[str, Any]:
        if meaning.kind == "date":
            return {"words": span_data(span), "date": meaning.id}
        words = span.slice(self.laid.text)
        form = self._forms.get(meaning.id, {}).get(words)
        if form is None:
            item = self._items.get(meaning.id, self.shared.get(meaning.id))
            form = form_of(words, item, describes=meaning.kind == "entity")
        mention = {"words": span_data(span), "of": meaning.id}
        return mention if form == UNSTATED else {**mention, "form": form}

    @cached_property
    def _items(self) -> dict[str, Any]:
        maps = [self.front.get(name) for name in _ENTITIES]
        return {key: item for items in maps if isinstance(items, Mapping) for key, item in items.items()}

    @cached_property
    def _forms(self) -> dict[str, dict[str, str]]:
        """The forms that the front matter gives to linked words, by id."""
        forms = self.front.get("forms", {})
        kept: dict[str, dict[str, str]] = {}
        for steps, key, given in _pairs(forms, "forms"):
            if key is not None and key not in self._items and key not in self.shared:
                message = f"{key} is no id of the story"
                self.findings.append(Finding("NLD-REF-001", message, pointer=pointer(*steps), at_key=True))
            for inner, words, form in _pairs(given, *steps) if key is not None else [(steps, None, None)]:
                if key is None or words is None or not isinstance(form, str):
                    message = "forms are ids with words, and for the words their form"
                    self.findings.append(Finding("NLD-SCH-002", message, pointer=pointer(*inner)))
                elif form not in (*FORMS, UNSTATED):
                    message = f"{form} is no form of a mention"
                    mend = f"one of {', '.join((*FORMS, UNSTATED))}"
                    self.findings.append(
                        Finding("NLD-SCH-004", message, suggestion=mend, pointer=pointer(*inner))
                    )
                else:
                    kept.setdefault(key, {})[words] = form
        return kept

    def _given(self, inline: dict[tuple[str, Span], tuple[dict[str, Any], int]]) -> list[Any]:
        """The mentions of the front matter; those that say more of linked words take the link's place."""
        front = self.front.get("mentions")
        given = list(front) if isinstance(front, list) else []
        targets = {target for target, _ in inline}
        for number, mention in enumerate(given):
            if not isinstance(mention, Mapping):
                continue
            date = mention.get("date")
            target = mention.get("of", date.get("date") if isinstance(date, Mapping) else date)
            if isinstance(target, str) and target in targets:
                span = self.ground.find(mention.get("words"))
                known = inline.get((target, span)) if span is not None else None
                # An id can look like a date: it is the same mention only where both mean a thing, or both a date.
                if span is not None and known is not None and ("of" in known[0]) == ("of" in mention):
                    del inline[target, span]
                    given[number] = {**known[0], **mention}
        return given

    def _with_words(self, name: str, key: str, item: Any, words: Mapping[str, list[tuple[Span, int]]]) -> Any:
        """A figure or quotation with the words that link to it, after those that its front matter gives."""
        linked = words.get(key)
        if not linked or not isinstance(item, Mapping):
            return item
        stated = item.get("words", [])
        given = stated if isinstance(stated, list) else [stated]
        known = self.ground.find_many(given) or []
        for span, at in linked:
            if span not in known:
                self.places[pointer(name, key, "words", len(given))] = at
                given = [*given, span_data(span)]
        return {**item, "words": given}

    def footnotes(self) -> Iterator[Note]:
        """The footnotes, one a label: a label defined twice is a fault."""
        seen: set[str] = set()
        for note in self.laid.notes:
            if note.label in seen:
                self.fault("NLD-REF-002", f"the footnote {note.label} is defined twice", note.at)
            else:
                seen.add(note.label)
                yield note

    @cached_property
    def connectors(self) -> Any:
        """The connectors of the story's language."""
        return connectors_for(self.front.get("inLanguage"))


_HELP_REFUSED: Final = (
    "a body holds paragraphs, headings, lists, block quotes, emphasis, links and pictures; "
    "a backslash before the mark makes it text"
)


def _pairs(value: Any, *steps: str) -> list[tuple[tuple[str, ...], str | None, Any]]:
    """The pairs of a mapping with the way to each; for anything else the way alone."""
    if isinstance(value, Mapping):
        return [((*steps, key), key, item) for key, item in value.items()]
    return [(steps, None, value)]


def _default_leaves(text: str) -> list[Span]:
    from newsld.model.text import split_paragraphs

    return split_paragraphs(text)
