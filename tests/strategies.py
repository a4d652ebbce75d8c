"""Hypothesis strategies: valid articles over hostile text, with every field of every class possible."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from hostile import (
    ADDRESSES,
    EDTF_DATES,
    EXTRA,
    HOSTILE,
    LABELS,
    LANGUAGES,
    NUMBERS,
    SLUGS,
    TIMESTAMPS,
    VALUES,
    bodies,
    texts,
)
from newsld.model import Correction, Event, Image, NewsArticle, Organization, PagePart, Person, Place
from newsld.model.fields import ModelField, properties_of
from newsld.model.from_document import article_from
from newsld.model.node import Part, Thing
from newsld.model.reference_targets import COLLECTION_KINDS
from newsld.model.text import Span

__all__ = ["EDTF_DATES", "HOSTILE", "TIMESTAMPS", "articles", "bodies", "texts"]


class _Maker:
    """Draws the parts of one article: what may be referred to is known before anything refers to it."""

    def __init__(self, draw: st.DrawFn, *, nul: bool, layout: bool, full: bool) -> None:
        self.draw = draw
        self.full = full
        self.text = texts(nul=nul)
        self.body = None if draw(st.integers(0, 9)) == 9 else draw(bodies(nul=nul))
        size = len(self.body or "")
        self.spans = [Span(0, size)] if size else []
        for _ in range(min(size, draw(st.integers(0, 5)))):
            start = draw(st.integers(0, size - 1))
            self.spans.append(Span(start, draw(st.integers(start + 1, size))))
        self.layout = layout
        names = draw(st.permutations(SLUGS)) if draw(st.booleans()) else list(SLUGS)
        self.ids = {
            kind: [names.pop(0) for _ in range(2 if full else draw(st.integers(0, 2)))] for kind in _KINDS
        }
        self.labels = draw(st.lists(st.sampled_from(LABELS), min_size=2 * full, max_size=3, unique=True))
        self.made: list[tuple[str, list[dict[str, Any]]]] = []

    # -- drawing ---------------------------------------------------------------------------------------------

    def one(self, values: Sequence[Any]) -> Any:
        return self.draw(st.sampled_from(values)) if values else None

    def some(self, values: Sequence[Any], most: int = 2) -> list[Any]:
        return self.draw(st.lists(st.sampled_from(values), max_size=most, unique=True)) if values else []

    def words(self) -> Span | None:
        return self.one(self.spans)  # type: ignore[no-any-return]

    def string(self) -> str:
        return self.draw(self.text)

    def strings(self) -> list[str]:
        return self.draw(st.lists(self.text, max_size=2, unique=True))

    def address(self) -> str:
        return str(self.one(ADDRESSES))

    def dated(self) -> Any:
        date = self.one(EDTF_DATES)
        if self.draw(st.booleans()):
            return date
        return _kept({"date": date, "basis": self.one((None, *_BASES)), "words": self.words()})

    def refs(self, *kinds: str, but: str = "", most: int = 2) -> list[str]:
        return self.some([name for name in self.known(*kinds) if name != but], most)

    def ref(self, *kinds: str, but: str = "") -> str | None:
        return self.one([name for name in self.known(*kinds) if name != but])  # type: ignore[no-any-return]

    def known(self, *kinds: str) -> list[str]:
        return [name for kind in kinds for name in self.ids[kind]]

    def earlier(self, kind: str, name: str) -> list[str]:
        return self.ids[kind][: self.ids[kind].index(name)]

    def fields(self, **makers: Any) -> dict[str, Any]:
        """Some of these fields, each made by its maker: one draw says which."""
        mask = -1 if self.full else self.draw(st.integers(0, 2 ** len(makers) - 1))
        names = [name for place, name in enumerate(makers) if mask >> place & 1]
        return _kept({name: makers[name]() for name in names})

    def extra(self, kind: str, iri: str) -> dict[str, Any]:
        """What a node has that is not modelled, and its own IRI: mostly neither."""
        choice = 7 if self.full else self.draw(st.integers(0, 7))
        made: dict[str, Any] = {}
        if choice & 4:
            made["extra"] = {name: self.one(VALUES) for name in self.some(EXTRA[kind])}
        if choice & 3 == 3:
            made["iri"] = iri
        elif choice & 3 == 2:
            made["iri"] = "_:"
        return _kept(made)

    # -- entities and events ---------------------------------------------------------------------------------

    def value(self, field: ModelField, name: str) -> Any:
        """A value for a field that is one property of schema.org, of a thing with this id."""
        if (field.model, field.name) in _VALUES:
            return self.one(_VALUES[field.model, field.name])
        if field.kind == "reference":
            return self.reference(field, name)
        one = {
            "choice": lambda: self.one(field.choices),
            "text": self.string,
            "iri": self.address,
            "date": self.dated,
            "timestamp": lambda: self.one(TIMESTAMPS),
            "language": lambda: self.one(LANGUAGES),
            "boolean": lambda: self.one((False, True)),
            "integer": lambda: self.one((0, 2024)),
            "pixels": lambda: self.one((1, 480, 640)),
            "number": lambda: self.one(NUMBERS),
        }[field.kind]
        return [one() for _ in range(self.draw(st.integers(0, 2)))] if field.many else one()

    def reference(self, field: ModelField, name: str) -> Any:
        """Ids of fitting things; where a field could lead back to its owner, of earlier ones and of other kinds."""
        names = []
        for collection, kind in COLLECTION_KINDS.items():
            if kind in field.targets:
                loops = name in self.ids[collection] and field.name in _HIERARCHIES
                names += self.earlier(collection, name) if loops else self.ids[collection]
        names = [other for other in names if other != name]
        chosen = self.some(names) if field.many else [name for name in (self.one(names),) if name]
        made = [self.relation(other) for other in chosen] if field.is_relation else chosen
        return made if field.many else made[0] if made else None

    def relation(self, name: str) -> Any:
        """An id, mostly with the basis and the words of the relation."""
        if not self.full and self.draw(st.booleans()):
            return name
        return _kept({"id": name, **self.fields(basis=lambda: self.one(_BASES), words=self.words)})

    def properties(self, model: type[Thing], name: str = "", **more: Any) -> dict[str, Any]:
        """Some of the fields of a model: those that its declaration says all about, and `more` with their makers."""
        declared = {
            field.alias: partial(self.value, field, name)
            for field in properties_of(model)
            if not field.required and field.alias not in more
        }
        return self.fields(**declared, **more)

    def entity(self, model: type[Thing], name: str, types: Sequence[Any], **more: Any) -> dict[str, Any]:
        kind = model.__name__.lower()
        return {
            **self.properties(model, name, type=lambda: self.one(types), **more),
            **self.extra(kind, f"https://id.example/{kind}/{name}"),
        }

    def role(self, properties: Sequence[str]) -> dict[str, Any]:
        made = self.fields(
            property=lambda: self.one(properties),
            of=lambda: self.ref("organizations", "places"),
            at=lambda: self.ref("organizations", "places"),
            start=self.dated,
            end=self.dated,
            status=lambda: self.one(("current", "former", "designate", "disputed")),
            basis=lambda: self.one(_BASES),
            words=self.words,
        )
        if len(properties) == 1:
            made["property"] = properties[0]
        named = not made.keys() & {"of", "at"} or self.draw(st.booleans())
        return {**made, "roleName": self.string()} if named else made

    def roles(self, *properties: str) -> list[dict[str, Any]]:
        return [self.role(properties) for _ in range(self.draw(st.integers(0, 2)))]

    def unnamed(self) -> dict[str, Any]:
        if not self.draw(st.booleans()):
            return {}
        return _kept({"anonymous": True, "anonymousReason": self.words()})

    def person(self, name: str) -> dict[str, Any]:
        roles = partial(self.roles, "hasOccupation", "memberOf", "affiliation", "worksFor", "alumniOf")
        types = ("Patient", ["Person", "Patient"])
        return {**self.entity(Person, name, types, roles=roles), **self.unnamed()}

    def organization(self, name: str) -> dict[str, Any]:
        types = ("NewsMediaOrganization", "GovernmentOrganization", ["Corporation", "NewsMediaOrganization"])
        roles = partial(self.roles, "memberOf")
        return {
            **self.entity(Organization, name, types, roles=roles, group=lambda: True),
            **self.unnamed(),
        }

    def place(self, name: str) -> dict[str, Any]:
        types = ("Country", "City", ["City", "TouristAttraction"], "AdministrativeArea")
        return self.entity(Place, name, types)

    def event(self, name: str) -> dict[str, Any]:
        return self.entity(
            Event,
            name,
            ("SportsEvent", ["SportsEvent", "BusinessEvent"]),
            participants=self.participants,
            factuality=lambda: self.one(("asserted", "claimed", "planned", "requested")),
        )

    def participants(self) -> list[dict[str, Any]]:
        made = []
        for party in self.refs(*_PARTIES):
            rest = self.fields(
                roleName=self.string,
                property=lambda: self.one(("contributor", "organizer", "about")),
                basis=lambda: self.one(_BASES),
                words=self.words,
            )
            made.append({"party": party, **rest})
        return made

    # -- captures --------------------------------------------------------------------------------------------

    def quotation(self, _: str) -> dict[str, Any]:
        return self.fields(
            words=lambda: self.some(self.spans),
            speaker=lambda: self.refs(*_PARTIES),
            citation=lambda: self.one(self.labels),
        )

    def figure(self, _: str) -> dict[str, Any]:
        numbers = sorted(self.draw(st.lists(st.sampled_from(NUMBERS), min_size=2, max_size=2)), key=float)
        bounds: dict[str, Any] = self.one(
            (
                {"value": numbers[0]},
                {"min": numbers[0]},
                {"max": numbers[1]},
                {"min": numbers[0], "max": numbers[1]},
            )
        )
        if "value" not in bounds:
            exclusive = self.one((None, True, "min", "max") if len(bounds) == 2 else (None, True))
            bounds = _kept({**bounds, "exclusive": exclusive})
        return {
            **bounds,
            **self.fields(
                measures=self.string,
                approximate=lambda: True,
                unit=self.string,
                asOf=self.dated,
                period=self.dated,
                about=lambda: self.refs(*_PARTIES, "events"),
                words=lambda: self.some(self.spans),
                citation=lambda: self.one(self.labels),
            ),
        }

    def hop(self) -> dict[str, Any] | None:
        parties = self.refs(*_PARTIES)
        if not parties:
            return None
        rest = self.fields(
            role=self.string,
            date=self.dated,
            medium=lambda: self.ref("organizations"),
            form=self.string,
            url=self.address,
            headline=self.string,
            words=lambda: self.some(self.spans),
        )
        return {"parties": parties, **rest}

    def chain(self) -> list[dict[str, Any]]:
        """A chain; some begin with the first hops of an earlier citation, carried over."""
        carried: list[dict[str, Any]] = []
        if self.made and (self.full or self.draw(st.booleans())):
            source, hops = self.one(self.made)
            carried = [
                {**hop, "inherited": source} for hop in hops[: self.draw(st.integers(int(self.full), 2))]
            ]
        own = [hop for hop in (self.hop() for _ in range(self.draw(st.integers(0, 2)))) if hop]
        return carried + own

    def citation(self, label: str) -> dict[str, Any]:
        chain = self.chain()
        made = {
            "chain": chain,
            **self.fields(
                covers=lambda: self.some(self.spans, 3),
                mode=lambda: self.one(("direct", "indirect", "mixed")),
                act=lambda: self.one(("statement", "directive", "designation")),
                cues=lambda: self.some(self.spans),
                about=lambda: self.refs(*_PARTIES, "events", "quotations", "figures"),
                repeats=lambda: self.one([name for name, _ in self.made]),
            ),
        }
        origins = ("given", "not-given", "own") if chain else ("given", "own")
        if (origin := self.one(origins)) != "given":
            made["origin"] = origin
        self.made.append((label, chain))
        return _kept(made)

    def mentions(self) -> list[dict[str, Any]]:
        made = {}
        for _ in range(self.draw(st.integers(0, 6)) if self.spans else 0):
            words = self.words()
            of = self.ref(*_PARTIES, "events") if self.draw(st.booleans()) else None
            if of is None:
                made[words, ""] = {"words": words, "date": self.dated()}
            else:
                form = self.one((None, "name", "alias", "nominal", "pronoun", "demonym", "metonym"))
                made[words, of] = _kept({"words": words, "of": of, "form": form})
        return list(made.values())

    # -- the body --------------------------------------------------------------------------------------------

    def marks(self) -> list[dict[str, Any]]:
        made = []
        for _ in range(self.draw(st.integers(0, 3))):
            kind = self.one(("link", "emphasis", "strong", "picture"))
            span = self.words()
            if span is None:
                break
            if kind == "picture":
                span = Span(span.start, span.start)
            rest = (
                {"url": self.one((*ADDRESSES, "photo one.jpg", "/a/b", "a)b(", "<x>"))}
                if kind in {"link", "picture"}
                else {}
            )
            if rest and self.draw(st.booleans()):
                rest["title"] = self.string()
            if kind == "picture" and self.draw(st.booleans()):
                rest["alternative"] = self.string()
            made.append({"kind": kind, "words": span, **rest})
        return made

    def blocks(self) -> list[dict[str, Any]]:
        """Leaves side by side, each inside up to two containers, which may hold several."""
        size = len(self.body or "")
        cuts = sorted(self.draw(st.lists(st.integers(0, size), max_size=8, unique=True)))
        spare = self.draw(st.integers(0, 1))
        leaves = [Span(*pair) for pair in pairwise(cuts)][:: 1 + spare]
        made: list[dict[str, Any]] = []
        while leaves:
            held = leaves[: self.draw(st.integers(1, 2))]
            leaves = leaves[len(held) :]
            for kind in self.draw(st.lists(st.sampled_from(("list-item", "block-quote")), max_size=2)):
                number = self.one((None, 1, 2, 7)) if kind == "list-item" else None
                made.append(
                    _kept({"kind": kind, "words": Span(held[0].start, held[-1].end), "number": number})
                )
            for span in held:
                level = self.draw(st.integers(0, 6))
                made.append(
                    {"kind": "heading", "words": span, "level": level} if level > 3 else {"words": span}
                )
        return made

    def laid_out(self) -> Any:
        if self.body is None:
            return None
        made: dict[str, Any] = {"text": self.body}
        if self.layout and self.draw(st.booleans()):
            made["blocks"] = self.blocks()
        return {**made, "marks": self.marks()}

    # -- the article -----------------------------------------------------------------------------------------

    def images(self) -> list[dict[str, Any]]:
        return [
            {"url": address, **self.part(Image, "image", number)}
            for number, address in enumerate(self.some(ADDRESSES[:4]))
        ]

    def page_parts(self) -> list[dict[str, Any]]:
        return [
            {"cssSelector": selectors, **self.part(PagePart, "part", number)}
            for number, selectors in enumerate(self.some((".paywall", "#more")))
        ]

    def corrections(self) -> list[dict[str, Any]]:
        return [
            {"text": text, **self.part(Correction, "correction", number)}
            for number, text in enumerate(self.strings())
        ]

    def generation(self) -> dict[str, Any]:
        return _kept(
            {"by": self.string(), "at": self.one(TIMESTAMPS), "hash": self.one((None, "0123456789abcdef"))}
        )

    def draft_state(self) -> dict[str, Any]:
        look = [
            {"item": name, **_kept({"what": self.string(), "why": self.string(), "words": self.string()})}
            for name in self.strings()
        ]
        return {"sure": self.strings(), "look": look}

    def part(self, model: type[Thing], kind: str, number: int) -> dict[str, Any]:
        return {**self.properties(model), **self.extra(kind, f"https://id.example/{kind}/{number}")}

    def metadata(self) -> dict[str, Any]:
        return self.properties(
            NewsArticle,
            type=lambda: self.one(("ReportageNewsArticle", ["NewsArticle", "OpinionNewsArticle"])),
            url=lambda: self.one(ADDRESSES[:2]),
            image=self.images,
            hasPart=self.page_parts,
            correction=self.corrections,
            generated=self.generation,
            verified=lambda: [self.generation() for _ in range(self.draw(st.integers(0, 2)))],
            draft=self.draft_state,
        )

    def article(self) -> NewsArticle:
        makers = {
            "people": self.person,
            "organizations": self.organization,
            "places": self.place,
            "events": self.event,
            "quotations": self.quotation,
            "figures": self.figure,
        }
        data = {kind: {name: make(name) for name in self.ids[kind]} for kind, make in makers.items()}
        data["citations"] = {label: self.citation(label) for label in self.labels}
        story = {
            "newsld": 2,
            **self.metadata(),
            **self.extra("article", "https://id.example/story"),
            "body": self.laid_out(),
            **data,
            "mentions": self.mentions(),
        }
        return article_from(_kept(story))


_HIERARCHIES = {"contained_in_place", "parent_organization", "super_event"}
_VALUES: dict[tuple[type[Part], str], Sequence[Any]] = {
    (Place, "latitude"): (0, 33, -89.5, "33.513805", "12.34567890123456789"),
    (Place, "longitude"): (0, -180, 36.3, "36.291000"),
    (PagePart, "css_selector"): ([".a", ".b > p"], ".paywall"),
}
"""Values of fields that are worth more than any of their kind."""

_KINDS = ("people", "organizations", "places", "events", "quotations", "figures")
_BASES = ("stated", "inferred", "given")
_PARTIES = ("people", "organizations", "places")


def _kept(made: dict[str, Any]) -> dict[str, Any]:
    """What has a value: nothing is authored empty."""
    return {name: value for name, value in made.items() if value is not None and value not in ([], {})}


@st.composite
def articles(draw: st.DrawFn, *, nul: bool = False, layout: bool = True, full: bool = False) -> NewsArticle:
    """Valid articles: every reference names something of the right kind, every span lies in the body.

    `nul` lets NUL into texts, which Markdown and CSV refuse. `layout` lets the body have blocks other
    than paragraphs parted by blank lines: leaves side by side, containers before and around what they hold.
    `full` gives every part every field that can have a value.
    """
    return _Maker(draw, nul=nul, layout=layout, full=full).article()
