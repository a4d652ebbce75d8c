"""Draft a story from plain text: the body, and commented fields for everything else, in Markdown or in YAML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from newsld.findings import Finding, Unwritable
from newsld.model.text import remove_furniture
from newsld.model.versions import STORY_VERSION
from newsld.syntax.decode import SIZE_LIMIT, decode
from newsld.syntax.document import Source
from newsld.syntax.yaml_writer import write_yaml

_METADATA: Final = f"""\
newsld: {STORY_VERSION}

# Fill in what you know, and delete the rest. newsld has not guessed anything.
# headline:
# datePublished:        # with its offset: 2025-03-04T18:20:00+00:00
# url:
# inLanguage:           # en, en-IN, ar ...
# author: []            # ids of people or organizations below
# publisher:            # id of an organization below
# dateline:             # as printed: PORT ALDANE, March 4
# about: []             # ids of its main subjects
"""

_DATA: Final = """
# People, organizations, places and events. Choose the ids: lower-case letters, digits, hyphens.
# people:
#   ines-farrow: {name: Ines Farrow}
# organizations:
#   coast-wire: {type: NewsMediaOrganization, name: Coast Wire}
#   officials: {name: port officials, anonymous: true}
# places:
#   port-aldane: {type: City, name: Port Aldane}
# events:
#   strike: {name: dock strike, startDate: 2025-02-28, location: port-aldane}

# Words that mention an entity. If they occur twice, add `prefix` or `suffix`: {exact: the port, prefix: "reached "}
# mentions:
#   - {words: Coast Wire, of: coast-wire, form: name}

# Statements and their sources, the nearest source first. An empty chain means that no source is given.
# citations:
#   gates: {covers: The gates are open, chain: [{parties: coast-wire}, {parties: officials}]}

# Quotations and figures, each with its citation.
# quotations:
#   open: {words: The gates are open, speaker: officials, citation: gates}
# figures:
#   held-up: {measures: containers held up, min: 40000, exclusive: true, words: "more than 40,000", citation: gates}
"""

_MARKDOWN_DATA: Final = """\
# People, organizations, places and events. Choose the ids: lower-case letters, digits, hyphens.
# Each name is a mention in every place where it occurs. Tie other words to an id in the text: [the port][port-aldane]
# people:
#   ines-farrow: Ines Farrow
# organizations:
#   coast-wire: Coast Wire (news)
#   officials: port officials (group, anonymous)
# places:
#   port-aldane: Port Aldane (City)
# events:
#   strike: {name: dock strike, startDate: 2025-02-28, in: port-aldane}

# Statements have a footnote in the text: said.[^gates]
# Its text is the chain of sources: [^gates]: Coast Wire, citing port officials.
# citations:
#   gates: {about: strike, cues: said}

# Quotations with their citation, and figures. Tie the words of a figure to its id: [more than 40,000][held-up]
# quotations:
#   open: gates
# figures:
#   held-up: {measures: containers held up, over: 40000}

# Mentions that a link cannot express, by id: they overlap another link.
# mentions:
#   - {officials: they}
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """A story to fill in, in Markdown or YAML; None, with findings that explain it, for a text that cannot become one.

    `body` is the content of the body file, if one was requested. `dropped` are the repeated lines that were removed,
    each with its number of occurrences.
    """

    story: bytes | None
    body: bytes | None = None
    dropped: tuple[tuple[str, int], ...] = ()
    findings: tuple[Finding, ...] = ()


def draft(
    source: Source,
    *,
    body_file: str | None = None,
    keep_furniture: bool = False,
    form: Literal["markdown", "yaml"] = "yaml",
) -> Draft:
    """Return the draft of a story from a text; with `body_file`, which needs YAML, the body goes into that file.

    Nothing is invented: what the text alone does not settle is a commented line to fill in. The result has no errors.
    """
    from newsld.pipeline.flow import check

    text, findings = decode(source.content, limit=SIZE_LIMIT)
    if text is None:
        return Draft(None, findings=tuple(finding.at(None, file=source.name) for finding in findings))
    dropped: list[tuple[str, int]] = []
    if not keep_furniture:
        text, dropped = remove_furniture(text)
    # With a final newline, as editors write it, since a newline that is added later would change the body.
    text = text.strip("\n") + "\n"
    if not text.strip():
        empty = Finding(
            "NLD-SYN-012",
            "the text is empty, or has only lines that repeat",
            file=source.name,
            suggestion="try --keep-furniture",
        )
        return Draft(None, dropped=tuple(dropped), findings=(empty,))
    try:
        inline = _markdown(text) if form == "markdown" else _yaml({"body": text})
    except Unwritable as refused:
        faults = [finding.at(None, file=source.name) for finding in refused.findings]
        return Draft(None, dropped=tuple(dropped), findings=tuple(faults))
    faults = [
        finding for finding in check(Source(inline, name=source.name), form) if finding.severity == "error"
    ]
    if faults:
        return Draft(None, dropped=tuple(dropped), findings=tuple(faults))
    if body_file is None:
        return Draft(inline, dropped=tuple(dropped))
    return Draft(_yaml({"body": {"file": body_file}}), body=text.encode(), dropped=tuple(dropped))


def _yaml(body: dict[str, Any]) -> bytes:
    return (_METADATA + "\n" + write_yaml(body) + _DATA).encode()


def _markdown(text: str) -> bytes:
    """Return a story in Markdown with this text, without its final newline. Raises Unwritable for NUL."""
    from newsld.formats.markdown import write
    from newsld.formats.markdown.file_parts import FileParts, fenced, split_file
    from newsld.model.from_document import article_from

    parts = split_file(write(article_from({"body": text.strip("\n")})).decode())
    assert isinstance(parts, FileParts), "the writer writes front matter"
    markdown = parts.markdown.strip(" \n")
    data = f"{parts.data}\n{_MARKDOWN_DATA}" if parts.data else _MARKDOWN_DATA
    body = f"\n{markdown}\n" if markdown else ""
    return f"---\n{_METADATA}---\n{body}\n{fenced(data)}".encode()
