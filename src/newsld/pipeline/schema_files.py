"""The files of schemas/, which others build on: JSON Schemas, the JSON-LD context and the metadata of the tables."""

from __future__ import annotations

import json
from typing import Any

from newsld.formats.csv.package import csvw_metadata, data_package
from newsld.schemaorg.json_schema import schemas
from newsld.schemaorg.jsonld.terms import CONTEXT

__all__ = ["build_schema_files"]


def build_schema_files() -> dict[str, bytes]:
    """Every file of schemas/ by its name, in the order of the names; the same bytes whenever it is made.

    The JSON Schemas of the story, the front matter, the JSON-LD and the findings; the context that
    JSON-LD of the `full` profile carries; and what a package of tables says of itself, as a Data Package
    and in CSV on the Web, without the licence that a newsroom sets.
    """
    made = {
        **schemas(),
        "context.jsonld": _json({"@context": CONTEXT}),
        "tables.csvw.json": _json(csvw_metadata()),
        "tables.datapackage.json": _json(data_package()),
    }
    return dict(sorted(made.items()))


def _json(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=2).encode() + b"\n"
