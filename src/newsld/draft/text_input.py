"""Read the texts that drafts are made from: plain text, Markdown, web pages and JSON Lines."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, Final

from newsld.draft.furniture import clean_text, separate_opening, split_byline, split_headline
from newsld.findings import Finding, Unreadable
from newsld.formats.sniffing import HEAD, head_of, is_html, is_markdown
from newsld.model.dates import is_day, is_iri, is_language_tag, is_timestamp
from newsld.model.text import Span, split_paragraphs
from newsld.model.versions import STORY_VERSION
from newsld.pipeline.settings import Settings
from newsld.pipeline.shared_entities import SharedEntities
from newsld.syntax.decode import decode
from newsld.syntax.document import Source
from newsld.syntax.json import load_json

NO_ENTITIES: Final = SharedEntities({}, {}, {})
"""The entities of a newsroom without entity files."""

LONGEST_CAPTURED: Final = 200_000
"""The characters of a text that engines capture; a longer text is drafted whole, but captured only so far."""

LONGEST_TEXT: Final = 1_000_000
"""The characters of the longest text that becomes a draft."""

_LONG_PARAGRAPH: Final = 3_000
_REVIEW: Final = "check a story with newsld check, and a draft with newsld review"
_LINES: Final = (".jsonl", ".ndjson")
_PAGES: Final = (".html", ".htm", ".xhtml")
_MARKDOWN: Final = (".md", ".markdown")
_KEYS: Final = frozenset({"text", "url", "datePublished", "headline", "inLanguage"})


@dataclass(frozen=True)
class TextInput:
    """A text to capture, without page furniture. Its paragraphs are separated by blank lines.

    `published` is the day or the RFC 3339 time of publication, `language` a BCP 47 tag; `known` are the entities of the
    newsroom by id, each with its plain data (`name`, `alternateName`, ...). `name` is the input in reports,
    `authors` are the names in its byline. `pipeline` is the spaCy pipeline that the offline engine uses, if any.
    `layout` is the body as the data of a story has it, if it has more than paragraphs.
    """

    text: str
    name: str = "<memory>"
    published: str | None = None
    headline: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None
    known: SharedEntities = NO_ENTITIES
    pipeline: str | None = None
    layout: Any = field(default=None, compare=False)

    @cached_property
    def paragraphs(self) -> list[Span]:
        """The spans of the paragraphs, in code points; paragraph 1 of an answer is the first."""
        return split_paragraphs(self.text)

    @property
    def day(self) -> str | None:
        """The day of publication, YYYY-MM-DD."""
        return self.published[:10] if self.published else None

    @property
    def publication_day(self) -> date | None:
        """The day of publication; None without one, or for one that is given as less than a day."""
        return date.fromisoformat(self.day) if self.day and len(self.day) == 10 else None

    def captured(self) -> TextInput:
        """Return the text up to the last paragraph that ends before `LONGEST_CAPTURED`, which engines capture."""
        if len(self.text) <= LONGEST_CAPTURED:
            return self
        ends = [span.end for span in self.paragraphs if span.end <= LONGEST_CAPTURED]
        return replace(self, text=self.text[: ends[-1] if ends else LONGEST_CAPTURED])


@dataclass(frozen=True, slots=True)
class TextOptions:
    """What is known about all texts of a run."""

    published: str | None = None
    language: str | None = None
    known: SharedEntities = NO_ENTITIES
    pipeline: str | None = None


def is_lines(name: str, head: bytes) -> bool:
    """Return whether an input is JSON Lines of texts, by its name or its first bytes."""
    if name.lower().endswith(_LINES):
        return True
    first = head.lstrip().split(b"\n", 1)[0]
    return name == "<stdin>" and first.startswith(b"{") and b'"text"' in first


def read_text(source: Source, options: TextOptions) -> tuple[TextInput | None, list[Finding]]:
    """Return the text of a file, None with findings that explain it for one that cannot be drafted.

    A page gives its visible text, which needs the extra `page`. Raises UsageError without it, and OSError when the file
    cannot be read.
    """
    name = source.name.lower()
    head = head_of(source.content[:HEAD])
    if name.endswith(_PAGES) or is_html(head):
        return _read_page(source, options)
    text, findings = decode(source.content, limit=source.limit)
    if text is None:
        return None, [source.place(one) for one in findings]
    if is_markdown(head):
        return None, [
            _refuse(source.name, "the file has front matter: it is a story, not a raw text", _REVIEW)
        ]
    if "\0" in text:
        return None, [
            _refuse(source.name, "the file is binary: it contains the character NUL", "name a text file")
        ]
    if name.endswith(_MARKDOWN):
        return _read_markdown(source, text, options)
    return _from_text(TextInput(text, name=source.name), options)


def read_line(
    line: bytes, name: str, number: int, options: TextOptions
) -> tuple[TextInput | None, list[Finding]]:
    """Return the text of a line of JSON Lines, None with findings for a line without one."""
    data, findings = load_json(line, unwrap=False)
    findings = [replace(one, line=number, column=None, file=name) for one in findings]
    problem = None
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        problem = "the line is no object with a text"
    elif not data["text"].strip():
        problem = "the text is empty"
    if problem is not None or not isinstance(data, dict):
        hint = 'write {"text": "...", "url": "...", "datePublished": "...", "headline": "..."}'
        return None, [*findings, replace(_refuse(name, problem or "", hint), line=number)]
    values: dict[str, str] = {}
    for key, valid in (("url", is_iri), ("datePublished", _is_moment), ("inLanguage", is_language_tag)):
        if isinstance(value := data.get(key), str) and valid(value):
            values[key] = value
        elif value is not None:
            message = f"{key} is not valid and is left out"
            findings.append(
                replace(_refuse(name, message, "correct it").with_severity("warning"), line=number)
            )
    headline = data.get("headline")
    raw = TextInput(
        data["text"],
        name=f"{name}:{number}",
        published=values.get("datePublished"),
        headline=headline if isinstance(headline, str) and headline.strip() else None,
        url=values.get("url"),
        language=values.get("inLanguage"),
    )
    text, more = _from_text(raw, options)
    return text, [*findings, *(replace(one, file=name, line=number, column=None) for one in more)]


def _is_moment(value: str) -> bool:
    return is_day(value) or is_timestamp(value)


def _from_text(raw: TextInput, options: TextOptions) -> tuple[TextInput | None, list[Finding]]:
    """Return a raw text without its furniture, with its headline and its byline apart."""
    text, findings = clean_text(raw.text)
    findings = [replace(one, file=raw.name) for one in findings]
    headline = raw.headline
    language = raw.language or options.language
    authors, text = split_byline(separate_opening(text, language), language)
    if headline is None:
        headline, text = split_headline(text)
        if headline is not None:
            message = "the first line is used as the headline, because it is no sentence"
            hint = "if it is part of the text, move it back in the draft"
            findings.append(Finding("NLD-DRF-009", message, suggestion=hint, file=raw.name, line=1, column=1))
    if not authors:
        authors, text = split_byline(separate_opening(text, language), language)
    if authors:
        message = f"the byline is used for the author: {', '.join(authors)}"
        hint = "if it is part of the text, move it back in the draft"
        findings.append(Finding("NLD-DRF-009", message, suggestion=hint, file=raw.name, line=1, column=1))
    return _complete(replace(raw, text=text, headline=headline, authors=authors), options, findings)


def _complete(
    text: TextInput, options: TextOptions, findings: list[Finding]
) -> tuple[TextInput | None, list[Finding]]:
    if not text.text.strip():
        empty = Finding(
            "NLD-SYN-012", "the text is empty", suggestion="name a file with a text", file=text.name, line=1
        )
        return None, [*findings, empty]
    if len(text.text) > LONGEST_TEXT:
        message = f"the text has {len(text.text):,} characters, and a draft at most {LONGEST_TEXT:,}"
        return None, [*findings, _refuse(text.name, message, "split it into its articles")]
    whole = replace(
        text,
        published=options.published or text.published,
        language=options.language or text.language,
        known=options.known,
        pipeline=options.pipeline,
    )
    if len(whole.text) > LONGEST_CAPTURED:
        message = f"the text has {len(whole.text):,} characters, of which the first {LONGEST_CAPTURED:,} are captured"
        hint = "draft its parts one by one"
        long = Finding("NLD-DRF-009", message, suggestion=hint, file=text.name, line=1)
        findings.append(long.with_severity("warning"))
    elif len(whole.paragraphs) == 1 and len(whole.text) > _LONG_PARAGRAPH:
        message = "the text has no paragraphs, so that places in it are hard to name"
        hint = "add a blank line between its paragraphs"
        findings.append(Finding("NLD-DRF-009", message, suggestion=hint, file=text.name, line=1))
    return whole, findings


def _read_markdown(source: Source, text: str, options: TextOptions) -> tuple[TextInput | None, list[Finding]]:
    """Return the text of Markdown without front matter; its layout is that of the file."""
    cleaned, findings = clean_text(text)
    cleaned = separate_opening(cleaned, options.language)
    header = f"---\nnewsld: {STORY_VERSION}\nmentions: explicit\n---\n"
    story = Source(f"{header}{cleaned}\n".encode(), name=source.name)
    text_input, more = _read_story(story, "markdown", Settings(), options)
    lines = _original_lines(text, cleaned, {one.line for one in findings})
    for index, one in enumerate(more):
        if one.line is not None and text_input is None:
            line = lines.get(one.line - header.count("\n"), 1)
            more[index] = source.place(replace(one, line=line, excerpt=None, fix=None))
    return text_input, [*(replace(one, file=source.name) for one in findings), *more]


def _original_lines(text: str, cleaned: str, removed: Collection[int | None]) -> dict[int, int]:
    """Return the line of a text for each line of the cleaned text that is not blank; both count from 1."""
    lines = enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1)
    kept = [number for number, line in lines if line.strip() and number not in removed]
    written = [number for number, line in enumerate(cleaned.split("\n"), 1) if line.strip()]
    return dict(zip(written, kept, strict=False))


def _read_page(source: Source, options: TextOptions) -> tuple[TextInput | None, list[Finding]]:
    page = Source(source.content, name=source.name)
    return _read_story(page, "html", Settings(body="page"), options)


def _read_story(
    source: Source, format_name: str, settings: Settings, options: TextOptions
) -> tuple[TextInput | None, list[Finding]]:
    """Return the text of an input that a format of newsld reads."""
    from newsld.pipeline.flow import load

    try:
        loaded = load(source, format_name, settings)
    except Unreadable as error:
        return None, list(error.findings)
    if not loaded.articles or loaded.articles[0].body is None:
        found = [one for one in loaded.findings if one.severity == "error"]
        kind, hint = (
            ("page", "save its text as a file") if format_name == "html" else ("file", "add paragraphs to it")
        )
        missing = _refuse(source.name, f"the {kind} has no text that newsld can read", hint)
        return None, found or [missing]
    article = loaded.articles[0]
    assert article.body is not None, "tested above"
    from newsld.model.span_words import by_offsets
    from newsld.model.to_document import story_data

    text = TextInput(
        article.body.text,
        name=source.name,
        published=str(article.date_published) if article.date_published else None,
        headline=article.headline,
        url=article.url,
        language=article.in_language,
        layout=story_data(article, words=by_offsets).get("body"),
    )
    return _complete(text, options, [])


def _refuse(name: str, message: str, suggestion: str) -> Finding:
    return Finding("NLD-DRF-009", message, suggestion=suggestion, file=name, line=1).with_severity("error")
