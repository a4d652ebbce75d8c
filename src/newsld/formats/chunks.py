"""Write JSON Lines of passages with their entities and attributed statements, for retrieval (`.chunks.jsonl`)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from newsld.formats import WriteOptions
from newsld.model.text import Span, sentences, split_paragraphs
from newsld.model.views import address, byline, languages, published, publishers, title
from newsld.schemaorg.jsonld.iris import article_key
from newsld.syntax.json import dump_json

if TYPE_CHECKING:
    from newsld.model import Block, Body, Citation, Event, Hop, NewsArticle
    from newsld.model.entities import Entity

LONGEST: Final = 1200
"""The most code points of a passage, unless one sentence has more."""


def write(article: NewsArticle, _: WriteOptions) -> bytes:
    """Return the passages of an article, one a line, as the JSON Schema `chunks` describes them.

    An article without a body has no line.
    """
    return b"".join([dump_json(chunk) for chunk in _chunks(article)])


# -- passages ----------------------------------------------------------------------------------------------------


def passages(body: Body) -> list[tuple[Span, str | None]]:
    """Return the spans of the passages of a body in order, each with the words of the heading that it is under.

    A passage is one or more whole blocks with at most `LONGEST` code points, or sentences of a block with more. A
    heading begins a passage. Every character that is not white space is in exactly one passage.
    """
    found: list[tuple[Span, str | None]] = []
    heading: str | None = None
    is_open = after_heading = False
    for span, is_heading in _leaves(body):
        if is_heading:
            heading = " ".join(span.slice(body.text).split())
        fits = is_open and span.end - found[-1][0].start <= LONGEST
        if fits and (after_heading or not is_heading):
            found[-1] = (Span(found[-1][0].start, span.end), heading)
        else:
            found += [(piece, heading) for piece in _pieces(body.text, span)]
        is_open, after_heading = True, is_heading
    return found


def _leaves(body: Body) -> Iterator[tuple[Span, bool]]:
    """Yield the spans of paragraphs and headings, and whether each is a heading; paragraphs if blocks lack words."""
    text = body.text
    leaves = [
        block
        for block in body.blocks
        if block.kind in {"paragraph", "heading"} and block.words.slice(text).strip()
    ]
    if _is_complete(text, leaves):
        yield from ((block.words, block.kind == "heading") for block in leaves)
    else:
        yield from ((span, False) for span in split_paragraphs(text))


def _is_complete(text: str, leaves: Sequence[Block]) -> bool:
    end = 0
    for block in leaves:
        if block.words.start < end or text[end : block.words.start].strip():
            return False
        end = block.words.end
    return not text[end:].strip()


def _pieces(text: str, span: Span) -> list[Span]:
    """Return a block as one span, or as spans of whole sentences if it is too long."""
    if span.end - span.start <= LONGEST:
        return [span]
    pieces: list[Span] = []
    for sentence in sentences(span.slice(text)):
        start, end = span.start + sentence.start, span.start + sentence.end
        if pieces and end - pieces[-1].start <= LONGEST:
            pieces[-1] = Span(pieces[-1].start, end)
        else:
            pieces.append(Span(start, end))
    return pieces


# -- chunks ------------------------------------------------------------------------------------------------------


def _chunks(article: NewsArticle) -> Iterator[dict[str, Any]]:
    if article.body is None:
        return
    key, text = article_key(article), article.text
    source = _source(article, key)
    named: tuple[Entity | Event, ...] = (*article.entities, *article.events)
    things = {thing.id: _entity(thing) for thing in named}
    spans = passages(article.body)
    ends = [span.end for span, _ in spans]
    mentioned: list[dict[str, list[list[int]]]] = [{} for _ in spans]
    for mention in article.mentions:
        if mention.of is not None and mention.of in things:
            for place in _overlapping(spans, ends, mention.words):
                mentioned[place].setdefault(mention.of, []).append(list(mention.words))
    stated: list[dict[str, Any]] = [{} for _ in spans]
    for citation in sorted(article.citations, key=lambda one: min(one.covers, default=Span(0, 0))):
        data = _citation(citation, things)
        for words in citation.covers:
            for place in _overlapping(spans, ends, words):
                inside = spans[place][0]
                if words.end - words.start > LONGEST:
                    start, end = max(words.start, inside.start), min(words.end, inside.end)
                else:
                    start, end = words
                own = stated[place].setdefault(citation.id, {**data, "covers": []})
                own["covers"].append({"start": start, "end": end, "text": text[start:end]})
    for number, (span, heading) in enumerate(spans, 1):
        yield {
            "id": f"{key}#/chunk/{number}",
            "article": source,
            "number": number,
            "of": len(spans),
            "heading": heading,
            "start": span.start,
            "end": span.end,
            "text": span.slice(text),
            "entities": [
                {**things[slug], "mentions": words} for slug, words in mentioned[number - 1].items()
            ],
            "citations": list(stated[number - 1].values()),
        }


def _overlapping(spans: Sequence[tuple[Span, str | None]], ends: Sequence[int], words: Span) -> Iterator[int]:
    """Yield the numbers of the passages, from 0, that have a character of these words."""
    for place in range(bisect_right(ends, words.start), len(spans)):
        if spans[place][0].start >= words.end:
            return
        yield place


def _source(article: NewsArticle, key: str) -> dict[str, Any]:
    date = published(article)
    return {
        "key": key,
        "url": address(article),
        "headline": title(article),
        "datePublished": None if date is None else str(date),
        "language": next(iter(languages(article)), None),
        "authors": list(byline(article)),
        "publishers": list(publishers(article)),
        "sections": list(article.article_section),
    }


def _entity(thing: Any) -> dict[str, Any]:
    kind = type(thing).__name__.lower()
    data = {
        "id": thing.id, "kind": kind, "type": list(thing.types), "name": thing.name, "sameAs": list(thing.same_as),
    }  # fmt: skip
    if kind == "event":
        return {
            **data,
            "startDate": thing.start_date and str(thing.start_date.date),
            "factuality": thing.factuality,
        }
    return {**data, "anonymous": getattr(thing, "anonymous", False)}


def _citation(citation: Citation, things: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "id": citation.id,
        "covers": [],  # those in the passage
        "mode": citation.mode,
        "act": citation.act,
        "origin": citation.origin if citation.chain or citation.origin != "given" else None,
        "chain": [_hop(hop, things) for hop in citation.chain],
    }


def _hop(hop: Hop, things: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    parties = []
    for slug in hop.parties:
        thing = things.get(slug, {})
        parties.append(
            {
                "id": slug,
                **{name: thing.get(name) for name in ("kind", "name")},
                "anonymous": thing.get("anonymous", False),
            }
        )
    return {
        "parties": parties,
        "role": hop.role,
        "date": hop.date and str(hop.date.date),
        "medium": things.get(hop.medium or "", {}).get("name"),
        "url": hop.url,
        "headline": hop.headline,
    }


# -- the schema --------------------------------------------------------------------------------------------------


def _object(description: str, **properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of an object in which every property is required and no other is allowed."""
    return {
        "description": description,
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _of(kind: str | list[str], description: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "description": description, **more}


def _list(description: str, items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "description": description, "items": items}


_TEXTS: Final = {"type": "string"}
_NULLABLE: Final = ["string", "null"]
_START: Final = _of("integer", "The first code point in the body of the article, from 0.", minimum=0)
_END: Final = _of("integer", "The code point after the last one.", minimum=0)
_SPAN: Final = {
    "type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2,
    "description": "Start and end in the body of the article.",
}  # fmt: skip
_THING: Final = {
    "id": _of("string", "The id in the article."),
    "kind": _of("string", "The class.", enum=["person", "organization", "place", "event"]),
    "type": _list("The schema.org types.", _TEXTS),
    "name": _of(_NULLABLE, "The name; for an unnamed party, the words that describe it."),
    "sameAs": _list("Addresses that identify the thing.", _TEXTS),
}
_MENTIONS: Final = _list("The spans that refer to the thing in this passage.", _SPAN)
_HOP: Final = _object(
    "A step of the chain: who says or passes on the statement.",
    parties=_list(
        "The sources together.",
        _object(
            "A source.",
            id=_of("string", "The id in the article."),
            kind=_of(_NULLABLE, "The class: person, organization or place."),
            name=_of(_NULLABLE, "The name; for an unnamed party, the words that describe it."),
            anonymous=_of("boolean", "Whether the story does not name the source."),
        ),
    ),
    role=_of(_NULLABLE, "The capacity in which the source speaks."),
    date=_of(_NULLABLE, "The date of the statement, EDTF."),
    medium=_of(_NULLABLE, "The name of the service that published the statement."),
    url=_of(_NULLABLE, "The address of the cited report or post."),
    headline=_of(_NULLABLE, "The headline of the cited report."),
)
_CITATION: Final = _object(
    "A statement that the story attributes.",
    id=_of("string", "The label in the article."),
    covers=_list(
        "The attributed words of this passage; up to 1,200 characters may go beyond it.",
        _object("A span.", start=_START, end=_END, text=_of("string", "The words.")),
    ),
    mode=_of("string", "Whose words they are.", enum=["direct", "indirect", "mixed"]),
    act=_of("string", "The speech act.", enum=["statement", "directive", "designation"]),
    origin={
        "enum": ["given", "not-given", "own", None],
        "description": "Whether the last hop is the origin (`given`), the origin is not named (`not-given`), or the "
        "publication says it itself (`own`); null if there is no chain.",
    },
    chain=_list("The sources, beginning with the one nearest to the reader.", _HOP),
)

CHUNK_SCHEMA: Final[Mapping[str, Any]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A passage of a news article",
    **_object(
        "One line of `newsld export -f chunks`: a passage with what it mentions and who says it. Offsets count Unicode "
        "code points in the body of the article.",
        id=_of("string", "The key of the article, `#/chunk/` and the number."),
        article=_object(
            "The article that the passage is from.",
            key=_of("string", "The key of the article in the tables."),
            url=_of(_NULLABLE, "The address."),
            headline=_of(_NULLABLE, "The headline."),
            datePublished=_of(_NULLABLE, "When the article was published: RFC 3339 or EDTF."),
            language=_of(_NULLABLE, "The language, as a BCP 47 tag or a name."),
            authors=_list("The names of the authors.", _TEXTS),
            publishers=_list("The names of the publishers.", _TEXTS),
            sections=_list("The sections.", _TEXTS),
        ),
        number=_of("integer", "The number of the passage, from 1.", minimum=1),
        of=_of("integer", "The number of passages of the article.", minimum=1),
        heading=_of(_NULLABLE, "The heading that the passage is under."),
        start=_START,
        end=_END,
        text=_of("string", "The words of the passage, exactly as in the body."),
        entities=_list(
            "The people, organizations, places and events that the passage mentions, in the order of the text.",
            {
                "oneOf": [
                    _object(
                        "A person, an organization or a place.",
                        **_THING,
                        anonymous=_of("boolean", "Whether the story does not name the party."),
                        mentions=_MENTIONS,
                    ),
                    _object(
                        "An event.",
                        **_THING,
                        startDate=_of(_NULLABLE, "The start, EDTF."),
                        factuality=_of(
                            "string",
                            "Whether it happened.",
                            enum=["asserted", "claimed", "planned", "requested"],
                        ),
                        mentions=_MENTIONS,
                    ),
                ]
            },
        ),
        citations=_list("The attributed statements of the passage, in the order of the text.", _CITATION),
    ),
}
"""The JSON Schema of a line."""
