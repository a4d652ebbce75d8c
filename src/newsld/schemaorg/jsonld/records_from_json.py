"""The records of a story in plain data, so that archives are written as JSON-LD without a model of each article.

Only for data that is valid as a line (`line_schema.json`). Data that the models would report or change is left to the
models.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
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
from newsld.schemaorg.jsonld.fragments import ENDS, STARTS, Offsets
from newsld.schemaorg.jsonld.own_terms import FORMS
from newsld.schemaorg.jsonld.property_writer import changed_values
from newsld.schemaorg.jsonld.records import (
    COMMON,
    MEDIUM,
    CitationRecord,
    CopiedNode,
    DateRecord,
    HopRecord,
    Mentions,
    ParticipantRecord,
    Records,
    RoleRecord,
    ThingRecord,
)
from newsld.schemaorg.jsonld.values import KeyStyle, Node, PresentKeys, class_of, is_kind

T = TypeVar("T", bound=Part)


class _NeedsModelsError(ValueError):
    """The data needs the models."""


_CONVERTED: Final = {
    field.alias: field.kind
    for model in COLLECTIONS
    for field in fields_of(model)
    if field.kind in {"words", "number", "date"} or field.is_relation
} | {"iri": "own iri"}
"""The keys of things whose values records have as the models do, or in a place of their own, each with its kind."""

_IS_MEDIUM: Final = 1
_MAY_NOT_FIT: Final = 2

_ROLES: Final = PART_TARGETS["people"][1]
_PARTICIPANTS: Final = PART_TARGETS["events"][1]
_HOPS: Final = PART_TARGETS["citations"][1]

_ROLE_DEFAULTS: Final = dict.fromkeys(
    ("property", "roleName", "of", "at", "start", "end", "status", "basis", "words")
) | {"property": "hasOccupation"}
_ROLE: Final[itemgetter[Any]] = itemgetter(*_ROLE_DEFAULTS)
_CITATION_DEFAULTS: Final[Mapping[str, Any]] = {
    "covers": (),
    "mode": "indirect",
    "act": "statement",
    "cues": (),
    "about": (),
    "repeats": None,
    "chain": (),
    "origin": "given",
}
_CITATION: Final[itemgetter[Any]] = itemgetter(*_CITATION_DEFAULTS)


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

    If `has_fitting_types`, the types of all things exist and fit.
    """

    keys: KeyStyle = "alias"

    def __init__(self, data: Mapping[str, Any]) -> None:
        body = data.get("body", "")
        self.text = body if type(body) is str else body["text"]
        self._ground = SpanContext(self.text)
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
        self.has_fitting_types = True
        self.things = [
            self._thing(slug, item, kind)
            for kind, name in COLLECTIONS.items()
            if name in data
            for slug, item in sorted(data[name].items())
        ]
        self.citations = [
            self._citation(label, item) for label, item in sorted(data.get("citations", _NONE).items())
        ]
        self.quotations = [
            (slug, self._spans(item.get("words", ())), item.get("speaker", ()), item.get("citation"))
            for slug, item in sorted(data.get("quotations", _NONE).items())
        ]
        self.figures = [self._figure(slug, item) for slug, item in sorted(data.get("figures", _NONE).items())]
        self._mentions: dict[str, Node] = {}
        self._dates: list[DateRecord] = []
        self._add_mentions(data.get("mentions", ()))

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
        hops = [hop for record in self.citations for hop in record[7]]
        used[_HOPS["parties"]].update(*[hop[0] for hop in hops])
        for details in [hop[2] for hop in hops if hop[2] is not None]:
            used[_HOPS["medium"]].update(details[2:3] if details[2] is not None else ())
            used[_HOPS["inherited"]].update(details[6:] if details[6] is not None else ())
        targets = ITEM_TARGETS["citations"]
        used[targets["about"]].update(*[record[5] for record in self.citations])
        used[targets["repeats"]].update(
            [record[6] for record in self.citations if record[6] is not None and record[6] != record[0]]
        )
        targets = ITEM_TARGETS["quotations"]
        used[targets["speaker"]].update(*[record[2] for record in self.quotations])
        used[targets["citation"]].update([record[3] for record in self.quotations if record[3] is not None])
        targets = ITEM_TARGETS["figures"]
        used[targets["about"]].update(*[figure["about"] for figure in self.figures])
        used[targets["citation"]].update(
            [figure["citation"] for figure in self.figures if figure["citation"] is not None]
        )
        used[MENTION_TARGETS["of"]].update(self._mentions)
        return used

    def _part(self, kind: type[T], value: Any) -> T:
        return kind.model_validate(value, context=self._ground, by_alias=True, by_name=False)

    def _thing(self, slug: str, item: Mapping[str, Any], kind: type[Thing]) -> ThingRecord:
        types = tuple(item["type"]) if "type" in item else ()
        present, converted, parts_key, copied, facts = _shape(kind, tuple(item), types)
        if facts:
            if facts & _IS_MEDIUM:
                self.media.add(slug)
            if facts & _MAY_NOT_FIT:
                self.has_fitting_types = False
        for key, kind_of_value, targets in converted:
            value = item[key]
            if kind_of_value == "reference":
                if len(value) == 1 and type(value) is list and type(value[0]) is str:
                    self._used[targets].add(value[0])
                    continue  # the common case: a list of one id
                self._add_used(targets, value, slug)
            if kind_of_value == "own iri":
                self.own_iris.append((slug, value))
            else:
                item = {**item, key: self._held(kind_of_value, value)}
        parts: Sequence[Any] = ()
        if parts_key == "roles":
            parts = [self._role(role) for role in item["roles"]]
            self._roles += parts
        elif parts_key:
            parts = [self._participant(one) for one in item["participants"]]
            self._participants += parts
        return slug, kind, types, item, parts, present, copied

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
        return self._span(value) if kind == "words" else parse_number(value)

    def _role(self, role: Mapping[str, Any]) -> RoleRecord:
        record = _ROLE({**_ROLE_DEFAULTS, **role})
        start, end, words = record[4], record[5], record[8]
        if start is not None or end is not None or words is not None:
            dates = [None if date is None else self._dated(date) for date in (start, end)]
            record = (*record[:4], *dates, *record[6:8], None if words is None else self._span(words))
        return record  # type: ignore[no-any-return]

    def _participant(self, one: Mapping[str, Any]) -> ParticipantRecord:
        words = one.get("words")
        return (
            one["party"],
            one.get("roleName"),
            one.get("property", "contributor"),
            one.get("basis"),
            None if words is None else self._span(words),
        )

    def _citation(self, label: str, item: Mapping[str, Any]) -> CitationRecord:
        covers, mode, act, cues, about, repeats, chain, origin = _CITATION({**_CITATION_DEFAULTS, **item})
        return (
            label,
            self._spans(covers),
            mode,
            act,
            self._spans(cues) if cues else (),
            about,
            repeats,
            [(hop["parties"], (), None) if len(hop) == 1 else self._hop(hop) for hop in chain],
            origin,
        )

    def _hop(self, hop: Mapping[str, Any]) -> HopRecord:
        words = self._spans(hop["words"]) if "words" in hop else ()
        if len(hop) == (2 if words else 1):
            return hop["parties"], words, None
        get = hop.get
        return (
            hop["parties"],
            words,
            (
                get("role"),
                self._dated(hop["date"]) if "date" in hop else None,
                get("medium"),
                get("form"),
                get("url"),
                get("headline"),
                get("inherited"),
            ),
        )

    def _figure(self, slug: str, item: Mapping[str, Any]) -> Mapping[str, Any]:
        get = item.get
        return {
            "id": slug,
            "measures": get("measures"),
            **{name: parse_number(item[name]) if name in item else None for name in ("value", "min", "max")},
            "exclusive": excluded_bounds(get("exclusive", False), "min" in item, "max" in item),
            "approximate": get("approximate", False),
            "unit": get("unit"),
            "as_of": self._dated(item["asOf"]) if "asOf" in item else None,
            "period": self._dated(item["period"]) if "period" in item else None,
            "about": get("about", ()),
            "words": self._spans(get("words", ())),
            "citation": get("citation"),
        }

    def _add_mentions(self, mentions: Sequence[Mapping[str, Any]]) -> None:
        """Add the mentions, each of which must come after the one before it."""
        starts_with, of_things = self.text.startswith, self._mentions
        before, previous = -1, _NONE
        for mention in mentions:
            words = mention["words"]
            exact = words["exact"]
            start = words["start"]
            if not starts_with(exact, start):
                raise _NeedsModelsError
            if start <= before and self._place(mention) <= self._place(previous):
                raise _NeedsModelsError
            before = start
            previous = mention
            if "date" in mention:
                if "of" in mention:
                    raise _NeedsModelsError
                span = (start, start + len(exact))
                self._dates.append((span, self._dated(mention["date"]), mention.get("form")))
                continue
            words = STARTS[start] + ENDS[start + len(exact)]
            term = FORMS[mention.get("form")]
            slug = mention["of"]
            if slug not in of_things:
                of_things[slug] = {term: words}
            elif term not in (terms := of_things[slug]):
                terms[term] = words
            elif type(several := terms[term]) is list:
                several.append(words)
            else:
                terms[term] = [several, words]

    def _place(self, mention: Mapping[str, Any]) -> tuple[int, int, str, str]:
        """Return what mentions are in the order of."""
        words = mention["words"]
        start, date = words["start"], mention.get("date")
        of = mention.get("of", "")
        return start, start + len(words["exact"]), of, "" if date is None else str(self._dated(date).date)

    def _spans(self, several: Sequence[Mapping[str, Any]]) -> list[Offsets]:
        starts_with = self.text.startswith
        spans = []
        for words in several:
            start, exact = words["start"], words["exact"]
            if not starts_with(exact, start):
                raise _NeedsModelsError
            spans.append((start, start + len(exact)))
        return spans

    def _span(self, words: Mapping[str, Any]) -> Offsets:
        return self._spans((words,))[0]

    def _dated(self, value: Any) -> Dated:
        if type(value) is str:
            return _date(value, None)
        return self._part(Dated, value) if "words" in value else _date(value["date"], value.get("basis"))

    def _relations(self, value: Any) -> Any:
        """Return the relation of an object, or the relations of a list; one without a basis is an id."""
        if type(value) is list:
            return [one if type(one) is str else self._part(Relation, one) for one in value]
        return value if type(value) is str else self._part(Relation, value)


