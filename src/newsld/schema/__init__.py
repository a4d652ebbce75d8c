"""The JSON Schemas that others build on: made from the models, asked yes or no, and explained."""

from __future__ import annotations

from newsld.schema.explain import explain
from newsld.schema.judge import is_valid
from newsld.schema.made import findings_schema, front_matter_schema, jsonld_schema, schemas, story_schema

__all__ = [
    "explain",
    "findings_schema",
    "front_matter_schema",
    "is_valid",
    "jsonld_schema",
    "schemas",
    "story_schema",
]
