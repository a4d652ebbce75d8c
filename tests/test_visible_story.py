"""With `--body page`, the text of a story comes from the visible page where markup has none, and is marked."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from time import process_time
from typing import Any

import pytest

import newsld
from command_line import invoke
from newsld.findings.errors import UsageError
from newsld.schemaorg.jsonld.foreign.visible_fields import FROM_PAGE
from newsld.web.html.page import Page, read_page
from newsld.web.html.visible_story import read_visible_story

TEXT = (
    "The gates of Marrow Weir are open again after three weeks, and the first barges passed at seven in the morning.",
    "The water authority of Port Aldane had closed them when a flood left forty tonnes of mud in the channel.",
    "Divers cleared the sill by hand, because no machine could be lowered from the old bridge above the town.",
)
BYLINE = '<p class="byline">By <a rel="author" href="/lunn">Mara Lunn</a></p>'
TIME = '<time datetime="2025-05-12T07:30:00+01:00">12 May</time>'
HEADING = "<h1>Weir gates reopen</h1>"
ADDRESS = "https://herald.example/weir"


def page_of(*article: str, head: str = "", after: str = "", body: tuple[str, ...] = TEXT) -> bytes:
    """Return a page with these parts before the paragraphs of its article, and something behind it."""
    paragraphs = "".join(f"<p>{text}</p>" for text in body)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Weir gates reopen | Herald</title>'
        f'<link rel="canonical" href="{ADDRESS}">{head}</head><body><nav><a href="/">Home</a></nav>'
        f"<main><article>{''.join(article)}{paragraphs}</article></main>{after}<footer>© Herald</footer></body></html>"
    ).encode()


def script(**data: Any) -> str:
    """Return a script of JSON-LD with an article of these values."""
    article = {"@context": "https://schema.org", "@type": "NewsArticle", "url": ADDRESS, **data}
    return f'<script type="application/ld+json">{json.dumps(article)}</script>'


def visible(content: bytes) -> tuple[str | None, tuple[str, ...], str | None, tuple[str, ...]]:
    """Return headline, authors, date and paragraphs that a page shows."""
    page, _ = read_page(content)
    assert page is not None
    story = read_visible_story(page)
    return story.headline, story.authors, story.date, story.paragraphs


def test_headline_byline_date_and_paragraphs_are_read() -> None:
    """Navigation, teasers, comments and the footer are not part of the story."""
    after = (
        '<aside><h2>Most read</h2><p>By <a rel="author" href="/reeve">Tom Reeve</a></p></aside>'
        '<section id="comments"><p class="comment author">Jo</p><p>I was there.</p></section>'
    )
    found = visible(page_of(HEADING, BYLINE, TIME, after=" " * 9_000 + after))
    assert found == ("Weir gates reopen", ("Mara Lunn",), "2025-05-12T07:30:00+01:00", TEXT)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((HEADING, '<p class="byline">By Mara Lunn and Tom Reeve</p>'), ("Mara Lunn", "Tom Reeve")),
        (
            (HEADING, '<a rel="author">Mara Lunn</a> and <a rel="author">Tom Reeve</a>'),
            ("Mara Lunn", "Tom Reeve"),
        ),
        ((HEADING, '<span itemprop="author">Mara Lunn</span>'), ("Mara Lunn",)),
        (('<p class="author">Mara Lunn</p>', HEADING), ("Mara Lunn",)),
        ((HEADING, "<p>By somebody</p>"), ()),
        ((HEADING, f'<p class="author">{"about the author " * 20}</p>'), ()),
        ((HEADING, '<p class="comment-author author">Jo</p>'), ()),
        ((HEADING, '<p class="author">https://herald.example/lunn</p>'), ()),
    ],
)
def test_a_name_is_an_author_only_where_the_page_says_so(
    parts: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    """A byline is marked up as one, and near the headline."""
    assert visible(page_of(*parts))[1] == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((HEADING, TIME), "2025-05-12T07:30:00+01:00"),
        ((HEADING, "<time>12 May 2025</time>"), "2025-05-12"),
        ((HEADING, '<time datetime="2025-05-12">today</time>', TIME), None),
        ((HEADING, '<time datetime="2025-05-14">now</time>', TIME.replace("<time", "<time pubdate")),
         "2025-05-12T07:30:00+01:00"),
        ((HEADING, '<time itemprop="datePublished">12 May 2025</time><time>1 May 2020</time>'), "2025-05-12"),
        ((HEADING, "<time>soon</time>"), None),
        ((HEADING, "<p>12 May 2025</p>"), None),
    ],
)  # fmt: skip
def test_a_date_is_that_of_the_story_only_where_the_page_says_so(
    parts: tuple[str, ...], expected: str | None
) -> None:
    """It is marked as the date of publication, or the only date near the headline."""
    assert visible(page_of(*parts))[2] == expected


def test_the_heading_with_the_title_of_the_page_is_the_headline() -> None:
    """The name of the site may be a heading too."""
    assert visible(page_of("<h1>The Herald</h1>", HEADING))[0] == "Weir gates reopen"
    assert visible(page_of("<h2>Weir gates reopen</h2>"))[0] is None


@pytest.mark.parametrize("name", ["yaml", "json", "jsonl", "markdown", "jsonld", "csv", "ninjs"])
def test_what_is_taken_is_marked_and_the_mark_stays(name: str) -> None:
    """Terms from the page are named in the story, in every format that reads back."""
    content = page_of(HEADING, BYLINE, TIME, head=script(headline="Weir gates reopen"))
    (article,) = newsld.read(content, "html", body="page")
    assert article.text == "\n\n".join(TEXT)
    assert [person.name for person in article.people] == ["Mara Lunn"]
    assert str(article.date_published) == "2025-05-12T07:30:00+01:00"
    assert article.extra[FROM_PAGE] == ["datePublished", "author", "articleBody"]
    assert newsld.read(newsld.write(article, name), name) == [article]


def test_what_markup_says_is_never_replaced() -> None:
    """Values of markup stay, and a story whose text is in markup takes nothing."""
    markup = script(
        headline="Gates open", author={"@type": "Person", "name": "Tom Reeve"}, datePublished="2025-05-11"
    )
    (article,) = newsld.read(page_of(HEADING, BYLINE, TIME, head=markup), "html", body="page")
    assert (article.headline, [one.name for one in article.people]) == ("Gates open", ["Tom Reeve"])
    assert article.extra[FROM_PAGE] == "articleBody"
    whole = page_of(HEADING, BYLINE, TIME, head=script(headline="Gates open", articleBody="They are open."))
    assert newsld.read(whole, "html", body="page") == newsld.read(whole, "html")
    assert FROM_PAGE not in newsld.read(whole, "html")[0].extra


def test_a_page_without_markup_gives_a_story_that_is_all_from_the_page() -> None:
    """Its type is Article: nothing says that it is news. Without the option there is no story."""
    content = page_of(HEADING, BYLINE, TIME)
    assert newsld.load(content, "html").articles == ()
    (article,) = newsld.read(content, "html", body="page")
    assert (article.headline, article.url, article.types) == ("Weir gates reopen", ADDRESS, ("Article",))
    assert article.extra[FROM_PAGE] == ["headline", "datePublished", "author", "articleBody"]
    assert newsld.read(newsld.write(article, "markdown"), "markdown") == [article]


def test_names_of_the_markup_are_mentions_in_the_text_of_the_page() -> None:
    """A place that the story is about is linked where the text names it."""
    content = page_of(HEADING, head=script(headline="X", about={"@type": "Place", "name": "Port Aldane"}))
    (article,) = newsld.read(content, "html", body="page")
    assert [article.text[slice(*one.words)] for one in article.mentions] == ["Port Aldane"]


def test_the_page_json_ld_has_no_mark_of_newsld() -> None:
    """Terms of newsld's own namespace are for editors, and not for embedding."""
    (article,) = newsld.read(page_of(HEADING), "html", body="page")
    assert FROM_PAGE.encode() in newsld.write(article, "jsonld")
    assert b"newsld#" not in newsld.write(article, "jsonld", jsonld="page")


