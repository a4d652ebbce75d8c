"""Faults that were once silent or false, each in at least three variations."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

import newsld
from command_line import invoke

ARTICLE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Quay reopens",
    "url": "https://h.example/quay",
    "datePublished": "2025-03-04T08:00:00+00:00",
    "author": {"@type": "Person", "name": "Mara Lunn", "url": "https://h.example/mara"},
}


def _page(head: str = "", body: str = "", **terms: object) -> str:
    script = json.dumps({**ARTICLE, **terms})
    return (
        f"<!doctype html><html lang=en><head><title>Quay reopens</title>{head}"
        f'<script type="application/ld+json">{script}</script></head><body>{body}</body></html>'
    )


def _codes(text: str, format: str = "html", **selection: Any) -> list[str]:  # noqa: A002
    return [one.code for one in newsld.check(text.encode(), format, **selection)]


CANONICAL = "<link rel=canonical href=https://h.example/quay>"
RDFA_WITH_PUBLISHER_IN_JSON_LD = (
    '<div vocab="https://schema.org/" typeof=NewsArticle><b property=headline>Quay</b>'
    '<a property=publisher href="https://h.example/#h">H</a></div>'
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Organization",'
    '"@id": "https://h.example/#h", "name": "H", "logo": "/logo.svg"}</script>'
)
SLIPS: dict[str, tuple[str, list[str]]] = {
    "NLD-GOO-025": ("a date that means there is none, or that lies ahead", [
        _page(datePublished="0001-01-01T00:00:00Z"),
        _page(dateModified="1970-01-01T00:00:00Z"),
        _page(datePublished="1970-01-01T00:00:00+00:00"),
        _page(datePublished="2305-03-04T08:00:00+00:00"),
    ]),
    "NLD-GOO-051": ("a publisher with relative addresses", [
        _page(publisher={"@type": "Organization", "name": "H", "logo": "/logo.svg"}),
        _page(publisher={"@type": "Organization", "name": "H", "logo": {"@type": "ImageObject", "url": "logo.svg"}}),
        _page(publisher={"@type": "Organization", "name": "H", "url": "/"}),
        RDFA_WITH_PUBLISHER_IN_JSON_LD,
    ]),
    "NLD-OGP-005": ("a time of Open Graph that is none", [
        f"<title>Quay</title><meta property=og:title content=Quay><meta property=og:type content=article>"
        f'<meta property=article:{name} content="{time}">'
        for name, time in (
            ("published_time", "1762513252000"), ("modified_time", "1762513252"),
            ("published_time", "4 March 2025"),
        )
    ]),
    "NLD-GOO-032": ("the name of the site at the end of the headline", [
        _page(headline=f"Quay reopens{end}", publisher={"@type": "Organization", "name": "Harbour Times"})
        for end in (" | Harbour Times", " - Harbour Times", " – Harbour Times")
    ]),
    "NLD-PGE-006": ("http or www where the canonical link has neither", [
        _page(CANONICAL, url=url)
        for url in ("http://h.example/quay", "https://www.h.example/quay", "http://www.h.example/quay")
    ]),
    "NLD-VOC-010": ("several sections in one text", [
        _page(articleSection=text) for text in ("World,Science", "News,World,Science", "Port;Quay")
    ]),
    "NLD-VOC-009": ("a language in words or with an underscore", [
        _page(inLanguage=tag) for tag in ("en_US", "English", "de_DE_formal", "en-US.UTF-8")
    ]),
    "NLD-VOC-003": ("a number or boolean where a thing belongs", [
        _page(location=42, **{"@type": "Event", "name": "Opening"}),
        _page(publisher=True),
        _page(about=4.5),
    ]),
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "text"),
    [(code, text) for code, (_, texts) in SLIPS.items() for text in texts],
    ids=lambda value: value if len(value) < 20 else "",
)
def test_a_slip_of_a_publishing_system_is_reported(code: str, text: str) -> None:
    """By the rule about it, and never by an exception."""
    assert code in _codes(text, profiles=("default", "google", "opengraph"), select=code)


@pytest.mark.parametrize("code", SLIPS)
def test_a_sound_page_has_none_of_these_findings(code: str) -> None:
    """The rules are about slips only."""
    publisher = {"@type": "Organization", "name": "Harbour Times", "logo": "https://h.example/logo.svg"}
    sound = _page(CANONICAL, publisher=publisher, articleSection=["World", "Science"], inLanguage="en-GB")
    assert code not in _codes(sound, profiles=("default", "google", "opengraph"), select=code)


@pytest.mark.parametrize("tag", ["English", "en_US", "de_DE_formal", "e"])
def test_the_language_of_a_story_is_a_tag(tag: str) -> None:
    """In a story, another text is an error."""
    found = newsld.check(f"newsld: 2\nheadline: T\ninLanguage: {tag}\n".encode(), "yaml")
    assert [one.severity for one in found if one.pointer == "/inLanguage"] == ["error"]


NINJS_1 = {"uri": "http://w.example/1", "type": "text", "versioncreated": "2025-05-12T07:30:00Z"}


@pytest.mark.parametrize(
    "terms",
    [
        {"byline": "Ines Farrow", "headline": "Quay reopens"},
        {"headline": "Quay reopens", "body_text": "The quay is open."},
        {"headline": "Quay reopens", "body_html": "<p>The quay is open.</p>"},
    ],
)
def test_an_item_in_ninjs_1_is_refused(terms: dict[str, str]) -> None:
    """It would become a story without headline and body."""
    loaded = newsld.load(json.dumps({**NINJS_1, **terms}).encode(), "ninjs")
    assert loaded.articles == ()
    assert any(one.severity == "error" and "ninjs 1" in one.message for one in loaded.findings)


CLAIM = '{"@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": "The quay is open"}'
SUBJECTS = {
    "claimreview": [
        f'<title>x</title><script type="application/ld+json">{CLAIM}</script>',
        (
            "<title>x</title><div itemscope itemtype=https://schema.org/ClaimReview>"
            "<b itemprop=claimReviewed>The quay is open</b></div>"
        ),
        (
            '<title>x</title><div vocab="https://schema.org/" typeof=ClaimReview>'
            "<b property=claimReviewed>The quay is open</b></div>"
        ),
    ],
    "paywall": [
        (
            '<title>x</title><script type="application/ld+json">{"@context": "https://schema.org", "@type": "WebPage", '
            '"isAccessibleForFree": false, "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": false, '
            '"cssSelector": ".p"}}</script><p class=p>Words.</p>'
        ),
        (
            "<title>x</title><div itemscope itemtype=https://schema.org/Course><b itemprop=name>Tides</b>"
            "<meta itemprop=isAccessibleForFree content=true></div>"
        ),
        (
            '<title>x</title><div vocab="https://schema.org/" typeof=Review><b property=name>Tides</b>'
            "<meta property=isAccessibleForFree content=True></div>"
        ),
    ],
    "speakable": [
        (
            '<title>x</title><script type="application/ld+json">{"@context": "https://schema.org", "@type": "WebPage", '
            '"speakable": {"@type": "SpeakableSpecification", "cssSelector": ["p"]}}</script><p>Words.</p>'
        ),
        (
            "<title>x</title><div itemscope itemtype=https://schema.org/WebPage><div itemprop=speakable "
            "itemscope itemtype=https://schema.org/SpeakableSpecification><meta itemprop=cssSelector content=p></div>"
            "</div><p>W</p>"
        ),
        (
            '<title>x</title><script type="application/ld+json">{"@context": "https://schema.org", "@graph": ['
            '{"@type": "WebPage", "speakable": {"@type": "SpeakableSpecification", "xpath": "/html/body/p"}}]}'
            "</script><p>W</p>"
        ),
    ],
}


@pytest.mark.parametrize(
    ("profile", "page"), [(name, page) for name, pages in SUBJECTS.items() for page in pages]
)
def test_a_profile_judges_its_own_subject(profile: str, page: str) -> None:
    """A page needs no article for it."""
    assert "NLD-SYN-006" not in _codes(page, profiles=profile)
    assert "NLD-SYN-006" in _codes(page, profiles="google")


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("href", "https://h.example/ferry"),
        ("resource", "https://h.example/ferry"),
        ("src", "https://h.example/a.jpg"),
    ],
)
def test_an_address_in_rdfa_stays_an_address(attribute: str, value: str) -> None:
    """And does not become a text."""
    tag = {"href": "a", "resource": "span", "src": "img"}[attribute]
    page = (
        '<title>x</title><div vocab="https://schema.org/" typeof=NewsArticle><b property=headline>Quay</b>'
        f"<{tag} property=about {attribute}={value}></{tag}></div>"
    )
    (article,) = newsld.load(page.encode(), "html").articles
    assert f"<http://schema.org/about> <{value}>".encode() in newsld.write(article, "nquads")


@pytest.mark.parametrize("name", ["index.html", "404.html", "authors/mara.html"])
@pytest.mark.parametrize(
    "content",
    [
        "<title>x</title><p>Words.</p>",
        (
            '<title>x</title><script type="application/ld+json">{"@context": "https://schema.org", "@type": '
            '"ProfilePage"}</script>'
        ),
    ],
)
def test_a_page_without_an_article_is_no_error_in_a_walk(name: str, content: str, tmp_path: Path) -> None:
    """It is one if the page is named itself."""
    page = tmp_path / name
    page.parent.mkdir(exist_ok=True)
    page.write_text(content, "utf-8")
    assert [one.severity for one in newsld.check(tmp_path) if one.code == "NLD-SYN-006"] == ["info"]
    assert [one.severity for one in newsld.check(page) if one.code == "NLD-SYN-006"] == ["error"]


@pytest.mark.parametrize(
    "address", ["https://h.example/quay", "http://h.example/", "HTTPS://h.example/a.html"]
)
@pytest.mark.parametrize("command", [["check"], ["export", "-o", "out"]])
def test_an_address_is_not_fetched(address: str, command: list[str]) -> None:
    """The message says to download it first."""
    done = invoke(command[0], address, *command[1:])
    assert (done.exit_code, f"download {address} first" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    "story",
    [
        b"newsld: 2\nheadline: T\n",
        (
            b"newsld: 2\nheadline: T\nbody: Mara Lunn said so.\npeople: {mara: {name: Mara Lunn}}\nmentions: "
            b"[{words: Mara Lunn, of: mara}]\n"
        ),
        (
            b"newsld: 2\nheadline: T\nbody: The strike began.\nevents: {strike: {name: strike}}\nmentions: "
            b"[{words: strike, of: strike}]\n"
        ),
    ],
)
def test_nothing_in_a_story_is_unreachable(story: bytes) -> None:
    """NLD-INF-002 is about things of published markup that no article refers to."""
    assert "NLD-INF-002" not in _codes(story.decode(), "yaml", select="INF")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("The mayor’s quay is open.", "mayor's quay"),
        ("He said “yes” to it.", '"yes"'),
        ("Open 9–5 daily.", "9-5"),
    ],
)
def test_typography_that_differs_is_fixed(body: str, words: str, tmp_path: Path) -> None:
    """There is one right answer: the words of the body."""
    story = {"newsld": 2, "headline": "T", "body": body, "places": {"quay": {"name": "the quay"}},
             "mentions": [{"words": words, "of": "quay"}]}  # fmt: skip
    file = tmp_path / "a.json"
    file.write_text(json.dumps(story, ensure_ascii=False), "utf-8")
    assert invoke("check", "--fix", file).exit_code == 0
    (article,) = newsld.read(file)
    assert article.text[slice(*article.mentions[0].words)] in body
    assert "NLD-GRD-003" not in _codes(file.read_text("utf-8"), "json")


QUIET = {
    "another vocabulary": [
        {"@context": {"cms": "https://cms.example/"}, "@type": "cms:Page", "cms:title": "Quay reopens"},
        {"@context": {"@vocab": "https://cms.example/ns#"}, "@type": "Page", "title": "Quay", "noSearch": False},
        {"@context": "https://cms.example/context.jsonld", "@type": "Page", "pageId": 186},
    ],
    "nothing": [{}, [], {"@context": "https://schema.org"}],
    "one id for every entry of a menu": [
        {"@context": "https://schema.org", "@graph": [
            {"@type": kind, "@id": "#nav", "name": f"Section {place}", "url": f"https://h.example/{place}"}
            for place in range(3)
        ]}
        for kind in ("SiteNavigationElement", "WPHeader", ["SiteNavigationElement", "WebPageElement"])
    ],
    "id and @id": [
        {"@context": "https://schema.org", "@type": kind, "id": "https://h.example/", "@id": "https://h.example/"}
        for kind in ("Thing", "WebPage", "Organization")
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    "block", [block for blocks in QUIET.values() for block in blocks], ids=lambda block: str(block)[:30]
)
def test_other_data_of_a_page_is_no_fault(block: object) -> None:
    """It is none of the story's, and harms it in no way."""
    page = _page(CANONICAL, f'<script type="application/ld+json">{json.dumps(block)}</script>')
    found = newsld.check(page.encode(), "html", profiles=("default", "google"))
    assert [one for one in found if one.severity != "info" and not one.code.startswith("NLD-GOO-04")] == []


