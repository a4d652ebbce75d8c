"""The JSON-LD terms that no field of a model declares: the context, newsld's own namespace, and terms written by hand.

The properties of fields are in the models, see `newsld.model.fields`. What schema.org has no term for has one in the
namespace of newsld, described in docs/reference/jsonld.md, which only the `full` profile uses.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "AGENTS",
    "CONTEXT",
    "EDTF",
    "NAMESPACE",
    "NESTED",
    "PAGE_CONTEXT",
    "PREFIXES",
    "ROLES",
    "VERSION",
]

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
"""The vocabularies that the full profile uses in addition to schema.org, by prefix."""

CONTEXT: Final = [PAGE_CONTEXT, PREFIXES]

VERSION: Final = "newsld:version"
"""The property that marks a document as written by newsld in the `full` profile."""

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
