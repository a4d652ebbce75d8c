"""Read the stories of a JSON-LD document that newsld wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from newsld.findings import Finding
from newsld.schemaorg.jsonld.body_reader import has_other_text, read_body
from newsld.schemaorg.jsonld.node_reader import NodeReader, roots
from newsld.schemaorg.jsonld.statement_reader import read_statements


class OwnStory(NamedTuple):
    """An article that newsld wrote: its plain data in the shape of a story.

    `origin` maps a JSON Pointer into that data to one into the document. With `findings`, the data must not be used.
    """

    data: dict[str, Any]
    origin: Callable[[str], str]
    findings: tuple[Finding, ...] = ()


def stories(document: Any) -> Iterator[OwnStory]:
    """Yield every article that newsld wrote into the document.

    Values that somebody has changed to another form are left as they are: the checks report them. A changed body gives
    a finding, because the spans are offsets into the text that newsld wrote.
    """
    for at, root in roots(document):
        reader = NodeReader(document, at, root)
        data = reader.article()
        read_statements(reader, data)
        read_body(reader, data)
        yield OwnStory(data, reader.origin, (_changed(),) if has_other_text(reader) else ())


def _changed() -> Finding:
    message = (
        "the articleBody was changed after its positions were written, so that they point at other words"
    )
    suggestion = "change the story and export it again, or restore the articleBody"
    return Finding("NLD-GRD-001", message, suggestion=suggestion, pointer="/articleBody")
