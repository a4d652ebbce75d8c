"""The JSON-LD terms that no field of a model declares: the context, newsld's own namespace, and terms written by hand.

The properties of fields are in the models, see `newsld.model.fields`. What schema.org has no term for has one in the
namespace of newsld, described in docs/reference/jsonld.md, which only full JSON-LD uses.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

NAMESPACE: Final = "https://w3id.org/newsld#"
"""The namespace of newsld's own terms; nothing is ever fetched from it."""

EDTF: Final = "edtf:EDTF"
"""The Library of Congress datatype of an EDTF date."""

PAGE_CONTEXT: Final = "https://schema.org"
PREFIXES: Final = {
    "newsld": NAMESPACE,
    "oa": "http://www.w3.org/ns/oa#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
}
"""The vocabularies that full JSON-LD uses in addition to schema.org, by prefix; `oa` only for annotations."""

FORMS: Final[Mapping[str | None, str]] = {
    None: "newsld:mention",
    "name": "newsld:byName",
    "alias": "newsld:byAlias",
    "nominal": "newsld:byNominal",
    "pronoun": "newsld:byPronoun",
    "demonym": "newsld:byDemonym",
    "metonym": "newsld:byMetonym",
}
"""The term from a thing to the spans that mention it, by the form of the mention."""

SPANS: Final = (*FORMS.values(), "newsld:words", "newsld:covers", "newsld:cues", "newsld:anonymousReason")
"""The terms whose values are spans of the body."""

_TERMS: Final[dict[str, Any]] = {
    "newsld": NAMESPACE,
    "edtf": PREFIXES["edtf"],
    **{term: {"@type": "@id"} for term in SPANS},
}

CONTEXT: Final = [PAGE_CONTEXT, {**_TERMS, "oa": PREFIXES["oa"]}]
"""The context of full JSON-LD with annotations, without the `@base` of an article."""

VERSION: Final = "newsld:version"
"""The property that marks a document as full JSON-LD, written by newsld."""

ROLES: Final = ("hasOccupation", "memberOf", "affiliation", "worksFor", "alumniOf")
"""The properties that a role can be a value of."""

NESTED: Final = frozenset(
    {"image", "articleBody", "hasPart", "correction", "mentions", "citation", "interpretedAsClaim"}
)
"""The terms of the article that are written and read by hand."""

AGENTS: Final = frozenset(
    {
        "author",
        "publisher",
        "editor",
        "contributor",
        "copyrightHolder",
        "organizer",
        "parentOrganization",
        "creator",
        "memberOf",
        "affiliation",
        "worksFor",
        "alumniOf",
    }
)
"""The properties whose values must be people or organizations: a place in them is written as its government."""


def full_context(base: str, *, annotations: bool = False) -> list[Any]:
    """Return the `@context` of full JSON-LD whose relative IRIs are resolved against `base`."""
    more = {"oa": PREFIXES["oa"]} if annotations else {}
    return [PAGE_CONTEXT, {"@base": base, **_TERMS, **more}]
