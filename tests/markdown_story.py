"""A Markdown story for tests: the example of the reference, and stories made of a body over its front matter."""

from __future__ import annotations

from newsld.findings import Finding
from newsld.formats.markdown import read
from newsld.model import NewsArticle
from newsld.model.from_document import read_article
from newsld.syntax.document import Document, Source

FRONT = """\
---
newsld: 2
headline: Dockers at Port Aldane end four-day strike
datePublished: 2025-03-04T18:20:00+00:00
author: [ines-farrow]
publisher: aldane-herald
about: [strike]
people:
  ines-farrow: {name: Ines Farrow, url: "https://herald.example/staff/farrow"}
organizations:
  aldane-herald: {type: NewsMediaOrganization, name: The Aldane Herald}
  coast-wire: {type: NewsMediaOrganization, name: Coast Wire}
  port-authority: {type: GovernmentOrganization, name: Port Authority, alternateName: PA}
  officials: {name: port officials, anonymous: true}
  telegram: {name: Telegram}
  twin-one: {name: Twin}
  twin-two: {name: Twin}
places:
  port-aldane: {type: City, name: Port Aldane, sameAs: "http://www.wikidata.org/entity/Q1"}
events:
  strike: {name: Port Aldane dock strike, startDate: 2025-02-28, location: port-aldane}
"""

BODY = """\
“The gates are open,” [officials] said.[^gates] [More than 40,000 containers][held-up] were held up at [Port Aldane]
during the [four-day strike][strike], the authority said.[^authority]

[^gates]: [Coast Wire][coast-wire], 4 March 2025, citing [port officials][officials].
[^authority]: [Port Authority][port-authority].
"""

CAPTURES = """\
quotations:
  open: {citation: gates}
figures:
  held-up: {measures: containers held up, min: 40000, exclusive: true, unit: containers}
"""

BODY_LINE = FRONT.count("\n") + 2
"""The line of the file that the body begins on, when the front matter is `FRONT`."""


def story(body: str, front: str = "") -> bytes:
    """A story of this body, with `front` below the front matter that all share."""
    return f"{FRONT}{front}---\n{body}".encode()


def documents(content: bytes) -> tuple[Document | None, list[Finding]]:
    """The document of a Markdown file, and what was found on the way to it."""
    found = list(read(Source(content, name="story.md")))
    kept = [item for item in found if isinstance(item, Document)]
    return (kept[0] if kept else None), [item for item in found if isinstance(item, Finding)]


def whole(content: bytes) -> NewsArticle:
    """The article of a Markdown file in which nothing is wrong."""
    document, findings = documents(content)
    assert document is not None and findings == []
    article, more = read_article(document)
    assert article is not None and more == []
    return article
