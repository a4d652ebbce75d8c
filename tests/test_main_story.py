"""A page has one main story: chosen by what the markup says, read from all of its descriptions, and compared."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsld
from command_line import invoke
from newsld.formats import ReadOptions
from newsld.formats.html import markup
from newsld.syntax.document import Source
from newsld.web.markup.page_markup import PageMarkup

NEWS = 'itemscope itemtype="https://schema.org/NewsArticle"'
HOME = "https://herald.example"
CANONICAL = f'<link rel="canonical" href="{HOME}/weir">'
TITLE = "<title>Weir gates reopen | The Aldane Herald</title>"
OG_URL = f'<meta property="og:url" content="{HOME}/weir">'
OG_TITLE = '<meta property="og:title" content="Weir gates reopen">'


def script(*nodes: dict[str, Any]) -> str:
    """Return a script of JSON-LD with articles of these values."""
    graph = [{"@type": "NewsArticle", **node} for node in nodes]
    data = {"@context": "https://schema.org"} | (graph[0] if len(graph) == 1 else {"@graph": graph})
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def teaser(headline: str, path: str, **more: Any) -> dict[str, Any]:
    """Return an article with another address."""
    return {"headline": headline, "url": f"{HOME}/{path}", **more}


def page_of(*parts: str) -> bytes:
    """Return a page with these parts, on its first line where they have no line break."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">{"".join(parts)}</body></html>'.encode()
    )


def published(content: bytes) -> PageMarkup:
    """Return the markup of a page."""
    found, _ = markup(Source(content, name="page.html"), ReadOptions())
    assert found is not None
    return found


def story_of(*parts: str) -> newsld.NewsArticle:
    """Return the one story that is read from a page."""
    (article,) = newsld.read(page_of(*parts), "html")
    return article


WEIR = {"headline": "Weir gates reopen"}
OTHERS = [teaser("Harbour fees rise", "fees"), teaser("Night ferry sails again", "ferry")]


@pytest.mark.parametrize(
    ("head", "more", "reason"),
    [
        (CANONICAL, {"url": f"{HOME}/weir"}, "address"),
        (CANONICAL, {"url": "/weir"}, "address"),
        (
            CANONICAL,
            {"mainEntityOfPage": {"@type": "WebPage", "@id": "http://www.herald.example/weir/"}},
            "address",
        ),
        (CANONICAL, {"mainEntityOfPage": f"{HOME}/weir?utm_source=feed"}, "address"),
        (CANONICAL, {"@id": f"{HOME}/weir#article"}, "address"),
        (OG_URL, {"url": f"{HOME}/weir"}, "address"),
        (f'<base href="{HOME}/"><link rel=canonical href="weir">', {"url": f"{HOME}/weir"}, "address"),
        (TITLE, {}, "title"),
        (OG_TITLE, {}, "title"),
        ("<title>Weir gates to reopen after the flood</title>", {}, "title"),
        ("", {"mainEntityOfPage": True}, "main entity"),
    ],
)
def test_the_main_story_is_found_wherever_it_is(head: str, more: dict[str, Any], reason: str) -> None:
    """Its address, its title or its role decides, and not the order."""
    for order in itertools.permutations([WEIR | more, *OTHERS]):
        for scripts in ([script(*order)], [script(one) for one in order]):
            found = published(page_of(head, *scripts)).main_story
            assert found is not None
            assert [list(one.texts("headline")) for one in found.descriptions] == [["Weir gates reopen"]]
            assert (found.reason, len(found.others)) == (reason, 2)
            assert story_of(head, *scripts).headline == "Weir gates reopen"


def test_a_page_that_names_its_main_entity_has_it_as_its_story() -> None:
    """A WebPage refers to the story, by its id or by having it as a value."""
    nodes = [*OTHERS, {"@id": "#a", **WEIR}]
    by_id = script({"@type": "WebPage", "mainEntity": {"@id": "#a"}}, *nodes)
    as_value = script(*OTHERS, {"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", **WEIR}})
    for one in (by_id, as_value):
        assert story_of(one).headline == "Weir gates reopen"


