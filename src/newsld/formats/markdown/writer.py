"""Write an article as a Markdown file that reads back as the equal article."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from operator import attrgetter
from typing import Any, Final

from newsld.findings import Finding, Unwritable
from newsld.formats import WriteOptions
from newsld.formats.markdown import layout
from newsld.formats.markdown.commonmark import TooDeep
from newsld.formats.markdown.data_writer import DataWriter
from newsld.formats.markdown.escaping import is_plain
from newsld.formats.markdown.file_parts import MARKER, fenced
from newsld.formats.markdown.footnote_writer import FootnoteWriter
from newsld.formats.markdown.head import folded_text, head_blocks
from newsld.formats.markdown.inline import SEPARATOR, InlinePoint, write_inline
from newsld.formats.markdown.labels import Labels
from newsld.formats.markdown.parsed_story import ParsedStory, is_label_like
from newsld.formats.markdown.plan import BodyPlan, MentionForms
from newsld.formats.markdown.tables import blocks_for_readers
from newsld.model import Block, Body, NewsArticle
from newsld.model.text import Span
from newsld.syntax.patterns import lazy_pattern
from newsld.syntax.yaml_scalars import quote
from newsld.syntax.yaml_writer import block_text, write_yaml

_WILD: Final = lazy_pattern(r"[^a-zA-Z0-9\w .,;:?!’‘“”()%$€£…–—/'\"-]")
"""A character that, as `_`, may have a meaning in Markdown that `escaping` does not see alone.

