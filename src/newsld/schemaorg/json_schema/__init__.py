"""JSON Schemas: generate them from the models, validate data with them, and explain what is invalid."""

from __future__ import annotations

from newsld.schemaorg.json_schema.explain import QUOTE_IT, explain
from newsld.schemaorg.json_schema.generate import (
    findings_schema,
    front_matter_schema,
    jsonld_schema,
    schemas,
    story_schema,
)
from newsld.schemaorg.json_schema.validator import is_valid

__all__ = [
    "QUOTE_IT",
    "explain",
    "findings_schema",
    "front_matter_schema",
    "is_valid",
    "jsonld_schema",
    "schemas",
    "story_schema",
]
