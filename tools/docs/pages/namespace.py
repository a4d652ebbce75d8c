"""The page of newsld's own terms in JSON-LD, from their definitions."""

from __future__ import annotations

from typing import Final

from pages.layout import join, page, table

_INTRODUCTION: Final = """\
Terms with the prefix `newsld:` are for what schema.org has no term for. Full JSON-LD uses them; JSON-LD for pages does
not. The namespace is `{namespace}`: `newsld:basis` is short for `{namespace}basis`. These are names. Nothing is ever
fetched from them. [JSON-LD](jsonld.md) shows where they are in a document."""


def namespace() -> str:
    """Return the page with a table for each group of terms."""
    from newsld.schemaorg.jsonld.namespace import TERMS
    from newsld.schemaorg.jsonld.own_terms import NAMESPACE

    parts = [page("The newsld namespace", _INTRODUCTION.format(namespace=NAMESPACE))]
    for group, terms in TERMS.items():
        rows = ((f"`newsld:{name}`", definition) for name, definition in terms.items())
        parts += [f"## {group}", table(("term", "definition"), rows)]
    return join(parts)
