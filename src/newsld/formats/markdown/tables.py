"""Write the tables for readers below the marker line of an exported file, and the targets of its links."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from newsld.findings import Finding, Fix
from newsld.formats.markdown import escaping
from newsld.formats.markdown.escaping import address, are_plain_cells, cell, label_text
from newsld.formats.markdown.file_parts import MARKER
from newsld.formats.markdown.head import head_blocks
from newsld.formats.markdown.parsed_story import ParsedStory
from newsld.model.dates import format_english
from newsld.model.figure_words import quantity_in_words
from newsld.model.text import Span, split_paragraphs
from newsld.syntax.patterns import lazy_pattern

if TYPE_CHECKING:
    from newsld.model import (
        Citation,
        Dated,
        Entity,
        Event,
        Figure,
        Hop,
        NewsArticle,
        Organization,
        Person,
        Place,
        Quotation,
    )
    from newsld.model.entities import Party, Role

_LONGEST: Final = 140
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "Sources": ("Source", "Through", "Statements"),
    "Quotations": ("Words", "Speaker", "Source"),
    "Figures": ("Words", "Value", "Of", "Source"),
    "Timeline": ("Date", "Event", "Where"),
    "People": ("Name", "Roles"),
    "Organizations": ("Name", "Description"),
    "Places": ("Name", "Description"),
}
"""The columns of each table, by its heading."""
_ANCHORS: Final[Mapping[str, str]] = {
    "Timeline": "timeline",
    "Figures": "figures",
    "People": "people",
    "Organizations": "organizations",
    "Places": "places",
}
"""The anchor of each table that links lead to: the one that GitHub and pandoc give to its heading too."""
_BLOCK: Final = lazy_pattern(
    r"(?:^ {0,3}(?P<fence>`{3,}+|~{3,}+).*\n(?:.*\n)*?(?: {0,3}(?P=fence)[`~]*[ \t\r]*$\n?|.*\Z)"
    r"|^[ \t\r]*[^ \t\r\n].*\n?)+",
    re.MULTILINE,
)
"""Lines without a blank line between them, except in a code block, which may have some."""
_HEADING: Final = lazy_pattern(r"## (?:<a id=\"[a-z]+\"></a>)?(?P<name>[A-Z][a-z]+)\Z")
_TABLE: Final = lazy_pattern(r"(?P<head>\|.*)(?:\n\|.*)*\Z")
_DEFINITIONS: Final = lazy_pattern(rf"(?:\[[^^\n][^\n]*\]: #(?:{'|'.join(_ANCHORS.values())})(?:\n|\Z))+\Z")
_PADDING: Final = lazy_pattern(
    r"\|[ \t]*+|(?<![ \t])[ \t]++(?:\|[ \t]*+|$)|(?<=-)-+", re.MULTILINE
)  # possessive, and at the beginning of spaces only: other patterns take quadratic time for many spaces


def blocks_for_readers(
    article: NewsArticle, footnotes: Iterable[str], used: Mapping[str, str], *, with_text: bool
) -> list[str]:
    """Return the blocks below the marker line: a block is a table with its heading, or the targets of all links.

    `footnotes` are the labels of the footnotes of the file, which the tables refer to. `used` has the id or date that
    each label of a link means. `with_text` adds head and text, for a file whose data holds the body.
    """
    blocks = [*head_blocks(article), *_paragraphs(article)] if with_text else []
    blocks += _Tables(article, frozenset(footnotes)).all()
    if used:
        blocks.append("\n".join(_definitions(article, used)))
    return blocks


def section(blocks: Iterable[str]) -> str:
    """Return the end of a file, from the marker line on."""
    return "\n\n".join([MARKER, *blocks]) + "\n"


def outdated_section(
    article: NewsArticle, parsed: ParsedStory, below: str, line: int, line_end: str
) -> Finding | None:
    """Return NLD-INF-009, with its fix, if what a file has below its marker line is not what an export writes there.

    `parsed` is the file, `below` its text from the marker on, which is on line `line`. Spaces that align the columns
    of a table make no difference, and what somebody added remains below the tables. Where an export writes the text
    as well, a note cannot be distinguished from an earlier text, so that there the fix of a file with one has no value.
    """
    with_text = parsed.body_in_front_matter or not (parsed.body.blocks or parsed.head.headline)
    footnotes = {footnote.label for footnote in parsed.body.footnotes}
    new = blocks_for_readers(article, footnotes, _labels_in_use(parsed), with_text=with_text)
    old, added = _split_section(below, frozenset(new))
    before, after = ({_without_padding(block): block for block in blocks} for blocks in (old, new))
    if list(before) == list(after):
        return None
    changed = [block for key, block in (after | before).items() if (key in before) != (key in after)]
    headings = (_HEADING.match(block.partition("\n")[0]) for block in changed)
    names = ", ".join(dict.fromkeys(found["name"] for found in headings if found))
    message = f"the tables below the text are out of date{names and ': '}{names}"
    suggestion, text = "to regenerate them, run: newsld check --fix", None
    if with_text and added:
        suggestion = "delete the text and notes below the marker line, and run: newsld check --fix"
    else:
        text = section(new).replace("\n", line_end)
        text += "".join([f"{line_end}{one}{line_end}" for one in added])
    return Finding("NLD-INF-009", message, suggestion=suggestion, line=line, column=1, fix=Fix("rest", text))


def _labels_in_use(parsed: ParsedStory) -> dict[str, str]:
    """Return the labels of the links in body and footnotes, each with the id or date that it means first."""
    targets = [link.target for link in parsed.body.links]
    targets += [piece.target for note in parsed.body.footnotes for piece in note.pieces if piece.target]
    used: dict[str, str] = {}
    for target in targets:
        if target.label and not target.is_defined and (meanings := parsed.labels.find_all(target.label)):
            used.setdefault(target.label, meanings[0].id)
    return used


def _split_section(below: str, new: Container[str]) -> tuple[list[str], list[str]]:
    """Return the blocks below a marker line that an export wrote, and the text that somebody added, unchanged.

    An export wrote the `new` blocks, tables with its headings and columns, and targets of its links. All below a second
    marker line, such as that of another file, was added.
    """
    old: list[str] = []
    end = below.find(f"\n{MARKER}", len(MARKER)) + 1 or len(below)
    blocks = [(found, _stripped(found[0])) for found in _BLOCK.finditer(below, len(MARKER), end)]
    written: set[int] = set()
    for index, (_, block) in enumerate(blocks):
        heading = _HEADING.match(blocks[index - 1][1]) if index else None
        table = _TABLE.match(block)
        columns = _COLUMNS.get(heading["name"]) if heading and table else None
        if heading and table and columns and _without_padding(table["head"]) == f"|{'|'.join(columns)}|":
            old.append(f"{heading[0]}\n\n{block}")
            written |= {index - 1, index}
        elif block in new or _DEFINITIONS.match(block):
            old.append(block)
            written.add(index)
    added: list[str] = []
    for is_written, group in groupby(enumerate(blocks), lambda one: one[0] in written):
        places = [found for _, (found, _) in group]
        if not is_written:
            added.append(below[places[0].start() : places[-1].end()].rstrip("\r\n"))
    rest = below[end:].rstrip("\r\n")
    return old, [*added, rest] if rest else added


def _stripped(block: str) -> str:
    """Return a block as an export in Unix text has it: without its last line end."""
    return block.replace("\r\n", "\n").removesuffix("\n")


def _without_padding(block: str) -> str:
    """Return a block as it is without the spaces and hyphens that align the columns of its table."""
    return _PADDING.sub(lambda found: "|" if "|" in found[0] else "", block)


def _paragraphs(article: NewsArticle) -> Iterator[str]:
    """Yield the text as paragraphs for readers."""
    for span in split_paragraphs(article.text):
        yield "\n".join(escaping.lines(escaping.text(span.slice(article.text))))


def _definitions(article: NewsArticle, used: Mapping[str, str]) -> Iterator[str]:
    """Yield a link definition for every label in use, to the table with what it means."""
    anchors = {
        **{person.id: "people" for person in article.people},
        **{one.id: "organizations" for one in article.organizations},
        **{place.id: "places" for place in article.places},
        **{figure.id: "figures" for figure in article.figures},
    }
    for label, target in sorted(used.items()):
        yield f"[{label_text(label)}]: #{anchors.get(target, 'timeline')}"


class _Markdown(str):
    """A cell that is Markdown; the others are words."""

    __slots__ = ()


class _Tables:
    """The tables of one article: rows of words, but for what is `_Markdown`."""

    def __init__(self, article: NewsArticle, footnotes: frozenset[str]) -> None:
        self.article = article
        self.footnotes = footnotes
        self.text = article.text
        named: list[Entity | Event] = [*article.entities, *article.events]
        self.names = {(key := item.id): item.name or key for item in named}
        self.unnamed = {one.id for one in (*article.people, *article.organizations) if one.anonymous}

    def all(self) -> Iterator[str]:
        article = self.article
        yield from _table("Sources", self.sources())
        yield from _table(
            "Quotations",
            (
                [f"“{self.words(one.words)}”", self.parties(one.speaker), self.note(one.citation)]
                for one in sorted(article.quotations, key=_first_words)
                if one.words
            ),
        )
        yield from _table("Figures", map(self.figure, sorted(article.figures, key=_first_words)))
        yield from _table("Timeline", self.timeline())
        yield from _table("People", map(self.person, article.people))
        yield from _table("Organizations", map(self.organization, article.organizations))
        yield from _table("Places", map(self.place, article.places))

    # -- sources, quotations and figures -----------------------------------------------------------------------------

    def sources(self) -> Iterator[list[str]]:
        """Yield a row for each source with those that pass it on, in the order of their first statement."""
        rows: dict[tuple[str, str], list[str]] = {}
        for citation in sorted(self.article.citations, key=_place):
            through = "; ".join(map(self.hop, citation.chain[:-1]))
            rows.setdefault((self.source(citation), through), []).append(self.statement(citation))
        for (source, through), statements in rows.items():
            yield [source, through, _Markdown(" ".join(statements))]

    def source(self, citation: Citation) -> str:
        """Return the source of a citation: the last of its chain."""
        if citation.origin == "own":
            return "own reporting"
        if not citation.chain:
            return "no source given"
        source = self.hop(citation.chain[-1])
        return f"{source}; origin not given" if citation.origin == "not-given" else source

    def hop(self, hop: Hop) -> str:
        medium = hop.medium
        return self.parties(hop.parties) + (f" on {self.name(medium)}" if medium else "")

    def parties(self, ids: Iterable[str]) -> str:
        names, unnamed = self.names, self.unnamed
        return ", ".join(
            [f"{names.get(key, key)} (unnamed)" if key in unnamed else names.get(key, key) for key in ids]
        )

    def name(self, key: str) -> str:
        return self.names.get(key, key)

    def statement(self, citation: Citation) -> str:
        """Return the reference to the footnote of a citation, or its words."""
        if citation.id in self.footnotes:
            return f"[^{citation.id}]"
        return cell(self.words(citation.covers) or citation.id)

    def note(self, label: str | None) -> str:
        return _Markdown(f"[^{label}]") if label in self.footnotes else ""

    def words(self, spans: Sequence[Span]) -> str:
        words = " … ".join([span.slice(self.text) for span in spans])
        return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"

    def figure(self, figure: Figure) -> list[str]:
        unit = "" if figure.unit is None else figure.unit if figure.unit == "%" else f" {figure.unit}"
        when = _dated(figure.as_of or figure.period)
        what = figure.measures or ", ".join(map(self.name, figure.about)) or figure.id
        value = quantity_in_words(figure) + unit
        return [
            self.words(figure.words),
            value,
            f"{what}, {when}" if when else what,
            self.note(figure.citation),
        ]

    # -- events and entities -----------------------------------------------------------------------------------------

    def timeline(self) -> Iterator[list[str]]:
        """Yield the events, those without a date last; without events, the dates of the text."""
        article = self.article
        for event in sorted(article.events, key=_time):
            name = _name(event) + ("" if event.factuality == "asserted" else f" ({event.factuality})")
            yield [_when(event), name, ", ".join([self.name(place.id) for place in event.location])]
        dates = {
            str(mention.date.date): mention
            for mention in (() if article.events else article.mentions)
            if mention.date
        }
        for date, mention in sorted(dates.items()):
            when = format_english(mention.date.date) if mention.date else date
            yield [when, mention.words.slice(article.text), ""]

    def person(self, person: Person) -> list[str]:
        roles = self.roles(person) or person.description or person.disambiguating_description or ""
        return [self.shown(person), roles]

    def organization(self, organization: Organization) -> list[str]:
        return self.thing(organization, self.roles(organization))

    def place(self, place: Place) -> list[str]:
        around = ", ".join([self.name(one.id) for one in place.contained_in_place])
        return self.thing(place, f"in {around}" if around else "")

    def thing(self, thing: Entity, more: str) -> list[str]:
        """Return the row of an organization or place, with more after its description."""
        text = thing.description or thing.disambiguating_description or ""
        text = text or ", ".join([kind for kind in thing.type if kind != "NewsMediaOrganization"])
        return [self.shown(thing), f"{text}; {more}" if text and more else text or more]

    def shown(self, entity: Entity) -> str:
        """Return the name of an entity with its other names, as a link if there is an address."""
        key, url, other_names = entity.id, entity.url, entity.alternate_name
        url = url or next(iter(entity.same_as), None)
        others = f" ({', '.join(other_names)})" if other_names else ""
        others += " (unnamed)" if key in self.unnamed else ""
        if not url and not others:
            return self.names[key]
        name = cell(self.names[key])
        name = f"[{name}]({address(url)})" if url and name else name
        return _Markdown(name + cell(others, edge=True))

    def roles(self, party: Party) -> str:
        return "; ".join(filter(None, map(self.role, party.roles)))

    def role(self, role: Role) -> str:
        at = f" at {self.name(role.at)}" if role.at else ""
        place = (f" of {self.name(role.of)}" if role.of else "") + at
        name = role.role_name or ("member" if role.property == "memberOf" else "")
        status = "" if role.status in {None, "current"} else role.status
        times = [shown for shown in (_dated(role.start), _dated(role.end)) if shown]
        notes = ", ".join(filter(None, [status, " to ".join(times)]))
        return f"{name}{place}{f' ({notes})' if notes else ''}".strip()


def _table(heading: str, rows: Iterable[Sequence[str]]) -> Iterator[str]:
    rows = [*rows]
    if not rows:
        return
    # Few words need an escape: searching those of a table at once takes a third of the time.
    if not are_plain_cells([one for row in rows for one in row if one and type(one) is not _Markdown]):
        rows = [[one if type(one) is _Markdown else cell(one) for one in row] for row in rows]
    columns = _COLUMNS[heading]
    anchor = f'<a id="{_ANCHORS[heading]}"></a>' if heading in _ANCHORS else ""
    head = [f"## {anchor}{heading}", "", f"|{'|'.join(columns)}|", f"|{'-|' * len(columns)}"]
    yield "\n".join([*head, *[f"|{'|'.join(row)}|" for row in rows]])


def _name(item: Event) -> str:
    return item.name or item.id


def _place(citation: Citation) -> tuple[Span, str]:
    covers = citation.covers
    return (covers[0] if covers else Span(2**62, 2**62), citation.id)


def _first_words(item: Quotation | Figure) -> tuple[tuple[Span, ...], str]:
    return (item.words[:1], item.id)


def _time(event: Event) -> tuple[bool, str, str]:
    date = event.start_date or event.end_date
    # An event with an open beginning is sorted by its end.
    first = (date.date.earliest or date.date.latest) if date else None
    return (date is None, first.isoformat() if first else str(date.date) if date else "", event.id)


def _when(event: Event) -> str:
    start, end = _dated(event.start_date), _dated(event.end_date)
    return f"{start} – {end}" if start and end and start != end else start or end


def _dated(date: Dated | None) -> str:
    return "" if date is None else format_english(date.date)