That letters are listed makes the search twice as fast.
"""

_FRONT: Final = (
    "newsld", "status", "generated", "verified", "type", "headline", "description", "url", "datePublished",
    "dateModified", "author", "publisher", "articleSection", "keywords", "inLanguage", "about", "contentLocation",
)  # fmt: skip
"""The keys of the front matter, in its order; all others are in the data block."""

_DICT: Final = attrgetter("__dict__")
_WIDTH: Final = 140
"""The most characters of a line of data that could be several."""
_STATE: Final = frozenset({"status", "generated", "verified"})
_ON_LINES: Final = {"generated": 0, "verified": 0}
"""Keys whose collections are on one line each from this level down."""
_ANY_WIDTH: Final = 1_000_000
_FRONT_LINES: Final = 12
"""The most lines of front matter, without those of the state of a capture."""


def write(article: NewsArticle, _options: WriteOptions | None = None) -> bytes:
    """Return an article as a Markdown file in UTF-8: front matter, body, footnotes, data block, and tables for readers.

    The data holds everything that the body cannot express. Raises Unwritable for NUL (NLD-SYN-010) and for lone
    surrogates (NLD-SYN-008) anywhere in the article.
    """
    try:
        # Parts in ASCII are encoded many times as fast as the others.
        encoded = b"\n".join([part.encode("utf-8") for part in _parts(article)])
    except UnicodeEncodeError:
        message = "a lone surrogate is no character and cannot be written as UTF-8"
        raise Unwritable([Finding("NLD-SYN-008", message)]) from None
    if b"\0" in encoded:
        suggestion = "remove the character, or write JSON, YAML or JSON-LD"
        raise Unwritable(
            [Finding("NLD-SYN-010", "Markdown cannot hold the control character NUL", suggestion=suggestion)]
        )
    return encoded


def _parts(article: NewsArticle) -> list[str]:
    """Return the parts of the file, which line feeds separate."""
    label_data = _label_data(article)
    labels = Labels(label_data)
    forms = MentionForms(article, labels, label_data)
    body = _plan_body(article, labels, forms, label_data)
    data = DataWriter(article, forms, body.plan if body else None, body.gaps if body else {}).data(
        body.expressed if body else {}
    )
    head = list(head_blocks(article))
    if body and head and _follows_from_head(article.description):
        del data["description"]
    front, captured = _divide(data)
    parts = [f"---\n{front}---\n"]
    used: dict[str, str] = {}
    if body:
        markdown = body.markdown
        start = [SEPARATOR] if markdown.startswith(("*", "# ")) else []
        parts.append("\n\n".join([*head, *start, markdown]))
        used = body.used
    if captured:
        parts.append(fenced("".join([_pair(key, value) for key, value in captured.items()])))
    if below := blocks_for_readers(article, body.texts if body else (), used, with_text=not body):
        parts += [line for block in (MARKER, *below) for line in (block, "")]
    return parts


class _WrittenBody:
    """The body of an article in Markdown, with its footnotes."""

    def __init__(self, plan: BodyPlan, gaps: Mapping[str, str]) -> None:
        self.plan = plan
        self.gaps = gaps
        self.footnotes = FootnoteWriter(plan)
        self.texts = {label: self.footnotes.text(plan.citations[label]) for label in plan.footnote_labels()}

    @cached_property
    def expressed(self) -> dict[str, bool]:
        """Whether the footnote of each citation expresses its whole chain."""
        citations = self.plan.citations
        return {label: self.footnotes.expresses(citations[label], text) for label, text in self.texts.items()}

    @cached_property
    def markdown(self) -> str:
        """The body and its footnotes in Markdown, with a line feed at the end."""
        blocks = layout.block_tree(self.plan.body.blocks)
        body = "\n".join(layout.block_lines(blocks, self._write, self._around))
        footnotes = "\n".join(f"[^{label}]: {text}" for label, text in self.texts.items())
        return f"{body}\n\n{footnotes}\n" if footnotes else f"{body}\n"

    @property
    def used(self) -> dict[str, str]:
        """The labels of links, each with the id or date that it means first."""
        return {**self.plan.labels_used, **self.footnotes.linked}

    def _write(self, block: Block) -> str:
        points = [
            one
            for one in self.plan.points.get(block.words, ())
            if one.is_footnote or not self._is_apart(one, block)
        ]
        inlines = self.plan.inlines.get(block.words, [])
        return write_inline(
            self.plan.text,
            block.words,
            inlines,
            points,
            is_label=self._is_label,
            is_plain=self._is_tame_text or is_plain(block.words.slice(self.plan.text)),
            separators=self.plan.separators.get(block.words, ()),
        )

    def _around(self, block: Block) -> tuple[list[str], list[str]]:
        """Return the pictures that are paragraphs of their own, before and after a paragraph."""
        points = self.plan.points.get(block.words, ())
        apart = [point for point in points if not point.is_footnote and self._is_apart(point, block)]
        if not apart:
            return [], []
        last = [point.markdown for point in apart if point.at == block.words.end]
        return [point.markdown for point in apart if point.at != block.words.end], last

    def _is_apart(self, point: InlinePoint, block: Block) -> bool:
        """Return whether a point is a picture that can be a paragraph of its own: at the end of a block, or first."""
        if block.kind != "paragraph" or block.words not in self._outermost:
            return False
        return point.at == block.words.end or point.at == block.words.start == 0

    @cached_property
    def _outermost(self) -> frozenset[Span]:
        """The spans of the outermost blocks that hold no other block."""
        tree = layout.block_tree(self.plan.body.blocks)
        return frozenset(node.block.words for node in tree if not node.inside)

    def _is_label(self, label: str) -> bool:
        """Return whether words in brackets are, or look like, a label, so that the brackets need an escape."""
        labels = self.plan.labels
        return is_label_like(label) or labels.find(label) is not None or labels.likely(label) is not None

    def is_certain(self) -> bool:
        """Return whether the Markdown surely reads back: paragraphs and headings of plain text, without marks."""
        plan = self.plan
        return not plan.body.marks and all(map(_is_plain_leaf, plan.body.blocks)) and self._is_tame_text

    @cached_property
    def _is_tame_text(self) -> bool:
        """Whether the text has no character that may have a meaning in Markdown."""
        text = self.plan.text
        return all(_is_tame(text[start:end]) for start, end in self.plan.leaves)

    def reads_back(self, data: Mapping[str, Any]) -> bool:
        """Return whether the Markdown, parsed again, has the body and all that is planned into it."""
        plan = self.plan
        head = f"{SEPARATOR}\n\n"
        front = {**data, "body": {"gaps": self.gaps}}
        try:
            body = ParsedStory(front, head + self.markdown).body
            parsed = Body.model_validate({"text": body.text, "blocks": body.blocks, "marks": body.marks})
        except (TooDeep, ValueError):
            return False
        links = sorted(
            (one.id, link.span)
            for link in body.links
            for one in plan.labels.find_all(link.target.label or "")
        )
        references = sorted((label, offset) for label, offset, _ in body.footnote_references)
        return (
            parsed.text == plan.text
            and parsed.blocks == plan.body.blocks
            and sorted(map(repr, parsed.marks)) == sorted(map(repr, plan.marks.values()))
            and links == sorted({*plan.mentions, *plan.figures})
            and body.separators == {end for ends in plan.separators.values() for end in ends}
            and references
            == sorted((label, at) for label, offsets in plan.footnote_offsets.items() for at in offsets)
        )


def _is_tame(words: str) -> bool:
    return "_" not in words and _WILD.search(words) is None


def _follows_from_head(description: str | None) -> bool:
    """Return whether a description is what the standfirst above the text surely gives."""
    return description is not None and description == folded_text(description) != "" and _is_tame(description)


def _is_plain_leaf(block: Block) -> bool:
    if block.number is not None:
        return False
    return block.kind == "paragraph" if block.level is None else block.kind == "heading"


def _plan_body(
    article: NewsArticle, labels: Labels, forms: MentionForms, label_data: Mapping[str, Any]
) -> _WrittenBody | None:
    """Return the body in Markdown; None if there is none, or if no Markdown reads back as the body of the article."""
    gaps = layout.gaps(article.body) if article.body is not None else None
    if gaps is None:
        return None
    for emphasis in (True, False):
        plan = BodyPlan(article, labels, forms, emphasis=emphasis)
        body = _WrittenBody(plan, layout.gap_keys(gaps, len(plan.leaves)))
        if body.is_certain() or body.reads_back(label_data):
            return body
    return None


def _label_data(article: NewsArticle) -> dict[str, Any]:
    """Return the data that labels are made of: ids and names."""
    data: dict[str, Any] = {
        name: {
            values["id"]: {"name": values["name"], "alternateName": list(values["alternate_name"])}
            for values in map(_DICT, items)
        }
        for name, items in (
            ("people", article.people),
            ("organizations", article.organizations),
            ("places", article.places),
            ("events", article.events),
        )
    }
    data["figures"] = {item.id: {} for item in article.figures}
    data["quotations"] = {item.id: {} for item in article.quotations}
    data["citations"] = {item.id: {} for item in article.citations}
    return data


def _divide(data: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the front matter as YAML, and the data block: the keys of `_FRONT` while there is room, and the rest."""
    front: dict[str, str] = {}
    lines = 0
    for key in _FRONT:
        if key in data:
            value = data[key]
            is_line = type(value) is str and "\n" not in value
            written = f"{key}: {block_text(value, 0)}\n" if is_line else _pair(key, value)
            needed = 0 if key in _STATE else written.count("\n")
            if key == "newsld" or lines + needed <= _FRONT_LINES:
                front[key] = written
                lines += needed
    rest = {key: value for key, value in data.items() if key not in front}
    if "draft" in rest:  # what a reviewer deletes is at the end
        rest["draft"] = rest.pop("draft")
    return "".join(front.values()), rest


def _pair(key: str, value: Any) -> str:
    """Return a key and its value as YAML in which no line looks like its end, also without regard to indentation.

    Each key of the state of a capture, and each item of a draft, is on one line; a long list of what is sure has many.
    """
    if isinstance(value, str) and "---" in value and "\n" in value:
        return f"{key}: {quote(value)}\n"
    if key == "draft" and isinstance(value, dict):
        parts = (
            write_yaml({key: {name: one}}, flow_depth=3, width=_WIDTH if name == "sure" else _ANY_WIDTH)
            for name, one in value.items()
        )
        return f"{key}:\n" + "".join(part.removeprefix(f"{key}:\n") for part in parts)
    if key in _ON_LINES:
        return write_yaml({key: value}, flow_depth=_ON_LINES[key], width=_ANY_WIDTH)
    return write_yaml({key: value}, width=_WIDTH)
