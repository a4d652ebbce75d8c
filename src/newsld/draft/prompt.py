"""Write the prompt for a language model: the instructions, and the paragraphs of the article with their numbers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from typing import Final

from newsld.draft.answer import EntityItem
from newsld.draft.text_input import TextInput
from newsld.model.text import Span

LONGEST_PART: Final = 24_000
"""The most characters of an article in one prompt: about 6,000 tokens of English, whose answer has about as many."""

_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CARRIED: Final = """\
# Earlier parts
The article is long, and this is a later part of it. These entities are listed already: refer to them by these names, \
list only new ones in `entities`, and keep the numbers of the paragraphs as printed.
"""


def answer_schema() -> bytes:
    """Return the JSON Schema of an answer."""
    return (files("newsld.draft") / "answer.schema.json").read_bytes()


def split_parts(text: TextInput) -> list[list[tuple[int, Span]]]:
    """Return the paragraphs of a text in parts of at most `LONGEST_PART` characters, each with its number from 1.

    A longer paragraph is a part of its own. Only what engines capture is in a part, see `TextInput.captured`.
    """
    parts: list[list[tuple[int, Span]]] = [[]]
    size = 0
    for number, span in enumerate(text.captured().paragraphs, 1):
        length = span.end - span.start
        if parts[-1] and size + length > LONGEST_PART:
            parts.append([])
            size = 0
        parts[-1].append((number, span))
        size += length
    return parts


def build_prompt(text: TextInput, part: int = 1, carried: Sequence[EntityItem] = ()) -> str:
    """Return the prompt for a part of a text, counted from 1; `carried` are the entities of the earlier parts.

    Raises IndexError for a part that does not exist.
    """
    template = (files("newsld.draft") / "prompt.md").read_text("utf-8")
    lines = [_published(text), ""]
    if text.language:
        lines[:0] = [f"Language: {text.language}"]
    for number, span in split_parts(text)[part - 1]:
        lines.append(f"[{number}] {' '.join(span.slice(text.text).split())}")
    earlier = ""
    if carried:
        items = [one.model_dump(include={"name", "kind", "also", "anonymous"}) for one in carried]
        entities = "\n".join(json.dumps(item, ensure_ascii=False) for item in items)
        earlier = f"{_CARRIED}{entities}\n\n"
    head, _, tail = template.partition("{{CARRIED}}")
    before, _, after = tail.partition("{{ARTICLE}}")
    return f"{head}{earlier}{before}{chr(10).join(lines)}{after}"


def _published(text: TextInput) -> str:
    """Return the line with the day of publication and its weekday, which relative dates depend on."""
    if text.day is None:
        return "Published on a day that is not known"
    return f"Published {text.day} ({_WEEKDAYS[date.fromisoformat(text.day).weekday()]})"
