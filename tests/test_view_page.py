"""What the page of a story promises: its text is the body, every chain is next to its words, and nothing is loaded."""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

import newsld
from embedding_cases import HOSTILE, hostile_story
from newsld.findings import Finding
from newsld.model import NewsArticle
from newsld.views.page import render_page
from newsld.views.page.nesting import TextMark, TextPoint, assign_lanes, nest
from newsld.views.page.source_graph import draw_sources, number_ranges
from newsld.views.page.statements import list_statements
from newsld.views.page.things import Things
from newsld.views.page.timeline import draw_timeline
from newsld.views.rendering import safe_link
from stories import fixture_articles, fixture_paths
from strategies import articles

STORIES = sorted(fixture_articles())
CSP = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


@cache
def _page(name: str) -> Any:
    return html.document_fromstring(
        render_page(fixture_articles()[name], newsld.check(fixture_paths()[name]))
    )


def _words(text: str) -> str:
    """Return a text with its white space levelled."""
    return " ".join(text.split())


def _by_class(element: Any, name: str) -> list[Any]:
    return element.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]")


# -- the text --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", STORIES)
def test_the_text_of_the_page_is_the_body(name: str) -> None:
    """Marks and numbers add no character: what a reader copies is what the story says."""
    blocks = [one.text_content() for one in _by_class(_page(name), "words")]
    assert blocks
    assert _words(" ".join(blocks)) == _words(fixture_articles()[name].text)


@given(article=articles(full=True))
def test_the_text_of_any_page_is_the_body(article: NewsArticle) -> None:
    """The same for articles with any layout, overlapping marks and characters that HTML has to escape."""
    page = html.document_fromstring(render_page(article))
    text = "".join("".join(one.text_content().split()) for one in _by_class(page, "words"))
    lost = str.maketrans("", "", "".join(map(chr, (*range(32), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF))))
    assert text.translate(lost) == "".join(article.text.split()).translate(lost)


@given(
    text=st.text(alphabet="abc \n", max_size=40),
    spans=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=12),
    points=st.lists(st.integers(0, 40), max_size=4),
)
def test_marks_nest_and_keep_their_words(text: str, spans: list[tuple[int, int]], points: list[int]) -> None:
    """Elements are closed in the order in which they were opened, and each mark has exactly its words."""
    marks = [
        TextMark(min(span), min(max(span), len(text)), rank, is_underlined=True)
        for rank, span in enumerate(spans)
        if min(span) < min(max(span), len(text))
    ]
    assign_lanes(marks)
    signs = [TextPoint(min(at, len(text)), 0, "1", "") for at in points]
    open_marks: list[TextMark] = []
    words = {id(mark): "" for mark in marks}
    firsts = {id(mark): 0 for mark in marks}
    shown, whole = 0, ""
    for piece in nest(text, 0, len(text), marks, signs):
        if piece.opens:
            open_marks.append(piece.opens)
            firsts[id(piece.opens)] += piece.is_first
        elif piece.closes:
            assert open_marks.pop() is piece.closes
        elif piece.point:
            shown += 1
        else:
            whole += piece.text
            for mark in open_marks:
                words[id(mark)] += piece.text
    assert not open_marks and whole == text and shown == len(signs)
    assert words == {id(mark): text[mark.start : mark.end] for mark in marks}
    assert set(firsts.values()) <= {1}


def test_underlines_of_words_with_two_meanings_have_two_lanes() -> None:
    """A longer mark is below the shorter ones inside it; marks apart share the first lane."""
    marks = [TextMark(*span, 0, is_underlined=True) for span in ((0, 10), (0, 4), (5, 9), (12, 14), (12, 14))]
    assign_lanes(marks)
    assert [mark.lane for mark in marks] == [1, 0, 0, 0, 1]