@pytest.mark.parametrize(
    "crumbs",
    [
        (
            '<div xmlns:v="http://rdf.data-vocabulary.org/#"><span typeof="v:Breadcrumb">'
            '<a href="/markets" rel="v:url" property="v:title" onclick="x()">Markets</a></span></div>'
        ),
        '<div itemscope itemtype="http://data-vocabulary.org/Breadcrumb"><a itemprop=url href=/m>Markets</a></div>',
        '<ol vocab="https://schema.org/" typeof=BreadcrumbList><li property=itemListElement typeof=ListItem>M</li>',
    ],
)
def test_breadcrumbs_are_not_the_story(crumbs: str) -> None:
    """In an old vocabulary or a new one; Open Graph alone describes the story."""
    head = '<meta property="og:type" content="article"><meta property="og:title" content="Quay reopens">'
    found = newsld.check(f"<title>Quay reopens</title>{head}{crumbs}".encode(), "html", profiles=("default",))
    assert [one for one in found if one.severity == "error"] == []


@pytest.mark.parametrize(
    ("first", "last", "reported"),
    [
        ("2025-03-04T08:00:00.336Z", "2025-03-04T08:00:00.303Z", False),
        ("2025-03-04T08:00:01Z", "2025-03-04T08:00:00Z", False),
        ("2025-03-04T08:00:00.900+01:00", "2025-03-04T07:00:00.100Z", False),
        ("2025-03-04T08:00:00Z", "2025-03-04T07:00:00Z", True),
    ],
)
def test_one_step_of_a_publishing_system_is_no_disorder(first: str, last: str, reported: bool) -> None:
    """Two times of one second or less apart are one."""
    assert ("NLD-GOO-023" in _codes(_page(datePublished=first, dateModified=last))) is reported


