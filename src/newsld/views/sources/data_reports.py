"""Write a source audit as CSV or JSON, for programs; sources are written one at a time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from newsld.views.sources.attributes import AttributeCounts
from newsld.views.sources.audit import DIMENSIONS, Audit, GroupRow, SourceRow
from newsld.views.sources.measures import MEASURES, SOURCE_MEASURES

JSON_VERSION: Final = 1
"""The version of the JSON: it changes when a key changes its meaning or goes."""

TABLES: Final = ("sources", "totals", *DIMENSIONS, "attributes")
"""The tables of an audit, each of which can be written as CSV."""

_SOURCE_COLUMNS: Final = ("name", "kind", "named", "joined_by", "iri", *SOURCE_MEASURES)
_ATTRIBUTE_COLUMNS: Final = ("attribute", "value", "sources", "statements", "quotations")


def csv_pieces(audit: Audit, attributes: Iterable[AttributeCounts], table: str) -> Iterator[str]:
    """Yield one table as CSV (RFC 4180), a line at a time: texts in quotation marks, numbers without."""
    if table == "sources":
        rows: Iterator[Sequence[Any]] = (
            (one.name, one.key.kind, "false" if one.is_unnamed else "true", one.key.joined_by, _iri(one) or "",
             *one.counts.values()) for one in audit.sources()
        )  # fmt: skip
        yield from _lines(_SOURCE_COLUMNS, rows)
    elif table == "totals":
        counts = audit.counts
        yield from _lines(
            ("measure", "count", "meaning"), ((name, counts[name], MEASURES[name]) for name in MEASURES)
        )
    elif table == "attributes":
        yield from _lines(
            _ATTRIBUTE_COLUMNS,
            ((one.column, value, *counts) for one in attributes for value, counts in one.values.items()),
        )
    else:
        yield from _lines(
            (table, *MEASURES), ((one.name, *one.counts.values()) for one in audit.groups(table))
        )


def _lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    line = io.StringIO(newline="")
    writer = csv.writer(line, quoting=csv.QUOTE_NONNUMERIC)
    yield ",".join(columns) + "\r\n"
    for row in rows:
        writer.writerow(row)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def json_pieces(audit: Audit, attributes: Iterable[AttributeCounts]) -> Iterator[str]:
    """Yield the whole audit as a JSON object, a source or a group at a time."""
    yield f'{{\n"version": {JSON_VERSION},\n"totals": {_json(audit.counts)}'
    for dimension in DIMENSIONS:
        yield f',\n"{dimension}s": ['
        yield from _listed(map(_group, audit.groups(dimension)))
    yield ',\n"attributes": ['
    yield from _listed(
        {
            "attribute": one.column,
            "values": [
                {
                    "value": value or None,
                    "sources": counts[0],
                    "statements": counts[1],
                    "quotations": counts[2],
                }
                for value, counts in one.values.items()
            ],
        }
        for one in attributes
    )
    yield ',\n"sources": ['
    yield from _listed(map(_source, audit.sources()))
    yield "\n}\n"


def _listed(values: Iterable[Any]) -> Iterator[str]:
    before = "\n"
    for value in values:
        yield before + _json(value)
        before = ",\n"
    yield "\n]" if before != "\n" else "]"


def _group(group: GroupRow) -> dict[str, Any]:
    return {"name": group.name or None, **group.counts}


def _source(source: SourceRow) -> dict[str, Any]:
    iri = _iri(source)
    return {
        "name": source.name,
        "kind": source.key.kind,
        "named": not source.is_unnamed,
        "joined_by": source.key.joined_by,
        **({"iri": iri} if iri else {}),
        **source.counts,
    }


def _iri(source: SourceRow) -> str | None:
    return source.key.text if source.key.joined_by == "iri" else None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