# -- chains ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", STORIES)
def test_every_chain_is_next_to_its_words_in_order(name: str) -> None:
    """Hops are in order, unnamed and carried-over ones look different, and a missing origin is an open end."""
    article, page = fixture_articles()[name], _page(name)
    unnamed = {one.id for one in (*article.people, *article.organizations) if one.anonymous}
    names = {one.id: one.name for one in article.entities}
    statements = list_statements(article, Things(article))
    citations = {one.id: one for one in article.citations}
    assert len(statements) == len(citations)
    for statement in statements:
        citation = citations[statement.id]
        card = page.get_element_by_id(f"chain-{statement.number}")
        if citation.covers:
            (row,) = card.xpath("ancestor::div[contains(@class, 'row')]")
            assert row.xpath(f".//*[@id='words-{statement.number}']"), statement
            words = "".join(one.text_content() for one in _by_class(page, f"n{statement.number}"))
            covered = "".join(article.text[start:end] for start, end in sorted(citation.covers))
            assert "".join(words.split()) == "".join(covered.split())
        hops = _by_class(card, "hop")
        shown = [[one.text for one in _by_class(hop, "party")] for hop in hops]
        expected = [[names[slug] for slug in hop.parties] for hop in citation.chain]
        assert [one for one in shown if one] == expected, statement
        for element, hop in zip(hops, citation.chain, strict=False):
            classes = element.get("class").split()
            assert ("unnamed" in classes) == all(slug in unnamed for slug in hop.parties)
            assert ("carried" in classes) == (hop.inherited is not None)
        assert bool(_by_class(card, "missing")) == (citation.origin == "not-given")
        assert ("s-none" in card.get("class")) == (not citation.chain and citation.origin != "own")


@pytest.mark.parametrize("name", STORIES)
def test_the_picture_and_the_table_have_every_source(name: str) -> None:
    """Every party of a chain is a box, and every origin a row with the numbers of its statements."""
    article, page = fixture_articles()[name], _page(name)
    parties = {slug for one in article.citations for hop in one.chain for slug in hop.parties}
    graph = draw_sources(list_statements(article, Things(article)), "P")
    drawn = {node.key for node in graph.nodes} if graph else set()
    assert parties <= drawn
    numbers = [
        int(one.text) for one in page.xpath("//section[@id='sources']//td[@data-label='statements']/a")
    ]
    assert set(numbers) == set(range(1, len(article.citations) + 1))


def test_the_showcase_shows_who_says_what_through_whom() -> None:
    """The chain of the unidentified officials: through a wire, an agency and state media."""
    (link,) = [
        one
        for one in _page("asylum").xpath("//li[contains(@class,'card')]")
        if "Interfax" in one.text_content()
    ][:1]
    hops = [_words(one.text_content()) for one in _by_class(link, "hop")]
    assert hops == [
        "Reuters 9 December 2024 (inferred)",
        "citing Interfax and state media not named",
        "citing Kremlin officials not named",
    ]


def test_a_source_can_be_quoted_directly_and_through_others() -> None:
    """The table says both, and a figure without a description has none."""
    article = newsld.read(
        b"""---
newsld: 2
---
The bridge is safe, Ann Lee said.[^safe] Work begins soon, Coast Wire reported, citing Lee.[^soon]

It takes [20 days][days].

[^safe]: [Ann Lee][ann].
[^soon]: [Coast Wire][wire], citing [Lee][ann].

```yaml newsld
people: {ann: {name: Ann Lee, alternateName: Lee}}
organizations: {wire: Coast Wire (news)}
figures: {days: {value: 20, unit: days}}
```
""",
        "markdown",
    )[0]
    page = html.document_fromstring(render_page(article))
    (through,) = page.xpath("//section[@id='sources']//td[@data-label='through']")
    assert _words(through.text_content()) == "Coast Wire, and directly"
    (of,) = page.xpath("//section[@id='figures']//td[@data-label='of']")
    assert of.text_content() == ""


def test_boxes_do_not_overlap() -> None:
    """In every column, boxes have room between them, also in a picture of many sources."""
    for article in (*fixture_articles().values(), _large(300, 60)):
        graph = draw_sources(list_statements(article, Things(article)), "P")
        assert graph is not None
        by_column: dict[int, list[Any]] = {}
        for node in sorted(graph.nodes, key=lambda one: one.y):
            by_column.setdefault(node.column, []).append(node)
        for column in by_column.values():
            for one, other in pairwise(column):
                assert one.y + one.height < other.y
        assert all(node.x >= 0 and node.x + node.width <= graph.width for node in graph.nodes)
        assert all(node.y >= 0 and node.y + node.height <= graph.height for node in graph.nodes)


