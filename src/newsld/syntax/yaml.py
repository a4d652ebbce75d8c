"""Parse YAML 1.2 to plain data, from libyaml's events: values and positions in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

import yaml as libyaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.scanner import ScannerError

from newsld.findings import Finding, Position
from newsld.syntax.data_builder import DEPTH_LIMIT, DataBuilder, ScanError, Spans
from newsld.syntax.document import Positions
from newsld.syntax.lines import Lines
from newsld.syntax.patterns import lazy_pattern
from newsld.syntax.yaml_faults import explain_error
from newsld.syntax.yaml_flow import CommaDetector
from newsld.syntax.yaml_scalars import InexactError, plain_value

_CONTROL: Final = lazy_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_CONTROL_SHOWN: Final = 20
_YAML_1_1_LINE_BREAKS: Final = "\x85\u2028\u2029"
_PRIVATE: Final = range(0x10F000, 0x10FFFE)
_LOOKAHEAD: Final = 1024  # characters, in libyaml


def load_yaml(text: str, *, first_line: int = 1) -> tuple[Any, list[Finding]]:
    """Return the data of a YAML text, and all findings that one pass can report.

    Scalars follow the core schema of YAML 1.2: ``NO``, ``12:30`` and ``2025-03-04`` are text.
    Keys are always text. A text without a document (comments only) is None.
    Findings have line, column, pointer and excerpt; `first_line` is the number of the text's first
    line in its file. Data with findings is what could be read around them; it is None after
    a fault that stops the scan (NLD-SYN-001, 004). Raises nothing, whatever the text.

    NLD-SYN-001 invalid YAML, or a comma that splits unquoted text; 002 the same key twice; 003 a number that
    cannot be represented exactly; 004 too deep; 008 an escape that is no character; 010 control
    characters; 011 anchors, aliases, tags; 013 a second document.
    """
    reader = _YamlReader(text, first_line, want_positions=False)
    reader.run()
    return reader.builder.root, reader.builder.findings


def yaml_positions(text: str, *, first_line: int = 1) -> Positions:
    """Return the positions of all values and keys of a YAML text, up to the fault that stops the scan."""
    reader = _YamlReader(text, first_line, want_positions=True)
    reader.run()
    return reader.builder.positions


def yaml_spans(text: str) -> Spans:
    """Return the spans of all scalars and keys of a YAML text, up to the fault that stops the scan."""
    reader = _YamlReader(text, 1, want_positions=False, want_spans=True)
    reader.run()
    return reader.builder.spans


class _YamlReader:
    """One pass over the events of a text."""

    __slots__ = ("builder", "commas", "controls", "restore", "shift", "source", "text", "want_spans")

    def __init__(self, text: str, first_line: int, *, want_positions: bool, want_spans: bool = False) -> None:
        self.builder = DataBuilder(
            Lines(text, Position(first_line, 1)), want_positions=want_positions, want_spans=want_spans
        )
        self.want_spans = want_spans
        self.text = text
        self.commas = CommaDetector(text, self.builder)
        self.shift = len(text) - len(text.lstrip("\ufeff"))
        self.restore: dict[int, str] = {}
        self.source = self.prepare(text[self.shift :])
        self.controls = list(self.builder.findings)

    def prepare(self, text: str) -> str:
        """Return the text for libyaml, of the same length: without what it would misread or stop at."""
        for count, match in enumerate(_CONTROL.finditer(text)):
            if count < _CONTROL_SHOWN:
                self.control(match)
        if self.builder.findings:
            text = _CONTROL.sub("\ufffd", text)
        found = [sign for sign in _YAML_1_1_LINE_BREAKS if sign in text]
        if found:
            # YAML 1.1 ends lines at these, YAML 1.2 does not: they pass libyaml as private characters.
            lower = text.lower()
            free = (n for n in _PRIVATE if chr(n) not in text and f"{n:x}" not in lower)
            for sign, number in zip(found, free, strict=False):
                self.restore[number] = sign
                text = text.replace(sign, chr(number))
        return text

    def control(self, match: re.Match[str]) -> None:
        """Report a character that is not allowed in YAML."""
        number, offset = ord(match[0]), match.start() + self.shift
        if 0xD800 <= number <= 0xDFFF:
            message = f"U+{number:04X} is half of a surrogate pair"
            self.builder.fault("NLD-SYN-008", message, offset, suggestion="take it out")
            return
        message = f"the control character U+{number:04X} is not allowed in YAML"
        suggestion = f"take it out, or write it as \\u{number:04X} inside double quotes"
        self.builder.fault("NLD-SYN-010", message, offset, suggestion=suggestion)

    def run(self) -> None:
        """Read the first document of the text."""
        try:
            self.read(self.source)
        except libyaml.YAMLError as error:
            deep = self.hidden_depth(error)
            if deep is not None:
                self.reread(deep)
                return
            fault = explain_error(error, self.source)
            if fault.code != "NLD-SYN-013":
                self.builder.root = None
            self.builder.fault(
                fault.code, fault.message, fault.offset + self.shift, suggestion=fault.suggestion
            )
        except ScanError:
            self.builder.root = None

    def read(self, source: str) -> None:
        """Take the events of the first document. Raises YAMLError and ScanError."""
        documents = 0
        events: Iterator[Any] = libyaml.parse(source, Loader=libyaml.CBaseLoader)
        for event in events:
            kind = type(event)
            if kind is ScalarEvent:
                self.scalar(event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self.open(event, {} if kind is MappingStartEvent else [])
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self.close(event)
            elif kind is AliasEvent:
                self.alias(event)
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self.second_document(event)
                    return

    def hidden_depth(self, error: libyaml.YAMLError) -> str | None:
        """Return the source before a fault if its nesting is too deep and libyaml has sent no events for it.

        A bracket may begin a key, so libyaml scans up to 1,024 characters of its line before it sends one. A fault
        in there, such as the 1,001st bracket since libyaml 0.2.6, hides that the 65th is one too many.
        """
        if not isinstance(error, ScannerError):
            return None
        before = self.source[
            : min(m.index for m in (error.problem_mark, error.context_mark) if m is not None)
        ]
        ahead = before[before.rfind("\n") + 1 :][-_LOOKAHEAD:]
        if self.builder.depth + ahead.count("[") + ahead.count("{") <= DEPTH_LIMIT:
            return None
        depth = 0
        with suppress(libyaml.YAMLError):
            for event in libyaml.parse(before, Loader=libyaml.CBaseLoader):
                depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
                if depth > DEPTH_LIMIT:
                    return before
        return None

    def reread(self, source: str) -> None:
        """Begin again, with a beginning of the source that is nested too deep."""
        self.builder.clear()
        self.builder.findings.extend(self.controls)
        self.commas = CommaDetector(self.text, self.builder)
        with suppress(ScanError):
            self.read(source)
        self.builder.root = None

    def offset(self, mark: Any) -> int:
        """Return the offset in the text of a mark of libyaml."""
        return int(mark.index) + self.shift

    def scalar(self, event: ScalarEvent) -> None:
        """Add a scalar, as a key or as a value."""
        builder, offset, value = self.builder, self.offset(event.start_mark), event.value
        if event.tag is not None or event.anchor is not None:
            self.refuse(event, offset)
        if self.restore:
            value = value.translate(self.restore)
        plain = event.implicit[0] and not event.style
        in_flow = self.commas.in_flow
        end = self.offset(event.end_mark) if in_flow or self.want_spans else offset
        if builder.expects_key:
            builder.key(value, offset, end)
            if in_flow:
                self.commas.key(plain, offset, end)
            return
        if in_flow:
            self.commas.value(plain, offset, end)
        builder.put(self.plain(value, offset) if plain else value, offset, end)

    def plain(self, text: str, offset: int) -> Any:
        """Return the value of a plain scalar; an inexact number is its text, and NLD-SYN-003."""
        try:
            return plain_value(text)
        except InexactError:
            shown = text if len(text) <= 40 else f"a number of {len(text):,} characters"
            message = f"{shown} cannot be kept as a number"
            self.builder.fault("NLD-SYN-003", message, offset, suggestion="write it as text, in quotes")
            return text

    def open(self, event: CollectionStartEvent, collection: dict[str, Any] | list[Any]) -> None:
        """Process the beginning of a mapping or list."""
        builder, offset = self.builder, self.offset(event.start_mark)
        if event.tag is not None or event.anchor is not None:
            self.refuse(event, offset)
        is_key = builder.expects_key
        if is_key:
            suggestion = "a key is one word or phrase; put a value that begins with { or [ in quotes"
            builder.fault("NLD-SYN-001", "a mapping or list as a key", offset, suggestion=suggestion)
        builder.open(collection, offset, is_key=is_key)
        self.commas.open(bool(event.flow_style))

    def close(self, event: Event) -> None:
        """Process the end of a mapping or list; one that was a key becomes its source text."""
        begin = self.builder.close()
        self.commas.close()
        if begin is not None:
            end = self.offset(event.end_mark)
            self.builder.key(self.text[begin:end].strip(), begin)

    def alias(self, event: AliasEvent) -> None:
        """Report an alias, and continue with null in its place."""
        offset = self.offset(event.start_mark)
        suggestion = "write the value again; words that begin with * go in quotes"
        self.builder.fault("NLD-SYN-011", f"*{event.anchor} is a YAML alias", offset, suggestion=suggestion)
        if self.builder.expects_key:
            self.builder.key(f"*{event.anchor}", offset)
        else:
            self.builder.put(None, offset)

    def refuse(self, event: ScalarEvent | CollectionStartEvent, offset: int) -> None:
        """Report that a value has an anchor or a tag."""
        if event.anchor is not None:
            suggestion = "take the anchor out; words that begin with & go in quotes"
            self.builder.fault(
                "NLD-SYN-011", f"&{event.anchor} is a YAML anchor", offset, suggestion=suggestion
            )
        if event.tag is not None:
            suggestion = "take the tag out; words that begin with ! go in quotes"
            self.builder.fault("NLD-SYN-011", f"{event.tag} is a YAML tag", offset, suggestion=suggestion)

    def second_document(self, event: DocumentStartEvent) -> None:
        """Report that there is more than one document."""
        suggestion = "keep one document in a file"
        self.builder.fault(
            "NLD-SYN-013", "a second YAML document", self.offset(event.start_mark), suggestion=suggestion
        )
