"""The flow: a format reads documents, the models make articles of them, the checks say what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from newsld.checks.citations import check_citations
from newsld.checks.dates import check_dates
from newsld.checks.figures import check_figures
from newsld.checks.grounding import check_grounding
from newsld.checks.references import check_references, uses
from newsld.checks.structure import check_structure
from newsld.checks.vocabulary import check_types
from newsld.dates import BadDate, with_zone
from newsld.document import Document, Source
from newsld.errors import UsageError
from newsld.findings import Finding
from newsld.formats import Format, ReadOptions
from newsld.models.reading import article_from, read_article
from newsld.models.writing import VERSION, by_offsets, story_data
from newsld.pipeline.shared import Shared, copy_shared, shared_entities
from newsld.pipeline.sniffing import format_for
from newsld.settings import Settings

if TYPE_CHECKING:
    from newsld.models import NewsArticle

__all__ = ["Loaded", "Story", "check", "check_article", "in_order", "load", "stories"]

_ONE_BY_ONE: Final = frozenset({"csv", "jsonl"})
"""Formats whose readers give an article at fault as findings and never as a document: the others go on."""

_MOMENTS: Final = ("datePublished", "dateModified", "dateCreated")


@dataclass(frozen=True, slots=True)
class Story:
    """One article of an input, None where an error keeps it back, and what there is to say about it.

    `number` counts the documents of the input from 1; it is None for what concerns the input as a whole.
    """

    article: NewsArticle | None
    findings: tuple[Finding, ...]
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of an input.

    The articles that have no error, all findings in the order of where they stand, and how many documents there were.
    """

    articles: tuple[NewsArticle, ...]
    findings: tuple[Finding, ...]
    documents: int


def load(source: Source, kind: str | None = None, settings: Settings | None = None) -> Loaded:
    """The articles and the findings of one input, in the format `kind`, or that of its name or its text.

    Bad input is never an exception. Raises UsageError for a format that does not exist and a file that
    cannot be read, ConfigurationError for broken shared entity files.
    """
    articles: list[NewsArticle] = []
    findings: list[Finding] = []
    documents = 0
    for story in stories(source, kind, settings):
        documents += story.number is not None
        findings += story.findings
        if story.article is not None:
            articles.append(story.article)
    return Loaded(tuple(articles), tuple(in_order(findings)), documents)


def check(source: Source, kind: str | None = None, settings: Settings | None = None) -> list[Finding]:
    """What is wrong with one input; see `load`."""
    return list(load(source, kind, settings).findings)


