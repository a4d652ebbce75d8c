"""A JSON-LD document that newsld wrote back to the plain data of its stories."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from newsld.schemaorg.jsonld.annotation_reader import read_body
from newsld.schemaorg.jsonld.node_reader import Reader, roots
from newsld.schemaorg.jsonld.statement_reader import read_statements

__all__ = ["stories"]


def stories(document: Any) -> Iterator[tuple[dict[str, Any], Callable[[str], str]]]:
    """The plain data of every article in the document that newsld wrote, in the shape of a story.

    With each comes the function that turns a JSON Pointer into that data to one into the document.
    What was changed by others so that it no longer has our form is left as it is: the checks say what is wrong.
    """
    for at, root in roots(document):
        reader = Reader(document, at, root)
        data = reader.article()
        read_statements(reader, data)
        read_body(reader, data)
        yield data, reader.origin
