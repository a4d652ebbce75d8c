"""Formats of which an archive has one article a line, and how an article is written as one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsld.formats import WriteOptions, find_format

if TYPE_CHECKING:
    from newsld.model import NewsArticle
    from newsld.schemaorg.jsonld.records import Rows

__all__ = ["LINE_SUFFIXES", "write_line"]

LINE_SUFFIXES: Final = {"jsonl": ".jsonl", "json": ".jsonl", "jsonld": ".jsonl", "nquads": ".nq"}
"""The formats that go on, line by line, in one file for an input of many articles, and how that file is called."""

_BLANK: Final = re.compile(rb'^_:|(?<= )_:(?=[^\s"]+ \.$)', re.MULTILINE)


def write_line(article: NewsArticle | Rows, kind: str, options: WriteOptions, number: int) -> bytes:
    """An article as its line of an archive (N-Quads: its lines), with the line end; as JSON-LD also one's rows.

    `kind` is the format, `number` its number in the archive: it tells its blank nodes from those of the others.
    Raises Unwritable.
    """
    if kind == "jsonld":
        from newsld.formats.jsonld import render

        return render(article, options, indent=False)
    content: bytes = find_format("jsonl" if kind == "json" else kind).write(article, options)
    if kind == "nquads" and number > 1:
        return _BLANK.sub(b"_:n%d." % number, content)
    return content
