"""Render an article as a page: everything that the templates show, collected once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from newsld.model.dates import format_english
from newsld.model.text.scripts import main_script, scripts_of
from newsld.model.views import address, byline, published, publishers, title
from newsld.views.page.event_list import list_events
from newsld.views.page.finding_places import PlacesOfFindings
from newsld.views.page.notes import notes_of_draft, notes_of_findings
from newsld.views.page.quantities import list_figures, list_quotations
from newsld.views.page.source_graph import draw_sources
from newsld.views.page.source_list import list_sources
from newsld.views.page.statements import ORIGINS, count_origins, list_statements
from newsld.views.page.story_text import lay_out
from newsld.views.page.strip import draw_strip, shares
from newsld.views.page.things import KINDS, ShownThing, Things
from newsld.views.page.timeline import draw_timeline
from newsld.views.rendering import read_asset, render, safe_link

if TYPE_CHECKING:
    from newsld.findings import Finding
    from newsld.model import NewsArticle

_RIGHT_TO_LEFT: Final = frozenset({"Arab", "Hebr"})


def render_page(
    article: NewsArticle, findings: Sequence[Finding] = (), *, site: Mapping[str, str] | None = None
) -> str:
    """Return one self-contained HTML page about an article.

    It makes no request, has no script, and works under `default-src 'none'; style-src 'unsafe-inline'`. `findings` are
    shown at their words. `site` are the pages of the site that it is part of: addresses by their names.
    """
    values = story_values(article, findings)
    return render(
        "page/templates/page.html.j2", style=read_asset("page/templates/page.css"), site=site, **values
    )


def render_summary(article: NewsArticle) -> str:
    """Return an article in short for a notebook: a fragment of HTML, with its own style and without a script."""
    style = read_asset("page/templates/summary.css")
    return render("page/templates/summary.html.j2", style=style, **story_values(article, ()))


def story_values(article: NewsArticle, findings: Sequence[Finding]) -> dict[str, Any]:
    """Return everything that the templates of a page show."""
    things = Things(article)
    statements = list_statements(article, things)
    by_id = {one.id: one for one in statements}
    quotations = list_quotations(article, things, by_id)
    places = PlacesOfFindings(article)
    items = notes_of_draft(article, places)
    notes = [*items, *notes_of_findings(findings, places)]
    entries, axis = draw_timeline(article, statements)
    publication = publishers(article)
    when = published(article)
    language, direction = language_attributes(article)
    first = _first_mentions(article)
    return {
        "article": article,
        "title": title(article) or "Story without a headline",
        "byline": byline(article),
        "publishers": publication,
        "published": format_english(when) if when is not None else "",
        "published_iso": str(when) if when is not None else "",
        "address": safe_link(address(article)),
        "language": language,
        "direction": direction,
        "statements": statements,
        "unplaced": [one for one in statements if one.offset is None],
        "rows": lay_out(article, things, statements, notes),
        "origin_counts": count_origins(statements),
        "strip": draw_strip(statements, len(article.text)),
        "shares": shares(statements, len(article.text)),
        "graph": draw_sources(statements, publication[0] if publication else "This story"),
        "sources": list_sources(article, things, by_id),
        "quotations": quotations,
        "figures": list_figures(article, things, by_id),
        "timeline": entries,
        "axis": axis,
        "events": list_events(article, things, by_id, first),
        "kinds": KINDS,
        "marked": {things.get(one.of).kind if one.of is not None else "date" for one in article.mentions},
        "things": _by_kind(things, first),
        "notes": notes,
        "items": items,
        "state": article.draft,
        "verified": [(one.by, format_english(one.at)) for one in article.verified],
        "ORIGINS": ORIGINS,
    }


def language_attributes(article: NewsArticle) -> tuple[str, str]:
    """Return the language and the direction of an article's text: `ltr` or `rtl`."""
    language = article.in_language or ""
    subtags = language.split("-")
    scripts = {one.title() for one in subtags[1:] if len(one) == 4} or scripts_of(subtags[0].lower())
    script = next(iter(scripts)) if scripts else main_script(article.text or article.headline or "")
    return language, "rtl" if script in _RIGHT_TO_LEFT else "ltr"


def _first_mentions(article: NewsArticle) -> dict[str, int]:
    first: dict[str, int] = {}
    for mention in article.mentions:
        if mention.of is not None:
            first.setdefault(mention.of, mention.words.start)
    return first


def _by_kind(things: Things, first: Mapping[str, int]) -> list[tuple[str, list[ShownThing]]]:
    """Return the things of each kind in the order of the text."""
    found: dict[str, list[ShownThing]] = {}
    for thing in sorted(things.all(), key=lambda one: first.get(one.id, 1 << 60)):
        found.setdefault(thing.kind, []).append(thing)
    return [(name, found[kind]) for kind, name in KINDS.items() if kind in found and kind != "event"]
