"""What an exported file adds for readers below the marker line: tables of what the story holds."""

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
    """The tables of an article, each with its heading; those that would be empty are left out."""
    known = _names(article)
    yield from _table("As published", ("What", "How it is read"), _untyped(article))
    yield from _table(
        "Sources",
        ("Statement", "Source", "Through"),
        ([_said(article, it), _parties(it.chain[-1:], known, it), _parties(it.chain[:-1], known)]
         for it in _in_order(article.citations)),
    )  # fmt: skip
    yield from _table(
        "Timeline",
        ("Date", "Event", "Where", "Told as"),
        (
            [
                _when(it),
                _name(it),
                _list(it.location, known),
                "" if it.factuality == "asserted" else it.factuality,
            ]
            for it in sorted(article.events, key=_time)
            if _when(it)
        ),
    )
    yield from _table(
        "Figures",
        ("Figure", "Value", "Unit", "As of", "About"),
        ([it.measures or _words(article, it.words) or it.id, _quantity(it), it.unit or "",
          _dated(it.as_of or it.period), _list(it.about, known)] for it in article.figures),
    )  # fmt: skip
    for heading, entities in (
        ("People", article.people),
        ("Organizations", article.organizations),
        ("Places", article.places),
    ):
        yield from _table(heading, ("Name", "Type", "Known by"), map(_entity, entities))


def _untyped(article: NewsArticle) -> Iterator[tuple[str, str]]:
    """What the page that the article was read from gives in a form that has no typed place."""
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


def _in_order(citations: Iterable[Citation]) -> list[Citation]:
    return sorted(citations, key=lambda it: (it.covers[0] if it.covers else Span(2**62, 2**62), it.id))


def _said(article: NewsArticle, citation: Citation) -> str:
    return _words(article, citation.covers) or citation.id


def _words(article: NewsArticle, spans: Sequence[Span]) -> str:
    said = " … ".join(span.slice(article.text) for span in spans)
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1].rstrip() + "…"


def _parties(hops: Sequence[Hop], known: dict[str, str], citation: Citation | None = None) -> str:
    shown = [_list(hop.parties, known) + (f" on {known.get(hop.medium, hop.medium)}" if hop.medium else "")
             for hop in hops]  # fmt: skip
    if citation is not None and not hops:
        return "no source given"
    if citation is not None and citation.origin == "not-given":
        shown.append("origin not given")
    return "; ".join(shown)


def _time(event: Event) -> tuple[str, str]:
    date = event.start_date or event.end_date
    # What has an open beginning stands where it ends.
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
