"""Parse the two parts of a Markdown story, front matter and body, and collect what is wrong with the body."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Final, NamedTuple

from newsld.findings import Finding
from newsld.formats.markdown.body import BETWEEN_ALL, Footnote, ParsedBody, parse_body
from newsld.formats.markdown.commonmark import (
    RAW_HTML,
    LabelReference,
    LinkTarget,
    definitions,
    is_escaped,
    parse,
)
from newsld.formats.markdown.connectors import Connectors, connectors_for
from newsld.formats.markdown.data_shorthand import (
    expand_data,
    expand_names,
    renamed_items,
)
from newsld.formats.markdown.defaults import Defaults
from newsld.formats.markdown.head import Head, split_head
from newsld.formats.markdown.labels import Labels
from newsld.formats.markdown.layout import EVERYWHERE
from newsld.formats.markdown.references import map_references
from newsld.formats.markdown.roles import moved_parts
from newsld.model.text import Span
from newsld.model.text.closest_match import either
from newsld.syntax.document import pointer
from newsld.syntax.patterns import lazy_pattern

_ADDRESS: Final = lazy_pattern(r"[/#:.@?]")
_DEFINITION: Final = lazy_pattern(rb"\n {0,3}\[[^\]\n^][^\]\n]*\]:")
_SHORTEST_NAME: Final = 4
_MOST_DOUBTFUL_LABELS: Final = 50
_NUMBER: Final = lazy_pattern(r"[0-9]{1,9}")
_ALLOWED: Final = (
    "a body holds paragraphs, headings, lists, block quotes, emphasis, links and pictures; "
    "write a backslash before the mark to make it text"
)


def is_label_like(words: str) -> bool:
    """Return whether words in brackets begin as names and dates do: with a capital letter or a digit."""
    first = words.strip()[:1]
    return first.isupper() or first.istitle() or first.isdigit()


class BodyFault(NamedTuple):
    """A problem of a body, at a byte of it."""

    code: str
    message: str
    at: int
    suggestion: str | None = None


class ParsedStory:
    """The data and the parsed body of a Markdown story, with the problems of both.

    `front` is the data of the front matter and of the data block, with all shorthands expanded but for those of
    mentions. `head` is what is shown above the body.

    `faults` are problems at a byte of the body, `findings` problems of the data. `body_bytes` maps the JSON Pointer of
    a value that is written in the body to its byte there, `body_offsets` that of a name without brackets to its offset
    in the text, `moved` that of a value of a shorthand to the pointer in the file, `renamed` that of an entry whose key
    is a name to that of its id. `body_in_front_matter` is whether the data has the text of the body. `unknown` are the
    references to labels that have no meaning, by their byte.
    """

    def __init__(
        self, front: Mapping[str, Any], markdown: str, shared: Mapping[str, Mapping[str, Any]] | None = None
    ) -> None:
        """Parse a story: the front matter as data, the Markdown below it, and shared entities, by id, for labels.

        Raises TooDeep for Markdown that is nested too deeply.
        """
        self.markdown = markdown
        self.faults: list[BodyFault] = []
        self.findings: list[Finding] = []
        self.front: Mapping[str, Any] = expand_names(front, self.findings)
        self.body_bytes: dict[str, int] = {}
        self.body_offsets: dict[str, int] = {}
        self.moved: dict[str, str] = {}
        self.moved.update(moved_parts(self.front))
        self.renamed = dict(renamed_items(front))
        self._check_keys(front)
        self.head = Head()
        self.labels = Labels(self.front, shared)
        self.shared = shared or {}
        self.unknown: dict[int, LabelReference] = {}
        citations = front.get("citations")
        self.front_citations: Mapping[str, Any] = citations if isinstance(citations, dict) else {}
        body = front.get("body")
        self.body_in_front_matter = body is not None and not (
            isinstance(body, dict) and not {"text", "file"} & body.keys()
        )
        self._doubtful_labels = 0
        self.body = self._parse_body(body)
        text, leaves = self._text(body)
        self.defaults = Defaults(text, leaves)
        self.front = map_references(expand_data(self.front, text, self.findings), self.labels.full)
        if self.front_citations:
            self.front_citations = self.front["citations"]

    def _check_keys(self, front: Mapping[str, Any]) -> None:
        """Add a finding for a key whose name gives the id of another entry."""
        taken: set[str] = set()
        for renamed in self.renamed.values():
            _, name, key = renamed.split("/")
            if renamed in taken or key in front[name]:
                message = f"another entry has the id {key}, which follows from this name"
                suggestion = "use an id as the key, and give the `name`"
                self.findings.append(
                    Finding("NLD-SYN-002", message, suggestion=suggestion, pointer=renamed, at_key=True)
                )
            taken.add(renamed)

    def _text(self, body: Any) -> tuple[str, list[Span]]:
        if not self.body_in_front_matter:
            return self.body.text, self.body.leaves
        text = body.get("text") if isinstance(body, dict) else body
        return (text if isinstance(text, str) else ""), []

    @cached_property
    def source(self) -> bytes:
        """The Markdown in UTF-8; `at` counts its bytes."""
        return self.markdown.encode("utf-8", "surrogatepass")

    @cached_property
    def connectors(self) -> Connectors:
        """The connectors of the story's language."""
        return connectors_for(self.front.get("inLanguage"))

    def add_fault(self, code: str, message: str, at: int, suggestion: str | None = None) -> None:
        """Add a problem at a byte of the body."""
        self.faults.append(BodyFault(code, message, at, suggestion))

    def footnotes(self) -> Iterator[Footnote]:
        """Yield the footnotes, the first of each label; a second one is a fault."""
        seen: set[str] = set()
        for footnote in self.body.footnotes:
            if footnote.label in seen:
                message = f"the footnote {footnote.label} is defined twice"
                self.add_fault("NLD-REF-002", message, footnote.at)
            else:
                seen.add(footnote.label)
                yield footnote

    def _parse_body(self, body: Any) -> ParsedBody:
        if self.body_in_front_matter:
            if self.markdown.strip():
                message = "the body is given twice: in the data and as Markdown"
                self.findings.append(
                    Finding("NLD-SCH-007", message, suggestion="remove one of them", pointer="/body")
                )
            return ParsedBody()
        nul = self.source.find(b"\0")
        if nul >= 0:
            message = "Markdown cannot hold the control character NUL"
            self.add_fault("NLD-SYN-010", message, nul, "remove it")
        labels = [label for label in self.front_citations if label]
        self.head, events = split_head(parse(self.markdown, self._accept, labels)[0])
        parsed = parse_body(events, self.source, self._gaps(body), self._is_label)
        self._check_refused(parsed)
        self._check_labels(parsed)
        self._check_definitions(parsed)
        self._check_footnotes(parsed)
        return parsed

    def _accept(self, reference: LabelReference) -> bool:
        """Return whether a reference without a definition is a link all the same."""
        if self.labels.find_all(reference.label):
            return True
        if reference.is_shortcut or reference.label.startswith("^"):
            self._check_likely_label(reference)
            return False
        self.unknown[reference.start] = reference
        return True

    def _check_likely_label(self, reference: LabelReference) -> None:
        """Add a fault for words in brackets that match no label and are no insertion of an editor.

        An insertion begins with a small letter, or with no letter or digit: `[sic]`, `[…]`. It is text, unless it is
        probably a label with a typing error.
        """
        words = reference.label
        if reference.is_collapsed or words.startswith("^") or not words.strip():
            return
        self._doubtful_labels += 1
        if self._doubtful_labels > _MOST_DOUBTFUL_LABELS:
            return
        likely = self.labels.likely(words) if len(words) >= _SHORTEST_NAME else None
        shared = self.labels.sharing(words)
        if likely or shared or is_label_like(words):
            meant = f"did you mean [{likely}]?" if likely else "add the id: [words][id]."
            meant = f"write the whole id: [{words}][{either(shared)}]." if shared else meant
            suggestion = f"{meant} If the brackets are part of the text, escape the first: \\["
            wrong = "a part of several ids" if shared else "no label"
            message = f"[{words}] is {wrong}, and is read as text"
            self.add_fault("NLD-LNK-004", message, reference.start, suggestion)

    def _is_label(self, target: LinkTarget) -> bool:
        return target.label is not None and (
            not target.is_defined or bool(self.labels.find_all(target.label))
        )

    def _gaps(self, body: Any) -> dict[int, str]:
        """Return the gaps of the front matter's `body`, by number, with findings for what is no gap."""
        if not isinstance(body, dict):
            return {}
        for key in body.keys() - {"gaps", "marks"}:
            suggestion = "write the text and its blocks as Markdown; keep only `gaps` and `marks` here"
            where = pointer("body", key)
            self.findings.append(
                Finding(
                    "NLD-SCH-001", f"unknown key {key}", suggestion=suggestion, pointer=where, at_key=True
                )
            )
        gaps = body.get("gaps", {})
        valid: dict[int, str] = {}
        for key, gap in gaps.items() if isinstance(gaps, dict) else [("", gaps)]:
            if key == EVERYWHERE and isinstance(gap, str):
                valid[BETWEEN_ALL] = gap
            elif _NUMBER.fullmatch(key) and isinstance(gap, str):
                valid[int(key)] = gap
            else:
                where = pointer("body", "gaps", key) if key else "/body/gaps"
                message = "gaps must be texts by the number of the block that follows them, or by “between”"
                self.findings.append(Finding("NLD-SCH-002", message, pointer=where))
        return valid

    def _check_refused(self, parsed: ParsedBody) -> None:
        begin = end = 0
        for construct, at in parsed.refused:
            if construct == RAW_HTML:
                if begin <= at < end:
                    continue  # one finding a line
                begin = self.source.rfind(b"\n", 0, at) + 1
                end = self.source.find(b"\n", at) + 1 or len(self.source)
            self.add_fault("NLD-SYN-014", f"the body of a story cannot hold {construct}", at, _ALLOWED)
        for at in parsed.nested_links:
            suggestion = (
                "link the longer words only, and write the inner ones in the data block under `mentions`"
            )
            message = "a link or footnote is inside the words of a link"
            self.add_fault("NLD-LNK-002", message, at, suggestion)

    def _check_labels(self, parsed: ParsedBody) -> None:
        in_footnotes = {piece.at for footnote in parsed.footnotes for piece in footnote.pieces}
        swallowed = {at for _, at in parsed.swallowed_footnotes}
        for at, reference in self.unknown.items():
            if at in swallowed:
                continue
            label = reference.label
            closest = self.labels.closest(label)
            suggestion = f"did you mean {closest}?" if closest else "declare it in the data block"
            shared = self.labels.sharing(label)
            if shared:
                suggestion = f"write the whole id: {either(shared)}"
            if at in in_footnotes:
                wrong = "is a part of several ids" if shared else "the story does not declare"
                message = f"the chain names {label}, which {wrong}"
                self.add_fault("NLD-REF-003", message, at, suggestion)
            else:
                message = f"{label} is no id, no name of the story and no date"
                message = f"{label} is a part of several ids" if shared else message
                self.add_fault("NLD-LNK-001", message, self._label_start(reference), suggestion)

    def _label_start(self, reference: LabelReference) -> int:
        """Return the byte where the label of a reference begins, or the reference if its words are the label."""
        if reference.is_collapsed:
            return reference.start
        at = self.source.rfind(b"[", reference.start, reference.end)
        while at > reference.start and is_escaped(self.source, at):
            at = self.source.rfind(b"[", reference.start, at)
        return at + 1

    def _check_definitions(self, parsed: ParsedBody) -> None:
        if "]:" not in self.markdown:
            return
        for definition in definitions(self.markdown):
            if definition.url and not _ADDRESS.search(definition.url):
                message = (
                    f"Markdown reads “[{definition.label}]:” as the definition of a link, and drops the line"
                )
                self.add_fault("NLD-SYN-015", message, definition.start, "write a backslash before the colon")
        begins = sorted(footnote.at for footnote in parsed.footnotes)
        for footnote in parsed.footnotes:
            place = bisect_right(begins, footnote.at)
            last = begins[place] if place < len(begins) else len(self.source)
            end = self.source.find(b"\n\n", footnote.at, last)
            swallowed = _DEFINITION.search(self.source, footnote.at, end if end >= 0 else last)
            if swallowed:
                footnote.is_broken = True
                message = "this definition is read as part of the footnote above"
                suggestion = "put a blank line between them"
                self.add_fault("NLD-SYN-015", message, swallowed.start() + 1, suggestion)

    def _check_footnotes(self, parsed: ParsedBody) -> None:
        known = {footnote.label for footnote in parsed.footnotes} | self.front_citations.keys()
        for label, at in parsed.undefined_footnotes:
            if label not in known and not any(letter.isspace() for letter in label):
                message = f"there is no footnote {label}"
                self.add_fault("NLD-REF-004", message, at, f"add a line that begins with [^{label}]:")
        for label, at in parsed.swallowed_footnotes:
            message = f"Markdown reads [^{label}] as the words of a link"
            self.add_fault("NLD-REF-004", message, at, "write <!-- --> after it")
