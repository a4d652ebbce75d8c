"""Build the data of a story from the rows of one article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from newsld.findings import Finding
from newsld.formats.tables.all_tables import TABLES
from newsld.formats.tables.columns import BOOLEAN_CHOICES, fields_in_columns
from newsld.formats.tables.csv.cells import read_row, with_basis
from newsld.formats.tables.csv.table_reader import ReadRow, TableReader
from newsld.model import Citation, Hop
from newsld.model.fields import COLLECTIONS, fields_of
from newsld.model.versions import STORY_VERSION
from newsld.syntax.document import pointer

_SPAN_FIELDS: Final = {
    (table.name, field.alias): field.many
    for table in TABLES
    for model in ((Citation, Hop) if table.model is Citation else (table.model,))
    for field in (fields_of(model) if model is not None else ())
    if field.kind == "words"
}
"""Whether a field of words holds several spans, by table and key."""

_CITATION_FIELDS: Final = tuple(field.alias for field in fields_in_columns(Citation) if field.kind != "words")
"""The keys of a citation that are in each of its rows."""

_RELATIONS: Final = frozenset(
    (collection, field.alias)
    for model, collection in COLLECTIONS.items()
    for field in fields_of(model)
    if field.is_relation
)
"""The references that can have a basis and words, by table and key."""

_BOOLEANS: Final = {name: value for value, name in BOOLEAN_CHOICES.items()}


@dataclass(frozen=True, slots=True)
class _Owner:
    """A part of the story that rows of other tables refer to; `at` is its JSON Pointer.

    `with_basis` has the keys of values that can have a basis and words, see `newsld.formats.tables.csv.cells`.
    """

    table: str
    data: dict[str, Any]
    at: str
    with_basis: Mapping[str, str]


def _exclusive(values: Mapping[str, Any]) -> bool | str:
    """Return the value of `exclusive` in a story for that of its column: true if all bounds that exist are excluded."""
    excluded: str = values["exclusive"]
    if excluded in _BOOLEANS:
        return _BOOLEANS[excluded]
    return excluded if "min" in values and "max" in values else True


class TableStoryBuilder:
    """A builder of the data of one story, from the rows of its article.

    `findings` are the errors in the rows. `locations` has the table and line that each part was read from, by its
    JSON Pointer.
    """

    def __init__(self, key: str, articles: TableReader, row: ReadRow) -> None:
        self.key = key
        self.findings: list[Finding] = []
        self.locations: dict[str, tuple[TableReader, int]] = {"": (articles, row.line)}
        self._owners: dict[str, _Owner] = {}
        self._citation_owners: dict[str, _Owner] = {}
        self._relations: dict[tuple[str, str, int], dict[str, Any]] = {}
        values = read_row(articles, row, key, self.findings) or {}
        values.pop("article", None)
        self._body: str | None = values.pop("body", None)
        self.data: dict[str, Any] = {"newsld": STORY_VERSION, **values}
        self._owners[key] = _Owner("articles", self.data, "", {})
        self._tables: Mapping[str, tuple[TableReader, list[ReadRow]]] = {}

    def build(self, tables: Mapping[str, tuple[TableReader, list[ReadRow]]]) -> dict[str, Any]:
        """Return the data of the story, in the shape that people write. With `findings` it is not usable."""
        self._tables = tables
        for name in ("people", "organizations", "places", "events", "quotations", "figures"):
            self._add_things(name)
        self._add_list("images", "image")
        self._add_list("page_parts", "hasPart")
        self._add_list("corrections", "correction")
        self._add_list("mentions", "mentions", self._mention)
        self._add_owned_parts("roles", "party", "roles")
        self._add_owned_parts("event_participants", "event", "participants")
        self._add_citations()
        self._add_values("article_authors", "property", "party")
        self._add_values("article_terms", "property", "value")
        self._add_values("entity_names", "kind", "name", owner="thing", skip="name")
        self._add_values("same_as", "sameAs", "url", owner="thing")
        self._add_values("quotation_speakers", "speaker", "speaker", owner="quotation")
        self._add_links()
        self._add_layout()
        self._add_spans()
        self._add_properties()
        return self.data

    # -- rows ------------------------------------------------------------------------------------------------

    def _rows(self, name: str) -> list[tuple[int, dict[str, Any]]]:
        """Return the valid rows of a table, each with its line, sorted by hop and position if it has them."""
        table, rows = self._tables[name]
        read = []
        for row in rows:
            values = read_row(table, row, self.key, self.findings)
            if values is not None:
                values.pop("article", None)
                read.append((row.line, values))
        if len(read) > 1 and any(column.name == "position" for column in table.definition.columns):
            read.sort(key=lambda pair: (pair[1].get("hop", 0), pair[1].get("position", 0)))
        return read

    def _report(self, table: str, line: int, code: str, message: str) -> None:
        self.findings.append(self._tables[table][0].finding(code, message, line))

    def _owner(self, table: str, line: int, key: str, owners: Mapping[str, _Owner]) -> _Owner | None:
        owner = owners.get(key)
        if owner is None:
            self._report(table, line, "NLD-REF-001", f"the article has no row with the key {key}")
        return owner

    def _locate(self, table: str, line: int, *steps: str | int, under: str = "") -> str:
        at = under + pointer(*steps)
        self.locations[at] = (self._tables[table][0], line)
        return at

    def _register(self, table: str, line: int, key: str, data: dict[str, Any], at: str) -> None:
        if key in self._owners:
            self._report(table, line, "NLD-REF-002", f"two rows have the key {key}")
        self._owners[key] = _Owner(table, data, at, with_basis(self._tables[table][0].definition))

    # -- parts -----------------------------------------------------------------------------------------------

    def _add_things(self, table: str) -> None:
        things = {}
        for line, values in self._rows(table):
            key, slug = values.pop("key"), values.pop("id")
            if key != f"{self.key}#{slug}":
                message = f"the key {key} does not match the id {slug}: it must be {self.key}#{slug}"
                self._report(table, line, "NLD-REF-001", message)
            if "exclusive" in values:
                values["exclusive"] = _exclusive(values)
            self._register(table, line, key, values, self._locate(table, line, table, slug))
            things[slug] = values
        if things:
            self.data[table] = things

    def _mention(self, line: int, values: dict[str, Any]) -> dict[str, Any]:
        places = {"start": values.pop("start"), "end": values.pop("end"), "exact": values.pop("words", None)}
        return {**values, "words": self._span("mentions", line, places)}

    def _add_list(
        self,
        table: str,
        name: str,
        convert: Callable[[int, dict[str, Any]], dict[str, Any]] = lambda _, values: values,
    ) -> None:
        parts: list[dict[str, Any]] = []
        for line, values in self._rows(table):
            key = values.pop("key")
            del values["position"]
            values = convert(line, values)
            self._register(table, line, key, values, self._locate(table, line, name, len(parts)))
            parts.append(values)
        if parts:
            self.data[name] = parts

    def _add_owned_parts(self, table: str, owner_column: str, name: str) -> None:
        """Add parts of things: the roles of a person, the participants of an event."""
        for line, values in self._rows(table):
            key = values.pop("key")
            del values["position"]
            owner = self._owner(table, line, f"{self.key}#{values.pop(owner_column)}", self._owners)
            if owner is not None:
                parts = owner.data.setdefault(name, [])
                at = self._locate(table, line, name, len(parts), under=owner.at)
                self._register(table, line, key, values, at)
                parts.append(values)

    def _add_values(self, table: str, name: str, value: str, *, owner: str = "", skip: str = "") -> None:
        """Add values to lists; `name` is the property, or the column with the name of the property."""
        for line, values in self._rows(table):
            where = values.get(name, name) if name in {"property", "kind"} else name
            if where == skip:
                continue
            key = f"{self.key}#{values[owner]}" if owner else self.key
            part = self._owner(table, line, key, self._owners)
            if part is not None:
                items = part.data.setdefault(where, [])
                self._locate(table, line, where, len(items), under=part.at)
                items.append(values[value])

    def _add_links(self) -> None:
        for line, values in self._rows("links"):
            owners = self._citation_owners if values["table"] == "citations" else self._owners
            owner = self._owner("links", line, values["subject"], owners)
            if owner is not None:
                ids = owner.data.setdefault(values["property"], [])
                if not isinstance(ids, list):
                    message = f"{values['property']} is not a list of ids"
                    self._report("links", line, "NLD-SCH-004", message)
                    continue
                self._locate("links", line, values["property"], len(ids), under=owner.at)
                if (values["table"], values["property"]) in _RELATIONS:
                    basis = {"basis": values["basis"]} if "basis" in values else {}
                    ids.append({"id": values["object"], **basis})
                    place = values["subject"], values["property"], values["position"]
                    self._relations.setdefault(place, ids[-1])
                elif "basis" in values:
                    message = f"`{values['property']}` of {values['subject']} cannot have a basis"
                    self._report("links", line, "NLD-SCH-004", message)
                else:
                    ids.append(values["object"])

    # -- citations -------------------------------------------------------------------------------------------

    def _add_citations(self) -> None:
        chains: dict[str, list[dict[str, Any]]] = {}
        shared: dict[str, dict[str, Any]] = {}
        for line, values in self._rows("citations"):
            key, citation, hop = values.pop("key"), values.pop("citation"), values.pop("hop", None)
            own: dict[str, Any] = {name: values.pop(name) for name in _CITATION_FIELDS if name in values}
            if not citation.startswith(f"{self.key}#cite-"):
                message = f"the citation {citation} does not belong to the article {self.key}"
                self._report("citations", line, "NLD-REF-001", message)
                continue
            if shared.setdefault(citation, own) != own:
                message = f"the rows of {citation} have different values for the citation"
                self._report("citations", line, "NLD-REF-002", message)
            chain = chains.setdefault(citation, [])
            slug = citation.removeprefix(f"{self.key}#cite-")
            if citation not in self._citation_owners:
                at = self._locate("citations", line, "citations", slug)
                self._citation_owners[citation] = _Owner("citations", {**own, "chain": chain}, at, {})
            if hop is not None:
                self._add_hop(line, key, hop, values, self._citation_owners[citation])
            elif values:
                message = "the row has values of a hop but no `hop`"
                self._report("citations", line, "NLD-SCH-003", message)
        if chains:
            start = len(f"{self.key}#cite-")
            self.data["citations"] = {key[start:]: self._citation_owners[key].data for key in sorted(chains)}

    def _add_hop(self, line: int, key: str, number: int, values: dict[str, Any], citation: _Owner) -> None:
        chain = citation.data["chain"]
        party = values.pop("party", None)
        if values.pop("position", None) is not None:
            key = key.rpartition("/")[0]
        if number == len(chain) + 1:
            hop = {"parties": [], **values}
            at = self._locate("citations", line, "chain", number - 1, under=citation.at)
            self._register("citations", line, key, hop, at)
            chain.append(hop)
        elif number != len(chain):
            self._report("citations", line, "NLD-SCH-007", f"hop {number} follows hop {len(chain)}")
            return
        elif {**values, "parties": chain[-1]["parties"]} != chain[-1]:
            message = f"the rows of hop {number} have different values for the hop"
            self._report("citations", line, "NLD-REF-002", message)
        if party is not None:
            chain[-1]["parties"].append(party)

    # -- spans -----------------------------------------------------------------------------------------------

    def _span(self, table: str, line: int, values: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return a span as a story writes it; None, with a finding, if it does not match the body."""
        start, end, exact = values["start"], values["end"], values.get("exact")
        body = self._body or ""
        if not 0 <= start <= end <= len(body):
            message = f"{start} to {end} is not a span of the body, which has {len(body)} code points"
            self._report(table, line, "NLD-GRD-001", message)
        elif exact is not None and body[start:end] != exact:
            message = f"the body has “{body[start:end]}” from {start} to {end}, not “{exact}”"
            self._report(table, line, "NLD-GRD-001", message)
        else:
            return {"exact": exact, "start": start} if exact else {"start": start, "end": end}
        return None

    def _add_layout(self) -> None:
        parts: dict[str, list[dict[str, Any]]] = {"block": [], "mark": []}
        for line, values in self._rows("body"):
            span = self._span("body", line, values)
            part = values.pop("part")
            fields = {
                name: value
                for name, value in values.items()
                if name not in {"key", "position", "start", "end"}
            }
            self._locate("body", line, "body", f"{part}s", len(parts[part]))
            parts[part].append({**fields, "words": span})
        if self._body is not None:
            marks = {"marks": parts["mark"]} if parts["mark"] else {}
            self.data["body"] = {"text": self._body, "blocks": parts["block"], **marks}

    def _add_spans(self) -> None:
        for line, values in self._rows("spans"):
            key, field = values["owner"], values["field"]
            owners = self._citation_owners if field in {"covers", "cues"} else self._owners
            owner = self._owner("spans", line, key, owners)
            span = self._span("spans", line, values)
            if owner is None or span is None:
                continue
            many = _SPAN_FIELDS.get((owner.table, field))
            relation = self._relations.pop((key, field, values["position"]), None)
            if relation is not None:
                relation["words"] = span
            elif many:
                owner.data.setdefault(field, []).append(span)
            elif many is False and field not in owner.data:
                owner.data[field] = span
            elif field in owner.with_basis and field in owner.data:
                value = owner.data[field]
                known = value if isinstance(value, dict) else {owner.with_basis[field]: value}
                owner.data[field] = {**known, "words": span}
            else:
                message = f"`{field}` of {key} cannot have a span, or not another one"
                self._report("spans", line, "NLD-SCH-004", message)

    # -- properties without a column -------------------------------------------------------------------------

    def _add_properties(self) -> None:
        lists: dict[tuple[str, str], list[Any]] = defaultdict(list)
        for line, values in self._rows("properties"):
            owner = self._owner("properties", line, values["node"], self._owners)
            if owner is None:
                continue
            extra = owner.data.setdefault("extra", {})
            name = values["property"]
            place = values["node"], name
            if name in extra and (place not in lists or "position" not in values):
                self._report("properties", line, "NLD-REF-002", f"{values['node']} has {name} twice")
            elif "position" in values:
                lists[place].append(values["value"])
                extra[name] = lists[place]
            else:
                extra[name] = values["value"]
