"""The first draft of a story from a raw text: the body, and honest gaps for everything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from newsld.findings import Finding
from newsld.model.text import remove_furniture
from newsld.model.to_document import VERSION
from newsld.syntax.decode import SIZE_LIMIT, decode
from newsld.syntax.document import Source
from newsld.syntax.yaml_writer import write_yaml

__all__ = ["Draft", "draft"]

_HEAD: Final = f"""\
newsld: {VERSION}

# Fill in what you know, and drop the rest: nothing here was guessed.
# headline:
# datePublished:        # with its offset: 2025-03-04T18:20:00+00:00
# url:
# inLanguage:           # en, en-IN, ar ...
# author: []            # ids of people or organizations below
# publisher:            # id of an organization below
# dateline:             # as printed: PORT ALDANE, March 4
# about: []             # ids of what it is chiefly about
"""

_TAIL: Final = """
# Who and what is in it. Ids are your own: small letters, digits, hyphens.
# people:
#   ines-farrow: {name: Ines Farrow}
# organizations:
#   coast-wire: {type: NewsMediaOrganization, name: Coast Wire}
#   officials: {name: port officials, anonymous: true}
# places:
#   port-aldane: {type: City, name: Port Aldane}
# events:
#   strike: {name: dock strike, startDate: 2025-02-28, location: port-aldane}

# Which words mean whom. Words that stand twice take `prefix` or `suffix`: {exact: the port, prefix: "reached "}
# mentions:
#   - {words: Coast Wire, of: coast-wire, form: name}

# Who says what, citing whom: the nearest source first. An empty chain is a statement without a source.
# citations:
#   gates: {covers: The gates are open, chain: [{parties: coast-wire}, {parties: officials}]}

# Words in quotation marks, and quantities, each with the citation that it rests on.
# quotations:
#   open: {words: The gates are open, speaker: officials, citation: gates}
# figures:
#   held-up: {measures: containers held up, min: 40000, exclusive: true, words: "more than 40,000", citation: gates}
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """A story to fill in, as YAML; None, and findings that say why, for a text that cannot be one.

    `body` is the content of the text file that the story refers to, where it was asked for. `dropped` are the lines
    left out as page furniture, each with how often it stood there.
    """

    story: bytes | None
    body: bytes | None = None
    dropped: tuple[tuple[str, int], ...] = ()
    findings: tuple[Finding, ...] = ()


def draft(source: Source, *, body_file: str | None = None, keep_furniture: bool = False) -> Draft:
    """The draft of a story from a text; with `body_file`, its body goes into a file of that name beside it.

    Invents nothing: what the text alone does not settle is a commented line to fill. The result checks
    without an error.
    """
    from newsld.pipeline.flow import check

    text, findings = decode(source.content, limit=SIZE_LIMIT)
    if text is None:
        return Draft(None, findings=tuple(finding.at(None, file=source.name) for finding in findings))
    dropped: list[tuple[str, int]] = []
    if not keep_furniture:
        text, dropped = remove_furniture(text)
    # With its last line ended, as editors end it: a text that gains a line end in passing would be another text.
    text = text.strip("\n") + "\n"
    if not text.strip():
        empty = Finding(
            "NLD-SYN-012", "nothing is left of the text", file=source.name, suggestion="try --keep-furniture"
        )
        return Draft(None, dropped=tuple(dropped), findings=(empty,))
    inline = (_HEAD + "\n" + write_yaml({"body": text}) + _TAIL).encode()
    faults = [
        finding for finding in check(Source(inline, name=source.name), "yaml") if finding.severity == "error"
    ]
    if faults:
        return Draft(None, dropped=tuple(dropped), findings=tuple(faults))
    if body_file is None:
        return Draft(inline, dropped=tuple(dropped))
    story = _HEAD + "\n" + write_yaml({"body": {"file": body_file}}) + _TAIL
    return Draft(story.encode(), body=text.encode(), dropped=tuple(dropped))
