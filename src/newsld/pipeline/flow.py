"""The flow: a format reads documents, the models make articles of them, the checks say what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from newsld.checks.citations import check_citations
from newsld.checks.figures import check_figures
from newsld.checks.mentions import check_mentions
from newsld.checks.references import check_references, referenced_ids
from newsld.checks.story_dates import check_dates
from newsld.checks.story_types import check_types
from newsld.checks.structure import check_structure
from newsld.findings import Finding
from newsld.findings.errors import UsageError
from newsld.formats import Format, ReadOptions
from newsld.model.dates import BadDate, with_zone
from newsld.model.from_document import article_from, read_article
from newsld.model.to_document import VERSION, by_offsets, story_data
from newsld.pipeline.format_detection import format_for
from newsld.pipeline.rules import asked, asked_of_story
from newsld.pipeline.settings import Settings
from newsld.pipeline.shared_entities import Shared, copy_shared, shared_entities
from newsld.schemaorg.jsonld.terms import VERSION as OURS
from newsld.syntax.document import Document, Source
from newsld.web.markup import Markup, MarkupBlock

if TYPE_CHECKING:
    from newsld.model import NewsArticle
    from newsld.schemaorg.jsonld.records_from_json import JsonRecords

__all__ = ["LoadResult", "Story", "check", "check_article", "in_order", "load", "stories"]

_SAID_ON_READING: Final = frozenset({"NLD-INF-002", "NLD-SYN-005", "NLD-SYN-018"})
"""Rules of published markup that its reader answers where it is no whole input."""

_OF_VALUES: Final = frozenset({"NLD-VOC-003", "NLD-VOC-007"})
"""Rules about what a value is."""

_MOMENTS: Final = ("datePublished", "dateModified", "dateCreated")


@dataclass(frozen=True, slots=True)
class Story:
    """One article of an input, None where an error keeps it back, and what there is to say about it.

    `number` counts the documents of the input from 1; it is None for what concerns the input as a whole. `rows` stand
    for the article where they were asked for and will do.
    """

    article: NewsArticle | None
    findings: tuple[Finding, ...]
    number: int | None = None
    rows: JsonRecords | None = None

    @property
    def writable(self) -> NewsArticle | JsonRecords | None:
        """The article, or its rows, for a format to write; None when an error prevents that."""
        return self.rows if self.article is None else self.article


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What came of an input.

    The articles that have no error, all findings in the order of where they stand, and how many documents there were.
    """

    articles: tuple[NewsArticle, ...]
    findings: tuple[Finding, ...]
    documents: int


def load(
    source: Source,
    kind: str | None = None,
    settings: Settings | None = None,
    *,
    rules: frozenset[str] | None = None,
) -> LoadResult:
    """The articles and the findings of one input, in the format `kind`, or that of its name or its text.

    `rules` as in `stories`. Bad input is never an exception. Raises UsageError for a format that does not exist
    and a file that cannot be read, ConfigurationError for broken shared entity files.
    """
    articles: list[NewsArticle] = []
    findings: list[Finding] = []
    documents = 0
    for story in stories(source, kind, settings, rules=rules):
        documents += story.number is not None
        findings += story.findings
        if story.article is not None:
            articles.append(story.article)
    return LoadResult(tuple(articles), tuple(in_order(findings)), documents)


def check(
    source: Source,
    kind: str | None = None,
    settings: Settings | None = None,
    *,
    rules: frozenset[str] | None = None,
) -> list[Finding]:
    """What is wrong with one input by these rules, those of the settings by default; see `load`."""
    settings = settings or Settings()
    rules = settings.rules.codes(source.path) if rules is None else rules
    return list(load(source, kind, settings, rules=rules).findings)


