"""Read the stories of a JSON-LD document that newsld wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from newsld.schemaorg.jsonld.annotation_reader import read_body
from newsld.schemaorg.jsonld.node_reader import NodeReader, roots
from newsld.schemaorg.jsonld.statement_reader import read_statements

__all__ = ["stories"]


def stories(document: Any) -> Iterator[tuple[dict[str, Any], Callable[[str], str]]]:
    """Yield the plain data of every article that newsld wrote into the document, in the shape of a story.

    With each comes a function that maps a JSON Pointer into that data to one into the document. Values that somebody
    has changed to another form are left as they are: the checks report them.
    """
    for at, root in roots(document):
        reader = NodeReader(document, at, root)
        data = reader.article()
        read_statements(reader, data)
        read_body(reader, data)
        yield data, reader.origin