@pytest.mark.parametrize(
    "context",
    [
        {"@vocab": "http://schema.org/", "articleId": {"@id": "Text", "@type": "@id"}},
        ["https://schema.org", {"articleId": "https://h.example/ns#articleId"}],
        {"@vocab": "https://schema.org/", "articleId": "identifier"},
    ],
)
def test_a_term_of_the_publishers_context_is_no_mistake(context: object) -> None:
    """It means what its context says."""
    article = json.dumps({**ARTICLE, "@context": context, "articleId": "rc1"})
    assert not {"NLD-VOC-001", "NLD-VOC-002"} & set(_codes(article, "jsonld"))


@pytest.mark.parametrize(
    "headline",
    ["How &amp; why: a guide to &lt;b&gt;", "What &nbsp; does", "&#8217; or ’? Ask the sub-editor"],
)
def test_a_story_about_html_keeps_its_escapes(headline: str) -> None:
    """In Markdown, in its export and on the page that shows the same words."""
    story = f"---\nnewsld: 2\nheadline: {json.dumps(headline)}\nurl: https://h.example/quay\n---\nWords.\n"
    assert "NLD-EMB-004" not in _codes(story, "markdown", profiles=("default",))
    (article,) = newsld.load(story.encode(), "markdown").articles
    title = headline.replace("&", "&amp;")
    page = newsld.embed(f"<!doctype html><title>{title}</title>{CANONICAL}<h1>{title}</h1>", article)
    assert "NLD-EMB-004" not in _codes(page, profiles=("default",))
    foreign = page.replace(" data-newsld", "")
    assert "NLD-EMB-004" not in _codes(foreign, profiles=("default",))


