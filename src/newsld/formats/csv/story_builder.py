"""From the rows of one article to its story data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from newsld.findings import Finding
from newsld.formats.csv.cells import dates_of, read_row
from newsld.formats.csv.columns import TRUTH_NAMES
from newsld.formats.csv.table_reader import Line, Rows
from newsld.formats.csv.tables import TABLES
from newsld.model.fields import fields_of
from newsld.model.to_document import VERSION
from newsld.syntax.document import pointer

__all__ = ["Story"]

_WORDS: Final = {
    (table.name, field.alias): field.many
    for table in TABLES
    for field in (fields_of(table.model) if table.model is not None else ())
    if field.kind == "words"
}
"""The fields of words by table and key, and whether they hold several spans."""

_OF_CITATION: Final = ("mode", "act", "repeats", "origin")
_TRUTH: Final = {name: value for value, name in TRUTH_NAMES.items()}


@dataclass(frozen=True, slots=True)
class _Node:
    """A part of the story that other rows refer to."""

    table: str
    data: dict[str, Any]
    at: str
    dates: tuple[str, ...]


class Story:
    """One article while it is put together: `faults` are found on the way.

    `rows` has the table and line that each part was read from, by its pointer.
    """

    def __init__(self, key: str, articles: Rows, line: Line) -> None:
        self.key = key
        self.faults: list[Finding] = []
        self.rows: dict[str, tuple[Rows, int]] = {"": (articles, line.number)}
        self._nodes: dict[str, _Node] = {}
        self._cited: dict[str, _Node] = {}
        told = read_row(articles, line, key, self.faults) or {}
        told.pop("key", None)
        self._body: str | None = told.pop("body", None)
        self.data: dict[str, Any] = {"newsld": VERSION, **told}
        self._nodes[key] = _Node("articles", self.data, "", ())
        self._tables: Mapping[str, tuple[Rows, list[Line]]] = {}

    def told(self, tables: Mapping[str, tuple[Rows, list[Line]]]) -> dict[str, Any]:
        """The story that these rows tell, in the shape that people write; worth something only without `faults`."""
        self._tables = tables
        for name in ("people", "organizations", "places", "events", "quotations", "figures"):
            self._keyed(name)
        self._listed("images", "image")
        self._listed("page_parts", "hasPart")
        self._listed("corrections", "correction")
        self._listed("mentions", "mentions")
        self._owned("roles", "party", "roles")
        self._owned("event_participants", "event", "participants")
        self._citations()
        self._values("article_authors", "property", "party")
        self._values("article_terms", "property", "value")
        self._values("entity_names", "kind", "name", owner="thing", leave_out="name")
        self._values("same_as", "sameAs", "url", owner="thing")
        self._values("quotation_speakers", "speaker", "speaker", owner="quotation")
        self._links()
        self._layout()
        self._spans()
        self._properties()
        return self.data

    # -- rows ------------------------------------------------------------------------------------------------

    def _told(self, name: str) -> list[tuple[int, dict[str, Any]]]:
        """The rows of a table, each with its line, in the order of their positions where they have any."""
        rows, lines = self._tables[name]
        told = []
        for line in lines:
            values = read_row(rows, line, self.key, self.faults)
            if values is not None:
                values.pop("article", None)
                told.append((line.number, values))
        if len(told) > 1 and any(column.name == "position" for column in rows.table.columns):
            told.sort(key=lambda row: (row[1].get("hop", 0), row[1].get("position", 0)))
        return told

    def _fault(self, table: str, line: int, code: str, message: str) -> None:
        self.faults.append(self._tables[table][0].fault(code, message, line))

    def _owner(self, table: str, line: int, key: str, among: Mapping[str, _Node]) -> _Node | None:
        node = among.get(key)
        if node is None:
            self._fault(table, line, "NLD-REF-001", f"no row of the article has the key {key}")
        return node

    def _mark(self, table: str, line: int, *steps: str | int, under: str = "") -> str:
        at = under + pointer(*steps)
        self.rows[at] = (self._tables[table][0], line)
        return at

    def _register(self, table: str, line: int, key: str, data: dict[str, Any], at: str) -> None:
        if key in self._nodes:
            self._fault(table, line, "NLD-REF-002", f"two rows have the key {key}")
        self._nodes[key] = _Node(table, data, at, dates_of(self._tables[table][0].table))

    # -- parts -----------------------------------------------------------------------------------------------

    def _keyed(self, table: str) -> None:
        parts = {}
        for line, told in self._told(table):
            key, slug = told.pop("key"), told.pop("id")
            if key != f"{self.key}#{slug}":
                self._fault(
                    table, line, "NLD-REF-001", f"the key {key} is not that of {slug}: {self.key}#{slug}"
                )
            if "exclusive" in told:
                told["exclusive"] = _TRUTH.get(told["exclusive"], told["exclusive"])
            self._register(table, line, key, told, self._mark(table, line, table, slug))
            parts[slug] = told
        if parts:
            self.data[table] = parts

    def _listed(self, table: str, name: str) -> None:
        parts: list[dict[str, Any]] = []
        for line, told in self._told(table):
            key = told.pop("key")
            del told["position"]
            self._register(table, line, key, told, self._mark(table, line, name, len(parts)))
            parts.append(told)
        if parts:
            self.data[name] = parts

    def _owned(self, table: str, owner: str, name: str) -> None:
        """Parts that belong to a thing: the roles of a person, the parties to an event."""
        for line, told in self._told(table):
            key = told.pop("key")
            del told["position"]
            node = self._owner(table, line, f"{self.key}#{told.pop(owner)}", self._nodes)
            if node is not None:
                parts = node.data.setdefault(name, [])
                self._register(
                    table, line, key, told, self._mark(table, line, name, len(parts), under=node.at)
                )
                parts.append(told)

    def _values(self, table: str, name: str, value: str, *, owner: str = "", leave_out: str = "") -> None:
        """Lists of plain values; `name` is the property, or the column that says which it is."""
        for line, told in self._told(table):
            where = told.get(name, name) if name in {"property", "kind"} else name
            if where == leave_out:
                continue
            key = f"{self.key}#{told[owner]}" if owner else self.key
            node = self._owner(table, line, key, self._nodes)
            if node is not None:
                values = node.data.setdefault(where, [])
                self._mark(table, line, where, len(values), under=node.at)
                values.append(told[value])

    def _links(self) -> None:
        for line, told in self._told("links"):
            among = self._cited if told["table"] == "citations" else self._nodes
            node = self._owner("links", line, told["subject"], among)
            if node is not None:
                values = node.data.setdefault(told["property"], [])
                if not isinstance(values, list):
                    self._fault("links", line, "NLD-SCH-004", f"{told['property']} is no list of ids")
                    continue
                self._mark("links", line, told["property"], len(values), under=node.at)
                values.append(told["object"])

    # -- citations -------------------------------------------------------------------------------------------

    def _citations(self) -> None:
        chains: dict[str, list[dict[str, Any]]] = {}
        shared: dict[str, dict[str, Any]] = {}
        for line, told in self._told("citations"):
            key, citation, hop = told.pop("key"), told.pop("citation"), told.pop("hop", None)
            own: dict[str, Any] = {name: told.pop(name) for name in _OF_CITATION if name in told}
            if not citation.startswith(f"{self.key}#cite-"):
                self._fault("citations", line, "NLD-REF-001", f"{citation} is not of the article {self.key}")
                continue
            if shared.setdefault(citation, own) != own:
                self._fault(
                    "citations", line, "NLD-REF-002", f"the rows of {citation} do not say the same of it"
                )
            chain = chains.setdefault(citation, [])
            slug = citation.removeprefix(f"{self.key}#cite-")
            if citation not in self._cited:
                at = self._mark("citations", line, "citations", slug)
                self._cited[citation] = _Node("citations", {**own, "chain": chain}, at, ())
            if hop is not None:
                told["hop"] = hop
                self._hop(line, key, told, self._cited[citation])
            elif told:
                self._fault(
                    "citations", line, "NLD-SCH-003", "the row says something of a hop and has no `hop`"
                )
        if chains:
            stem = len(f"{self.key}#cite-")
            self.data["citations"] = {key[stem:]: self._cited[key].data for key in sorted(chains)}

    def _hop(self, line: int, key: str, told: dict[str, Any], citation: _Node) -> None:
        number, chain = told.pop("hop"), citation.data["chain"]
        party = told.pop("party", None)
        if told.pop("position", None) is not None:
            key = key.rpartition("/")[0]
        if number == len(chain) + 1:
            hop = {"parties": [], **told}
            self._register(
                "citations",
                line,
                key,
                hop,
                self._mark("citations", line, "chain", number - 1, under=citation.at),
            )
            chain.append(hop)
        elif number != len(chain):
            self._fault("citations", line, "NLD-SCH-007", f"hop {number} follows hop {len(chain)}")
            return
        elif {**told, "parties": chain[-1]["parties"]} != chain[-1]:
            self._fault(
                "citations", line, "NLD-REF-002", f"the rows of hop {number} do not say the same of it"
            )
        if party is not None:
            chain[-1]["parties"].append(party)

    # -- words -----------------------------------------------------------------------------------------------

    def _words(self, table: str, line: int, told: Mapping[str, Any]) -> dict[str, Any] | None:
        """A run of the body, after a look whether it is there."""
        start, end, exact = told["start"], told["end"], told.get("exact")
        body = self._body or ""
        if not 0 <= start <= end <= len(body):
            message = f"{start} to {end} is no run of the body, which has {len(body)} code points"
            self._fault(table, line, "NLD-GRD-001", message)
        elif exact is not None and body[start:end] != exact:
            message = f"the body has “{body[start:end]}” from {start} to {end}, and not “{exact}”"
            self._fault(table, line, "NLD-GRD-001", message)
        else:
            return {"exact": exact, "start": start} if exact else {"start": start, "end": end}
        return None

    def _layout(self) -> None:
        parts: dict[str, list[dict[str, Any]]] = {"block": [], "mark": []}
        for line, told in self._told("body"):
            words = self._words("body", line, told)
            part = told.pop("part")
            kept = {
                name: value for name, value in told.items() if name not in {"key", "position", "start", "end"}
            }
            self._mark("body", line, "body", f"{part}s", len(parts[part]))
            parts[part].append({**kept, "words": words})
        if self._body is not None:
            marks = {"marks": parts["mark"]} if parts["mark"] else {}
            self.data["body"] = {"text": self._body, "blocks": parts["block"], **marks}

    def _spans(self) -> None:
        for line, told in self._told("spans"):
            owner, field = told["owner"], told["field"]
            among = self._cited if field in {"covers", "cues"} else self._nodes
            node = self._owner("spans", line, owner, among)
            words = self._words("spans", line, told)
            if node is None or words is None:
                continue
            many = _WORDS.get((node.table, field))
            if many:
                node.data.setdefault(field, []).append(words)
            elif many is False and field not in node.data:
                node.data[field] = words
            elif field in node.dates and field in node.data:
                date = node.data[field]
                node.data[field] = {**(date if isinstance(date, dict) else {"date": date}), "words": words}
            else:
                self._fault("spans", line, "NLD-SCH-004", f"{owner} has no room for words as its `{field}`")

    # -- what is not modelled --------------------------------------------------------------------------------

    def _properties(self) -> None:
        lists: dict[tuple[str, str], list[Any]] = defaultdict(list)
        for line, told in self._told("properties"):
            node = self._owner("properties", line, told["node"], self._nodes)
            if node is None:
                continue
            extra = node.data.setdefault("extra", {})
            name, place = told["property"], (told["node"], told["property"])
            if name in extra and (place not in lists or "position" not in told):
                self._fault("properties", line, "NLD-REF-002", f"{told['node']} has {name} twice")
            elif "position" in told:
                lists[place].append(told["value"])
                extra[name] = lists[place]
            else:
                extra[name] = told["value"]
