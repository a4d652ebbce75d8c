"""Write the JSON-LD of a web page: what search engines and other readers of pages use, in schema.org's terms only.

Nothing that is uncertain in the story is certain here. Where schema.org has no term for what makes a value uncertain,
the value is left out: an inferred date, an excluded bound without the words that say so, a figure without its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from newsld.model import Correction, Dated, Event, Image, NewsArticle, PagePart, Person, Place, Relation
from newsld.schemaorg.jsonld.iris import BLANK
from newsld.schemaorg.jsonld.node_writer import is_asserted, thing_iris, types_of
from newsld.schemaorg.jsonld.own_terms import AGENTS, PAGE_CONTEXT
from newsld.schemaorg.jsonld.property_writer import add_properties, article_steps, property_steps
from newsld.schemaorg.jsonld.records import NO_DETAILS, CitationRecord, HopRecord, Records, ThingRecord
from newsld.schemaorg.jsonld.statement_writer import (
    add_address,
    add_amounts,
    add_publication,
    work_type,
)
from newsld.schemaorg.jsonld.values import (
    GOVERNMENT_TYPE,
    GROUP,
    UNNAMED,
    Node,
    add_extra,
    set_values,
    settled,
)

_BRIEF: Final = frozenset({"url", "sameAs", "logo"})
"""The properties of a thing that a page has, in addition to type and name."""

_BRIEF_EVENT: Final = frozenset({*_BRIEF, "startDate", "endDate", "location"})
"""The same of an event."""

_WITH_JOB: Final = frozenset({"author", "editor", "contributor"})
"""The properties of an article whose people have a `jobTitle`."""


def page_node(records: Records, *, pending: bool = True, claims: bool = False) -> Node:
    """Return the document of an article's records; `claims` adds its attributed statements with their chains."""
    return _PageWriter(records, pending=pending, claims=claims and pending).document()