_NONE: Final[Mapping[str, Any]] = {}


@lru_cache(maxsize=4096)
def _shape(
    kind: type[Thing], keys: tuple[str, ...], types: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[tuple[str, str, frozenset[str]], ...], str, CopiedNode, int]:
    """Return what follows from the class, keys and types of a thing: an archive repeats the same ones.

    These are the keys, unless they are all in COMMON; those whose values are converted, with their kinds and what they
    may refer to; the key of its roles or participants, if any; its copied node; and whether it is a news organization,
    or has types that may not be of its class.
    """
    present = () if COMMON.issuperset(keys) else keys
    targets = ITEM_TARGETS[COLLECTIONS[kind]]
    converted = tuple(
        [(key, _CONVERTED[key], targets.get(key, frozenset())) for key in keys if key in _CONVERTED]
    )
    parts = [key for key in ("roles", "participants") if key in keys]
    copied: CopiedNode = None
    if len(types) < 2 and (not types or class_of(types) is kind):
        changes = changed_values(kind, keys)
        copied = None if changes is None else (types[0] if types else kind.default_type, changes)
    facts = _IS_MEDIUM if types and is_kind(types, MEDIUM) else 0
    if "type" in keys and not (all(map(is_class, types)) and is_kind(types, kind.default_type)):
        facts |= _MAY_NOT_FIT
    return present, converted, "".join(parts), copied, facts


@lru_cache(maxsize=4096)
def _date(date: str, basis: str | None) -> Dated:
    """Return a date; an archive repeats the same dates."""
    return Dated.model_validate({"date": date} if basis is None else {"date": date, "basis": basis})
