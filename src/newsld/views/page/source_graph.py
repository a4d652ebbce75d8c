"""Lay out the picture of who says what through whom: the publication on the left, the origins on the right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final
from unicodedata import east_asian_width

from newsld.views.page.statements import ShownStatement

_COLUMN: Final = 254
_NODE_WIDTH: Final = 194
_NODE_HEIGHT: Final = 28
_ORIGIN_HEIGHT: Final = 42
_MISSING_WIDTH: Final = 120
_GAP: Final = 9
_SLIM: Final = 8
_NEAR: Final = 24
_FAR: Final = 48
_BELOW: Final = 6
_MOST_NODES: Final = 48
_LABEL: Final = 27
_SWEEPS: Final = 4
_MOST_COLUMNS: Final = 8
"""The column of everything that is as far from the publication, or farther."""
PUBLICATION: Final = "\0publication"
OPEN: Final = "\0open"
NOTHING: Final = "\0nothing"


@dataclass(slots=True)
class GraphNode:
    """A box: a party, the publication, or the missing end of a chain.

    `statements` are the numbers of the statements that come from it, as ranges.
    """

    key: str
    label: str
    full_name: str
    kind: str
    column: int
    statements: str = ""
    order: float = 0.0
    x: float = 0.0
    y: float = 0.0
    height: float = _NODE_HEIGHT
    width: float = _NODE_WIDTH

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.y + self.height / 2


@dataclass(slots=True)
class GraphEdge:
    """A line from one box to another; `is_carried` if every statement carries this step over from an earlier one."""

    path: str
    title: str
    weight: float
    is_carried: bool
    is_open: bool


@dataclass(slots=True)
class SourceGraph:
    """The picture with its size in pixels; `hidden` is the number of sources that are not drawn."""

    width: float
    height: float
    nodes: list[GraphNode]
    edges: list[GraphEdge]
    hidden: int


@dataclass(slots=True)
class _Link:
    """A line: the statements that use it, and the places that it passes in the columns between its ends."""

    statements: list[int] = field(default_factory=list)
    is_carried: bool = True
    bends: list[str] = field(default_factory=list)


def draw_sources(statements: Sequence[ShownStatement], publication: str) -> SourceGraph | None:
    """Return the picture of the sources of statements; None without a statement that needs a source.

    Equal statements always give an equal picture.
    """
    shown = [one for one in statements if one.origin_kind != "own"]
    if not shown:
        return None
    nodes, links, hidden = _collect(shown, publication)
    columns = _order(nodes, links)
    height = _place(columns)
    real = {key: node for key, node in nodes.items() if node.kind != "bend"}
    edges = [_edge(nodes, key, link) for key, link in links.items()]
    width = (max(node.column for node in real.values())) * _COLUMN + _NODE_WIDTH + 4
    return SourceGraph(width, height, list(real.values()), edges, hidden)


def number_ranges(numbers: Iterable[int]) -> str:
    """Return numbers in their order with ranges: “1, 5–7”."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        str(run[0]) if len(run) == 1 else f"{run[0]}{', ' if len(run) == 2 else '–'}{run[-1]}" for run in runs
    )


def _collect(
    statements: Sequence[ShownStatement], publication: str
) -> tuple[dict[str, GraphNode], dict[tuple[str, str], _Link], int]:
    """Return the boxes and the lines between them, and the number of parties that are left out."""
    depths: dict[str, int] = {}
    weights: dict[str, int] = defaultdict(int)
    for statement in statements:
        for depth, hop in enumerate(statement.hops, 1):
            for party in hop.parties:
                depths[party.id] = max(depths.get(party.id, 0), min(depth, _MOST_COLUMNS))
                weights[party.id] += 1
    drawn = set(sorted(depths, key=lambda slug: -weights[slug])[:_MOST_NODES])
    nodes = {PUBLICATION: _node(PUBLICATION, publication, "publication", 0)}
    links: dict[tuple[str, str], _Link] = {}
    origins: dict[str, list[int]] = defaultdict(list)
    for statement in statements:
        before = [PUBLICATION]
        for hop in statement.hops:
            parties = [party for party in hop.parties if party.id in drawn]
            for party in parties:
                kind = "unnamed" if party.anonymous else "named"
                nodes.setdefault(party.id, _node(party.id, party.name, kind, depths[party.id]))
                for source in before:
                    _link(links, source, party.id, statement.number, carried=hop.carried_over)
            before = [party.id for party in parties] or before
        if statement.origin_kind in ("open", "none"):
            key = NOTHING if statement.origin_kind == "none" else f"{OPEN}{before[-1]}"
            name = "no source" if statement.origin_kind == "none" else "not given"
            nodes.setdefault(key, _node(key, name, "missing", nodes[before[-1]].column + 1))
            for source in before:
                _link(links, source, key, statement.number, carried=False)
            before = [key]
        for key in before:
            origins[key].append(statement.number)
    for key, numbers in origins.items():
        nodes[key].statements = _cut(number_ranges(numbers))
        nodes[key].height = _ORIGIN_HEIGHT
    return nodes, _bend(nodes, links), len(depths) - len(drawn)