@pytest.mark.parametrize("before", [(), ("x",)])
def test_lines_between_sources_that_cite_each_other_are_apart(before: tuple[str, ...]) -> None:
    """Each direction has a line of its own, in one column and between two."""
    chains = [["a", "b"], [*before, "b", "a"]]
    article = NewsArticle.model_validate(
        {
            "headline": "x",
            "body": "One. Two.",
            "organizations": [{"id": one, "name": one.upper()} for one in "abx"],
            "citations": [
                {"id": f"c{at}", "covers": [{"exact": words}], "chain": [{"parties": [one]} for one in chain]}
                for at, (words, chain) in enumerate(zip(("One.", "Two."), chains, strict=True))
            ],
        }
    )
    graph = draw_sources(list_statements(article, Things(article)), "P")
    assert graph is not None
    there, back = [one.path for one in graph.edges if one.title[:5] in ("A → B", "B → A")]
    points = [re.findall(r"[-\d.]+,[-\d.]+", path) for path in (there, back)]
    assert points[0] != points[1] and points[0] != points[1][::-1]
    for path in points:
        assert len({point.split(",")[0] for point in path}) > 1, "it is a curve, and no line along the boxes"


@pytest.mark.parametrize(
    ("when", "label"),
    [("9999-12", "Dec 9999"), ("199X", "1990–1999"), ("1990", "1990"), ("2024-02", "Feb 2024")],
)
def test_the_axis_says_how_long_a_time_is(when: str, label: str) -> None:
    """A decade is not its first year, and the last month has a label too."""
    events = [{"id": "e", "name": "e", "startDate": {"date": when, "basis": "given"}}]
    _, axis = draw_timeline(NewsArticle.model_validate({"headline": "x", "events": events}), [])
    assert label in [text for _, text in axis.ticks]


def test_numbers_are_written_as_ranges() -> None:
    """Three or more in a row are a range."""
    assert number_ranges([3, 1, 2, 5, 7, 8, 3]) == "1–3, 5, 7, 8"


# -- a closed page ---------------------------------------------------------------------------------------------


def _assert_closed(text: str) -> Any:
    page = html.document_fromstring(text)
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [CSP]
    assert not page.xpath(
        "//script | //link | //img | //iframe | //object | //embed | //form | //base | //video | //audio"
    )
    assert not page.xpath("//@src | //@srcset | //@action | //@background | //@poster | //@ping")
    assert not [one for one in page.iter() for name in one.attrib if name.lower().startswith("on")]
    (style,) = page.xpath("//style")
    assert not re.search(r"url\(|@import|expression|</", style.text)
    links = page.xpath("//a/@href")
    assert all(re.match(r"#|https?://", one) for one in links), links
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {one[1:] for one in links if one[0] == "#"} <= set(ids)
    assert set(page.xpath("//@aria-labelledby")) <= set(ids)
    return page


@pytest.mark.parametrize("name", STORIES)
def test_a_page_is_closed_and_whole(name: str) -> None:
    """Nothing is loaded or run; every link leads to a place in the page or to the web."""
    _assert_closed(render_page(fixture_articles()[name], newsld.check(fixture_paths()[name])))


def test_the_python_function_gives_the_page_of_the_command(tmp_path: Path) -> None:
    """For a path with the findings of the file, for an article with its own; a file of several stories is refused."""
    path = fixture_paths()["strike"]
    assert (
        newsld.view(path) == newsld.view(str(path)) == render_page(newsld.read(path)[0], newsld.check(path))
    )
    (article,) = newsld.read(path)
    assert newsld.view(article) == render_page(article, newsld.check(article))
    lines = tmp_path / "two.jsonl"
    lines.write_bytes(newsld.write(article, "jsonl") * 2)
    with pytest.raises(newsld.UsageError, match="2 stories"):
        newsld.view(lines)


def test_equal_stories_give_equal_pages() -> None:
    """A page has no time, no random id and no order of a set."""
    for name, path in fixture_paths().items():
        again = newsld.read(path)[0]
        assert render_page(again) == render_page(fixture_articles()[name])


def _turned() -> list[tuple[str, ...]]:
    texts = list(HOSTILE.values())
    return [(one,) for one in texts] + [tuple(texts[at:] + texts[:at]) for at in range(0, len(texts), 9)]


