"""Which format an input has: by what was asked for, by its name, or by how its text begins."""

from __future__ import annotations

import re
from typing import Final

from newsld.findings.errors import UsageError
from newsld.formats import Format, find_format, format_of
from newsld.pipeline.input_paths import is_ninjs, marked
from newsld.syntax.document import Source

__all__ = ["format_for", "sniff"]

HEAD: Final = 64 * 1024
"""How many bytes are looked at."""

_FRONT_MATTER: Final = re.compile(rb"\s*---[ \t]*\r?\n")
_CLOSED: Final = re.compile(rb"^(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
_LINKED_DATA: Final = re.compile(rb'"@(?:context|graph|type|id)"\s*:')
_PAGE: Final = re.compile(rb"\s*(?:<\?xml|<!--|<!doctype\s+html|</?[a-z][a-z0-9-]*[\s/>])", re.IGNORECASE)


def format_for(source: Source, name: str | None = None) -> Format:
    """The format to read an input with. Raises UsageError for a name that no readable format has."""
    if name is not None:
        known = find_format(name)
        if not known.reads:
            raise UsageError(f"{name} is a format that newsld writes and does not read")
        return known
    if source.path is not None and source.path.is_dir():
        return find_format("csv")
    known = format_of(source.name) or find_format(sniff(_head(source)))
    if known.name != "json" or marked(head := _head(source), ".json"):
        return known
    if _LINKED_DATA.search(head):
        return find_format("jsonld")
    return find_format("ninjs") if is_ninjs(head) else known


def sniff(head: bytes) -> str:
    """The name of the format that a text which begins like this has: YAML when nothing speaks for another."""
    if head.startswith(b"PK\x03\x04"):
        return "csv"
    head = head[:HEAD].removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    opening = _FRONT_MATTER.match(head)
    if opening and _CLOSED.search(head, opening.end()):
        return "markdown"
    if _PAGE.match(head):
        return "html"
    start = head.lstrip()[:1]
    if start not in (b"{", b"["):
        return "yaml"
    if start == b"{" and _several_lines(head):
        return "jsonl"
    if _LINKED_DATA.search(head):
        return "jsonld"
    return "ninjs" if is_ninjs(head) and not marked(head, ".json") else "json"


def _several_lines(head: bytes) -> bool:
    """Whether the first line is a whole object and another follows it."""
    first, end, rest = head.lstrip().partition(b"\n")
    return bool(end) and first.rstrip().endswith(b"}") and rest.lstrip().startswith(b"{")


def _head(source: Source) -> bytes:
    if source.path is None:
        return source.content[:HEAD]
    with source.path.open("rb") as file:
        return file.read(HEAD)
