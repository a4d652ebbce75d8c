"""Write an article as a Markdown file that reads back as the equal article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from newsld.findings import Finding, Unwritable
from newsld.formats import WriteOptions
from newsld.formats.markdown import layout
from newsld.formats.markdown.appendix import tables
from newsld.formats.markdown.commonmark import TooDeep
from newsld.formats.markdown.escaping import address, label_text
from newsld.formats.markdown.front_matter import FrontMatterBuilder
from newsld.formats.markdown.labels import Labels
from newsld.formats.markdown.parsed_story import ParsedStory
from newsld.formats.markdown.plan import BodyPlan, hop_data
from newsld.formats.markdown.reader import MARKER
from newsld.formats.markdown.story_builder import build_story
from newsld.model import Entity, Event, NewsArticle
from newsld.model.to_document import story_data
from newsld.syntax.yaml_scalars import quote
from newsld.syntax.yaml_writer import write_yaml

__all__ = ["write"]


def write(article: NewsArticle, _options: WriteOptions | None = None) -> bytes:
    """Return an article as a Markdown file in UTF-8: front matter, body, footnotes, and tables for readers.

    The front matter holds everything that the body cannot express. Raises Unwritable for NUL (NLD-SYN-010) and for
    lone surrogates (NLD-SYN-008) anywhere in the article.
    """
    skeleton = _skeleton(article)
    _check_characters(skeleton, article)
    front, markdown, used = _front_and_body(article, skeleton, Labels(skeleton))
    parts = [f"---\n{_yaml(front)}---\n"]
    if markdown:
        parts.append(markdown)
    paragraphs = _paragraphs(article) if not markdown else []
    below = [part for part in (*paragraphs, *tables(article), "\n".join(_definitions(article, used))) if part]
    if below:
        parts.append(f"{MARKER}\n\n" + "\n\n".join(below) + "\n")
    return "\n".join(parts).encode("utf-8")


def _yaml(front: dict[str, Any]) -> str:
    """Return front matter as YAML in which no line looks like its end, also to a parser that ignores indentation."""
    if not any(isinstance(value, str) and "---" in value and "\n" in value for value in front.values()):
        return write_yaml(front)
    return "".join(
        f"{key}: {quote(value)}\n" if isinstance(value, str) and "---" in value else write_yaml({key: value})
        for key, value in front.items()
    )


def _skeleton(article: NewsArticle) -> dict[str, Any]:
    """Return the front matter without anything that the body may express."""
    bare = {
        "figures": tuple(figure.model_copy(update={"words": ()}) for figure in article.figures),
        "quotations": tuple(
            one.model_copy(update={"words": (), "speaker": ()}) for one in article.quotations
        ),
    }
    data = story_data(article.model_copy(update={**bare, "mentions": (), "citations": ()}))
    data.pop("body", None)
    return data


def _front_and_body(
    article: NewsArticle, skeleton: dict[str, Any], labels: Labels
) -> tuple[dict[str, Any], str, list[str]]:
    """Return the front matter, the Markdown body and the labels used in it.

    The front matter holds all, and the body is empty, if no Markdown reads back as the body of the article.
    """
    gaps = layout.gaps(article.body) if article.body is not None else None
    if article.body is not None and gaps is not None:
        numbered_gaps = layout.gap_keys(gaps, len(layout.leaves(article.body)))
        for emphasis in (True, False):
            plan = BodyPlan(article, labels, emphasis=emphasis)
            markdown = plan.markdown()
            citations = {
                citation.id: {"chain": [hop_data(hop) for hop in citation.chain], "origin": citation.origin}
                for citation in plan.without_footnote
            }
            front = {**skeleton, "body": {"gaps": numbered_gaps}, "citations": citations}
            try:
                parsed = ParsedStory(front, markdown)
                if not plan.agrees(parsed):
                    continue
                read_back = build_story(parsed).get("citations", {})
            except (TooDeep, ValueError):
                continue
            builder = FrontMatterBuilder(article, labels, plan, read_back)
            return builder.data(numbered_gaps), markdown, plan.used_labels
    return FrontMatterBuilder(article, labels, None, {}).data({}), "", []


def _check_characters(skeleton: Mapping[str, Any], article: NewsArticle) -> None:
    """Raise Unwritable for characters that no Markdown file can hold."""
    texts = [*_texts(skeleton), article.text]
    for mark in article.body.marks if article.body else ():
        texts += [mark.url or "", mark.title or "", mark.alternative or ""]
    for citation in article.citations:
        for hop in citation.chain:
            texts += [hop.role or "", hop.form or "", hop.url or "", hop.headline or ""]
    whole = "".join(texts)
    if "\0" in whole:
        suggestion = "remove the character, or write JSON, YAML or JSON-LD"
        raise Unwritable(
            [Finding("NLD-SYN-010", "Markdown cannot hold the control character NUL", suggestion=suggestion)]
        )
    try:
        whole.encode("utf-8")
    except UnicodeEncodeError:
        message = "a lone surrogate is no character and cannot be written as UTF-8"
        raise Unwritable([Finding("NLD-SYN-008", message)]) from None


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield key
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _paragraphs(article: NewsArticle) -> list[str]:
    """Return the text as paragraphs for readers, for a file whose front matter holds the body."""
    from newsld.formats.markdown import escaping
    from newsld.model.text import split_paragraphs

    return [
        "\n".join(escaping.lines(escaping.text(span.slice(article.text))))
        for span in split_paragraphs(article.text)
    ]


def _definitions(article: NewsArticle, used: list[str]) -> Iterator[str]:
    """Yield link definitions for the labels in use, for programs that show the file as a page."""
    targets: dict[str, str] = {}
    named: list[Entity | Event] = [*article.entities, *article.events]
    for item in named:
        target = item.url or (item.same_as[0] if item.same_as else None)
        if target:
            targets[item.id] = target
    for label in sorted(set(used)):
        yield f"[{label_text(label)}]: {address(targets.get(label) or '#' + label)}"
