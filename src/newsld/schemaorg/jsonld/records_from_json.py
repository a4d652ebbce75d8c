"""The records of a story in plain data, so that archives are written as JSON-LD without a model of each article.

Only for data that is valid as a line (`line_schema.json`). Data that the models would report or change is left to the
models.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, TypeVar

from newsld.model import Body, Correction, Dated, Image, PagePart, Relation
from newsld.model.fields import COLLECTIONS, fields_of
from newsld.model.node import Part, Thing
from newsld.model.numbers import excluded_bounds, parse_number
from newsld.model.reference_targets import (
    ACCEPTED_KINDS,
    ARTICLE_TARGETS,
    ITEM_TARGETS,
    MENTION_TARGETS,
    PART_TARGETS,
)
from newsld.model.spans import SpanContext
from newsld.model.vocabulary import is_class
from newsld.schemaorg.jsonld.fragments import NO_WORDS, Fragments, Offsets, Words, numbers_of
from newsld.schemaorg.jsonld.mentions_from_json import NeedsModelsError, mentions_of, read_date
from newsld.schemaorg.jsonld.property_writer import node_template
from newsld.schemaorg.jsonld.records import (
    COMMON,
    COVERS_GAP,
    FIGURE_GAP,
    MEDIUM,
    QUOTATION_GAP,
    CitationRecord,
    DateRecord,
    FigureRecord,
    HopRecord,
    Mentions,
    ParticipantRecord,
    Records,
    RoleRecord,
    Template,
    ThingRecord,
)
from newsld.schemaorg.jsonld.values import KeyStyle, PresentKeys, class_of, is_kind

T = TypeVar("T", bound=Part)


_CONVERTED: Final = {
    field.alias: field.kind
    for model in COLLECTIONS
    for field in fields_of(model)
    if field.kind in {"words", "number", "date"} or field.is_relation
} | {"iri": "own iri"}
"""The keys of things whose values records have as the models do, or in a place of their own, each with its kind."""

_IS_MEDIUM, _MAY_NOT_FIT, _HAS_RARE_KEYS = 1, 2, 4

_ROLES: Final = PART_TARGETS["people"][1]
_PARTICIPANTS: Final = PART_TARGETS["events"][1]
_HOPS: Final = PART_TARGETS["citations"][1]


def records_of(data: Mapping[str, Any]) -> JsonRecords | None:
    """Return the records of a story's plain data, which is valid as a line; None for data that needs the models.

    That is data whose words are not at their offsets, or whose mentions are not in order.
    """
    try:
        return JsonRecords(data)
    except (ValueError, TypeError, KeyError):  # from 5.0 as an offset, and from a mention of nothing
        return None


class JsonRecords(Records):
    """Records that are written to the same bytes as those of the article that the data is read as.

    If `has_fitting_types`, the types of all things exist and fit. Without `has_rare_keys`, nothing has an end, no
    source is unnamed, and no citation rests on another one.
    """

    keys: KeyStyle = "alias"

    def __init__(self, data: Mapping[str, Any]) -> None:
        body = data.get("body", "")
        self.text = body if type(body) is str else body["text"]
        self._ground = SpanContext(self.text, at_offsets=True)
        self._starts, self._ends = numbers_of(self.text)
        self.body = None if type(body) is str else self._part(Body, body)
        self.address = data["url"]
        self.values = data
        self.types = tuple(data.get("type", ()))
        self.image = [self._part(Image, item) for item in data.get("image", ())]
        self.has_part = [self._part(PagePart, item) for item in data.get("hasPart", ())]
        self.correction = [self._part(Correction, item) for item in data.get("correction", ())]
        self._used: dict[frozenset[str], set[Any]] = {kinds: set() for kinds in ACCEPTED_KINDS}
        self._roles: list[RoleRecord] = []
        self._participants: list[ParticipantRecord] = []
        self.own_iris: list[tuple[str, str]] = []
        self.media = set()
        self._facts = 0
        self.things: dict[str, ThingRecord] = {}
        for kind, name in COLLECTIONS.items():
            if name in data:
                self._add_things(kind, data[name])
        self.citations: list[CitationRecord] = []
        self._add_citations(data.get("citations", _NONE))
        self.quotations = [
            (
                slug,
                self._words(item["words"], QUOTATION_GAP) if "words" in item else NO_WORDS,
                item.get("speaker", ()),
                item.get("citation"),
            )
            for slug, item in sorted(data.get("quotations", _NONE).items())
        ]
        self.figures = [self._figure(slug, item) for slug, item in sorted(data.get("figures", _NONE).items())]
        self._mentions, self._dates = mentions_of(data.get("mentions", ()), self.text, self._ground)
        if not self._mentions.keys() <= self.things.keys():
            raise NeedsModelsError
        self.has_fitting_types = not self._facts & _MAY_NOT_FIT
        self.has_rare_keys = bool(self._facts & _HAS_RARE_KEYS)

    @property
    def present(self) -> PresentKeys:
        """The keys of the story."""
        return tuple(self.values)

    def mentions(self) -> tuple[Mentions, Sequence[DateRecord]]:
        """Return the mentions."""
        return self._mentions, self._dates

    def mentioned_ids(self) -> Collection[str]:
        """Return the ids of the things that are mentioned."""
        return self._mentions.keys()

    def used_ids(self) -> dict[frozenset[str], set[Any]]:
        """Return the ids that the story refers to, by accepted kinds: what `referenced_ids` returns for its data."""
        used = self._used
        for key, kinds in ARTICLE_TARGETS.items():
            if key in self.values:
                used[kinds].update(self.values[key])
        used[_PARTICIPANTS["party"]].update([part[0] for part in self._participants])
        used[_ROLES["of"]].update([role[2] for role in self._roles if role[2] is not None])
        used[_ROLES["at"]].update([role[3] for role in self._roles if role[3] is not None])
        targets = ITEM_TARGETS["quotations"]
        used[targets["speaker"]].update(*[record[2] for record in self.quotations])
        used[targets["citation"]].update([record[3] for record in self.quotations if record[3] is not None])
        targets = ITEM_TARGETS["figures"]
        used[targets["about"]].update(*[record[7] for record in self.figures])
        used[targets["citation"]].update([record[8] for record in self.figures if record[8] is not None])
        used[MENTION_TARGETS["of"]].update(self._mentions)
        return used

    def _part(self, kind: type[T], value: Any) -> T:
        return kind.model_validate(value, context=self._ground, by_alias=True, by_name=False)

    def _add_things(self, kind: type[Thing], items: Mapping[str, Mapping[str, Any]]) -> None:
        previous_keys, previous_types = None, None
        for slug in sorted(items):
            item = items[slug]
            keys, types = tuple(item), tuple(item["type"]) if "type" in item else ()
            if keys != previous_keys or types != previous_types:
                present, converted, parts_key, template, facts = _shape(kind, keys, types)
                previous_keys, previous_types = keys, types
            if facts:
                self._facts |= facts
                if facts & _IS_MEDIUM:
                    self.media.add(slug)
            if converted:
                item = self._converted(slug, item, converted)
            parts: list[Any] | tuple[()] = ()
            if parts_key == "roles":
                parts = [*map(self._role, item["roles"])]
                self._roles += parts
            elif parts_key:
                parts = [*map(self._participant, item["participants"])]
                self._participants += parts
            self.things[slug] = (slug, kind, types, item, parts, present, template)

    def _converted(
        self, slug: str, item: Mapping[str, Any], converted: Sequence[tuple[str, str, frozenset[str]]]
    ) -> Mapping[str, Any]:
        """Return the values of a thing as the models have them; `converted` are the keys of those that differ."""
        values: Mapping[str, Any] = item
        for key, kind, targets in converted:
            value = item[key]
            if kind == "reference":
                if len(value) == 1 and type(value) is list and type(value[0]) is str:
                    self._used[targets].add(value[0])
                    continue  # the common case: a list of one id
                self._add_used(targets, value, slug)
            if kind == "own iri":
                self.own_iris.append((slug, value))
            else:
                values = {**values, key: self._held(kind, value)}
        return values

    def _add_used(self, targets: frozenset[str], value: Any, slug: str) -> None:
        """Add the ids that a thing refers to, except a single reference to itself."""
        if value not in (slug, {"id": slug}):
            several = value if type(value) is list else (value,)
            self._used[targets].update([one if type(one) is str else one["id"] for one in several])

    def _held(self, kind: str, value: Any) -> Any:
        """Return a value of a thing as the models have it; `kind` is that of its field."""
        if kind == "date":
            return self._dated(value)
        if kind == "reference":
            return self._relations(value)
        return self._span(value) if kind == "words" else _number(value)

    def _role(self, role: Mapping[str, Any]) -> RoleRecord:
        start, end, words = role.get("start"), role.get("end"), role.get("words")
        if end is not None:
            self._facts |= _HAS_RARE_KEYS
        return (
            role.get("property", "hasOccupation"),
            role.get("roleName"),
            role.get("of"),
            role.get("at"),
            None if start is None else self._dated(start),
            None if end is None else self._dated(end),
            role.get("status"),
            role.get("basis"),
            None if words is None else self._span(words),
        )

    def _participant(self, one: Mapping[str, Any]) -> ParticipantRecord:
        words = one.get("words")
        return (
            one["party"],
            one.get("roleName"),
            one.get("property", "contributor"),
            one.get("basis"),
            None if words is None else self._span(words),
        )

    def _add_citations(self, citations: Mapping[str, Mapping[str, Any]]) -> None:
        targets = ITEM_TARGETS["citations"]
        all_parties: list[str] = []
        all_about: list[str] = []
        for label in sorted(citations):
            item = citations[label]
            chain: list[HopRecord] = []
            for hop in item.get("chain", ()):
                parties = hop["parties"]
                all_parties += parties
                chain.append((parties, None, None) if len(hop) == 1 else self._hop(hop))
            about, repeats = item.get("about", ()), item.get("repeats")
            all_about += about
            if repeats is not None:
                self._facts |= _HAS_RARE_KEYS
                if repeats != label:
                    self._used[targets["repeats"]].add(repeats)
            self.citations.append(
                (
                    label,
                    self._words(item["covers"], COVERS_GAP) if "covers" in item else NO_WORDS,
                    item.get("mode", "indirect"),
                    item.get("act", "statement"),
                    self._fragments(item["cues"]) if "cues" in item else None,
                    about,
                    repeats,
                    chain,
                    item.get("origin", "given"),
                )
            )
        self._used[_HOPS["parties"]].update(all_parties)
        self._used[targets["about"]].update(all_about)

    def _hop(self, hop: Mapping[str, Any]) -> HopRecord:
        words = self._fragments(hop["words"]) if "words" in hop else None
        if len(hop) == (2 if words else 1):
            return hop["parties"], words, None
        get = hop.get
        date = self._dated(hop["date"]) if "date" in hop else None
        medium, inherited = get("medium"), get("inherited")
        if medium is not None:
            self._used[_HOPS["medium"]].add(medium)
        if inherited is not None:
            self._facts |= _HAS_RARE_KEYS
            self._used[_HOPS["inherited"]].add(inherited)
        details = (get("role"), date, medium, get("form"), get("url"), get("headline"), inherited)
        return hop["parties"], words, details

    def _figure(self, slug: str, item: Mapping[str, Any]) -> FigureRecord:
        text, words = self._words(item["words"], FIGURE_GAP) if "words" in item else NO_WORDS
        value, low, high = _number(item.get("value")), _number(item.get("min")), _number(item.get("max"))
        exclusive, as_of, period = item.get("exclusive", False), item.get("asOf"), item.get("period")
        return (
            slug,
            (text, item.get("measures"), value, low, high, item.get("unit")),
            words,
            exclusive and excluded_bounds(exclusive, low is not None, high is not None),
            item.get("approximate", False),
            None if as_of is None else self._dated(as_of),
            None if period is None else self._dated(period),
            item.get("about", ()),
            item.get("citation"),
        )

    def _words(self, several: Sequence[Mapping[str, Any]], gap: str) -> Words:
        if len(several) == 1:  # the common case
            exact, start = several[0]["exact"], several[0]["start"]
            end = start + len(exact)
            if self.text[start:end] != exact:
                raise NeedsModelsError
            return exact, self._starts[start] + self._ends[end]
        return gap.join([words["exact"] for words in several]), self._fragments(several)

    def _fragments(self, several: Sequence[Mapping[str, Any]]) -> Fragments:
        spans = [self._span(words) for words in several]
        found = [self._starts[start] + self._ends[end] for start, end in spans]
        return found[0] if len(found) == 1 else found or None

    def _span(self, words: Mapping[str, Any]) -> Offsets:
        start = words["start"]
        end = start + len(words["exact"])
        if self.text[start:end] != words["exact"]:
            raise NeedsModelsError
        return start, end

    def _dated(self, value: Any) -> Dated:
        if type(value) is str:
            return read_date(value, None)
        return self._part(Dated, value) if "words" in value else read_date(value["date"], value.get("basis"))

    def _relations(self, value: Any) -> Any:
        """Return the relation of an object, or the relations of a list; one without a basis is an id."""
        if type(value) is list:
            return [one if type(one) is str else self._part(Relation, one) for one in value]
        return value if type(value) is str else self._part(Relation, value)


def _number(value: Any) -> int | Decimal | None:
    """Return a number as the models have it, or an integer that is JSON as it is; None for no number."""
    if value is None or (type(value) is int and -(2**53) < value < 2**53):
        return value
    return parse_number(value)


_NONE: Final[Mapping[str, Any]] = {}


@lru_cache(maxsize=4096)
def _shape(
    kind: type[Thing], keys: tuple[str, ...], types: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[tuple[str, str, frozenset[str]], ...], str, Template, int]:
    """Return what follows from the class, keys and types of a thing: an archive repeats the same ones.

    These are the keys, unless they are all in COMMON; those whose values are converted, with their kinds and what they
    may refer to; the key of its roles or participants, if any; its template; and whether it is a news organization,
    has types that may not be of its class, or has rare keys.
    """
    present = () if COMMON.issuperset(keys) else keys
    targets = ITEM_TARGETS[COLLECTIONS[kind]]
    converted = tuple(
        [(key, _CONVERTED[key], targets.get(key, frozenset())) for key in keys if key in _CONVERTED]
    )
    parts = [key for key in ("roles", "participants") if key in keys]
    template: Template = None
    if len(types) < 2 and (not types or class_of(types) is kind):
        template = node_template(kind, types[0] if types else kind.default_type, keys)
    facts = _IS_MEDIUM if types and is_kind(types, MEDIUM) else 0
    if "type" in keys and not (all(map(is_class, types)) and is_kind(types, kind.default_type)):
        facts |= _MAY_NOT_FIT
    if not {"anonymous", "deathDate", "endDate"}.isdisjoint(keys):
        facts |= _HAS_RARE_KEYS
    return present, converted, "".join(parts), template, facts