def test_check_says_what_export_would_take() -> None:
    """Rules judge the markup; one finding names the values that come from the page, at its headline."""
    content = page_of("\n", HEADING, head=script(headline="Weir gates reopen"))
    without = newsld.check(content, "html")
    (finding,) = [one for one in newsld.check(content, "html", body="page") if one not in without]
    assert (finding.code, finding.severity, finding.line) == ("NLD-INF-008", "info", 2)
    assert "articleBody (3 paragraphs)" in finding.message


def test_without_the_extra_the_commands_say_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Exit status 2 for every command, and the same exception from Python and from the configuration."""
    monkeypatch.setattr(
        "newsld.web.html.visible_story.find_spec",
        lambda name: None if name == "trafilatura" else find_spec(name),
    )
    page = tmp_path / "page.html"
    page.write_bytes(page_of(HEADING))
    for arguments in (["check", str(page)], ["export", str(page), "-o", str(tmp_path / "out")]):
        done = invoke(*arguments, "--body", "page")
        assert done.exit_code == 2
        assert "pip install 'newsld[page]'" in done.stderr
    with pytest.raises(UsageError, match=r"newsld\[page\]"):
        newsld.read(page, body="page")
    (tmp_path / "newsld.toml").write_text('body = "page"\n')
    done = invoke("check", page)
    assert (done.exit_code, "newsld[page]" in done.stderr) == (2, True)


def test_the_configuration_can_ask_for_the_visible_page(tmp_path: Path) -> None:
    """`body` in newsld.toml counts, unless the call says otherwise; any other value is refused."""
    page = tmp_path / "page.html"
    page.write_bytes(page_of(HEADING, head=script(headline="X")))
    (tmp_path / "newsld.toml").write_text('body = "page"\n')
    assert newsld.read(page)[0].body is not None
    assert newsld.read(page, body="markup")[0].body is None
    (tmp_path / "newsld.toml").write_text('body = "screen"\n')
    assert invoke("check", page).exit_code == 2


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<p>A sentence of the page. ", "<h1>x</h1>", "<a rel=author>A B</a>", "<time>1 May 2025</time>", "<b>",
     "<!--", "\x00", "\ud800", "<p>&#xD800;", "</p>", "<table><tr><td>x"],
)  # fmt: skip
def test_hostile_pages_are_read_in_bounded_time(piece: str) -> None:
    """A page with a hundred thousand tags is read without an exception and within seconds."""
    start = process_time()
    read_visible_story(Page("<html><body>" + piece * 100_000))
    read_visible_story(Page("<html><body>" + piece * 1_000))
    assert process_time() - start < 20


def test_a_sandbox_that_refuses_every_socket_does_not_stop_it(tmp_path: Path) -> None:
    """Only the import of trafilatura looks whether the computer has IPv6, as SECURITY.md says."""
    (tmp_path / "page.html").write_bytes(page_of(HEADING))
    program = (
        "import sys\n"
        "def refuse(event, arguments):\n"
        "    if event.startswith('socket.'):\n"
        "        print(event)\n"
        "        raise OSError(event)\n"
        "sys.addaudithook(refuse)\n"
        "import newsld\n"
        "print(newsld.read('page.html', body='page')[0].text.count('weeks'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() in (["socket.__new__", "1"], ["1"])  # the latter without IPv6
