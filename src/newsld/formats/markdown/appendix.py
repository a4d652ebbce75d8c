"""Write the tables for readers below the marker line of an exported file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from newsld.formats.markdown.escaping import cell
from newsld.model import Citation, Dated, Entity, Event, Figure, Hop, NewsArticle
from newsld.model.dates import format_english
from newsld.model.text import Span
from newsld.model.views import published, untyped_authors

__all__ = ["tables"]

_LONGEST = 140


def tables(article: NewsArticle) -> Iterator[str]:
    """Yield the tables of an article, each with its heading; empty ones are left out."""
    known = _names(article)
    yield from _table("As published", ("What", "How it is read"), _untyped(article))
    yield from _table(
        "Sources",
        ("Statement", "Source", "Through"),
        ([_covered_words(article, citation), _parties(citation.chain[-1:], known, citation),
          _parties(citation.chain[:-1], known)]
         for citation in _sorted_citations(article.citations)),
    )  # fmt: skip
    yield from _table(
        "Timeline",
        ("Date", "Event", "Where", "Told as"),
        (
            [
                _when(event),
                _name(event),
                _list([place.id for place in event.location], known),
                "" if event.factuality == "asserted" else event.factuality,
            ]
            for event in sorted(article.events, key=_time)
            if _when(event)
        ),
    )
    yield from _table(
        "Figures",
        ("Figure", "Value", "Unit", "As of", "About"),
        ([figure.measures or _words(article, figure.words) or figure.id, _quantity(figure), figure.unit or "",
          _dated(figure.as_of or figure.period), _list(figure.about, known)] for figure in article.figures),
    )  # fmt: skip
    for heading, entities in (
        ("People", article.people),
        ("Organizations", article.organizations),
        ("Places", article.places),
    ):
        yield from _table(heading, ("Name", "Type", "Known by"), map(_entity, entities))


def _untyped(article: NewsArticle) -> Iterator[tuple[str, str]]:
    """Yield labels and values of authors and dates that a web page gives in a form without a typed field."""
    if authors := untyped_authors(article):
        yield "Author", ", ".join(authors)
    if article.date_published is None and (date := published(article)) is not None:
        yield "Published", format_english(date)


def _table(heading: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    shown = [f"| {' | '.join(map(cell, row))} |" for row in rows]
    if shown:
        head = [f"## {heading}", "", f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"]
        yield "\n".join([*head, *shown])


def _names(article: NewsArticle) -> dict[str, str]:
    named: list[Entity | Event] = [*article.entities, *article.events]
    return {item.id: _name(item) for item in named}


def _name(item: Entity | Event) -> str:
    return item.name or item.id


def _list(ids: Iterable[str], known: dict[str, str]) -> str:
    return ", ".join(known.get(key, key) for key in ids)


def _sorted_citations(citations: Iterable[Citation]) -> list[Citation]:
    return sorted(citations, key=lambda one: (one.covers[0] if one.covers else Span(2**62, 2**62), one.id))


def _covered_words(article: NewsArticle, citation: Citation) -> str:
    return _words(article, citation.covers) or citation.id


def _words(article: NewsArticle, spans: Sequence[Span]) -> str:
    words = " … ".join(span.slice(article.text) for span in spans)
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"


def _parties(hops: Sequence[Hop], known: dict[str, str], citation: Citation | None = None) -> str:
    shown = [_list(hop.parties, known) + (f" on {known.get(hop.medium, hop.medium)}" if hop.medium else "")
             for hop in hops]  # fmt: skip
    if citation is not None and not hops:
        return "own reporting" if citation.origin == "own" else "no source given"
    if citation is not None and citation.origin == "not-given":
        shown.append("origin not given")
    return "; ".join(shown)


def _time(event: Event) -> tuple[str, str]:
    date = event.start_date or event.end_date
    # An event with an open beginning is sorted by its end.
    first = (date.date.earliest or date.date.latest) if date else None
    return (first.isoformat() if first else str(date.date) if date else "", event.id)


def _when(event: Event) -> str:
    start, end = _dated(event.start_date), _dated(event.end_date)
    return f"{start} – {end}" if start and end and start != end else start or end


def _dated(date: Dated | None) -> str:
    if date is None:
        return ""
    return format_english(date.date) + (" (inferred)" if date.basis == "inferred" else "")


def _quantity(figure: Figure) -> str:
    about = "about " if figure.approximate else ""
    if figure.value is not None:
        return about + _number(figure.value)
    if figure.min is not None and figure.max is not None and figure.exclusive is False:
        return f"{about}{_number(figure.min)} to {_number(figure.max)}"
    low = f"{'more than' if figure.exclusive in (True, 'min') else 'at least'} {_number(figure.min)}"
    high = f"{'less than' if figure.exclusive in (True, 'max') else 'at most'} {_number(figure.max)}"
    bounds = [shown for shown, bound in ((low, figure.min), (high, figure.max)) if bound is not None]
    return about + ", ".join(bounds)


def _number(number: Decimal | None) -> str:
    if number is None:
        return ""
    return f"{number:,f}" if abs(number.adjusted()) < 30 else str(number)


def _entity(entity: Entity) -> tuple[str, str, str]:
    named = "unnamed" if getattr(entity, "anonymous", False) else ", ".join(entity.alternate_name)
    address = entity.same_as[0] if entity.same_as else entity.url or ""
    return _name(entity), ", ".join(entity.types), named or address
