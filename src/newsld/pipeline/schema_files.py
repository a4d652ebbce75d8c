"""Build the files of schemas/: JSON Schemas, the JSON-LD context and the metadata of the tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files as package_files
from typing import Any

from newsld.formats.chunks import CHUNK_SCHEMA
from newsld.formats.tables.csv.package import csvw_metadata, data_package
from newsld.schemaorg.json_schema.generate import schemas
from newsld.schemaorg.jsonld.own_terms import CONTEXT


def build_schema_files() -> dict[str, bytes]:
    """Return the content of each file of schemas/ by name, sorted; the bytes are the same in every run.

    The files are the JSON Schemas of stories, front matter, JSON-LD, findings, passages and the answers of language
    models; the context of full JSON-LD; and the metadata of the tables as a Data Package and as CSV on the Web, without
    a licence.
    """
    files = {
        **schemas(),
        "answer.schema.json": (package_files("newsld.draft") / "answer.schema.json").read_bytes(),
        "chunks.schema.json": _json(CHUNK_SCHEMA),
        "context.jsonld": _json({"@context": CONTEXT}),
        "tables.csvw.json": _json(csvw_metadata()),
        "tables.datapackage.json": _json(data_package()),
    }
    return dict(sorted(files.items()))


def _json(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=2).encode() + b"\n"
