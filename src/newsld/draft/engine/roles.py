"""Find the offices of people: "Mayor Ines Farrow", "Ines Farrow, the mayor of Port Aldane", "who heads …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from newsld.draft.engine.entities import Entities, Entity
from newsld.draft.engine.lexicon import load_lexicon
from newsld.draft.engine.name_titles import SPELLED
from newsld.draft.engine.names import NameSpan
from newsld.model.text import Span
from newsld.model.text.attribution import word_set
from newsld.syntax.patterns import lazy_pattern

_FORMER: Final = lazy_pattern(
    r"(?i)\b(?:former|ex|ousted|then|late|deposed|outgoing|one-time|ehemalige\w*|frühere\w*)\b"
)
_DESIGNATE: Final = lazy_pattern(r"(?i)\b(?:elect|designate|incoming)\b")
_COURTESY: Final = word_set(
    "Mr Mr. Mrs Mrs. Ms Ms. Miss Herr Frau Sir Dame Dr Dr. Lord Lady Father Fr Fr. Sister"
)
_HEADS: Final = lazy_pattern(
    r"(?:, \d{1,3})?, who (?:(?:also|now|has|is) )?(?P<role>heads|leads|runs|chairs|led|headed|chaired|founded|run"
    r"|leading|running|heading|chairing|oversees|manages|directs|edits|coaches|captains)"
    r"\s+(?!(?:by|in|away|from|out|on|after|to|for|through|into) )(?P<what>[^,.;]{3,120})"
)
_AFTER: Final = lazy_pattern(
    r",\s+(?:\d{2},\s+)?(?!(?:whose|who|which|as|like|including) )"
    r"(?!(?:met|beat|hit|told|took|left|led|won|lost|saw|[a-z]+ed) (?:an?|the|his|her|its|their) )"
    r"(?P<words>(?:the |a |an |its |his |her |their )?(?P<what>[^,.;:“”\"()]{3,110}))"
    r"(?=[,.;:)]|\s+(?:said|told|and)\b)"
)
_BEFORE: Final = lazy_pattern(
    r"(?:(?:\A|[.!?,:”’]\s+|\n|\b(?:[Bb]ut|said|and|where|while|when|that) |(?P<within>\b(?:by|to|from|with) ))"
    r"(?P<words>(?:An?|The|Its|His|Her|Their|(?:[Tt]he )?[^\W\d_][\w-]*[’']s?|the|a|an|its|his|her|their|whose) "
    r"(?P<what>(?:[^,.;:“”\"]|\bM(?:r|rs|s)\.){4,90})), (?:(?:Dr|Prof|Mr|Ms|Mrs)\.? |Sir )?)\Z"
)
_TRADE: Final = lazy_pattern(r"[a-z-]{4,}(?:er|or|ist|man|woman|ician)")
"""Words for a trade by their ending: schoolteacher, solicitor, economist."""
_KIN: Final = lazy_pattern(
    r"(?:[\w-]+ )?(?:(?:grand|step)?(?:mother|father|son|daughter)|brother|sister|neighbou?r|lover|stranger)"
    r"|(?:how|who|what|where|which)ever|other|rather|together|later|earlier|another|over|under|after|never"
)
"""Words for relatives, and others that end like a trade and are no office."""
_RELATED: Final = lazy_pattern(
    r"(?:\w+ )?(?:neighbou?r|partner|widow|widower|heir|heiress|landlord|landlady|tenant)"
)
_OWNED: Final = lazy_pattern(r"(?:his|her|their|its)\s", re.IGNORECASE)
"""Words for someone next to another person, which are no office: "her neighbour"."""
_PLACE: Final = lazy_pattern(r"\s(?:of|at|for|in|with|from|to|who|that|whose)\s")


class FoundRole(NamedTuple):
    """An office of a person: the words that say so, the office, the entity in which it is held, its status."""

    person: Entity
    words: Span
    role: Span
    of: Entity | None
    status: str
    rule: str


def find_roles(text: str, names: Sequence[NameSpan], entities: Entities) -> list[FoundRole]:
    """Return the offices of people that titles and descriptions next to their names give."""
    found: list[FoundRole] = []
    seen: set[tuple[str, str]] = set()
    by_start = {span.start: entity for span, entity in entities.spans}
    for one in names:
        person = by_start.get(one.start)
        if person is None or person.kind != "Person":
            continue
        for role in (*_titles(text, one, person, entities), *_descriptions(text, one, person, entities)):
            office = role.role.slice(text).casefold()
            last = office.split()[-1].rstrip(".")
            # "Sgt. Ruiz" is "Sergeant Ruiz", and "Chief Moss" the "Deputy Chief Jo Moss"
            heads = {SPELLED.get(last, last).split()[-1]} if " " not in office else set()
            keys = {(role.person.name, one) for one in (office, *heads)}
            if seen.isdisjoint(keys):
                found.append(role)
            seen |= keys | {(role.person.name, SPELLED.get(last, last).split()[-1])}
    return found


def _titles(text: str, name: NameSpan, person: Entity, entities: Entities) -> Iterator[FoundRole]:
    """Yield the title before a name."""
    if name.title is None or name.title.slice(text) in _COURTESY:
        return
    words = name.title.slice(text)
    inside = entities.within(name.title)
    of = inside[0][1] if inside else _owner(text, name.title.start, entities)
    yield FoundRole(person, Span(name.title.start, name.end), name.title, of, _status(words), "role: title")


def _owner(text: str, start: int, entities: Entities) -> Entity | None:
    """Return the entity whose possessive is right before a title: "Westland’s prime minister"."""
    before = entities.before(start, limit=1)
    if before and re.fullmatch(r"[’']s? (?:[a-z]+ ){0,2}", text[before[0][0].end : start]):
        return before[0][1]
    return None


def _descriptions(text: str, name: NameSpan, person: Entity, entities: Entities) -> Iterator[FoundRole]:
    """Yield the office in a description after a name, or before it at the start of a sentence."""
    heads = _HEADS.match(text, name.end)
    if heads:
        inside = entities.within(Span(*heads.span("what")))
        organization = next(
            (one for _, one in reversed(inside) if one.kind not in ("Person", "Country", "City")), None
        )
        status = "former" if heads["role"] in ("led", "headed", "chaired") else "current"
        end = inside[-1][0].end if inside else heads.end("what")
        yield FoundRole(
            person, Span(name.start, end), Span(*heads.span("role")), organization, status, "role: who heads"
        )
    after = _AFTER.match(text, name.end)
    before = _BEFORE.search(text, max(0, name.start - 100), name.start)
    if before is not None and before["within"] and re.match(r" [a-z]", text[name.end : name.end + 2]):
        before = None  # "She spoke to the doctor, Ana Ruiz said"
    for match in (after, before):
        if match is None:
            continue
        what = Span(*match.span("what"))
        office = _office(text, what)
        if (
            office is None
            or _KIN.fullmatch(office.slice(text))
            or (_RELATED.fullmatch(office.slice(text)) and _OWNED.match(match["words"]))
        ):
            continue
        inside = entities.within(Span(office.end, what.end)) or entities.within(what)
        of = inside[0][1] if inside and inside[0][1] is not person else None
        of = of or _meant_owner(text, match["words"], match.start("words"), entities)
        words = Span(min(name.start, match.start("words")), max(name.end, match.end("words")))
        yield FoundRole(person, words, office, of, _status(what.slice(text)), "role: description")


def _meant_owner(text: str, words: str, start: int, entities: Entities) -> Entity | None:
    """Return what "Its" or "The council’s" before an office means: the last subject, or the last name with the noun."""
    noun = re.match(r"(?i)the ([a-z]+)[’']s?\s", words)
    is_its = words.startswith("Its ")
    if noun is None and not is_its:
        return None
    for span, one in entities.before(start, limit=40):
        before = text[max(0, span.start - 6) : span.start]
        is_subject = re.search(r"(?:\A|[.!?”\"]\s|\n)(?:The )?\Z", before) is not None or span.start < 5
        is_place = one.kind in ("Country", "City", "Place") or "\n" in text[span.end : start]
        if one.kind != "Person" and (
            (is_its and is_subject and not is_place)
            or (noun is not None and one.name.casefold().split()[-1] == noun[1].casefold())
        ):
            return one
    return None


def _office(text: str, what: Span) -> Span | None:
    """Return the words for an office in a description; None if its head is no noun for an office."""
    words = what.slice(text)
    place = _PLACE.search(words)
    bare = words[: place.start()] if place else words
    head = bare.split()[-1].casefold() if bare.split() else ""
    if (
        head not in load_lexicon().roles
        and not load_lexicon().roles.intersection(head.split("-"))
        and not _TRADE.fullmatch(head)
    ):
        return None
    owner = re.search(r"[’']s?\s+", bare)
    start = owner.end() if owner else 0
    # Nothing in capitals before the office belongs to it, unless it is a title.
    return Span(what.start + start, what.start + len(bare))


def _status(words: str) -> str:
    if _DESIGNATE.search(words):
        return "designate"
    return "former" if _FORMER.search(words) else "current"
