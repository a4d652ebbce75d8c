"""An article to a Markdown file that reads back as the equal article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from newsld.findings import Finding
from newsld.findings.errors import Unwritable
from newsld.formats import WriteOptions
from newsld.formats.markdown import layout
from newsld.formats.markdown.appendix import tables
from newsld.formats.markdown.commonmark import TooDeep
from newsld.formats.markdown.escaping import address, label_text
from newsld.formats.markdown.front_matter import Front
from newsld.formats.markdown.labels import Labels
from newsld.formats.markdown.plan import Plan, hop_data
from newsld.formats.markdown.reader import MARKER
from newsld.formats.markdown.story_builder import Story
from newsld.model import Entity, Event, NewsArticle
from newsld.model.to_document import story_data
from newsld.syntax.yaml_scalars import quote
from newsld.syntax.yaml_writer import write_yaml

__all__ = ["write"]


def write(article: NewsArticle, _options: WriteOptions | None = None) -> bytes:
    """The article as a Markdown file in UTF-8: front matter, body, footnotes, and tables for readers.

    What the body cannot say stands in the front matter. Raises Unwritable for NUL (NLD-SYN-010) and for
    lone surrogates (NLD-SYN-008) anywhere in the article.
    """
    skeleton = _skeleton(article)
    _refuse(skeleton, article)
    front, markdown, used = _laid_out(article, skeleton, Labels(skeleton))
    shown = [f"---\n{_yaml(front)}---\n"]
    if markdown:
        shown.append(markdown)
    readable = _plain(article) if not markdown else []
    below = [part for part in (*readable, *tables(article), "\n".join(_definitions(article, used))) if part]
    if below:
        shown.append(f"{MARKER}\n\n" + "\n\n".join(below) + "\n")
    return "\n".join(shown).encode("utf-8")


def _yaml(front: dict[str, Any]) -> str:
    """The front matter as YAML in which no line looks like its end to a parser that allows for indentation."""
    if not any(isinstance(value, str) and "---" in value and "\n" in value for value in front.values()):
        return write_yaml(front)
    return "".join(
        f"{key}: {quote(value)}\n" if isinstance(value, str) and "---" in value else write_yaml({key: value})
        for key, value in front.items()
    )


def _skeleton(article: NewsArticle) -> dict[str, Any]:
    """The front matter without anything that the body may say."""
    bare = {
        "figures": tuple(figure.model_copy(update={"words": ()}) for figure in article.figures),
        "quotations": tuple(it.model_copy(update={"words": (), "speaker": ()}) for it in article.quotations),
    }
    data = story_data(article.model_copy(update={**bare, "mentions": (), "citations": ()}))
    data.pop("body", None)
    return data


def _laid_out(
    article: NewsArticle, skeleton: dict[str, Any], labels: Labels
) -> tuple[dict[str, Any], str, list[str]]:
    """Front matter, Markdown body, and the labels used in it; with nothing left to the body where that fails."""
    gaps = layout.gaps(article.body) if article.body is not None else None
    if gaps is not None:
        shown = {str(key): gap for key, gap in gaps.items()}
        for emphasis in (True, False):
            plan = Plan(article, labels, emphasis=emphasis)
            markdown = plan.markdown()
            apart = {
                it.id: {"chain": [hop_data(hop) for hop in it.chain], "origin": it.origin}
                for it in plan.unplaced
            }
            try:
                story = Story({**skeleton, "body": {"gaps": shown}, "citations": apart}, markdown)
            except (TooDeep, ValueError):
                continue
            if plan.agrees(story):
                return Front(article, labels, plan, story).data(shown), markdown, plan.used
    story = Story({**skeleton, "body": article.text}, "")
    return Front(article, labels, None, story).data({}), "", []


def _refuse(skeleton: Mapping[str, Any], article: NewsArticle) -> None:
    """Raises Unwritable for characters that no Markdown file can hold."""
    texts = [*_texts(skeleton), article.text]
    for part in article.body.marks if article.body else ():
        texts += [part.url or "", part.title or "", part.alternative or ""]
    for citation in article.citations:
        for hop in citation.chain:
            texts += [hop.role or "", hop.form or "", hop.url or "", hop.headline or ""]
    whole = "".join(texts)
    if "\0" in whole:
        mend = "take the character out, or write JSON, YAML or JSON-LD"
        raise Unwritable(
            [Finding("NLD-SYN-010", "Markdown cannot hold the control character NUL", suggestion=mend)]
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


def _plain(article: NewsArticle) -> list[str]:
    """The text for readers, where the front matter holds the body."""
    from newsld.formats.markdown import escaping
    from newsld.model.text import split_paragraphs

    return [
        "\n".join(escaping.lines(escaping.text(span.slice(article.text))))
        for span in split_paragraphs(article.text)
    ]


def _definitions(article: NewsArticle, used: list[str]) -> Iterator[str]:
    """Where the links of the body lead when the file is shown as a page."""
    leads: dict[str, str] = {}
    named: list[Entity | Event] = [*article.entities, *article.events]
    for item in named:
        target = item.url or (item.same_as[0] if item.same_as else None)
        if target:
            leads[item.id] = target
    for label in sorted(set(used)):
        yield f"[{label_text(label)}]: {address(leads.get(label) or '#' + label)}"