def test_the_first_is_the_story_only_when_nothing_else_decides() -> None:
    """Neither address nor title nor main entity: newsld says that the order decided."""
    content = page_of(script(*OTHERS))
    assert [one.headline for one in newsld.read(content, "html")] == ["Harbour fees rise"]
    (finding,) = [one for one in newsld.check(content, "html") if one.code == "NLD-INF-005"]
    assert finding.suggestion is not None and "comes first" in finding.suggestion
    assert published(content).is_ambiguous


def test_a_page_that_lists_other_stories_has_none() -> None:
    """A home page with three articles elsewhere is about none of them; a page with all articles is read on request."""
    content = page_of(
        f'<link rel=canonical href="{HOME}/">', script(*OTHERS, teaser("Council pays", "council"))
    )
    loaded = newsld.load(content, "html")
    assert loaded.articles == ()
    assert [one.code for one in loaded.findings] == ["NLD-SYN-006"]
    assert len(newsld.read(content, "html", all_articles=True)) == 3
    assert published(content).articles == []


def test_teasers_with_the_address_of_the_page_are_not_the_story() -> None:
    """A template writes mainEntityOfPage into every teaser: the title decides, and teasers are not merged."""
    same = {"mainEntityOfPage": f"{HOME}/weir"}
    nodes = [
        {"headline": text, **same}
        for text in ("Fees rise", "Ferry sails", "Weir gates reopen", "Council pays")
    ]
    found = published(page_of(CANONICAL, TITLE, script(*nodes))).main_story
    assert found is not None
    assert [list(one.texts("headline")) for one in found.descriptions] == [["Weir gates reopen"]]
    assert len(found.others) == 3


def test_rules_about_articles_judge_the_main_story() -> None:
    """A teaser without author, date and image has no findings; a fault of the story has one."""
    whole = WEIR | {
        "url": f"{HOME}/weir",
        "author": {"@type": "Person", "name": "Mara Lunn", "url": f"{HOME}/lunn"},
        "datePublished": "2025-05-12T07:30:00+01:00",
        "dateModified": "2025-05-12T07:30:00+01:00",
        "image": f"{HOME}/weir.jpg",
    }

    def codes(*nodes: dict[str, Any], **options: Any) -> set[str]:
        content = page_of(CANONICAL, TITLE, script(*nodes))
        return {one.code for one in newsld.check(content, "html", profiles="google", **options)}

    assert codes(*OTHERS, whole) == codes(whole) | {"NLD-INF-005"} == {"NLD-INF-005"}
    del whole["author"]
    assert codes(*OTHERS, whole) == {"NLD-GOO-010", "NLD-INF-005"}
    assert "NLD-GOO-010" in codes(*OTHERS, whole, all_articles=True)


# -- a story that is described twice ----------------------------------------


HERALD = {"@type": "Organization", "name": "The Herald"}
TWICE = {"url": f"{HOME}/weir", **WEIR}
MICRODATA = f"""<article {NEWS}><h1 itemprop=headline>Weir gates reopen</h1>
<time itemprop=datePublished datetime="2025-05-12T07:30:00+01:00">12 May</time>
<div itemprop=articleBody><p>The gates are open.</p><p>Boats are back.</p></div></article>"""
RDFA = """<article vocab="https://schema.org/" typeof="ReportageNewsArticle">
<h1 property=headline>Weir gates reopen</h1>
<time property=datePublished datetime="2025-05-12T07:30:00+01:00">12 May</time>
<div property=articleBody><p>The gates are open.</p><p>Boats are back.</p></div></article>"""
BLOCK = script(
    {
        **WEIR,
        "datePublished": "2025-05-12T07:30:00+01:00",
        "articleBody": "The gates are open.\n\nBoats are back.",
    }
)