@pytest.mark.parametrize("texts", _turned(), ids=lambda texts: repr(texts[0])[:40])
def test_no_text_becomes_markup(texts: tuple[str, ...]) -> None:
    """Hostile texts in every field, also of findings: the elements are those of a page with plain texts."""
    plain = hostile_story(*[f"plain {number}" for number, _ in enumerate(texts)])
    hostile = hostile_story(*texts)
    finding = Finding("NLD-CIT-004", texts[0], suggestion=texts[-1], pointer="/figures/forty")
    page = _assert_closed(render_page(hostile, [finding]))
    expected = html.document_fromstring(render_page(plain, [finding]))
    assert _shape(page) == _shape(expected)


def _shape(page: Any) -> list[tuple[str, tuple[str, ...]]]:
    """Return the elements of a page with the names of their attributes, without those that depend on layout."""
    return [
        (one.tag, tuple(sorted(one.attrib)))
        for one in page.iter()
        if isinstance(one.tag, str) and one.tag != "path"
    ]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
        "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//host.example/x", "https:", "https://",
        "http://[", "x", "", "https://a.example/\x00", "\x01javascript:alert(1)", "blob:https://a.example/1",
    ],
)  # fmt: skip
def test_such_an_address_is_no_link(address: str) -> None:
    """Only absolute web addresses are links; others stay text."""
    assert safe_link(address) is None


def test_web_addresses_are_links_and_relative_ones_are_resolved() -> None:
    """A link in the text of a story may be relative to the address of the story."""
    assert safe_link("https://a.example/b?c=d#e") == "https://a.example/b?c=d#e"
    assert safe_link("../b", "https://a.example/c/d") == "https://a.example/b"
    assert safe_link("javascript:x", "https://a.example/c/d") is None


# -- figures, dates, findings, languages -----------------------------------------------------------------------


def _article(body: str, **data: Any) -> NewsArticle:
    return newsld.read(json.dumps({"newsld": 2, "body": body, **data}).encode(), "json")[0]


def test_figures_say_their_bounds() -> None:
    """In words and as a picture with open and closed ends."""
    figures = {
        "a": {"min": 40000, "exclusive": True, "unit": "containers", "words": "40"},
        "b": {"min": 12, "max": 15, "words": "12"},
        "c": {"max": 2500000, "approximate": True, "unit": "EUR", "words": "50"},
        "d": {"value": 6.7, "words": "67"},
        "e": {"min": 1, "max": 2, "exclusive": "max", "words": "99"},
    }
    page = html.document_fromstring(render_page(_article("40 12 50 67 99", figures=figures)))
    rows = {row[0].text_content(): row for row in page.xpath("//section[@id='figures']//tbody/tr")}
    shown = {key: _words(row[1].text_content()) for key, row in rows.items()}
    assert shown == {
        "40": "more than 40,000 containers",
        "12": "12 to 15",
        "50": "about at most 2,500,000 EUR",
        "67": "6.7",
        "99": "at least 1, less than 2",
    }
    ends = {key: row[1].xpath(".//circle/@class") for key, row in rows.items()}
    assert ends == {
        "40": ["open"],
        "12": ["closed"] * 2,
        "50": ["closed"],
        "67": ["value"],
        "99": ["closed", "open"],
    }


def test_the_timeline_draws_what_is_not_exact_differently() -> None:
    """A day is a dot, a month a hollow bar, a time that lasted a solid bar, an open end an arrow, a guess dashed."""
    dates = {
        "day": "2025-03-04", "month": "2025-02", "lasted": "2025-01-01/2025-03-01", "since": "2025-01-05/..",
        "before": "[..2024-07]", "guess": {"date": "2025-03-03", "basis": "inferred"}, "unsure": "2025-03-02?",
    }  # fmt: skip
    events = {key: {"name": key, "startDate": value} for key, value in dates.items()}
    page = html.document_fromstring(render_page(_article("Words.", events=events)))
    found = {}
    for entry in page.xpath("//ol[@class='timeline']/li"):
        (bar,) = entry.xpath("./svg")
        shapes = {one.get("class") for one in bar.iter() if one.tag in ("circle", "rect", "line", "path")} - {
            "base"
        }
        found[_words(entry.xpath("./ul")[0].text_content())] = (
            "inferred" in bar.get("class"), sorted(shapes),
        )  # fmt: skip
    assert found == {
        "day": (False, ["fill"]),
        "month": (False, ["within"]),
        "lasted": (False, ["fill"]),
        "since": (False, ["fill", "open"]),
        "before": (False, ["open", "within"]),
        "guess": (True, ["fill"]),
        "unsure": (True, ["fill"]),
    }


