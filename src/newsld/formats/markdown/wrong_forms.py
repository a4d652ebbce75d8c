"""Say what is wrong with a short form of the data that has no meaning, and which form was probably meant."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import SequenceMatcher
from typing import Any, Final

from newsld.findings import Finding
from newsld.formats.markdown.figure_forms import DASH, figure_in_words
from newsld.model.text.closest_match import suggest
from newsld.model.text.shorten import quote
from newsld.model.vocabulary import classes

CODE: Final = "NLD-SCH-009"

_COMMON: Final = {
    "company": "Corporation",
    "party": "PoliticalParty",
    "region": "AdministrativeArea",
    "town": "City",
    "university": "CollegeOrUniversity",
    "village": "City",
}
"""Words of everyday language, with the types that they mean."""
_CLOSE: Final = 0.84
_FLAGS: Final = ("anonymous", "government", "group", "news")
_DASHED: Final = re.compile(r"(?P<note>[^-–—]*?),? ?[-–—:] ?(?P<rest>\S.*)", re.DOTALL)
_BOUNDS: Final = {
    "over": "more than|above|exceeding|>",
    "under": "less than|fewer than|below|<",
    "min": "at least|no less than|no fewer than|not less than|≥",
    "max": "at most|up to|no more than|not more than|nearly|almost|≤",
    "about": "around|approximately|some|roughly|circa|ca[.]?|~",
}
"""Words for bounds, with the short form of each."""
_THOUSANDS: Final = re.compile(r"(?<![0-9])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_RANGE: Final = re.compile(r"(?P<first>-?[0-9][0-9.]*) ?(?:and|to|-|–) ?(?P<second>[0-9][0-9.]*)(?= |$)")
_NO_SPACE: Final = re.compile(r"(?P<number>(?:^| )-?[0-9][0-9.]*)(?P<unit>[^0-9.\s].*)")


def wrong_note(note: str, collection: str, written: str, relations: Collection[str], pointer: str) -> Finding:
    """Return the finding about a note of an entity or event; `written` is the key of the entry in the file."""
    return Finding(
        CODE,
        f"{quote(note)} has no meaning in the short form of {quote(written)}",
        suggestion=_advice(note, collection, written, relations),
        pointer=pointer,
    )


def _advice(note: str, collection: str, written: str, relations: Collection[str]) -> str:
    key, _, target = note.partition(" ")
    if note.startswith("name: "):
        return "the key is the name already: remove `name`, or use an id as the key"
    if key in relations and target:
        return f"give an id after “{key}”: lowercase letters and digits, with hyphens between words"
    if near := meant(note):
        if written.islower() and " " not in written:
            name = written.replace("-", " ").title()
            return f"did you mean {near}? After an id comes the name: “{written}: {name} ({near})”"
        return f"did you mean {near}?"
    if note[:1] in "-–:," and note[1:].strip():
        return f"a description comes after a long dash: “{DASH.lstrip()}{note[1:].strip()}”"
    dashed = _DASHED.fullmatch(note)
    if dashed is not None and (near := meant(dashed["note"])):
        return f"a description comes after a long dash: “{near}{DASH}{dashed['rest']}”"
    if " (" in note:
        notes = note.partition(" (")[2].removesuffix(")")
        return f"the key is the name already: write “{written}: {notes}”, or use an id as the key"
    description = f"write a description after a dash: “— {note}”"
    if collection == "people":
        return f"write a role under `roles`, as `roles: [{{current {note}: words}}]`; or {description}"
    return (
        f"a note is a type of schema.org, a Wikidata item, or one of {', '.join(_FLAGS)}: {description}; "
        f"if it belongs to the name, use the name as the key"
    )


def meant(note: str) -> str | None:
    """Return the type or flag that a note was probably meant to be: one that differs in a letter of seven or so."""
    if note in classes() or note in _FLAGS:
        return note
    word = note.casefold()
    near = [(one, one) for one in (*suggest(note, classes()), *suggest(note, _FLAGS))]
    near += [(one, _COMMON[one]) for one in suggest(word, _COMMON)]
    close = (type_ for like, type_ in near if SequenceMatcher(None, word, like.casefold()).ratio() > _CLOSE)
    return next(close, None)


def wrong_figure(item: Any, pointer: str) -> tuple[Finding, Any]:
    """Return the finding about a figure in words that has no meaning, and the figure with what can be read."""
    text = str(item["is"] if isinstance(item, dict) else item)
    repaired, slips = _repaired(text)
    figure = figure_in_words(repaired)
    if figure is None:
        figure = {"measures": text}
        slips = slips or ["it must begin with a bound or a number"]
        advice = "write a number, a unit, a dash and what it measures: “over 40000 containers — containers held up”"
    else:
        advice = f"write “{repaired}”"
    if isinstance(item, dict):
        figure = {**figure, **{key: value for key, value in item.items() if key != "is"}}
    message = f"the figure {quote(text)} cannot be read: {', and '.join(slips)}"
    return Finding(CODE, message, suggestion=advice, pointer=pointer), figure


def _repaired(text: str) -> tuple[str, list[str]]:
    """Return the nearest text that may be a figure, and what was wrong with the one given."""
    slips: list[str] = []
    quantity, dash, measures = text.strip().partition(DASH)
    if not dash:
        for other in (" - ", " – ", "—"):
            quantity, dash, measures = text.strip().partition(other)
            if dash:
                slips.append(f"“{other.strip()}” is no long dash with spaces around it")
                break
        else:
            slips.append("what it measures is missing, after a dash")
    if separated := _THOUSANDS.search(quantity):
        slips.append(f"{quote(separated[0])} has separators")
        quantity = _THOUSANDS.sub(lambda found: found[0].replace(",", ""), quantity)
    first, _, rest = quantity.partition(" ")
    if first.casefold() in {"between", "from"}:
        slips.append(f"{quote(first)} is no bound")
        quantity = rest
    for bound, words in _BOUNDS.items():
        if found := re.match(rf"(?:{words})\s*(?=[-0-9])", quantity, re.IGNORECASE):
            slips.append(f"{quote(found[0].strip())} is no bound")
            quantity = f"{bound} {quantity[found.end() :]}"
            break
    if spaced := _NO_SPACE.search(quantity):
        if ranged := _RANGE.search(quantity):
            quantity = f"{quantity[: ranged.start()]}{ranged['first']} to {ranged['second']}{quantity[ranged.end() :]}"
        else:
            slips.append(f"{quote(spaced[0].strip())} needs a space after the number")
            quantity = f"{quantity[: spaced.start()]}{spaced['number']} {spaced['unit']}"
    elif (ranged := _RANGE.search(quantity)) and " to " not in ranged[0]:
        slips.append("a range is written with “to”")
        quantity = (
            f"{quantity[: ranged.start()]}{ranged['first']} to {ranged['second']}{quantity[ranged.end() :]}"
        )
    return f"{quantity}{DASH}{measures.strip() or 'what it measures'}", slips
