"""YAML 1.2 text to plain data, through libyaml's events: values and places in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml as libyaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from newsld.findings import Finding, Position
from newsld.syntax.document import Positions
from newsld.syntax.tree import Lines, ScanError, Spans, Tree
from newsld.syntax.yaml_faults import explain
from newsld.syntax.yaml_flow import CommaTrap
from newsld.syntax.yaml_scalars import InexactError, plain_value

__all__ = ["load_yaml", "yaml_positions", "yaml_spans"]

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_CONTROL_SHOWN: Final = 20
_BREAKS_OF_1_1: Final = "\x85\u2028\u2029"
_PRIVATE: Final = range(0x10F000, 0x10FFFE)


def load_yaml(text: str, *, first_line: int = 1) -> tuple[Any, list[Finding]]:
    """The data of a YAML text, and all that can be seen to be wrong with it in one pass.

    Scalars mean what the core schema of YAML 1.2 says: ``NO``, ``12:30`` and ``2025-03-04`` are text.
    Keys are text, whatever they look like. A text without a document (comments only) is None.
    Findings have line, column, pointer and excerpt; `first_line` is the number of the text's first
    line in its file. Data with findings is what could be read around them; it is None after
    a fault that stops reading (NLD-SYN-001, 004). Nothing is raised, whatever the text.

    NLD-SYN-001 no YAML, or a comma that cuts unquoted words; 002 the same key twice; 003 a number that
    cannot be kept; 004 too deep; 008 an escape that is no character; 010 control
    characters; 011 anchors, aliases, tags; 013 a second document.
    """
    reader = _Reader(text, first_line, places=False)
    reader.run()
    return reader.tree.root, reader.tree.findings


def yaml_positions(text: str, *, first_line: int = 1) -> Positions:
    """Where every value and key of a YAML text stands, up to the fault that stops reading."""
    reader = _Reader(text, first_line, places=True)
    reader.run()
    return reader.tree.positions


def yaml_spans(text: str) -> Spans:
    """Where every scalar and key of a YAML text begins and ends, up to the fault that stops reading."""
    reader = _Reader(text, 1, places=False, ends=True)
    reader.run()
    return reader.tree.spans


class _Reader:
    """One pass over the events of a text."""

    __slots__ = ("ends", "restore", "shift", "source", "text", "trap", "tree")

    def __init__(self, text: str, first_line: int, *, places: bool, ends: bool = False) -> None:
        self.tree = Tree(Lines(text, Position(first_line, 1)), places=places, ends=ends)
        self.ends = ends
        self.text = text
        self.trap = CommaTrap(text, self.tree)
        self.shift = len(text) - len(text.lstrip("\ufeff"))
        self.restore: dict[int, str] = {}
        self.source = self.prepare(text[self.shift :])

    def prepare(self, text: str) -> str:
        """The text for libyaml, of the same length: without what it would misread or stop at."""
        for count, match in enumerate(_CONTROL.finditer(text)):
            if count < _CONTROL_SHOWN:
                self.control(match)
        if self.tree.findings:
            text = _CONTROL.sub("\ufffd", text)
        found = [sign for sign in _BREAKS_OF_1_1 if sign in text]
        if found:
            # YAML 1.1 ends lines at these, YAML 1.2 does not: they pass libyaml as private characters.
            lower = text.lower()
            free = (n for n in _PRIVATE if chr(n) not in text and f"{n:x}" not in lower)
            for sign, number in zip(found, free, strict=False):
                self.restore[number] = sign
                text = text.replace(sign, chr(number))
        return text

    def control(self, match: re.Match[str]) -> None:
        """Say that a character cannot stand in YAML."""
        number, offset = ord(match[0]), match.start() + self.shift
        if 0xD800 <= number <= 0xDFFF:
            message = f"U+{number:04X} is half of a surrogate pair"
            self.tree.fault("NLD-SYN-008", message, offset, mend="take it out")
            return
        message = f"the control character U+{number:04X} cannot stand in YAML"
        mend = f"take it out, or write it as \\u{number:04X} inside double quotes"
        self.tree.fault("NLD-SYN-010", message, offset, mend=mend)

    def run(self) -> None:
        """Read the first document of the text."""
        documents = 0
        try:
            events: Iterator[Any] = libyaml.parse(self.source, Loader=libyaml.CBaseLoader)
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
                        self.second(event)
                        return
        except libyaml.YAMLError as error:
            fault = explain(error, self.source)
            if fault.code != "NLD-SYN-013":
                self.tree.root = None
            self.tree.fault(fault.code, fault.message, fault.offset + self.shift, mend=fault.mend)
        except ScanError:
            self.tree.root = None

    def offset(self, mark: Any) -> int:
        """The offset in the text that a mark of libyaml stands for."""
        return int(mark.index) + self.shift

    def scalar(self, event: ScalarEvent) -> None:
        """Take a scalar, as a key or as a value."""
        tree, offset, value = self.tree, self.offset(event.start_mark), event.value
        if event.tag is not None or event.anchor is not None:
            self.refuse(event, offset)
        if self.restore:
            value = value.translate(self.restore)
        plain = event.implicit[0] and not event.style
        in_flow = self.trap.in_flow
        end = self.offset(event.end_mark) if in_flow or self.ends else offset
        if tree.expects_key:
            tree.key(value, offset, end)
            if in_flow:
                self.trap.key(plain, offset, end)
            return
        if in_flow:
            self.trap.value(plain, offset, end)
        tree.put(self.plain(value, offset) if plain else value, offset, end)

    def plain(self, text: str, offset: int) -> Any:
        """The value of a plain scalar; a number that cannot be kept is its text, and NLD-SYN-003."""
        try:
            return plain_value(text)
        except InexactError:
            shown = text if len(text) <= 40 else f"a number of {len(text):,} characters"
            message = f"{shown} cannot be kept as a number"
            self.tree.fault("NLD-SYN-003", message, offset, mend="write it as text, in quotes")
            return text

    def open(self, event: CollectionStartEvent, collection: dict[str, Any] | list[Any]) -> None:
        """Take the beginning of a mapping or list."""
        tree, offset = self.tree, self.offset(event.start_mark)
        if event.tag is not None or event.anchor is not None:
            self.refuse(event, offset)
        aside = tree.expects_key
        if aside:
            mend = "a key is one word or phrase; put a value that begins with { or [ in quotes"
            tree.fault("NLD-SYN-001", "a mapping or list as a key", offset, mend=mend)
        tree.open(collection, offset, aside=aside)
        self.trap.open(bool(event.flow_style))

    def close(self, event: Event) -> None:
        """Take the end of a mapping or list; one that was a key becomes its source text."""
        begin = self.tree.close()
        self.trap.close()
        if begin is not None:
            end = self.offset(event.end_mark)
            self.tree.key(self.text[begin:end].strip(), begin)

    def alias(self, event: AliasEvent) -> None:
        """Refuse an alias, and go on with nothing in its place."""
        offset = self.offset(event.start_mark)
        mend = "write the value again; words that begin with * go in quotes"
        self.tree.fault("NLD-SYN-011", f"*{event.anchor} is a YAML alias", offset, mend=mend)
        if self.tree.expects_key:
            self.tree.key(f"*{event.anchor}", offset)
        else:
            self.tree.put(None, offset)

    def refuse(self, event: ScalarEvent | CollectionStartEvent, offset: int) -> None:
        """Say that a value has an anchor or a tag."""
        if event.anchor is not None:
            mend = "take the anchor out; words that begin with & go in quotes"
            self.tree.fault("NLD-SYN-011", f"&{event.anchor} is a YAML anchor", offset, mend=mend)
        if event.tag is not None:
            mend = "take the tag out; words that begin with ! go in quotes"
            self.tree.fault("NLD-SYN-011", f"{event.tag} is a YAML tag", offset, mend=mend)

    def second(self, event: DocumentStartEvent) -> None:
        """Say that there is more than one document."""
        mend = "keep one document in a file"
        self.tree.fault("NLD-SYN-013", "a second YAML document", self.offset(event.start_mark), mend=mend)
