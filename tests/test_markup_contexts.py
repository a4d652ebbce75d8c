"""Contexts: a key means what the context in force says, and pyld says the same."""

from __future__ import annotations

from typing import Any

import pytest

from newsld.schemaorg.jsonld.processor import expand
from newsld.web.markup.contexts import (
    EMPTY,
    SCHEMA_ORG,
    UNDECLARED,
    context_faults,
    extend_context,
    is_schema_org,
)

SCHEMA = "http://schema.org/"

CONTEXTS: dict[str, Any] = {
    "plain": "https://schema.org",
    "http": "http://schema.org/",
    "array": ["https://schema.org", {"ex": "https://post.example/terms#", "desk": "ex:desk"}],
    "alias": ["https://schema.org", {"title": "headline", "kind": "@type", "by": {"@id": "schema:author"}}],
    "vocab": {"@vocab": "http://schema.org/", "s": "http://schema.org/"},
    "own vocab": ["https://schema.org", {"@vocab": "https://post.example/terms#"}],
    "taken away": ["https://schema.org", {"name": None}],
    "nothing": None,
}
KEYS = (
    "headline", "name", "title", "desk", "ex:desk", "by", "kind", "schema:author", "s:author", "type", "id", "@type",
    "http://schema.org/headline", "https://post.example/headline", "og:title",
)  # fmt: skip


@pytest.mark.parametrize("name", CONTEXTS)
def test_a_key_means_what_json_ld_says_it_means(name: str) -> None:
    """For every context and key, the term is the one that pyld expands the key to."""
    local, compared = CONTEXTS[name], 0
    context = extend_context(UNDECLARED, local)
    for key in KEYS:
        value = "https://post.example/1" if key in {"id", "@type", "type", "kind"} else "words"
        node = {"@context": local, "https://post.example/witness": "here", key: value}
        (found,) = expand(node)
        # `schema:` means schema.org to everybody, whether or not the context says so.
        theirs = {one.replace("schema:", SCHEMA) for one in found if one != "https://post.example/witness"}
        meant = context.term(key)
        if name == "own vocab" and meant in PLAIN_ONLY:
            continue
        if meant is None:
            assert not any(one.startswith((SCHEMA, "@")) for one in theirs), key
        else:
            assert theirs == {meant if meant.startswith("@") else SCHEMA + meant}, key
        compared += 1
    assert compared > 8


PLAIN_ONLY = frozenset({"title", "by", "kind"})
"""Names that schema.org does not have: under another vocabulary they are that one's."""


def test_plain_contexts_cost_nothing() -> None:
    """Every spelling of schema.org's context gives the one plain context, and so does none."""
    for spelling in (
        "https://schema.org",
        "http://www.schema.org/",
        "https://schema.org/docs/jsonldcontext.jsonld",
    ):
        assert is_schema_org(spelling)
        assert extend_context(SCHEMA_ORG, spelling) is SCHEMA_ORG
    assert extend_context(SCHEMA_ORG, ["http://schema.org"]) is SCHEMA_ORG
    assert extend_context(SCHEMA_ORG, None) is EMPTY


@pytest.mark.parametrize(
    ("local", "at"),
    [
        ("http://127.0.0.1/context", ""),
        ("file:///etc/passwd", ""),
        ("https://web.archive.org/web/2020/http://schema.org", ""),
        (["https://schema.org", "https://post.example/c.jsonld"], "/1"),
        ({"@import": "https://post.example/c.jsonld"}, "/@import"),
        ({"post": "https://post.example/terms#"}, ""),
        (7, ""),
    ],
)
def test_what_would_have_to_be_fetched_is_a_fault_with_its_place(local: Any, at: str) -> None:
    """No other address is known; what it names is read as schema.org's."""
    assert [below for below, _, _ in context_faults(local)] == [at]
    assert extend_context(SCHEMA_ORG, local).term("headline") == "headline"


@pytest.mark.parametrize(
    "local", ["https://schema.org", {"@vocab": "https://schema.org/"}, {"a": "schema:about"}, []]
)
def test_what_is_known_is_no_fault(local: Any) -> None:
    """schema.org's context in any form, and terms that are written out."""
    assert not list(context_faults(local))