@pytest.mark.parametrize("second", [MICRODATA, RDFA, BLOCK])
def test_two_descriptions_are_one_story(second: str) -> None:
    """Values that the first lacks come from the second; what both have comes from the first."""
    first = script(
        {**TWICE, "datePublished": "2025-05-12T06:30:00Z", "author": {"@type": "Person", "name": "Mara Lunn"}}
    )
    article = story_of(first, second)
    assert article.text == "The gates are open.\n\nBoats are back."
    assert str(article.date_published) == "2025-05-12T06:30:00Z"
    assert [person.name for person in article.people] == ["Mara Lunn"]
    assert not [one for one in newsld.check(page_of(first, second), "html") if one.code == "NLD-PGE-007"]
    everything = newsld.read(page_of(first, second), "html", all_articles=True)
    assert [one.text for one in everything] == ["", "The gates are open.\n\nBoats are back."]


def test_a_more_specific_type_of_the_second_description_counts() -> None:
    """An Article that is described again as a NewsArticle is one; two types next to each other stay."""
    general = script({**TWICE, "@type": "Article"})
    assert story_of(general, script(TWICE)).types == ("NewsArticle",)
    assert story_of(script(TWICE), general).types == ("NewsArticle",)
    assert story_of(script(TWICE), script({**TWICE, "@type": "LiveBlogPosting"})).types == (
        "NewsArticle",
        "LiveBlogPosting",
    )


def test_references_to_the_second_description_mean_the_story() -> None:
    """A WebPage that has the second description as its main entity does not repeat it in the export."""
    page = {"@type": "WebPage", "@id": f"{HOME}/weir#page", "mainEntity": {"@id": "#second"}}
    article = story_of(
        script({**TWICE, "isPartOf": {"@id": f"{HOME}/weir#page"}}),
        script(page, {**TWICE, "@id": "#second", "wordCount": 7}),
    )
    written = json.loads(newsld.write(article, "jsonld"))
    assert written["wordCount"] == 7
    assert written["isPartOf"]["mainEntity"] == {"@id": written["@id"]}
    assert newsld.read(newsld.write(article, "jsonld"), "jsonld") == [article]


def test_rules_find_a_value_in_any_description() -> None:
    """An author in the second description is an author of the story; the finding about its name is placed there."""
    byline = "<b itemprop=author>By Mara Lunn</b>"
    second = f"<article {NEWS}><h1 itemprop=headline>Weir gates reopen</h1>\n{byline}</article>"
    findings = newsld.check(page_of(script(TWICE), second), "html", profiles="google")
    codes = {one.code: one.line for one in findings}
    assert "NLD-GOO-010" not in codes
    assert codes["NLD-GOO-014"] == 2


@pytest.mark.parametrize(
    ("term", "here", "there", "differs"),
    [
        ("headline", "Weir gates reopen", "Council pays for the weir", True),
        ("headline", "Weir gates reopen", "weir gates&nbsp;reopen", False),
        ("headline", "Weir gates reopen after the flood", "Weir gates reopen", False),
        ("datePublished", "2025-05-12T07:30:00+01:00", "2025-05-12T06:30:00Z", False),
        ("datePublished", "2025-05-12T07:30:00+01:00", "2025-05-12", False),
        ("datePublished", "2025-05-12T07:30:00+01:00", "2025-05-12T07:30:00Z", True),
        ("dateModified", "2025-05-12T07:30:00+01:00", "2025-05-13", True),
        ("author", {"@type": "Person", "name": "Mara Lunn"}, "Mara Lunn", False),
        ("author", [{"@type": "Person", "name": "Mara Lunn"}, "Tom Reeve"], "Mara Lunn and Tom Reeve", False),
        ("author", [{"@type": "Person", "name": "Mara Lunn"}, "Tom Reeve"], "Mara Lunn", True),
        ("author", "Mara Lunn", {"@type": "Person", "name": "admin"}, True),
        ("publisher", HERALD, {"@type": "Organization", "name": "HERALD"}, False),
        ("publisher", HERALD, {"@type": "Organization", "name": "Coast"}, True),
    ],
)  # fmt: skip
def test_a_difference_is_a_finding_at_the_second_place(
    term: str, here: Any, there: Any, differs: bool
) -> None:
    """Headline, dates, names of authors and the publisher are compared by what they mean; the first value is read."""
    first, second = script({**TWICE, term: here}), script({**TWICE, term: there})
    content = page_of(f"{first}\n{second}")
    found = [one for one in newsld.check(content, "html") if one.code == "NLD-PGE-007"]
    assert [(one.line, one.block) for one in found] == ([(2, 1)] if differs else [])
    (article,) = newsld.read(content, "html")
    (alone,) = newsld.read(page_of(first), "html")
    assert article == alone