@pytest.mark.parametrize(
    "address",
    ["https://www.facebook.com/maralunn", "https://h.example/staff/mara", "https://h.example/@mara"],
)
@pytest.mark.parametrize("name", ["article:author", "og:article:author"])
def test_an_author_of_open_graph_is_an_address(address: str, name: str) -> None:
    """Open Graph wants a profile there, which no rule about names judges."""
    head = (
        '<meta property="og:type" content="article"><meta property="og:title" content="Quay reopens">'
        f'<meta property="{name}" content="{address}"><p>By <a rel=author href=/mara>Mara Lunn</a></p>'
    )
    found = _codes(f"<title>Quay reopens</title>{head}", profiles=("default", "google"))
    assert not {"NLD-GOO-013", "NLD-GOO-014", "NLD-GOO-015", "NLD-PGE-004"} & set(found)


@pytest.mark.parametrize(
    "name",
    ["abc/defg;hijk", "kna", "dpa/lsw", "sid", "ab, cd", "Mara Lunn, SWR", "Mara Lunn, Homs", "M. Lunn/dpa"],
)
def test_initials_stations_and_towns_are_no_further_persons(name: str) -> None:
    """A byline with them has one author, or initials only."""
    author = {"@type": "Person", "name": name, "url": "https://h.example/mara"}
    assert "NLD-GOO-013" not in _codes(_page(CANONICAL, author=author))


