"""Read a file of ninjs as documents: the newsld stories that are embedded in its items, or the items themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from newsld.findings import Finding
from newsld.formats import ReadOptions
from newsld.formats.ninjs.importer import ItemImporter, is_embedded_story
from newsld.formats.ninjs.item_schema import check_item
from newsld.formats.ninjs.writer import item_of
from newsld.model.from_document import article_from
from newsld.syntax.decode import decode
from newsld.syntax.document import Document, Source
from newsld.syntax.json import json_positions, load_json
from newsld.syntax.lines import Lines

_OLD_KEYS: Final = frozenset({"byline", "headline"})
"""Keys with the words of a story in ninjs 1; its texts are in `body_text`, `description_text` and others."""
_NEW_KEYS: Final = frozenset({"headlines", "bodies", "descriptions"})
"""Keys with the words of a story in ninjs 2 and 3."""


def read(source: Source, options: ReadOptions) -> Iterator[Document | Finding]:
    """Yield the articles of a file of ninjs, which is one item or a list of them.

    An item of another kind (a picture, a video, an event) or without any text is NLD-SYN-006; in a list it is skipped
    with NLD-INF-002. The findings about an item come before its document, and an item with an error has no document.
    """
    text, findings = decode(source.content, limit=options.limit)
    data: Any = None
    if text is not None:
        data, findings = load_json(source.content, limit=options.limit)
    yield from findings
    if findings or text is None:
        return
    whole = Document({}, source, locate=lambda: json_positions(text), lines=Lines(text))
    listed = isinstance(data, list)
    number = 0
    for index, item in enumerate(data if listed else [data]):
        at = f"/{index}" if listed else ""
        for part in _item(item, at, alone=not listed):
            if isinstance(part, Finding):
                yield whole.place(part)
                continue
            story, is_story, source_pointer = part
            number += 1
            yield Document(
                story,
                source,
                whole.locate,
                whole.lines,
                is_story=is_story,
                number=number,
                source_pointer=_pointer_below(at, source_pointer),
            )


def _item(
    item: Any, at: str, *, alone: bool
) -> Iterator[Finding | tuple[dict[str, Any], bool, Callable[[str], str]]]:
    """Yield the findings about an item, then its story.

    The story comes with whether it is a newsld story, and a function from its JSON Pointers to those of the item.
    """
    if not isinstance(item, dict):
        suggestion = "write an item of ninjs: an object with a uri"
        yield Finding("NLD-SYN-006", "no article: this is no item", suggestion=suggestion, pointer=at)
        return
    old = next((key for key in item if key in _OLD_KEYS or key.startswith(("body_", "description_"))), None)
    if old is not None and not item.keys() & _NEW_KEYS:
        message = f"this item is in ninjs 1, as its key {old} shows, and newsld reads ninjs 2 and 3"
        suggestion = "convert it to ninjs 3: headlines, bodies and byline have other keys there"
        yield Finding("NLD-SYN-006", message, suggestion=suggestion, pointer=f"{at}/{old}")
        return
    problems = list(check_item(item, at))
    if not alone and problems and problems[-1].code == "NLD-SYN-006":
        # Agencies send pictures and events together with stories.
        kind = item.get("type", "item without text")
        suggestion = "nothing to do: only items with text become articles"
        yield Finding("NLD-INF-002", f"{kind}: skipped", suggestion=suggestion, pointer=problems[-1].pointer)
        return
    yield from problems
    if any(finding.severity == "error" for finding in problems):
        return
    bodies = item.get("bodies", [])
    embedded = [number for number, body in enumerate(bodies) if is_embedded_story(body)]
    if embedded:
        item = {key: value for key, value in item.items() if key != "bodies"}
        if rest := [body for body in bodies if not is_embedded_story(body)]:
            item["bodies"] = rest
        number = embedded[0]
        story = _parse_embedded_story(bodies[number]["value"], item)
        if story is not None and len(embedded) == 1:
            yield story, True, lambda _: f"/bodies/{number}/value"
            return
        yield Finding(
            "NLD-NJS-002",
            "the newsld story in this body no longer matches the item",
            suggestion="the item is read without it: remove the body, or export the item again",
            pointer=f"{at}/bodies/{number}/value",
        )
    imported = ItemImporter(item)
    yield imported.data, False, imported.source_pointer


def _parse_embedded_story(value: str, item: dict[str, Any]) -> dict[str, Any] | None:
    """Return the story in a body; None if it is no story, or if the rest of the item does not match it."""
    story, findings = load_json(value, unwrap=False)
    if findings or not isinstance(story, dict) or "newsld" not in story:
        return None
    try:
        article = article_from(story)
    except ValueError:  # pydantic's
        return None
    return story if item_of(article) == item else None


def _pointer_below(at: str, source_pointer: Callable[[str], str]) -> Callable[[str], str]:
    return lambda pointer: at + source_pointer(pointer)
