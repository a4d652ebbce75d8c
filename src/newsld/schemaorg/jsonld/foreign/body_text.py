"""Read the text of an article from the forms that publishers write: with tags, or with a paragraph on each line."""

from __future__ import annotations

from typing import Any

from newsld.findings import Finding
from newsld.model.literals import text_of
from newsld.model.text import split_lines
from newsld.web.structured_data.escaped_text import plain_text


def text_of_body(form: Any) -> str | None:
    """Return the text of an `articleBody`, without the tags and references that its publisher clearly escaped."""
    text = text_of(form)
    return None if text is None else plain_text(text) or text


def repaired_body_finding(block: int | None, pointer: str) -> Finding:
    """Return NLD-SYN-020 for the article at a pointer."""
    message = "articleBody contains HTML, which is not plain text: tags and character references were removed"
    suggestion = "write the text as readers see it, with a blank line between paragraphs"
    return Finding(
        "NLD-SYN-020", message, suggestion=suggestion, pointer=f"{pointer}/articleBody", block=block
    )


def body_data(text: str) -> Any:
    """Return the body of a story with this text: the text alone, or with a paragraph for each line."""
    lines = split_lines(text)
    if lines is None:
        return text
    blocks = [{"words": {"start": start, "end": end}} for start, end in lines]
    return {"text": text, "blocks": blocks}