def check_article(article: NewsArticle, *, rules: frozenset[str] | None = None) -> list[Finding]:
    """What is wrong with an article that exists in memory only: file, line and column are None.

    `rules` as in `stories`.
    """
    document = Document(story_data(article, words=by_offsets), Source(b""))
    _, findings = _examined(document)
    if rules is not None:
        findings = [
            one for one in (*findings, *asked_of_story(document, findings, rules)) if one.code in rules
        ]
    return in_order(findings)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by file, line and column; those of one place stay as they came."""
    return sorted(findings, key=lambda one: (one.file or "", one.line or 0, one.column or 0))


def stories(
    source: Source,
    kind: str | None = None,
    settings: Settings | None = None,
    *,
    notes: bool = True,
    rules: frozenset[str] | None = None,
    as_rows: bool = False,
) -> Iterator[Story]:
    """The stories of one input, one after the other; from JSONL and CSV without holding the others.

    `kind` names the format. Without `notes`, findings that are only information are left out. With `rules`, the
    codes of those that are asked, the input is checked: published markup as well, whoever wrote it, and
    nothing else is said. Without, a story is asked what its output depends on. With `as_rows`, a story that is sound as
    plain data comes as the rows that its JSON-LD is written from, and without an article.
    """
    settings = settings or Settings()
    shared = shared_entities(settings.entities) if settings.entities else None
    try:
        known = format_for(source, kind)
        if (finding := _too_large(source, known, settings.size_limit)) is not None:
            yield Story(None, (finding,))
            return
        flow = _Flow(source, known, settings, shared, notes, rules, as_rows)
        yield from flow.published() if rules is not None and known.has_markup else flow.stories()
    except OSError as error:
        raise UsageError(
            f"{source.name} cannot be read ({error.strerror or error}): fix its permissions, or leave it out"
        ) from error


def _too_large(source: Source, known: Format, limit: int) -> Finding | None:
    """The finding for a file of one article that is not even worth reading."""
    if source.path is None or known.articles == "stream" or source.path.is_dir():
        return None
    size = source.path.stat().st_size
    if size <= limit:
        return None
    message = f"the input has {size:,} bytes, and {limit:,} are allowed"
    return Finding(
        "NLD-SYN-004", message, file=source.name, suggestion="split it, or raise size-limit in newsld.toml"
    )


@dataclass(frozen=True, slots=True)
class _Flow:
    """One input on its way, with what holds for all that is in it."""

    source: Source
    known: Format
    settings: Settings
    shared: Shared | None
    notes: bool
    rules: frozenset[str] | None
    as_rows: bool

    @property
    def options(self) -> ReadOptions:
        """How its format is to read it."""
        return ReadOptions(self.settings.size_limit, self.shared.items if self.shared else None, self.notes)

    def published(self) -> Iterator[Story]:
        """What there is to say of published markup, and of the stories of ours in it."""
        rules, module = self.rules or frozenset(), self.known.load()
        markup, faults = module.markup(self.source, self.options)
        faults = [_placed(finding, self.source) for finding in faults]
        if markup is None:
            yield self.story(None, faults, None)
            return
        # What the text has no value for, its terms need not refuse again.
        broken = {(fault.line, fault.column) for fault in faults if fault.code == "NLD-SYN-003"}
        answers = map(markup.place, asked(markup, rules))
        findings = faults + [
            one for one in answers if not (one.code in _OF_VALUES and (one.line, one.column) in broken)
        ]
        unread = any(block.data is None for block in markup.blocks) and any(
            finding.severity == "error" and finding.code in rules for finding in faults
        )
        if not markup.has_article and not unread:
            mend = "an article has a type such as NewsArticle; leave out what is none"
            findings.append(self.no_article(module.no_article(markup), mend))
        number = len(markup.articles)
        markup.release_nodes()
        yield self.story(None, findings, 1 if number else None)
        if any(
            OURS in seen[0]
            for block in markup.blocks
            if not block.index.known_valid
            for seen in block.objects
        ):
            said = {(one.code, one.line, one.column) for one in findings}
            for story in self.stories():
                new = [one for one in story.findings if (one.code, one.line, one.column) not in said]
                yield replace(story, findings=tuple(new), number=None if story.number == 1 else story.number)
        else:
            for place in range(2, number + 1):
                yield Story(None, (), place)

    def stories(self) -> Iterator[Story]:
        """The stories in it that the format can read."""
        parts: Iterable[Document | Finding] = self.known.load().read(self.source, self.options)
        held_back = False
        if self.known.articles != "stream":
            # An error in the text of a file keeps back all that is in it, so it is read to its end first.
            parts = list(parts)
            held_back = any(isinstance(part, Finding) and part.severity == "error" for part in parts)
        places: set[tuple[int | None, int | None]] = set()
        none_yet = True
        for part in parts:
            if isinstance(part, Finding):
                if self.rules is not None:  # a check says what is wrong, whatever was made of it
                    part = replace(part, severity_override=None)
                if part.severity == "error":
                    none_yet = False
                    places.add((part.line, part.column))
                yield self.story(None, (_placed(part, self.source),), None)
                continue
            none_yet = False
            yield self.examined(part, places, held_back=held_back)
        if none_yet:
            message = f"no article in it that newsld can read as {self.known.name}"
            yield self.story(None, (self.no_article(message, "leave it out, or name its format"),), None)

    def examined(
        self, part: Document, places: set[tuple[int | None, int | None]], *, held_back: bool
    ) -> Story:
        """The story of a document; `places` are those of errors in the text before it."""
        if not part.is_story:
            return self.found(part)
        faults = _completed(part.data, self.settings.zone, self.shared)
        rows = _sound_rows(part.data) if self.as_rows and not held_back else None
        article, findings = (None, _checked(part.data)) if rows is not None else _examined(part)
        if self.rules is not None and not self.known.has_markup:
            findings += asked_of_story(part, findings, self.rules)
        if not self.notes:
            # Before they are placed: to look for a place costs many times what all checks do.
            findings = [finding for finding in findings if finding.severity != "info"]
        if held_back or (places and _line_of(part) in {line for line, _ in places}):
            article = rows = None
        if not faults and not findings:
            return Story(article, (), part.number, rows)
        placed = [_placed(part.place(finding), self.source) for finding in (*faults, *findings)]
        if places:
            # What the text has no value for (NaN, a broken escape) the structure need not refuse again.
            placed = [one for one in placed if not (_is_structure(one) and (one.line, one.column) in places)]
        if any(finding.severity == "error" for finding in placed):
            article = rows = None
        return self.story(article, placed, part.number, rows)

    def found(self, part: Document) -> Story:
        """The story of published markup: what is wrong with it is kept as it is, and keeps nothing back."""
        article, faults = read_article(part)
        faults = faults if faults or article is not None else _unexplained(part.data)
        findings = [part.place(fault if article is None else fault.downgraded()) for fault in faults]
        if self.rules is not None and part.jsonld is not None:
            block = MarkupBlock(part.jsonld, locate=lambda: part.positions)
            markup = Markup(self.source, [block])
            findings += map(markup.place, asked(markup, self.rules - _SAID_ON_READING))
        return self.story(article, [_placed(finding, self.source) for finding in findings], part.number)

    def story(
        self,
        article: NewsArticle | None,
        findings: Iterable[Finding],
        number: int | None,
        rows: JsonRecords | None = None,
    ) -> Story:
        """A story with those of its findings that are asked for."""
        return Story(
            article,
            tuple(
                [
                    finding
                    for finding in findings
                    if (self.rules is None or finding.code in self.rules)
                    and (self.notes or finding.severity != "info")
                ]
            ),
            number,
            rows,
        )

    def no_article(self, message: str, mend: str) -> Finding:
        """The finding that there is none."""
        return Finding("NLD-SYN-006", message, suggestion=mend, file=self.source.name, line=1, column=1)


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
    if article is None or data.get("newsld") != VERSION or data["newsld"] is True:
        findings = check_structure(document)
        findings += faults or ([] if findings or article is not None else _unexplained(data))
    return article, findings + _checked(data)


def _sound_rows(data: dict[str, Any]) -> JsonRecords | None:
    """The rows of a story whose structure and words are sound; None where the models have to be asked."""
    from newsld.schemaorg.json_schema import is_valid
    from newsld.schemaorg.jsonld.records_from_json import records_of

    return records_of(data) if is_valid(data, "line") else None


def _checked(data: Mapping[str, Any]) -> list[Finding]:
    """The findings of every check of what a story says."""
    used = referenced_ids(data)
    findings = check_references(data, used)
    findings += check_types(data)
    findings += check_dates(data)
    findings += check_citations(data)
    findings += check_figures(data)
    findings += check_mentions(data, set().union(*used.values()))
    return findings


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
