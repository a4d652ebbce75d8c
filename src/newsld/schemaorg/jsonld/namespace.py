"""Define the terms of newsld's own namespace, for what schema.org has no term for. The documentation lists them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from newsld.model import NewsArticle
from newsld.model.fields import MODELS, data_fields_of, properties_of

_OTHER_DATES: Final = ("datePublished", "endDate", "observationDate", "startDate")
"""The dates of cited works, figures and roles."""

_DATES: Final = sorted(
    {field.term for model in MODELS for field in properties_of(model) if field.kind == "date"}
    | {*_OTHER_DATES}
)

TERMS: Final[Mapping[str, Mapping[str, str]]] = {
    "The document": {
        "version": "The version of the story format. It marks an article that newsld wrote in full.",
        "derived": "The `@id` of the article was made by newsld: the article states none.",
        "prefix": "What comes before the ids in the addresses of nodes, if it is not `#`.",
        "blank": "The node had no IRI in its source.",
        "id": "The id, within the article, of a thing that has an IRI of its own.",
        "class": "The class of a thing in newsld (Person, Organization, Place or Event), if its types do not show it.",
        "defines": "Things that nothing else in the article refers to.",
        "kept": "Names of properties of the node that are in `extra`, although newsld has a field with that name.",
        "merged": "Names of properties whose last value is in `extra`, and whose other values are in a field.",
        "keywords": "JSON-LD keywords of a node that are preserved in `extra`, as a JSON literal.",
        "fromPage": "The terms of the article whose values were taken from the visible page, and not from its markup.",
        "ninjs": "The parts of an item of ninjs that schema.org has no term for, as a JSON literal.",
        "annotation": "The annotations of the article, if Web Annotations were requested.",
    },
    "The state of a capture": {
        field.alias: f"{field.description} A JSON literal." for field in data_fields_of(NewsArticle)
    },
    "How a value is known": {
        "basis": "How it is known: `stated` in the body, `inferred` from the body, or `given` by the editor.",
        "words": "The spans of the body that the node, or the value of a Role, was read from.",
        "evidence": "The basis and the words of one property of the node, which `newsld:property` names.",
        "property": "The property that evidence is about, or the property that a role has in the story.",
        "position": "The position of a node among its siblings, from 0: JSON-LD has no order.",
    },
    "Dates": {
        term: f"The date that `{term}` cannot hold: any EDTF date but a plain year, month, day or time."
        for term in _DATES
    },
    "Parties, roles and events": {
        "anonymous": "The story does not name the party.",
        "anonymousReason": "The spans of the words that explain why the party is not named.",
        "described": "The description “unnamed in the story” is from the source, and newsld did not add it.",
        "sameAs": "Addresses that identify an unnamed party. Do not publish them.",
        "role": "A role of a party that no property of schema.org fits; the capacity in which a source speaks.",
        "of": "The organization or place that a role represents.",
        "at": "The organization or place where a role is exercised.",
        "status": "The status of a role: `current`, `former`, `designate` or `disputed`.",
        "factuality": "Whether an event is `claimed`, `planned` or `requested`. Without it, the event is asserted.",
    },
    "Statements, quotations and figures": {
        "covers": "The spans of the words that a Claim attributes.",
        "cues": "The spans of the words that attribute: “said”, “according to”.",
        "mode": "Whose words they are: `direct` or `mixed`. Without it, the story uses its own words (`indirect`).",
        "act": "What the source did: `directive` or `designation`. Without it, the source made a statement.",
        "origin": "The origin of a statement, if it is not the last source of its chain: `not-given`, or `own` for "
        "what the publication says itself.",
        "repeats": "The earlier citation with the same statement.",
        "inherited": "The earlier citation that a source of a chain is carried over from.",
        "form": "The form of a cited work (post, interview), or of a mention of a date.",
        "exclusive": "Whether the bounds of a figure are excluded: `true`, or `min` or `max` for one of two.",
        "approximate": "Whether the story says that a figure is approximate.",
        "period": "The period that a figure is a total of, in EDTF.",
    },
    "Mentions": {
        "mention": "The spans that mention the thing, without a form.",
        "byName": "The spans that mention the thing by its name.",
        "byAlias": "The spans that mention the thing by another name.",
        "byNominal": "The spans that mention the thing by a description, such as “the dictator”.",
        "byPronoun": "The spans that mention the thing by a pronoun.",
        "byDemonym": "The spans that mention the place by its inhabitants or an adjective, such as “Syrian”.",
        "byMetonym": "The spans that mention the thing by another, such as “Washington” for a government.",
        "mentionedDate": "The dates that the body mentions.",
        "date": "A date that the body mentions, in EDTF.",
    },
    "The body": {
        "bodyHash": "The SHA-256 of the body in UTF-8, in hexadecimal: spans are offsets into exactly this text.",
        "block": "A block of the body, if its layout is not plain paragraphs.",
        "unlaid": "The body has no blocks.",
        "mark": "A link, emphasis or picture in the body.",
        "kind": "The kind of a block or mark: `heading`, `list-item`, `link`, `emphasis` ...",
        "level": "The level of a heading.",
        "number": "The number of an item in a numbered list.",
        "url": "The target of a link, or the address of a picture, as written.",
        "title": "The title of a link or picture.",
        "alternative": "The alternative text of a picture.",
    },
}
"""The definition of each term, by group and name."""