def test_open_graph_fills_gaps_of_the_story() -> None:
    """Tags of the same page add what markup lacks, and change nothing else; tags of another page do not."""
    tags = (
        '<meta property="og:type" content="article"><meta property="og:title" content="Gates open | Herald">'
        '<meta property="article:published_time" content="2025-05-12T07:30:00+01:00">'
        '<meta property="og:site_name" content="Herald">'
    )
    article = story_of(OG_URL, tags, script(TWICE))
    assert (article.headline, str(article.date_published)) == (
        "Weir gates reopen",
        "2025-05-12T07:30:00+01:00",
    )
    assert "isPartOf" not in article.extra
    elsewhere = f'<meta property="og:url" content="{HOME}/fees">'
    assert story_of(elsewhere, tags, script(TWICE)).date_published is None


def test_newslds_own_stories_have_a_main_one_too() -> None:
    """Of several stories that newsld wrote into a page, one is the story of the page."""
    stories = [
        newsld.NewsArticle(headline=headline, url=f"{HOME}/{path}", body="Text.")
        for headline, path in (("Harbour fees rise", "fees"), ("Weir gates reopen", "weir"))
    ]
    scripts = [
        f'<script type="application/ld+json">{newsld.write(one, "jsonld").decode()}</script>'
        for one in stories
    ]
    content = page_of(CANONICAL, *scripts)
    assert newsld.read(content, "html") == [stories[1]]
    assert newsld.read(content, "html", all_articles=True) == stories


# -- commands, settings and other formats ----------------------------------------


def test_export_writes_one_story_or_all(tmp_path: Path) -> None:
    """A page gives one file, with --all-articles one for each article; a .jsonld file always gives all."""
    (tmp_path / "page.html").write_bytes(page_of(CANONICAL, script(*OTHERS, TWICE)))
    data = {
        "@context": "https://schema.org",
        "@graph": [{"@type": "NewsArticle", **one} for one in (*OTHERS, TWICE)],
    }
    (tmp_path / "file.jsonld").write_text(json.dumps(data))

    def exported(name: str, *options: str) -> list[str]:
        out = tmp_path / f"out{len(options)}"
        done = invoke("export", tmp_path / name, "-o", out, "-f", "yaml", *options)
        assert done.exit_code == 0, done.output
        return sorted(path.name for path in out.glob(f"{name.partition('.')[0]}*.yaml"))

    assert exported("page.html") == ["page.yaml"]
    assert "Weir gates" in (tmp_path / "out0" / "page.yaml").read_text()
    assert exported("page.html", "--all-articles") == ["page.2.yaml", "page.3.yaml", "page.yaml"]
    assert exported("file.jsonld") == ["file.2.yaml", "file.3.yaml", "file.yaml"]
    result = newsld.export(tmp_path / "page.html", tmp_path / "api", "yaml", all_articles=True)
    assert result.articles == 3


