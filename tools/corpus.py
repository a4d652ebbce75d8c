"""The report over what publishers really publish: what comes back whole, what is understood, and how it was read.

`make corpus` prints it. The markup itself is its publishers' and stands outside the project, in ../shared/corpus.
Triples are compared by `rdf_judge`, which knows nothing of the code that is judged.
"""

from __future__ import annotations

import gzip
import html
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from newsld.model import NewsArticle
from newsld.model.dates import Timestamp
from newsld.model.from_document import article_from
from newsld.model.views import byline, published, topics
from newsld.schemaorg.jsonld.foreign.articles import ForeignArticle, import_articles
from newsld.schemaorg.jsonld.foreign.exporter import export_article
from newsld.syntax.json import load_json
from rdf_judge import BASE, Refused, article_triples

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "corpus"


@dataclass(frozen=True)
class Page:
    """One page of the corpus: its name, its address, and its JSON-LD blocks as they were sent."""

    name: str
    address: str
    raw: tuple[str, ...]

    @property
    def blocks(self) -> list[tuple[Any, int]]:
        """The data of the blocks that can be read, each with its number."""
        read = ((_read(raw)[0], number) for number, raw in enumerate(self.raw))
        return [(data, number) for data, number in read if data is not None]


@dataclass
class Report:
    """What was counted: numbers by what they count, and the exceptions, each with its cause."""

    counts: Counter[str] = field(default_factory=Counter)
    exceptions: list[str] = field(default_factory=list)
    repairs: Counter[str] = field(default_factory=Counter)

    def lines(self) -> Iterator[str]:
        """Return the report as text."""
        width = max(map(len, self.counts), default=0)
        for name, number in self.counts.items():
            yield f"{name:<{width}} {number:>6,}"
        yield ""
        yield f"Exceptions: {len(self.exceptions)}"
        yield from (f"  {line}" for line in self.exceptions)
        yield ""
        yield "Invalid blocks, by what was found in them"
        yield from (f"  {number:>4} {codes}" for codes, number in self.repairs.most_common())


@cache
def _read(raw: str) -> tuple[Any, tuple[str, ...]]:
    data, findings = load_json(raw)
    return data, tuple(finding.code for finding in findings)


@cache
def pages() -> tuple[Page, ...]:
    """Every page of the corpus; none where the corpus is not at hand."""
    path = FOLDER / "blocks.jsonl.gz"
    if not path.exists():
        return ()
    found: dict[str, list[str]] = defaultdict(list)
    addresses: dict[str, str] = {}
    with gzip.open(path) as lines:
        for line in lines:
            block = json.loads(line)
            if block.get("raw") is not None:
                found[block["page"]].append(block["raw"])
                addresses.setdefault(block["page"], (block["url"] or BASE).strip())
    return tuple(Page(name, addresses[name], tuple(raw)) for name, raw in found.items())


def articles_of(page: Page) -> list[NewsArticle]:
    """Return the articles of a page."""
    found = import_articles(page.blocks, page.address)
    return [article_from(one.data) for one in found if isinstance(one, ForeignArticle)]


def measured(several: tuple[Page, ...]) -> Report:
    """Return the report on these pages."""
    report = Report()
    counts = report.counts
    expected = _expected()
    for page in several:
        counts["pages"] += 1
        for raw in page.raw:
            counts["blocks"] += 1
            _count_reading(raw, report)
        articles = articles_of(page)
        _count_lossless(page, articles, report)
        if page.name in expected:
            _count_understood(expected[page.name], articles, counts)
    return report


def _count_reading(raw: str, report: Report) -> None:
    data, codes = _read(raw)
    if not codes:
        return
    report.counts["blocks that are no plain JSON"] += 1
    report.counts["... of these read"] += data is not None
    report.repairs[", ".join(sorted(set(codes))) + ("" if data is not None else ": not read")] += 1


def _count_lossless(page: Page, articles: list[NewsArticle], report: Report) -> None:
    counts = report.counts
    try:
        wanted = Counter(article_triples([data for data, _ in page.blocks], page.address))
    except Refused as refusal:
        counts["article nodes that the judge refuses"] += len(articles)
        report.exceptions += [f"{page.name}: {refusal}"] * bool(articles)
        return
    written = Counter(
        triples
        for article in articles
        for triples in article_triples([export_article(article)], page.address)
    )
    counts["article nodes"] += wanted.total()
    counts["... lossless"] += (wanted & written).total()
    for triples, number in (wanted - written).items():
        report.exceptions.append(
            f"{page.name}: {number} of {len(triples)} triples did not come back the same"
        )


def _expected() -> dict[str, dict[str, Any]]:
    with gzip.open(FOLDER / "expected.jsonl.gz") as lines:
        return {one["page"]: one["gold"] for one in map(json.loads, lines)}


def _count_understood(gold: dict[str, Any], articles: list[NewsArticle], counts: Counter[str]) -> None:
    """Whether one of the page's articles says what a person wrote down from the page."""
    counts["pages written down by hand"] += 1
    counts["... with an article in JSON-LD"] += bool(articles)
    for name, says in (
        ("authors", lambda article: _same(byline(article), gold.get("authors"))),
        ("publishing_date", lambda article: _is_moment(article, gold["publishing_date"])),
        ("title", lambda article: _plain(gold["title"]) in map(_plain, _titles(article))),
        ("topics", lambda article: _same(topics(article), gold.get("topics"))),
    ):
        if name in gold:
            counts[f"... of which have {name}"] += 1
            counts[f"... ... that we give as well ({name})"] += any(map(says, articles))


def _titles(article: NewsArticle) -> list[str]:
    extra = article.extra
    others = [extra.get("headline"), extra.get("name"), article.alternative_headline]
    return [text for text in (article.headline, *others) if isinstance(text, str)]


def _same(found: tuple[str, ...], wanted: list[str] | None) -> bool:
    return wanted is not None and set(map(_plain, found)) == set(map(_plain, wanted))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(text)).strip().casefold()


def _is_moment(article: NewsArticle, wanted: str) -> bool:
    date = published(article)
    moment = datetime.fromisoformat(wanted)
    if isinstance(date, Timestamp):
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return abs((date.to_datetime() - aware).total_seconds()) < 1
    return date is not None and moment.strftime("%Y-%m-%dT%H:%M:%S").startswith(str(date))


def main() -> int:
    """Print the report over the whole corpus; 1 where something was lost, 2 where there is no corpus."""
    if not pages():
        sys.stderr.write(f"There is no corpus at {FOLDER}.\n")
        return 2
    report = measured(pages())
    sys.stdout.writelines(f"{line}\n" for line in report.lines())
    return 1 if report.counts["article nodes"] > report.counts["... lossless"] else 0


if __name__ == "__main__":
    sys.exit(main())
