"""Add the bodies and groups without a name that a text speaks of: "the army", "Castavia’s parliament", "divers"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from newsld.draft.engine.entities import Entities, Entity
from newsld.draft.engine.lexicon import GOVERNMENT_NOUNS, Kind, gender_of_noun, load_lexicon
from newsld.draft.engine.mentions import is_introduced, is_object, is_possessive
from newsld.draft.engine.name_kinds import NATIONALITY
from newsld.draft.engine.parsed_groups import means_people
from newsld.model.text import Span
from newsld.model.text.attribution import reporting_verbs, word_set
from newsld.syntax.patterns import lazy_pattern

_HEADS: Final = (
    r"government|board|army|navy|air force|parliament|council|police|coast ?guard|fire (?:service|brigade|department)|"
    r"authorities|military|opposition|ministry|central bank|(?:supreme|high|constitutional|appeals?) court|"
    r"(?:health|school) board|(?:[a-z]+ )?cabinet|(?:licensing|planning|election|electoral) (?:committee"
    r"|commission|board)|"
    r"(?:security|secret|intelligence|border|weather|ambulance|prison|emergency|rescue) (?:services?|agency)|"
    r"border guard|"
    r"(?:health|tax|aviation|maritime|port|food|election|customs|immigration|statistics|disaster"
    r"|space) (?:authority|agency|office)|"
    r"(?:health|police|sheriff[’']s|housing|education|planning|works|highways|roads|parks|sanitation"
    r"|tourism|labor) department|(?:regional|military"
    r"|city|state|provincial) administration"
)
_NATIONAL: Final = (
    r"government|army|navy|air force|parliament|police|coast ?guard|authorities|military"
    r"|(?:[a-z]+ )?ministry|forces|"
    r"central bank|(?:security|intelligence) (?:services?|agency)|prosecutors|(?:regional|military|city"
    r"|state) administration"
)
_FURNITURE: Final = (
    r"(?:filing|file|medicine|bathroom|kitchen|china|display|storage|drinks|liquor|gun|trophy|glass|wooden|metal"
    r"|steel|electrical|corner) cabinet"
)
_BODY: Final = lazy_pattern(
    r"(?:\b[Tt]he |\b(?:[Ii]ts|[Hh]is|[Hh]er|[Tt]heir) (?=(?:[a-z]+ )?ministry\b)"
    r"|(?P<owner>(?<![\w-])[^\W\d_a-z][\w-]*[’']s? (?=[a-z])))"
    rf"(?P<bare>(?!{_FURNITURE})(?:[a-z]+ )?(?P<head>{_HEADS}))\b"
    r"(?! (?:[a-z]+er|chief|station|officer|officers|spokesm[ae]n|source|sources|official|officials|building|"
    r"party|parties|games?|portal|website|outlet|daily|bloc|[a-z]+ist)\b| [^\W\d_a-z])"
    r"|\b(?P<plain>[Pp]olice|parliament|[Cc]ongress)\b(?! (?:Chief|[a-z]+er|chief|station|cars?|vans?|officers?"
    r"|spokesm[ae]n|"
    r"sources?|officials?|building|stations?|custody|[a-z]+ist|and crime|escort|raid|commissioner|academy)\b)"
    r"|\b[Aa]n? (?P<court>[^\W\d_a-z][a-z]+(?:an|ese|ish|i) court\b"
    r"|(?:(?!clay|grass|hard|tennis|squash|indoor|outdoor|basketball|volleyball|food)"
    r"[a-z]+ )?court in [^\W\d_a-z][\w’-]+(?: [^\W\d_a-z][\w’-]+)?)"
    rf"|(?P<people>(?<![\w-])[^\W\d_a-z][\w-]+ (?P<national>{_NATIONAL}))\b"
    r"(?! (?:bases?|aircraft|jets?|planes?|operations?|exercises?|action|aid|equipment|posts?|personnel|leaders?)\b)"
    r"(?! (?:[a-z]+er|chief|station|officer|officers|"
    r"spokesm[ae]n|sources?|officials?|building|part(?:y|ies)|[a-z]+ist|said [a-z]+ed)\b| [^\W\d_a-z])"
    r"|(?<!in )(?<!at )(?<!to )(?<![\w-])(?P<office>(?:[^\W\d_a-z][\w-]+|[a-z]+ (?:general|minister)|mayor|governor"
    r"|president|prosecutor|"
    r"coroner|sheriff|attorney)[’']s? office)(?= (?:said|says|did|does|has|had|was|is|will|would|could|told"
    r"|denies|[a-z]+ed|in [^\W\d_a-z])\b)"
)
"""A public body with its article, its owner or its people, a court with its place, or the office of somebody."""
_NO_BODIES: Final = frozenset({"Person", "Group", "City", "Place"})
_ANNOUNCED: Final = lazy_pattern(r" (?:announced|promised|pledged|vowed)\b")
"""Verbs with which an organization speaks of what it will do."""
_WHOSE: Final = lazy_pattern(r" (?:of|at|from|in) ")
"""The words between a group and those that it belongs to."""
_PEOPLE_OF: Final = lazy_pattern(
    r"(?:\A|\n|[.!?][”\"’']? )(?P<words>(?!(?:The|His|Her|Its|Their|An?|One) )"
    r"(?:[^\W\d_a-z][a-z-]+ )??(?P<noun>[^\W\d_][a-z]+) (?:at|in|from|of) (?:the )?)\Z"
)
"""A noun for people with which a sentence begins, before the name of a place or body."""
_VERB_AFTER: Final = lazy_pattern(
    r" (?:also |still |now |had |have )?(?:are|were|have|had|will|say|said|told|[a-z]+(?<!ing))\b"
)
_CLASS_OF: Final = lazy_pattern(
    r"(?i)\A(?:the )?(?:[a-z-]+ )?"
    r"(?:city|town|village|state|province|county|region|island|republic|port|municipality|canton) of (?:the )?\Z"
)
"""The words before the name of a place that only say what it is: "the city of"."""
_COMPANIES: Final = word_set(
    "company firm club party charity union airline bank developer operator retailer manufacturer carmaker "
    "brewer startup insurer lender supplier organisation organization association federation carrier "
    "network watchdog "
    "foundation institute chain shipyard producer miner utility automaker chipmaker giant conglomerate maker group"
)
"""What an organization with a name is called after its name."""
_BUSINESSES: Final = word_set(
    "company firm airline carrier operator retailer manufacturer carmaker brewer startup insurer lender supplier "
    "developer shipyard producer miner automaker chipmaker giant conglomerate maker"
)
"""Those of them that no union or university is called."""
_AGENCIES: Final = frozenset(
    {"Agency", "Service", "Bureau", "Administration", "Office", "Authority", "Directorate"}
)
"""Words in the names of public agencies."""
_FIELD: Final = lazy_pattern(
    r"(?:director|head|chief|manager|secretary) of (?:[a-z]+ )?(?P<noun>[a-z]+) \Z", re.IGNORECASE
)
"""An office with what it is for, right before the name of a person."""
_NO_COMPANY: Final = lazy_pattern(
    r"\b(?:Guild|Union|Trust|Party|University|College|Institute|Association|Federation|Society|Foundation"
    r"|Hospital|Council|Committee|Church|School|Alliance|Network|Workers|Forum|Museum|Academy|Watch|League"
    r"|Movement|Campaign|Coalition|Charity|Nations|Cross)\b"
)
"""Words in the names of organizations that are no companies."""
_OFTEN: Final = 3
"""The fewest mentions of an organization that a text is about."""
_OWN_NAMES: Final = {
    "central bank": lazy_pattern(
        r"\b(?:national|reserve) bank\b|\bbank of [^\W\d_]|banco central|banque centrale|norges bank|riksbank"
    ),
    "parliament": lazy_pattern(
        r"\b(?:knesset|verkhovna rada|bundestag|storting|riksdag|duma|sejm|seimas|saeima|riigikogu|dáil|"
        r"oireachtas|eduskunta|folketing|diet|majlis|lok sabha|national assembly|house of (?:commons"
        r"|representatives)|cortes|senedd)\b"
    ),
}
"""The names of bodies that are called by a common noun as well."""
_FIELDS: Final = word_set(
    "foreign interior defence defense health finance justice transport energy environment education agriculture trade "
    "labour labor culture economy tourism oil security appeal appeals high supreme constitutional"
)
"""What ministries, councils and courts are for."""
_PARTS: Final = {
    "foreign": ("foreign", "external"), "interior": ("interior", "internal", "home"), "defence": ("defen",),
    "defense": ("defen",), "labour": ("labo",), "labor": ("labo",), "finance": ("financ", "treasury", "econom"),
    "economy": ("econom", "financ"), "agriculture": ("agri", "rural"), "environment": ("environ",),
}  # fmt: skip
"""The parts of names that mean the same."""
CLUBS: Final = frozenset({"club", "team", "side"})
CLUB_WORDS: Final = word_set("Athletic Rovers Wanderers Albion Rangers FC AFC United Hotspur Argyle Thistle")
"""Words in the names of clubs."""
_STUDY: Final = frozenset({"team", "authors", "researchers", "scientists"})
"""What those who made a study are called."""
_NEAR_BODY: Final = 1_000
"""The most characters from the description of a body to its noun alone."""
_INDEPENDENT: Final = frozenset({"opposition", "central bank", "board"})
"""Bodies that are no part of a government."""


def add_unnamed(entities: Entities, groups: Iterable[Span]) -> None:
    """Add the public bodies without a name, each once, and groups that act: the subjects of verbs in a parse.

    Those that a name or description of the text means are left out.
    """
    places = _places(entities)
    for match in _BODY.finditer(entities.text):
        form = match.lastgroup if match.lastgroup in ("court", "plain", "office", "people") else "body"
        start = match.start("owner" if match["owner"] else "bare") if form == "body" else match.start(form)
        span = Span(start, match.end())
        if form == "court":
            _add(entities, span, "court", [])
        elif form == "office":
            if not is_taken(entities, span) and named_later(entities, span.slice(entities.text)) is None:
                entities.add(_body(entities.text, span, "Organization", "office"), span)
        elif form != "people" or _is_owner(match["people"], places):
            noun = {"body": "head", "people": "national"}.get(form, form)
            first = match.start("bare" if form == "body" else noun)
            inside = [one for one in entities.within(Span(*match.span())) if one[0].end > first]
            whole = match["bare"] if form == "body" else match[noun]
            _add(entities, span, match[noun].casefold(), inside, whole.casefold())
    for span in chain(groups, _groups_of(entities)):
        words = span.slice(entities.text)
        before = _WHOSE.split(words)[0]
        head = before.split()[-1].casefold()
        taken = any(head == one.head or head in one.name.casefold().split() for one in entities.all)
        overlapping = [one for one, _ in entities.spans if one.overlaps(span)]
        is_owned = len(overlapping) == 1 and is_possessive(entities.text, overlapping[0].end)
        is_owned = is_owned and overlapping[0].end < span.end
        is_owned |= [one.start for one in overlapping] == [span.start] and overlapping[0].end + 1 < span.end
        if not taken and (is_owned or all(one.start > span.start + len(before) for one in overlapping)):
            entities.add(Entity(words, "Group", "group: subject", span.start, {}, False, head), span)


def _groups_of(entities: Entities) -> Iterator[Span]:
    """Yield the people of a place or body with which a sentence begins: "Traders in Thornby are divided"."""
    for span, one in entities.spans:
        match = _PEOPLE_OF.search(entities.text, max(0, span.start - 60), span.start)
        is_subject = one.kind != "Person" and _VERB_AFTER.match(entities.text, span.end) is not None
        if match is not None and is_subject and means_people(match["noun"].casefold()):
            yield Span(match.start("words"), span.end)


def add_quoted(entities: Entities, quotes: Sequence[Span], names: Iterable[tuple[Span, Kind]]) -> None:
    """Add what only quotations name, of the names that a pipeline reads: people, places, and what has an acronym."""
    starts = [quote.start for quote in quotes]
    known = load_lexicon().names
    taken = {word for one in entities.all for name in (one.name, *one.also) for word in name.split()}
    spelled = {
        "".join(filter(str.isupper, one.name)): one
        for one in entities.all
        if one.kind != "Person" and " " in one.name
    }
    for span, kind in names:
        at = bisect_right(starts, span.start) - 1
        if at < 0 or span.end > quotes[at].end:
            continue
        words = span.slice(entities.text)
        opens = span.start == starts[at] or entities.text[span.start - 2] in ".!?"
        is_one = " " not in words
        if len(words.rstrip(".")) == 1:
            continue  # “So did I.”
        full = spelled.get(words.replace(".", "")) if words.isupper() else None
        is_same = full is not None and known.get(words) in (
            None,
            known.get(full.name),
        )  # "U.S." is no university
        if full is not None and is_same and entities.named(words) is None:
            full.also[words] = None
            entities.mention(span, full)
            continue
        if (
            gender_of_noun(words.casefold())
            or any(word in taken for word in words.split())
            or is_taken(entities, span)
        ):
            continue
        is_sure = words in known or (not opens and kind != "Organization") or not is_one or words.isupper()
        if is_sure and all(word[0].isupper() for word in words.split()) and not NATIONALITY.fullmatch(words):
            entities.add(Entity(words, known.get(words, kind), "name: capitals", span.start), span)
            taken.update(words.split())


def is_taken(entities: Entities, span: Span) -> bool:
    """Return whether a mention covers the last word of a span."""
    return (
        any(one.end > span.end - 1 for one, _ in entities.within(span)) or entities.around(span) is not None
    )


def _is_owner(words: str, places: frozenset[str]) -> bool:
    """Return whether a body begins with a nationality or the name of a place: "Norwegian police"."""
    owner = words.split(maxsplit=1)[0]
    return owner in places or NATIONALITY.fullmatch(owner) is not None


def _body(text: str, span: Span, kind: Kind, head: str) -> Entity:
    return Entity(span.slice(text), kind, "body: description", span.start, head=head)


def _places(entities: Entities) -> frozenset[str]:
    """Return the names of the places of a text, any of which can begin that of a body: "Bergen police"."""
    places = (one for one in entities.all if one.kind in ("Country", "City", "Place"))
    return frozenset(name for one in places for name in (one.name, *one.also))


def agency_before(entities: Entities, span: Span) -> Entity | None:
    """Return the public body with a name that "the agency" means: the last one of which the text has spoken."""
    before = entities.before(span.start, kind="GovernmentOrganization", limit=200)
    return next((one for _, one in before if one.head == "" and set(one.name.split()) & _AGENCIES), None)


def _add(
    entities: Entities, span: Span, head: str, inside: list[tuple[Span, Entity]], words: str = ""
) -> None:
    if inside or any(_is_meant(one, head) and not is_another(one, words) for one in entities.all):
        return
    kind: Kind = "Organization" if head in _INDEPENDENT else "GovernmentOrganization"
    entities.add(_body(entities.text, span, kind, head.rpartition(" ")[2]), span)


def _is_meant(one: Entity, head: str) -> bool:
    """Return whether an entity is the body of a head noun: "the ministry" is the Ministry of Works."""
    if one.head:
        return one.head == head.rpartition(" ")[2]
    name = one.name.casefold()
    if head in _OWN_NAMES and _OWN_NAMES[head].search(name):
        return True
    return name.endswith(head) or head in re.findall(r"\w+", name)


def is_another(one: Entity, words: str) -> bool:
    """Return whether words describe another part of a state: "foreign ministry" is no "defence ministry"."""
    fields = _FIELDS & set(words.split())
    return bool(fields) and not any(
        part in one.name.casefold() for field in fields for part in _PARTS.get(field, (field,))
    )


def meant_by_noun(entities: Entities, head: str, at: int) -> Entity | None:
    """Return what a noun means that a description in the paragraph ends with: "the foreign ministry, … it"."""
    if head in _STUDY:
        made = [one for one in entities.all if one.kind == "Group" and one.head in _STUDY]
        return made[0] if len(made) == 1 else None
    if head not in GOVERNMENT_NOUNS:
        return None
    text = entities.text
    begin = text.rfind("\n\n", 0, at)
    named = re.compile(rf"\b[Tt]he (?:{'|'.join(sorted(_FIELDS))}) {head}\b")
    last = max(named.finditer(text, max(0, begin), at), key=lambda one: one.start(), default=None)
    if last is None:
        return None
    between = entities.within(Span(last.start(), at))
    if any(one.kind == "GovernmentOrganization" for _, one in between):
        return None
    span = Span(last.start() + len("the "), last.end())
    return entities.add(_body(text, span, "GovernmentOrganization", head), span)


def owned_before(entities: Entities, head: str, at: int) -> Entity | None:
    """Return the last description of a ministry or the like with its country: "the Kesterian defence ministry"."""
    if head not in GOVERNMENT_NOUNS:
        return None
    text = entities.text
    owned = re.compile(
        rf"(?<![\w-])(?P<people>[^\W\d_a-z][\w-]+)(?P<owner>[’']s)? (?:(?:{'|'.join(sorted(_FIELDS))}) )?{head}\b"
    )
    last = None
    for one in owned.finditer(text, max(0, at - _NEAR_BODY), at):
        is_owned = one["owner"] or NATIONALITY.fullmatch(one["people"])
        last = one if is_owned else last
    if last is None:
        return None
    span = Span(last.start(), last.end())
    return entities.add(_body(text, span, "GovernmentOrganization", head), span)


def is_company(one: Entity) -> bool:
    """Return whether an organization may be called a company: not the Dockers’ Union."""
    return _NO_COMPANY.search(one.name) is None


def organization_in_reach(entities: Entities, head: str, span: Span) -> Entity | None:
    """Return the organization with a name that "the company" means: the only one near, or the one named most by far."""
    if head not in _COMPANIES:
        return None
    text = entities.text
    before = [
        (at, one)
        for at, one in entities.before(span.start, limit=200)
        if one.kind == "Organization" and one.head == ""
    ]
    if head in _BUSINESSES:
        before = [(at, one) for at, one in before if is_company(one)]
    if head in CLUBS:
        before = [(at, one) for at, one in before if CLUB_WORDS & set(one.name.split())] or before
    here = text.rfind("\n\n", 0, span.start)
    paragraph = text.rfind("\n\n", 0, max(0, here))
    near = list(
        dict.fromkeys(one.name for at, one in before if at.start > here and not is_object(text, at.start))
    )
    near = near or list(dict.fromkeys(one.name for at, one in before if at.start > paragraph))
    counts = Counter(one.name for _, one in before).most_common(2)
    name = near[0] if len(near) == 1 else counts[0][0] if len(counts) == 1 else ""
    if counts and counts[0][1] >= _OFTEN and (len(counts) == 1 or counts[0][1] >= 2 * counts[1][1]):
        name = name or counts[0][0]
    at, found = next(((at, one) for at, one in before if one.name == name), (span, None))
    return None if is_introduced(text, head, at.end, span.start) else found


def own_speaker(entities: Entities, span: Span) -> Entity | None:
    """Return the organization in whose statement a pronoun is the subject: "Orla Labs says it reported".

    That is also the one that a sentence is about: "The Harbour League will meet on Friday, it announced.".
    """
    text = entities.text
    if text[span.start - 2 : span.start] == ", " and _ANNOUNCED.match(text, span.end):
        begin = max(text.rfind("\n", 0, span.start) + 1, text.rfind(". ", 0, span.start) + 2)
        begin += 4 * text.startswith("The ", begin)
        first = [item for item in entities.within(Span(begin, span.start)) if item[0].start == begin]
        if first and first[0][1].kind not in _NO_BODIES and not is_possessive(text, first[0][0].end):
            return first[0][1]
    for mention, one in entities.before(span.start, limit=1):
        words = text[mention.end : span.start].split()
        is_report = 0 < len(words) <= 2 and words[0] in reporting_verbs("en") and words[1:] in ([], ["that"])
        is_aside = text[max(0, mention.start - 2) : mention.start] == ", "
        if is_report and not is_aside and one.kind not in _NO_BODIES:
            return one
    return None


def named_later(entities: Entities, words: str) -> Entity | None:
    """Return the one body whose name ends with the words of a description: "ambulance service"."""
    if " " not in words and words != "police":
        return None
    ending = f" {words.casefold()}"
    found = [
        one
        for one in entities.all
        if not one.head
        and (one.name.casefold().endswith(ending) or (words == "police" and one.name.find(" Police ") > 0))
    ]
    return found[0] if len(found) == 1 else None


def words_before(text: str, start: int, end: int, is_person: bool) -> str:
    """Return the words before a name, and a space; not "the city of", nor an office: "mayor of Vanna, Ana Ruiz"."""
    words = _CLASS_OF.sub("", text[start:end])
    if is_person and (field := _FIELD.search(words)) and field["noun"] not in load_lexicon().roles:
        return ""  # "Director of services Brendan Walsh"
    return f"{words.rpartition(', ')[2] if is_person else words} "