def check_article(article: NewsArticle) -> list[Finding]:
    """What is wrong with an article that exists in memory only: file, line and column are None."""
    document = Document(story_data(article, words=by_offsets), Source(b""))
    _, findings = _examined(document)
    return in_order(findings)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by file, line and column; those of one place stay as they came."""
    return sorted(findings, key=lambda one: (one.file or "", one.line or 0, one.column or 0))


def stories(
    source: Source, kind: str | None = None, settings: Settings | None = None, *, notes: bool = True
) -> Iterator[Story]:
    """The stories of one input, one after the other; from JSONL and CSV without holding the others.

    `kind` names the format. Without `notes`, findings that are only information are left out.
    """
    settings = settings or Settings()
    shared = shared_entities(settings.entities) if settings.entities else None
    try:
        known = format_for(source, kind)
        if (finding := _too_large(source, known, settings.size_limit)) is not None:
            yield Story(None, (finding,))
            return
        parts = known.load().read(source, ReadOptions(settings.size_limit, shared.items if shared else None))
        if known.name not in _ONE_BY_ONE:
            # An error in the text of a file keeps back all that is in it, so it is read to its end first.
            parts = list(parts)
        yield from _stories(parts, source, known, zone=settings.zone, shared=shared, notes=notes)
    except OSError as error:
        raise UsageError(
            f"{source.name} cannot be read ({error.strerror or error}): mend its permissions, or leave it out"
        ) from error


def _too_large(source: Source, known: Format, limit: int) -> Finding | None:
    """The finding for a file of one article that is not even worth reading."""
    if source.path is None or known.name in _ONE_BY_ONE or source.path.is_dir():
        return None
    size = source.path.stat().st_size
    if size <= limit:
        return None
    message = f"the input has {size:,} bytes, and {limit:,} are allowed"
    return Finding(
        "NLD-SYN-004", message, file=source.name, help="split it, or raise size-limit in newsld.toml"
    )


def _stories(
    parts: Iterable[Document | Finding],
    source: Source,
    known: Format,
    *,
    zone: str | None,
    shared: Shared | None,
    notes: bool,
) -> Iterator[Story]:
    held_back = isinstance(parts, list) and any(
        isinstance(part, Finding) and part.severity == "error" for part in parts
    )
    places: set[tuple[int | None, int | None]] = set()
    none_yet = True
    for part in parts:
        if isinstance(part, Finding):
            if part.severity == "error":
                none_yet = False
                places.add((part.line, part.column))
            yield Story(None, (_placed(part, source),))
            continue
        none_yet = False
        faults = _completed(part.data, zone, shared)
        article, findings = _examined(part)
        if held_back or (places and _line_of(part) in {line for line, _ in places}):
            article = None
        if findings and not notes:
            findings = [finding for finding in findings if finding.severity != "info"]
        if faults or findings:
            placed = tuple([_placed(part.place(finding), source) for finding in (*faults, *findings)])
            if places:
                # What the text has no value for (NaN, a broken escape) the structure need not refuse again.
                placed = tuple(
                    [one for one in placed if not (_is_structure(one) and (one.line, one.column) in places)]
                )
            if any(finding.severity == "error" for finding in placed):
                article = None
            yield Story(article, placed, part.number)
        else:
            yield Story(article, (), part.number)
    if none_yet:
        message = f"no article in it that newsld can read as {known.name}"
        finding = Finding("NLD-SYN-006", message, file=source.name, help="leave it out, or name its format")
        yield Story(None, (finding,))


def _is_structure(finding: Finding) -> bool:
    return finding.code.startswith(("NLD-SCH-", "NLD-DAT-"))


def _line_of(document: Document) -> int | None:
    """The line that a document begins on: in JSONL, its own."""
    position = document.positions.find("")
    return position.line if position else -1


def _completed(data: dict[str, Any], zone: str | None, shared: Shared | None) -> list[Finding]:
    """Add what the newsroom's settings know: the zone of naive timestamps, shared entities."""
    if zone is not None:
        for owner, key in _moments(data):
            try:
                owner[key] = str(with_zone(owner[key], zone))
            except BadDate:
                continue  # the structure check says what is wrong with it
    return copy_shared(data, shared) if shared is not None else []


def _moments(data: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Every timestamp of a story that is a text, as the object that has it and its key."""
    for key in _MOMENTS:
        if isinstance(data.get(key), str):
            yield data, key
    corrections = data.get("correction")
    for correction in corrections if isinstance(corrections, list) else (corrections,):
        if isinstance(correction, dict) and isinstance(correction.get("datePublished"), str):
            yield correction, "datePublished"


def _examined(document: Document) -> tuple[NewsArticle | None, list[Finding]]:
    """The article of a document, if its structure allows for one, and the findings of every check."""
    data = document.data
    article, faults = read_article(document)
    findings: list[Finding] = []
    # The models take exactly what the schema takes (a law, held by test), so what they took need not be asked again.
    if article is None or data.get("newsld") != VERSION:
        findings = check_structure(document)
        findings += faults or ([] if findings or article is not None else _unexplained(data))
    used = uses(data)
    findings += check_references(data, used)
    findings += check_types(data)
    findings += check_dates(data)
    findings += check_citations(data)
    findings += check_figures(data)
    findings += check_grounding(data, set().union(*used.values()))
    return article, findings


def _unexplained(data: Mapping[str, Any]) -> list[Finding]:
    """What the models refuse where no check says why: never let through in silence."""
    from pydantic import ValidationError

    try:
        article_from(data)
    except ValidationError as error:
        return [
            Finding("NLD-SCH-002", f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}", pointer="")
            for fault in error.errors(include_url=False, include_input=False)
        ]
    return []


def _placed(finding: Finding, source: Source) -> Finding:
    """A finding with its file, and the line that it is about where its reader left that out."""
    if finding.file is None:
        finding = replace(finding, file=source.name)
    if finding.excerpt is None and finding.line is not None and finding.file == source.name:
        return replace(finding, excerpt=_line(source, finding.line))
    return finding


def _line(source: Source, number: int) -> str | None:
    if source.path is not None and source.path.is_dir():
        return None
    for place, line in enumerate(source.lines(), start=1):
        if place == number:
            return line.decode("utf-8", "replace").rstrip("\r\n").removeprefix("\ufeff")
    return None