def test_a_finding_is_at_its_words() -> None:
    """Its sign is after the words, its card in the row of the words; one without words is in the list alone."""
    article = _article("One.\n\nTwo 40 people.", figures={"many": {"value": 40, "words": "40 people"}})
    findings = [
        Finding("NLD-CIT-004", "no source", pointer="/figures/many"),
        Finding("NLD-CIT-004", "elsewhere", pointer="/headline"),
    ]
    page = html.document_fromstring(render_page(article, findings))
    sign = page.get_element_by_id("at-finding-1")
    assert sign.getprevious().text_content() == "40 people"
    (row,) = page.get_element_by_id("finding-1").xpath("ancestor::div[contains(@class, 'row')]")
    assert "Two 40 people" in row.text_content()
    assert [_words(one.text_content())[:15] for one in page.xpath("//section[@id='notes']//li")] == [
        "info no source ",
        "info elsewhere ",
    ]


@pytest.mark.parametrize(
    ("language", "body", "direction"),
    [
        ("ar", "نص", "rtl"), ("he-IL", "טקסט", "rtl"), ("en", "Text", "ltr"), ("ja", "記事", "ltr"),
        ("az-Arab", "متن", "rtl"), (None, "هذا نص طويل بما يكفي ليعرف", "rtl"),
    ],
)  # fmt: skip
def test_the_text_has_its_language_and_direction(language: str | None, body: str, direction: str) -> None:
    """From the language tag, or from the letters without one."""
    data = {"inLanguage": language} if language else {}
    page = html.document_fromstring(render_page(_article(body, headline=body, **data)))
    (heading,) = page.xpath("//h1")
    assert (heading.get("lang"), heading.get("dir")) == (language or "", direction)
    assert {one.get("dir") for one in _by_class(page, "words")} == {direction}


# -- large stories ---------------------------------------------------------------------------------------------