@pytest.mark.parametrize("collection", ["people", "places", "events", "organizations"])
def test_one_wrong_shape_silences_what_follows_from_it(collection: str) -> None:
    """And not one finding for every reference to what it should have defined."""
    story = {
        "newsld": 2, "headline": "T", "body": "Ada Roe said so. Bo Low agreed.",
        collection: [{"name": "Ada Roe"}, {"name": "Bo Low"}],
        "mentions": [{"words": "Ada Roe", "of": "ada"}, {"words": "Bo Low", "of": "bo"}],
    }  # fmt: skip
    assert _codes(json.dumps(story), "json", profiles=("default",)) == ["NLD-SCH-002"]


@pytest.mark.parametrize("date", ["2025-05-12", "2025-05-12T07:30:00+01:00", "2025-05-12T07:30:00Z"])
def test_a_date_is_right_for_the_sitemap_and_for_the_story(date: str) -> None:
    """One rule never asks for what another reports."""
    story = f"newsld: 2\nheadline: T\nurl: https://h.example/quay\ndatePublished: {date}\n"
    found = newsld.check(story.encode(), "yaml", profiles=("default", "news-sitemap"))
    dates = [one for one in found if one.pointer == "/datePublished"]
    assert not [one for one in dates if one.severity == "error"]
    for one in dates:
        assert "T18:20" in (one.suggestion or "")


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        ({"covers": "The quay is open"}, ""),
        ({"covers": "The quay is open", "origin": "own"}, "own"),
        ({"covers": "The quay is open", "origin": "not-given"}, "not-given"),
        ({"covers": "The quay is open", "chain": [{"parties": "port"}]}, "given"),
    ],
)
def test_a_statement_without_a_source_is_never_given(citation: dict[str, Any], expected: str) -> None:
    """In the table of citations."""
    story = {
        "newsld": 2, "headline": "T", "body": "The quay is open, the port said.",
        "organizations": {"port": {"name": "the port"}},
        "mentions": [{"words": "the port", "of": "port"}], "citations": {"c": citation},
    }  # fmt: skip
    (article,) = newsld.load(json.dumps(story).encode(), "json").articles
    with zipfile.ZipFile(io.BytesIO(newsld.write(article, "csv"))) as package:
        (row,) = csv.DictReader(io.StringIO(package.read("citations.csv").decode()))
    assert row["origin"] == expected