def test_the_configuration_can_ask_for_all_articles(tmp_path: Path) -> None:
    """`all-articles` in newsld.toml counts, unless the call says otherwise."""
    (tmp_path / "newsld.toml").write_text("all-articles = true\n")
    page = tmp_path / "page.html"
    page.write_bytes(page_of(CANONICAL, script(*OTHERS, TWICE)))
    assert len(newsld.read(page)) == 3
    assert len(newsld.read(page, all_articles=False)) == 1


def test_a_walk_says_in_info_what_holds_no_article(tmp_path: Path) -> None:
    """Home page, contact page and profile are info in a folder and an error when they are named."""
    pages = {
        "index.html": page_of(
            f'<link rel=canonical href="{HOME}/">', script(*OTHERS, teaser("Council pays", "council"))
        ),
        "404.html": page_of("<title>Not found</title>"),
        "lunn.html": page_of(
            script({"@type": "ProfilePage", "mainEntity": {"@type": "Person", "name": "Mara Lunn"}})
        ),
        "weir.html": page_of(CANONICAL, script(TWICE)),
    }
    for name, content in pages.items():
        (tmp_path / name).write_bytes(content)
    walked = invoke("check", tmp_path, "-f", "json")
    found = {
        (Path(one["file"]).name, one["severity"])
        for one in json.loads(walked.stdout)
        if one["code"] == "NLD-SYN-006"
    }
    assert found == {("404.html", "info"), ("lunn.html", "info")}
    assert walked.exit_code == 0
    for name in ("404.html", "lunn.html"):
        named = invoke("check", tmp_path / name)
        assert (named.exit_code, "error NLD-SYN-006" in named.stdout) == (1, True)


# -- cost and hostile input ----------------------------------------


_LINKS = st.sampled_from(
    [f"{HOME}/weir", f"{HOME}/fees", "/weir", HOME, "", "#a", "_:b", "http://[", "mailto:x@y.example"]
)
_TEXTS = st.sampled_from(["Weir gates reopen", "Fees rise", "", "新聞", "A", "&amp;", "“Weir” gates reopen"])
_ARTICLES = st.fixed_dictionaries(
    {},
    optional={
        "headline": _TEXTS, "name": _TEXTS, "url": _LINKS, "mainEntityOfPage": st.one_of(_LINKS, st.booleans()),
        "@id": _LINKS, "author": _TEXTS, "datePublished": st.sampled_from(["2025-05-12", "x", ""]),
        "@type": st.sampled_from(["NewsArticle", "Article", "WebPage", "LiveBlogPosting"]),
    },
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_ARTICLES, min_size=1, max_size=5), _LINKS, _TEXTS, st.booleans())
def test_any_page_has_at_most_one_story(
    nodes: list[dict[str, Any]], link: str, title: str, apart: bool
) -> None:
    """`check` and `export` agree on it, whatever the markup; all articles are in the other reading."""
    scripts = [script(one) for one in nodes] if apart else [script(*nodes)]
    content = page_of(f'<link rel=canonical href="{link}"><title>{title}</title>', *scripts)
    found = published(content)
    loaded = newsld.load(content, "html")
    assert len(loaded.articles) == len(found.articles) <= 1
    if found.main_story is not None:
        candidates = found.find_articles(secondary=False)
        assert sorted(
            one.pointer for one in (*found.main_story.descriptions, *found.main_story.others)
        ) == sorted(one.pointer for one in candidates)
        first = found.main_story.descriptions[0]
        headline = next((value.raw for value in first.values("headline")), None)
        if headline is not None:
            assert loaded.articles[0].headline == headline


def test_thousands_of_teasers_take_time_in_proportion() -> None:
    """Ten thousand articles on one page are read in seconds, and give one story."""
    nodes = [teaser(f"Story {number}", str(number)) for number in range(10_000)]
    content = page_of(CANONICAL, TITLE, script(*nodes, TWICE))
    assert [one.headline for one in newsld.read(content, "html")] == ["Weir gates reopen"]
