"""From the text of ninjs to documents: the stories that newsld carried in them, or what the items say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from newsld.findings import Finding
from newsld.formats import ReadOptions
from newsld.formats.ninjs.importer import ArticleImporter, is_carried
from newsld.formats.ninjs.item_schema import faults
from newsld.formats.ninjs.writer import item_of
from newsld.model.from_document import article_from
from newsld.syntax.decode import decode
from newsld.syntax.document import Document, Source
from newsld.syntax.json import json_positions, load_json

__all__ = ["read"]


def read(source: Source, options: ReadOptions) -> Iterator[Document | Finding]:
    """The articles of a file of ninjs, one item or a list of them.

    An item of another kind (a picture, a video, an event) and one without any text is NLD-SYN-006; in a list it is left
    out, and NLD-INF-002 says so. What is wrong with an item comes before its document, and an item at fault has none.
    """
    text, findings = decode(source.content, limit=options.limit)
    data: Any = None
    if text is not None:
        data, findings = load_json(source.content, limit=options.limit)
    yield from findings
    if findings or text is None:
        return
    whole = Document({}, source, locate=lambda: json_positions(text), text=text)
    listed = isinstance(data, list)
    number = 0
    for place, item in enumerate(data if listed else [data]):
        at = f"/{place}" if listed else ""
        for part in _item(item, at, alone=not listed):
            if isinstance(part, Finding):
                yield whole.place(part)
                continue
            story, ours, origin = part
            number += 1
            yield Document(
                story,
                source,
                whole.locate,
                text,
                is_story=ours,
                number=number,
                source_pointer=_below(at, origin),
            )


def _item(
    item: Any, at: str, *, alone: bool
) -> Iterator[Finding | tuple[dict[str, Any], bool, Callable[[str], str]]]:
    """The story of an item with whether it is one of ours and where its values came from, after what is wrong."""
    if not isinstance(item, dict):
        mend = "an item of ninjs is an object with a uri"
        yield Finding(
            "NLD-SYN-006", "there is no article in here: it is no item", suggestion=mend, pointer=at
        )
        return
    wrong = list(faults(item, at))
    if not alone and wrong and wrong[-1].code == "NLD-SYN-006":
        # Beside stories, an agency sends pictures and events: they keep nothing back.
        kind = item.get("type", "item without text")
        mend = "no article is made of it"
        yield Finding("NLD-INF-002", f"{kind}: left out", suggestion=mend, pointer=wrong[-1].pointer)
        return
    yield from wrong
    if any(finding.severity == "error" for finding in wrong):
        return
    bodies = item.get("bodies", [])
    marked = [place for place, body in enumerate(bodies) if is_carried(body)]
    if marked:
        item = {key: value for key, value in item.items() if key != "bodies"}
        if rest := [body for body in bodies if not is_carried(body)]:
            item["bodies"] = rest
        place = marked[0]
        story = _carried(bodies[place]["value"], item)
        if story is not None and len(marked) == 1:
            yield story, True, lambda _: f"/bodies/{place}/value"
            return
        yield Finding(
            "NLD-NJS-002",
            "the story that newsld put into this body is not what the item says any more",
            suggestion="the item is read without it: take the body out, or write the item anew",
            pointer=f"{at}/bodies/{place}/value",
        )
    told = ArticleImporter(item)
    yield told.data, False, told.origin


def _carried(value: str, item: dict[str, Any]) -> dict[str, Any] | None:
    """The story in a body, where it is one and all that the item says beside it is what the story says."""
    story, findings = load_json(value, unwrap=False)
    if findings or not isinstance(story, dict) or "newsld" not in story:
        return None
    try:
        article = article_from(story)
    except ValueError:  # pydantic's
        return None
    return story if item_of(article) == item else None


def _below(at: str, origin: Callable[[str], str]) -> Callable[[str], str]:
    return lambda pointer: at + origin(pointer)