class _PageWriter:
    """Writes the nodes of one page.

    `made` are those whose `@id` newsld made: most are never referred to. `used` are the ids that are, `preserved` the
    values that newsld did not write, which may refer to more.
    """

    def __init__(self, records: Records, *, pending: bool, claims: bool) -> None:
        self.records = records
        self.pending = pending
        self.claims = claims
        self.things = records.things
        self.iris = thing_iris(records)
        self.refs: dict[str, Node] = self.iris.refs
        self.citations: dict[str, CitationRecord] = {record[0]: record for record in records.citations}
        self.media = records.media
        self.written: set[str] = set()
        self.made: list[Node] = []
        self.used: set[str] = set()
        self.preserved: list[Mapping[str, Any]] = []

    def document(self) -> Node:
        """Return the article with its `@context`."""
        records = self.records
        first, dates, rest = article_steps(records.keys, records.present)
        node: Node = {
            "@context": PAGE_CONTEXT,
            "@type": types_of(records.types, NewsArticle, pending=self.pending),
            "@id": self.iris.root,
        }
        self._note_made(node)
        add_properties(self, first, records.values, node)
        set_values(node, "image", [self._part(image) for image in records.image])
        add_properties(self, dates, records.values, node)
        add_properties(self, rest, records.values, node)
        if self.pending:
            set_values(node, "correction", [self._part(correction) for correction in records.correction])
        mentions = self._mentions(node)
        figures = self._figures() if self.pending else {}
        set_values(node, "mentions", [*mentions, *figures.get(None, ())])
        parts = [self._part(part) for part in records.has_part]
        set_values(node, "hasPart", [*parts, *(self._quotations() if self.pending else [])])
        set_values(node, "citation", self._works())
        if self.claims:
            claims = [self._claim(record, figures.get(record[0], ())) for record in records.citations]
            set_values(node, "interpretedAsClaim", claims)
        self._add_extra(records.values.get("extra"), node)
        self._drop_unused_ids()
        return node if self.pending else settled(node)

    # -- things ----------------------------------------------------------------------------------------------

    def add_references(self, node: Node, term: str, slugs: Sequence[str]) -> None:
        """Add things as the values of a term: what is certain of them."""
        set_values(node, term, [found for slug in slugs if (found := self._refer(slug, term)) is not None])

    def add_relations(self, node: Node, term: str, relations: Sequence[Relation | str]) -> None:
        """Add things as the values of a term, unless the relation is only inferred."""
        slugs = [
            one if isinstance(one, str) else one.id
            for one in relations
            if isinstance(one, str) or one.basis != "inferred"
        ]
        self.add_references(node, term, slugs)

    def add_named_references(self, node: Node, term: str, slugs: Iterable[str]) -> None:
        """Add things as the values of a term, each with type, name and url even if it was written before."""
        nodes = []
        for slug in slugs:
            found = self._refer(slug, term)
            if found is not None and len(found) == 1:
                _, kind, types, values, _, _, _ = self.things[slug]
                stated = GOVERNMENT_TYPE if kind is Place else types_of(types, kind, pending=self.pending)
                found = {"@type": stated, **found}
                found |= {key: text for key in ("name", "url") if (text := values.get(key))}
            if found is not None:
                nodes.append(found)
        set_values(node, term, nodes)

    def add_thing_date(self, node: Node, term: str, dated: Dated) -> None:
        """Add a date that schema.org can express, unless it is only inferred."""
        if _is_shown(dated):
            node[term] = str(dated.date)

    def _refer(self, slug: str, term: str) -> Node | None:
        """Return a thing as the value of a term: its node at the first use, then a reference.

        A place under a term for agents is written as its government. None is for what a page does not have: an
        event that the story does not assert, a party without a name that does nothing, a quotation or a figure.
        """
        record = self.things.get(slug)
        if record is None:
            return None
        kind = record[1]
        if slug in self.written and not (kind is Place and term in AGENTS):
            self.used.add(self.refs[slug]["@id"])
            return self.refs[slug]
        if kind is Event and term != "claim" and not is_asserted(record):
            return None
        if term in AGENTS:
            return self._government(record) if kind is Place else self._thing(record, term)
        return self._thing(record, term) if self._is_named(record) else None

    def _is_named(self, record: ThingRecord) -> bool:
        """Return whether a thing has a name: for a group of people, only one that has an address or identifier too."""
        values = record[3]
        if record[5]:  # neither is a common field
            if values.get("group"):
                same = "sameAs" if self.records.keys == "alias" else "same_as"
                return bool(values.get("url") or values.get(same))
            if values.get("anonymous"):
                return False
        return bool(values.get("name"))

    def _thing(self, record: ThingRecord, term: str) -> Node:
        slug, kind, types, values, _, present, _ = record
        self.written.add(slug)
        if len(types) == 1 and self.pending:
            stated: str | list[str] = types[0]
        else:
            stated = types_of(types, kind, pending=self.pending) if types else kind.default_type
        node: Node = {"@type": stated, "@id": self.refs[slug]["@id"]}
        if name := values.get("name"):
            node["name"] = name
        if slug not in self.iris.own or values["iri"] == BLANK:
            self.made.append(node)
        if present:
            brief = _BRIEF_EVENT if kind is Event else _BRIEF
            add_properties(self, property_steps(kind, self.records.keys, present, brief), values, node)
            self._mark_unnamed(values, node)
        if kind is Person and term in _WITH_JOB and self.pending:
            self._add_job(record, node)
        if present:
            self._add_extra(values.get("extra"), node)
        return node

    def _add_extra(self, extra: Mapping[str, Any] | None, node: Node) -> None:
        """Add preserved properties."""
        if extra:
            self.preserved.append(extra)
            add_extra(extra, node, full=False)

    def _mark_unnamed(self, values: Mapping[str, Any], node: Node) -> None:
        """Mark an unnamed party, which has nothing that identifies it, or a group."""
        if values.get("anonymous"):
            key = (
                "disambiguatingDescription" if self.records.keys == "alias" else "disambiguating_description"
            )
            node["disambiguatingDescription"] = values.get(key) or UNNAMED
            node.pop("sameAs", None)
        elif values.get("group"):
            node["additionalType"] = GROUP

    def _add_job(self, record: ThingRecord, node: Node) -> None:
        """Add the current occupations of a person, unless they are inferred."""
        _, _, _, values, roles, _, _ = record
        if "jobTitle" not in values.get("extra", ()):
            held = [
                name
                for property_, name, _, _, _, _, status, basis, _ in roles
                if property_ == "hasOccupation" and name and status == "current" and basis != "inferred"
            ]
            set_values(node, "jobTitle", list(dict.fromkeys(held)))

    def _government(self, record: ThingRecord) -> Node:
        slug, values = record[0], record[3]
        name = self.iris.government(slug)
        if name in self.written:
            self.used.add(name)
            return {"@id": name}
        self.written.add(name)
        node: Node = {"@type": GOVERNMENT_TYPE, "@id": name}
        self.made.append(node)
        if name_ := values.get("name"):
            node["name"] = name_
        return node

    def _mentions(self, root: Node) -> list[Node]:
        """Return the named entities that are mentioned and the asserted events, unless the article is about them."""
        direct = {
            value.get("@id")
            for values in root.values()
            for value in _listed(values)
            if isinstance(value, dict)
        }
        mentioned, nodes = self.records.mentioned_ids(), []
        for slug, record in self.things.items():
            is_shown = is_asserted(record) if record[1] is Event else slug in mentioned
            ref = self.refs[slug]
            if not is_shown or ref["@id"] in direct or not self._is_named(record):
                continue
            if slug in self.written:
                self.used.add(ref["@id"])
                nodes.append(ref)
            else:
                nodes.append(self._thing(record, "mentions"))
        return nodes

    def _part(self, part: Image | PagePart | Correction) -> Node:
        """Return the node of an image, a part of the page or a correction."""
        node: Node = {"@type": part.default_type}
        if part.iri and part.iri != BLANK:
            node["@id"] = part.iri
        add_properties(self, property_steps(type(part), "field"), part.__dict__, node)
        self._add_extra(part.extra, node)
        return node

    # -- statements ------------------------------------------------------------------------------------------

    def _quotations(self) -> list[Node]:
        """Return the quotations whose speaker is known, each with the work that it was taken from."""
        nodes, longest = [], self._longest_quotations()
        for slug, (text, _), speaker, label in self.records.quotations:
            if slug not in longest:
                continue
            node: Node = {"@type": "Quotation", "text": text}
            self.add_references(node, "creator", speaker)
            if label is not None and self.claims:
                node["citation"] = {"@id": self._claim_iri(label)}
                self.used.add(self._claim_iri(label))
            elif label is not None and len(chain := self.citations[label][7]) > 1:
                node["citation"] = self._work(chain[:1])
            nodes.append(node)
        return nodes

    def _longest_quotations(self) -> set[str]:
        """Return the ids of the quotations with a speaker that are not a part of another one from the same source."""
        texts: dict[tuple[Any, ...], dict[str, str]] = {}
        for slug, (text, _), speaker, label in self.records.quotations:
            if text and speaker:
                texts.setdefault((*speaker, label), {}).setdefault(text, slug)
        return {
            slug
            for those in texts.values()
            for text, slug in those.items()
            if not any(text != other and text in other for other in those)
        }

    def _figures(self) -> dict[str | None, list[Node]]:
        """Return the figures, by the citation that their Claim has if there are claims.

        One that a source states has the work that states it, or is left out if the story names no source.
        """
        nodes: dict[str | None, list[Node]] = {}
        for _, amounts, words, exclusive, approximate, as_of, _, about, label in self.records.figures:
            if (exclusive or approximate) and not words:
                continue
            cited = self.citations[label] if label is not None else None
            is_own = cited is None or cited[8] == "own"
            if not (is_own or self.claims or (cited and cited[7])):
                continue
            node: Node = {"@type": "Observation"}
            add_amounts(amounts, node)
            if as_of:
                self.add_thing_date(node, "observationDate", as_of)
            self.add_references(node, "observationAbout", about)
            if cited is not None and not is_own and not self.claims:
                node["subjectOf"] = self._work(cited[7])
            nodes.setdefault(label if self.claims and not is_own else None, []).append(node)
        return nodes

    def _works(self) -> list[Node]:
        """Return the works that the article itself cites; those of which the page says the same are one."""
        works: dict[Any, Node] = {}
        for record in self.records.citations:
            if record[7]:
                parties, _, details = nearest = record[7][0]
                _, date, *others, _ = details or NO_DETAILS
                shown = date.date if date is not None and _is_shown(date) else None
                key = (*parties, None, shown, *others)
                if key not in works:
                    works[key] = self._work((nearest,))
        return [*works.values()]

    def _work(self, chain: Sequence[HopRecord]) -> Node:
        """Return the work of the first hop, with those of further hops inside it."""
        work: Node = {}
        for hop in reversed(chain):
            parties, _, details = hop
            kind = work_type(hop, self.media)
            node: Node = {"@type": kind}
            if details:
                add_address(details, node)
            self.add_references(node, "publisher" if kind == "NewsArticle" else "author", parties)
            if details:
                add_publication(self, details, node)
            if work:
                node["citation"] = work
            work = node
        return work

    def _claim_iri(self, label: str) -> str:
        return f"{self.iris.prefix}cite-{label}"

    def _claim(self, record: CitationRecord, figures: Sequence[Node]) -> Node:
        """Return the Claim of a citation: what the story does not assert itself."""
        label, (text, _), _, _, _, about, _, chain, origin = record
        node: Node = {"@type": "Claim", "@id": self._claim_iri(label)}
        self.made.append(node)
        if text:
            node["text"] = text
        if chain and origin == "given":
            self.add_references(node, "author", chain[-1][0])
        elif origin == "own":
            self.add_references(node, "author", self.records.values.get("publisher") or ())
        if chain:
            node["citation"] = self._work(chain)
        found = [self._refer(slug, "claim") for slug in about]
        set_values(node, "about", [*[one for one in found if one is not None], *figures])
        return node

    # -- identifiers -----------------------------------------------------------------------------------------

    def _note_made(self, root: Node) -> None:
        if root["@id"].startswith(BLANK):
            self.made.append(root)

    def _drop_unused_ids(self) -> None:
        """Remove every `@id` that newsld made and nothing refers to."""
        if self.preserved:
            self.used.update(_ids(self.preserved))
        for node in self.made:
            name = node["@id"]
            if name not in self.used and self.iris.base + name not in self.used:
                del node["@id"]


def _is_shown(dated: Dated) -> bool:
    return dated.date.is_plain and dated.basis != "inferred"


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _ids(preserved: Sequence[Any]) -> Iterator[str]:
    """Yield every `@id` in values that newsld did not write."""
    containers: list[Any] = [*preserved]
    for container in containers:  # grows on the way
        values = container
        if type(container) is dict:
            values = container.values()
            if type(name := container.get("@id")) is str:
                yield name
        containers += [value for value in values if type(value) is dict or type(value) is list]