def _large(words: int, entities: int) -> NewsArticle:
    """Return a story with a statement in every paragraph of about 40 words."""
    names = [f"Person{number}" for number in range(entities)]
    paragraphs, people, citations, mentions, at = [], {}, {}, [], 0
    for number in range(words // 40):
        name = names[number % entities]
        first = f"{name} said "
        text = f"{first}{'word ' * 36}so."
        covers = {"start": at + len(first), "end": at + len(text) - 1}
        party = f"p{number % entities}"
        citations[f"c{number}"] = {"covers": covers, "chain": [{"parties": party}]}
        for place in range(4):
            start = at + len(first) + 25 * place
            other = f"p{(number * 4 + place) % entities}"
            mentions.append({"words": {"start": start, "end": start + 9}, "of": other})
        people[party] = {"name": name}
        paragraphs.append(text)
        at += len(text) + 2
    people |= {f"p{number}": {"name": name} for number, name in enumerate(names)}
    return _article("\n\n".join(paragraphs), people=people, citations=citations, mentions=mentions)


def test_a_long_story_stays_usable() -> None:
    """10,000 words and 500 entities: at most 200 bytes of page a word, and seconds at the very most."""
    article = _large(10_000, 500)
    begin = process_time()
    text = render_page(article)
    assert process_time() - begin < 10
    assert len(text.encode()) < 2_000_000
    _assert_closed(text)


# -- notebooks -------------------------------------------------------------------------------------------------


def test_a_notebook_shows_a_story_in_short() -> None:
    """An article has a picture of its sources, in its own style, small and without a script."""
    for name, article in fixture_articles().items():
        text = article._repr_html_()
        assert text is not None
        fragment = html.fragment_fromstring(text)
        assert not fragment.xpath(".//script | .//a | .//img")
        assert article.headline in fragment.text_content(), name
        assert bool(fragment.xpath(".//*[local-name()='svg']")) == bool(article.citations)
        assert len(text) < 20_000
        (style,) = fragment.xpath(".//style")
        assert all(one.startswith((".newsld-story", "@media")) for one in style.text.split("\n") if one)


def test_no_text_becomes_markup_in_a_notebook() -> None:
    """Hostile texts in every field stay text."""
    plain = html.fragment_fromstring(hostile_story("plain words")._repr_html_() or "")
    for text in HOSTILE.values():
        fragment = html.fragment_fromstring(hostile_story(text)._repr_html_() or "")
        assert _shape(fragment) == _shape(plain)


# -- drafts ----------------------------------------------------------------------------------------------------


def test_open_items_of_a_draft_are_at_their_words() -> None:
    """By the id of the item, else by its words; the page says that it is a draft, and how much is left."""
    body = "Ann, head of Sound Lines, said: “No.”\n\nOn Friday 40 boats sailed."
    look = [
        {"item": "cite-no", "what": "Ann", "why": "only one engine found it", "instead": "sound-lines"},
        {"item": "ann-role-1", "what": "head", "why": "the role may end later"},
        {"item": "boats", "what": "40", "why": "unit"},
        {"item": "date-2025-03-07", "what": "7 March", "why": "weekday", "words": "On Friday"},
        {"item": "refused-1", "what": "lost", "why": "not in the text", "words": "nowhere"},
    ]
    article = _article(
        body,
        status="draft",
        draft={"sure": ["ann"], "look": look},
        people={"ann": {"name": "Ann", "roles": [{"roleName": "head", "words": "head of Sound Lines"}]}},
        organizations={"sound-lines": {"name": "Sound Lines"}},
        citations={"no": {"covers": "“No.”", "chain": [{"parties": "ann"}]}},
        figures={"boats": {"value": 40, "words": "40 boats", "citation": "no"}},
    )
    text = render_page(article)
    page = html.document_fromstring(text)
    before = {}
    for number in range(1, 6):
        signs = page.xpath(f"//a[@id='at-item-{number}']")
        if signs:
            row = signs[0].xpath("ancestor::div[contains(@class, 'row')]")[0]
            assert row.xpath(f".//li[@id='item-{number}']")
            before[number] = "".join(signs[0].xpath("preceding::text()[ancestor::*[@class='words']]"))[-8:]
    assert before == {1: "d: “No.”", 2: "nd Lines", 3: "40 boats", 4: "n Friday"}
    (banner,) = _by_class(page, "draft")
    assert "5 items to confirm" in banner.text_content() and "1 sure" in banner.text_content()
    listed = [_words(one.text_content()) for one in page.xpath("//section[@id='notes']//li")]
    assert listed[0] == "to confirm Ann only one engine found it Instead: sound-lines. cite-no"
    assert listed[4].startswith("to confirm lost not in the text")


# -- cost ------------------------------------------------------------------------------------------------------


def _staggered(number: int) -> NewsArticle:
    """Return a story in which every statement crosses every other one."""
    covers = [{"start": at, "end": number + at} for at in range(number)]
    return _article(
        "x" * (2 * number),
        people={"ann": {"name": "Ann"}},
        citations={f"c{at}": {"covers": one, "chain": [{"parties": "ann"}]} for at, one in enumerate(covers)},
    )


def _covering(number: int) -> NewsArticle:
    """Return a story of many paragraphs in which every statement covers all of them."""
    body = "\n\n".join(["word"] * number)
    covers = {"start": 0, "end": len(body)}
    chain = [{"parties": "ann"}]
    return _article(
        body,
        people={"ann": {"name": "Ann"}},
        citations={f"c{at}": {"covers": covers, "chain": chain} for at in range(number)},
    )


def _ambiguous(number: int) -> NewsArticle:
    """Return a story in which the same words mean many people."""
    people = {f"p{at}": {"name": f"Person {at}"} for at in range(number)}
    return _article("Person", people=people, mentions=[{"words": "Person", "of": one} for one in people])


def _distant(number: int) -> NewsArticle:
    """Return a story with a long chain, and statements from each of its parties."""
    people = {f"p{at}": {"name": f"Person {at}"} for at in range(number)}
    chain = [{"parties": one} for one in people]
    citations = {f"c{at}": {"cues": "said", "chain": [{"parties": one}]} for at, one in enumerate(people)}
    return _article(
        "Ann said.", people=people, citations={"all": {"cues": "said", "chain": chain}, **citations}
    )


@pytest.mark.parametrize("story", [_staggered, _covering, _ambiguous, _distant])
def test_a_page_grows_with_its_story(story: Any) -> None:
    """With four times as much of what crosses, covers or repeats, a page is about four times as long."""
    few, many = render_page(story(100)), render_page(story(400))
    assert len(many) < 5 * len(few)
    _assert_closed(many)
