"""Check a story: its structure with the schema and the models, its content and capture with the rules of stories.

Only `validate_story` imports the models and Pydantic, which takes longer than a check: `model.plain_article` says when.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from newsld.checks.capture import check_capture
from newsld.checks.citations import check_citations
from newsld.checks.consequences import without_consequences
from newsld.checks.figure_bounds import check_figures
from newsld.checks.mentions import check_mentions
from newsld.checks.references import check_references, referenced_ids
from newsld.checks.story_dates import check_dates
from newsld.checks.story_types import check_types
from newsld.checks.structure import check_structure, check_version
from newsld.findings import Finding
from newsld.model.span_words import by_offsets
from newsld.model.versions import STORY_VERSION
from newsld.pipeline.place_findings import sort_findings
from newsld.pipeline.run_rules import run_rules_on_story
from newsld.syntax.document import Document, Source

if TYPE_CHECKING:
    from newsld.model import NewsArticle
    from newsld.schemaorg.jsonld.records_from_json import JsonRecords


def check_article(article: NewsArticle, *, rules: frozenset[str] | None = None) -> list[Finding]:
    """Return the findings of an article in memory; their file, line and column are None.

    `rules` as in `read_stories`.
    """
    from newsld.model.to_document import story_data
    from newsld.pipeline.in_memory import duplicate_ids

    document = Document(story_data(article, words=by_offsets), Source(b""))
    _, findings = validate_story(document)
    findings += duplicate_ids(article)
    if rules is not None:
        findings += check_capture(article, rules)
        findings = [
            one for one in (*findings, *run_rules_on_story(document, findings, rules)) if one.code in rules
        ]
    return sort_findings(findings)


def validate_story(
    document: Document, records: JsonRecords | None = None
) -> tuple[NewsArticle | None, list[Finding]]:
    """Return the article of a document, None when its structure is invalid, and the findings of every check.

    `records` are those of its data, if it has any.
    """
    from newsld.model.from_document import article_from, model_errors, read_article

    data = document.data
    if records is not None:
        return article_from(data, is_line=True), check_data(data, records)
    if (outdated := check_version(data)) is not None:
        return None, [outdated]
    article, model_findings = read_article(document)
    findings: list[Finding] = []
    # The models accept exactly what the schema accepts (a law with a test), so a valid article skips the schema.
    if article is None or data.get("newsld") != STORY_VERSION or data["newsld"] is True:
        findings = check_structure(document)
        findings += model_findings or ([] if findings or article is not None else model_errors(data))
    return article, findings + check_data(data)


def valid_records(data: dict[str, Any]) -> JsonRecords | None:
    """Return the records of a story whose structure and words are valid; None when the models are needed."""
    from newsld.schemaorg.json_schema.validator import is_valid
    from newsld.schemaorg.jsonld.records_from_json import records_of

    return records_of(data) if is_valid(data, "line") else None


def check_data(data: Mapping[str, Any], records: JsonRecords | None = None) -> list[Finding]:
    """Return the findings of every check of the content of a story; `records` are those of the data, if it has any."""
    used = referenced_ids(data) if records is None else records.used_ids()
    has_rare_keys = records is None or records.has_rare_keys
    findings = check_references(data, used)
    findings += check_types(data, of_things=records is None or not records.has_fitting_types)
    findings += check_dates(data, may_end=has_rare_keys)
    findings += check_citations(data, has_rare_keys=has_rare_keys)
    findings += check_figures(data)
    findings += check_mentions(data, set().union(*used.values()))
    return without_consequences(data, findings)