def _link(
    links: dict[tuple[str, str], _Link], source: str, target: str, number: int, *, carried: bool
) -> None:
    if source != target:
        link = links.setdefault((source, target), _Link())
        link.statements.append(number)
        link.is_carried &= carried


def _bend(nodes: dict[str, GraphNode], links: dict[tuple[str, str], _Link]) -> dict[tuple[str, str], _Link]:
    """Add a place in each column that a line passes, so that no line runs through a box."""
    for number, ((source, target), link) in enumerate(links.items()):
        for column in range(nodes[source].column + 1, nodes[target].column):
            key = f"\0bend-{number}-{column}"
            nodes[key] = GraphNode(key, "", "", "bend", column, height=_SLIM)
            link.bends.append(key)
    return links


def _node(key: str, name: str, kind: str, column: int) -> GraphNode:
    node = GraphNode(key, _cut(name), name, kind, column)
    if kind == "missing":
        node.width = _MISSING_WIDTH
    return node


def _cut(name: str) -> str:
    """Return a name that fits into a box: East Asian characters are twice as wide as others."""
    name = " ".join(name.split())
    width = 0
    for at, character in enumerate(name):
        width += 2 if east_asian_width(character) in "WF" else 1
        if width > _LABEL:
            return f"{name[: at - 1].rstrip()}…"
    return name


def _order(nodes: dict[str, GraphNode], links: dict[tuple[str, str], _Link]) -> list[list[GraphNode]]:
    """Return the boxes of each column, ordered so that few lines cross."""
    near: dict[str, list[str]] = defaultdict(list)
    first: dict[str, int] = {}
    for (source, target), link in links.items():
        chain = [source, *link.bends, target]
        for one, other in pairwise(chain):
            near[one].append(other)
            near[other].append(one)
        for key in chain:
            first[key] = min(first.get(key, link.statements[0]), link.statements[0])
    width = max(node.column for node in nodes.values()) + 1
    columns: list[list[GraphNode]] = [[] for _ in range(width)]
    for node in nodes.values():
        columns[node.column].append(node)
    for column in columns:
        column.sort(key=lambda node: (first.get(node.key, 0), node.key))
        _number(column)
    for sweep in range(_SWEEPS):
        for place in range(width) if sweep % 2 == 0 else reversed(range(width)):
            side = place - 1 if sweep % 2 == 0 else place + 1
            for node in columns[place]:
                others = [nodes[key].order for key in near[node.key] if nodes[key].column == side]
                node.order = sum(others) / len(others) if others else node.order
            columns[place].sort(key=lambda node: (node.order, first.get(node.key, 0), node.key))
            _number(columns[place])
    return columns


def _number(column: list[GraphNode]) -> None:
    for place, node in enumerate(column):
        node.order = (place + 0.5) / len(column)


def _place(columns: list[list[GraphNode]]) -> float:
    """Give every box its place, columns centered; return the height of the picture."""
    heights = [sum(node.height + _GAP for node in column) - _GAP for column in columns]
    height = max(heights)
    for number, (column, own) in enumerate(zip(columns, heights, strict=True)):
        y = (height - own) / 2 + 2
        for node in column:
            node.x, node.y = number * _COLUMN + 2, round(y, 1)
            y += node.height + _GAP
    return round(height + 4, 1)


def _edge(nodes: dict[str, GraphNode], key: tuple[str, str], link: _Link) -> GraphEdge:
    source, target = nodes[key[0]], nodes[key[1]]
    stops = [source, *(nodes[bend] for bend in link.bends), target]
    path = ""
    for one, other in pairwise(stops):
        x1, x2 = one.x + (one.width if one.kind != "bend" else 0), other.x
        if one.kind == "bend":
            path += f"M{one.x:g},{one.middle:g}H{one.x + _NODE_WIDTH:g}"
            x1 = one.x + _NODE_WIDTH
        y1, y2 = one.middle, other.middle
        if one.column == other.column:  # around the boxes; a line up is farther out than one down
            out = other.x - (_NEAR if y1 < y2 else _FAR)
            path += f"M{other.x:g},{y1:g}C{out:g},{y1:g} {out:g},{y2:g} {other.x:g},{y2:g}"
            continue
        if x2 < x1:  # back to an earlier column, below a line in the other direction
            x1, x2, y1, y2 = one.x, other.x + other.width, y1 + _BELOW, y2 + _BELOW
        bend = (x2 - x1) / 2
        path += f"M{x1:g},{y1:g}C{x1 + bend:g},{y1:g} {x2 - bend:g},{y2:g} {x2:g},{y2:g}"
    count = len(link.statements)
    title = f"{source.full_name} → {target.full_name}: statements {number_ranges(link.statements)}"
    return GraphEdge(path, title, min(1.4 + 0.4 * count, 4.5), link.is_carried, target.kind == "missing")
