"""Read and check one input: a format parses documents, the models validate them, the checks find problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from newsld.checks.subjects import has_subject
from newsld.findings import Finding
from newsld.findings.errors import unreadable_error
from newsld.findings.internal import internal_error
from newsld.formats import Format, ReadOptions
from newsld.pipeline.apply_settings import apply_settings
from newsld.pipeline.format_detection import format_for, too_large, unreadable
from newsld.pipeline.ignore_comments import has_ignore_comments, ignore_by_comments
from newsld.pipeline.place_findings import place_findings, sort_findings
from newsld.pipeline.run_rules import run_rules, run_rules_on_story
from newsld.pipeline.same_address import (
    AddressedStory,
    SeenAddresses,
    StoryAddress,
    address_of,
    address_of_data,
)
from newsld.pipeline.settings import Settings
from newsld.pipeline.shared_entities import SharedEntities, load_shared_entities
from newsld.schemaorg.jsonld.own_terms import VERSION as OWN_VERSION
from newsld.syntax.document import Document, Source
from newsld.web.markup import Markup, MarkupBlock

if TYPE_CHECKING:
    from newsld.model import NewsArticle
    from newsld.schemaorg.jsonld.records_from_json import JsonRecords

_REPORTED_BY_READER: Final = frozenset({"NLD-INF-002", "NLD-SYN-005", "NLD-SYN-018"})
"""Rules about published markup that the reader has already run when the markup is one document of an input."""

_VALUE_RULES: Final = frozenset({"NLD-VOC-003", "NLD-VOC-007", "NLD-VOC-013"})
"""Rules about the type of a value."""
_TABLES: Final = "NLD-INF-009"
"""The rule about tables for readers, which writes them to compare them."""


class StoryResult(NamedTuple):
    """One article of an input, None when it has an error, and its findings.

    `number` counts the documents of the input from 1; it is None for findings about the input as a whole. `records`
    replace the article, or are given in addition, where the caller requested them and the story allows it.
    """

    article: NewsArticle | None
    findings: tuple[Finding, ...]
    number: int | None = None
    records: JsonRecords | None = None
    address: StoryAddress | None = None

    @property
    def is_writable(self) -> bool:
        """Whether a format can write it: no error prevents that."""
        return self.article is not None or self.records is not None

    def content_for(self, format_: Format) -> NewsArticle | JsonRecords | None:
        """Return its records for a format that is written from them, otherwise the article."""
        return self.records if self.records is not None and format_.from_records else self.article


class LoadResult(NamedTuple):
    """The result of reading an input: the articles without errors, all findings by position, and the document count."""

    articles: tuple[NewsArticle, ...]
    findings: tuple[Finding, ...]
    documents: int


def load(
    source: Source,
    format_name: str | None = None,
    settings: Settings | None = None,
    *,
    rules: frozenset[str] | None = None,
    seen: SeenAddresses | None = None,
    findings_only: bool = False,
) -> LoadResult:
    """Return the articles and the findings of one input; without `format_name`, the format is detected.

    `rules` and `findings_only` as in `read_stories`. `seen` has the urls of the inputs before this one, and gets those
    of this one. Invalid input never raises. Raises UsageError for a format that does not exist and a file that cannot
    be read, ConfigurationError for invalid shared entity files.
    """
    articles: list[NewsArticle] = []
    findings: list[Finding] = []
    addressed: list[AddressedStory] = []
    documents = 0
    for story in read_stories(source, format_name, settings, rules=rules, findings_only=findings_only):
        documents += story.number is not None
        findings += story.findings
        if seen is not None and story.address is not None:
            number = story.number or 1
            addressed.append(AddressedStory(number, number, story.address))
        if story.article is not None:
            articles.append(story.article)
    if seen is not None and addressed:
        found = seen.find_repeated(addressed, source.name)
        repeated = [(story.part, one) for story, one in found if rules is None or one.code in rules]
        settings, known = settings or Settings(), format_for(source, format_name)
        findings += place_findings(source, known.name, settings, repeated)
    return LoadResult(tuple(articles), tuple(sort_findings(findings)), documents)


def check(
    source: Source,
    format_name: str | None = None,
    settings: Settings | None = None,
    *,
    rules: frozenset[str] | None = None,
    seen: SeenAddresses | None = None,
) -> list[Finding]:
    """Return the findings of one input for these rules, by default those of the settings; see `load`."""
    settings = settings or Settings()
    rules = settings.rules.codes(source.path) if rules is None else rules
    return list(load(source, format_name, settings, rules=rules, seen=seen, findings_only=True).findings)


def read_stories(
    source: Source,
    format_name: str | None = None,
    settings: Settings | None = None,
    *,
    include_info: bool = True,
    rules: frozenset[str] | None = None,
    as_records: bool = False,
    with_article: bool = True,
    findings_only: bool = False,
) -> Iterator[StoryResult]:
    """Yield the stories of one input; JSON Lines and CSV are read one story at a time.

    Without `include_info`, findings of severity info are left out. With `rules` (codes), the input is checked by these
    rules and no others, including published markup that newsld did not write. Without, only the checks that the
    output of a story depends on are run. With `as_records`, a story that is valid as plain data has the records that
    its JSON-LD is written from; without `with_article`, it then has no article, unless a rule needs it. With
    `findings_only`, no article is returned, so that a valid story needs no models. Raises as `load` does.
    """
    settings = settings or Settings()
    shared = load_shared_entities(settings.entities) if settings.entities else None
    source.limit = settings.size_limit
    try:
        if source.fault is not None:
            yield StoryResult(None, (unreadable(source.name, source.fault),))
            return
        known = format_for(source, format_name)
        if (finding := too_large(source, known, settings.size_limit)) is not None:
            yield StoryResult(None, (finding,))
            return
        reader = _InputReader(
            source, known, settings, shared, include_info, rules, as_records, with_article, findings_only
        )
        yield from reader.check_markup() if rules is not None and known.has_markup else reader.read()
    except OSError as error:
        if source.walked:
            yield StoryResult(None, (unreadable(source.name, error.strerror or str(error)),))
            return
        raise unreadable_error(source.name, error) from error
    except Exception as error:  # noqa: BLE001 -- a defect in newsld must not hide the other inputs
        yield StoryResult(None, (internal_error(error, source.name),))


class _InputReader(NamedTuple):
    """Reads one input."""

    source: Source
    format: Format
    settings: Settings
    shared: SharedEntities | None
    include_info: bool
    rules: frozenset[str] | None
    as_records: bool
    with_article: bool
    findings_only: bool

    @property
    def options(self) -> ReadOptions:
        """The options for the reader of the format."""
        entities = self.shared.items if self.shared else None
        return self.settings.read_options(entities, notes=self.include_info)

    @property
    def needs_article(self) -> bool:
        """True if a story with records needs its article too: the caller, or a rule, needs it."""
        if self.with_article or self.rules is None:
            return self.with_article
        from newsld.checks.capture import has_capture_rules

        return has_capture_rules(self.rules)

    @property
    def takes_records(self) -> bool:
        """True if the records of a story are read: for a rule alone, a plain article takes less time."""
        return self.as_records and not (self.findings_only and self.needs_article)

    def check_markup(self) -> Iterator[StoryResult]:
        """Yield the findings of published markup, and the results of newsld's own stories in it."""
        rules, module = self.rules or frozenset(), self.format.load()
        markup, reader_findings = module.markup(self.source, self.options)
        reader_findings = [self.source.place(finding) for finding in reader_findings]
        if markup is None:
            yield self.result(None, reader_findings, None)
            return
        # A value that could not be parsed is reported once, and not again for its type.
        unparsed = {(one.line, one.column) for one in reader_findings if one.code == "NLD-SYN-003"}
        rule_findings = map(markup.place, run_rules(markup, rules))
        findings = reader_findings + [
            one
            for one in rule_findings
            if not (one.code in _VALUE_RULES and (one.line, one.column) in unparsed)
        ]
        unreadable = any(block.data is None for block in markup.blocks) and any(
            finding.severity == "error" and finding.code in rules for finding in reader_findings
        )
        if not unreadable and not has_subject(markup, rules):
            suggestion = "leave the input out, or give its article a type such as NewsArticle"
            findings.append(self.no_article(module.no_article(markup), suggestion))
        count = len(markup.articles)
        markup.release_nodes()
        yield self.result(None, findings, 1 if count else None)
        if any(
            OWN_VERSION in keys[0]
            for block in markup.blocks
            if not block.known_valid
            for keys in block.objects
        ):
            reported = {(one.code, one.line, one.column) for one in findings}
            for result in self.read():
                new = [one for one in result.findings if (one.code, one.line, one.column) not in reported]
                number = None if result.number == 1 else result.number
                yield result._replace(findings=tuple(new), number=number)
        else:
            for number in range(2, count + 1):
                yield StoryResult(None, (), number)

    def read(self) -> Iterator[StoryResult]:
        """Yield the stories that the format can read."""
        parts: Iterable[Document | Finding] = self.format.load().read(self.source, self.options)
        blocked = False
        if self.format.articles != "stream":
            # A syntax error anywhere in the file blocks all of its stories, so it is read to the end first.
            parts = list(parts)
            blocked = any(isinstance(part, Finding) and part.severity == "error" for part in parts)
        error_places: set[tuple[int | None, int | None]] = set()
        is_empty = True
        for part in parts:
            if isinstance(part, Finding):
                if self.rules is not None:  # a check reports the severity of the rule, also of a repair
                    part = replace(part, severity_override=None)
                if part.severity == "error":
                    is_empty = False
                    error_places.add((part.line, part.column))
                yield self.result(None, (self.source.place(part),), None)
                continue
            is_empty = False
            try:
                yield self.read_document(part, error_places, blocked=blocked)
            except Exception as error:  # noqa: BLE001 -- a defect in newsld must not hide the other stories
                yield StoryResult(
                    None, (internal_error(error, self.source.name, line=_line_of(part)),), part.number
                )
            del part  # before the next one is read
        if is_empty:
            message = f"the input contains no article that newsld can read as {self.format.name}"
            yield self.result(None, (self.no_article(message, "leave it out, or name its format"),), None)

    def read_document(
        self, document: Document, error_places: set[tuple[int | None, int | None]], *, blocked: bool
    ) -> StoryResult:
        """Return the story of a document; `error_places` are the positions of syntax errors before it."""
        if not document.is_story:
            return self.read_foreign(document)
        from newsld.pipeline.story_checks import check_data, valid_records, validate_story

        setting_findings = apply_settings(document.data, self.settings.zone, self.shared)
        records = valid_records(document.data) if self.takes_records and not blocked else None
        article: NewsArticle | None = None
        if self.findings_only and records is None:
            from newsld.model.plain_article import plain_article

            article = plain_article(document.data, surrogates=document.may_contain_surrogates())
        if article is not None or (records is not None and not self.needs_article):
            findings = check_data(document.data, records)
        else:
            article, findings = validate_story(document, records)
        required = {id(finding) for finding in findings if finding.severity == "error"}
        if self.rules is not None and article is not None:
            from newsld.checks.capture import check_capture

            findings += check_capture(article, self.rules)
            outdated = document.outdated if _TABLES in self.rules and not required else None
            if outdated is not None and (found := outdated(article)):
                findings.append(found)
        if self.findings_only:
            article = None
        if self.rules is not None and not self.format.has_markup:
            findings += run_rules_on_story(document, findings, self.rules)
        if (
            not self.include_info
        ):  # before their positions are looked up, which takes far longer than all checks
            findings = [finding for finding in findings if finding.severity != "info"]
        if blocked or (error_places and _line_of(document) in {line for line, _ in error_places}):
            article = records = None
        address = address_of(article) if article is not None else address_of_data(document.data)
        # An error of the story itself stops its export, so no comment ignores it.
        has_comments = self.format.fixable == "yaml" and has_ignore_comments(self.source)
        if not setting_findings and not findings and not has_comments:
            return StoryResult(article, (), document.number, records, address)
        findings = setting_findings + findings
        placed = [self.source.place(document.place(finding)) for finding in findings]
        if has_comments:
            is_required = [id(finding) in required for finding in findings]
            placed = ignore_by_comments(self.source, placed, is_required, self.rules or frozenset())
        if error_places:  # a value that could not be parsed (NaN, an invalid escape) is reported once
            placed = [
                one for one in placed if not (_is_structure(one) and (one.line, one.column) in error_places)
            ]
        if any(finding.severity == "error" for finding in placed):
            article = records = None
        return self.result(article, placed, document.number, records, address)

    def read_foreign(self, document: Document) -> StoryResult:
        """Return the story of published markup; invalid values are preserved and do not block the article."""
        from newsld.model.from_document import model_errors, read_article

        article, model_findings = read_article(document)
        if not model_findings and article is None:
            model_findings = model_errors(document.data)
        findings = [document.place(one if article is None else one.downgraded()) for one in model_findings]
        if self.rules is not None and document.jsonld is not None:
            block = MarkupBlock(document.jsonld, locate=lambda: document.positions)
            markup = Markup(self.source, [block])
            findings += map(markup.place, run_rules(markup, self.rules - _REPORTED_BY_READER))
        placed = [self.source.place(finding) for finding in findings]
        address = address_of(article, is_own=False) if article is not None else None
        return self.result(article, placed, document.number, address=address)

    def result(
        self,
        article: NewsArticle | None,
        findings: Iterable[Finding],
        number: int | None,
        records: JsonRecords | None = None,
        address: StoryAddress | None = None,
    ) -> StoryResult:
        """Return a result with the findings of the enabled rules and severities."""
        return StoryResult(
            article,
            tuple(
                [
                    finding
                    for finding in findings
                    if (self.rules is None or finding.code in self.rules)
                    and (self.include_info or finding.severity != "info")
                ]
            ),
            number,
            records,
            address,
        )

    def no_article(self, message: str, suggestion: str) -> Finding:
        """Return the finding for an input without an article."""
        finding = Finding(
            "NLD-SYN-006", message, suggestion=suggestion, file=self.source.name, line=1, column=1
        )
        # A site has pages without an article, unlike a file that the user names as one.
        is_walked = self.source.walked and self.format.has_markup
        return replace(finding, severity_override="info") if is_walked else finding


def _is_structure(finding: Finding) -> bool:
    return finding.code.startswith(("NLD-SCH-", "NLD-DAT-"))


def _line_of(document: Document) -> int | None:
    """Return the line on which a document begins; -1 when unknown."""
    position = document.positions.find("")
    return position.line if position else -1
