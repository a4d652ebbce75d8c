"""Sound pages and stories get no finding: what a rule once reported although nothing was wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest

import newsld
from newsld.findings.plugins import PluginName
from newsld.model.text.bylines import parse_byline

ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Ferry back",
    "url": "https://h.example/ferry",
    "datePublished": "2025-03-04T08:00:00+00:00",
    "dateModified": "2025-03-04T09:00:00+00:00",
    "image": ["https://h.example/1.jpg"],
    "author": {"@type": "Person", "name": "Mara Lunn", "url": "https://h.example/mara"},
}


def _page(body: str = "", *, title: str = "Ferry back", **terms: object) -> str:
    script = json.dumps({**ARTICLE, **terms})
    head = f"<title>{title}</title><link rel=canonical href=https://h.example/ferry>"
    head += f'<script type="application/ld+json">{script}</script>'
    return f"<html lang=en><head>{head}</head><body>{body}</body></html>"


def _codes(text: str, format: str = "html", profile: str = "google") -> list[str]:  # noqa: A002
    found = newsld.check(text.encode(), PluginName(format), profiles=PluginName(profile))
    return [one.code for one in found if one.severity != "info" or one.code in {"NLD-GOO-016", "NLD-INF-002"}]


def _script(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


BYLINE = "<p>By <a rel=author href=/mara>Mara Lunn</a>"


@pytest.mark.parametrize(
    "rest",
    [
        "</p><aside><h3>Most read</h3>Fees rise. By <a rel=author href=/jon>Jon Reed</a></aside>",
        " | <a rel=author href=https://social.example/mara>Follow @mara</a></p>",
        "</p><p>Text.</p><ul><li>By <a rel=author>Ada Roe</a></li><li><a rel=author>Bo Low</a></li></ul>",
        "</p><p itemscope itemtype=https://schema.org/Comment><b itemprop=author>Tom Collier</b>: Nice.</p>",
    ],
)
def test_only_the_byline_of_the_story_names_its_authors(rest: str) -> None:
    """Related stories, commenters and links to follow an author are something else."""
    assert _codes(_page(BYLINE + rest)) == []


@pytest.mark.parametrize("join", [" and ", ", ", " &amp; ", "</p><p>and "])
def test_a_second_author_in_the_byline_is_missed(join: str) -> None:
    """However the two are joined."""
    assert _codes(_page(f"{BYLINE}{join}<a rel=author href=/i>Ines Farrow</a></p>")) == ["NLD-GOO-016"]


@pytest.mark.parametrize("profile", ["https://www.facebook.com/maralunn", "https://h.example/staff/mara"])
def test_open_graph_wants_the_address_of_an_author(profile: str) -> None:
    """It is no name, and compared with no byline."""
    tags = {
        "og:type": "article", "og:title": "Ferry back", "og:image": "https://h.example/a.jpg",
        "og:url": "https://h.example/ferry", "article:published_time": ARTICLE["datePublished"],
        "article:author": profile,
    }  # fmt: skip
    head = "".join(f'<meta property="{name}" content="{value}">' for name, value in tags.items())
    assert _codes(f"<title>Ferry back</title>{head}<body>{BYLINE}</p></body>") == []


@pytest.mark.parametrize(
    "block",
    [
        {},
        {"@context": {"cms": "https://cms.example/"}, "@type": "cms:Page", "cms:title": "Ferry back"},
        {
            "@context": "https://schema.org",
            "@type": "Thing",
            "@id": "https://h.example/",
            "id": "https://h.example/",
        },
        {
            "@context": "https://schema.org",
            "@graph": [
                {"@type": "SiteNavigationElement", "@id": "#nav", "name": f"S {place}"} for place in range(4)
            ],
        },
    ],
)
def test_other_data_of_the_page_does_no_harm(block: object) -> None:
    """Empty, of another vocabulary, doubly named, or a menu."""
    assert _codes(_page(_script(block))) == []


def test_milliseconds_between_two_dates_are_no_disorder() -> None:
    """One step of a publishing system takes longer."""
    first, last = "2025-03-04T08:00:00.336Z", "2025-03-04T08:00:00.303Z"
    assert _codes(_page(datePublished=first, dateModified=last)) == []
    assert _codes(_page(datePublished=first, dateModified="2025-03-04T07:59:00Z")) == ["NLD-GOO-023"]


def test_terms_of_the_publishers_own_context_are_no_typing_errors() -> None:
    """Its context declares them."""
    terms: dict[str, Any] = {
        "@context": {"@vocab": "http://schema.org/", "articleId": {"@id": "Text", "@type": "@id"}},
        "articleId": "rc1",
    }
    assert _codes(_page(**terms)) == []


def test_a_story_about_html_may_show_escapes() -> None:
    """In what newsld wrote, and where the title of the page shows the same words."""
    story = b"---\nnewsld: 2\nheadline: 'Why &lt;b&gt; and &amp; matter'\nurl: https://h.example/ferry\n---\nWords.\n"
    (article,) = newsld.load(story, "markdown").articles
    assert "NLD-EMB-004" not in _codes(newsld.write(article, "jsonld").decode(), "jsonld")
    shown = "Why &amp;lt;b&amp;gt; and &amp;amp; matter"
    assert "NLD-EMB-004" not in _codes(_page(title=shown, headline=article.headline))
    assert "NLD-EMB-004" in _codes(_page(headline="Sam &amp; Ada"))


def test_a_story_is_alone_in_its_file() -> None:
    """Nothing in it is left out because no article refers to it."""
    assert "NLD-INF-002" not in [
        one.code for one in newsld.check(b"newsld: 2\nheadline: T\n", "yaml", select="INF")
    ]


@pytest.mark.parametrize(
    ("text", "names", "kinds"),
    [
        ("Mara Lunn | Aldane Local Media for aldane.example", ("Mara Lunn",), ["organization"]),
        ("Mara Lunn und Ines Farrow, Homs", ("Mara Lunn", "Ines Farrow"), ["place"]),
        ("Mara Lunn, Ines Farrow", ("Mara Lunn", "Ines Farrow"), []),
        ("mara-lunn", ("mara-lunn",), ["account"]),
        ("Jean-Luc", ("Jean-Luc",), []),
        ("abc", ("abc",), []),
    ],
)
def test_bylines_with_stations_towns_and_user_names(
    text: str, names: tuple[str, ...], kinds: list[str]
) -> None:
    """None of them is a further person."""
    byline = parse_byline(text)
    assert (byline.names, [extra.kind for extra in byline.extras]) == (names, kinds)


def test_one_wrong_shape_is_one_finding() -> None:
    """And not one for every reference to what it should have defined."""
    story = {
        "newsld": 2, "headline": "T", "body": "Ada Roe said so. Bo Low agreed.",
        "people": [{"name": "Ada Roe"}, {"name": "Bo Low"}],
        "organizations": {"desk": {"name": "Desk"}},
        "mentions": [{"words": "Ada Roe", "of": "ada"}, {"words": "Bo Low", "of": "bo"}],
    }  # fmt: skip
    found = newsld.check(json.dumps(story).encode(), "json")
    assert [one.code for one in found] == ["NLD-SCH-002"]


@pytest.mark.parametrize("fence", ["```json\n{}\n```", "```\n{}\n```\n", "~~~json\r\n{}\r\n~~~"])
def test_a_code_fence_around_json_is_one_finding(fence: str) -> None:
    """As chat programs answer; what is inside is checked."""
    text = fence.replace("{}", '{"newsld": 2, "headline": "T"}')
    assert [one.code for one in newsld.check(text.encode(), "json")] == ["NLD-SYN-001"]


@pytest.mark.parametrize("written", ["1.10", "0x1F", "1e3", "007", "+1", "yes"])
def test_advice_to_quote_has_the_words_as_written(written: str) -> None:
    """And not what YAML reads in them."""
    for one in newsld.check(f"newsld: 2\nheadline: T\nkeywords: [a, {written}]\n".encode(), "yaml"):
        assert one.suggestion == f'put it in quotes: "{written}"'


@pytest.mark.parametrize("value", ["[Exclusive] Harbour", '"Yes", says mayor', "{Live} Count"])
def test_a_value_that_begins_with_a_bracket_needs_quotes(value: str) -> None:
    """The finding is at the bracket and says so."""
    (found,) = newsld.check(f"---\nnewsld: 2\nheadline: {value}\n---\nBody.\n".encode(), "markdown")
    assert (found.code, found.line, found.column) == ("NLD-SYN-001", 3, 11)
    assert found.suggestion == "put the whole value in quotes"


def test_nothing_is_fetched() -> None:
    """An address gets advice."""
    with pytest.raises(newsld.UsageError, match=r"download https://h\.example/x first"):
        newsld.check("https://h.example/x")


@pytest.mark.parametrize(
    ("content", "severities"),
    [
        ('{"text": "<!-- a note --> and more"}', []),
        ('{"text": "<!-- one --> <!-- two -->"}', []),
        ('{"text": "how <!-- begins"}', ["warning"]),
        ('{"text": "<!-- <script>begin()"}', ["error"]),
        ('{"text": "<!-- --> <script> alone"}', []),
    ],
)
def test_a_closed_comment_in_a_script_breaks_nothing(content: str, severities: list[str]) -> None:
    """A script goes on after its end tag only after a comment with an opening tag in it."""
    page = f'<title>x</title><script type="application/ld+json">{content}</script>'
    found = newsld.check(page.encode(), "html", profiles="default")
    assert [one.severity for one in found if one.code == "NLD-EMB-001"] == severities


@pytest.mark.parametrize("number", [-1, "-1", "0"])
def test_a_claim_may_have_no_rating(number: object) -> None:
    """The same number three times is no scale: the verdict is in words."""
    rating = dict.fromkeys(("ratingValue", "worstRating", "bestRating"), number)
    review = {
        "@context": "https://schema.org", "@type": "ClaimReview", "url": "https://h.example/claim",
        "claimReviewed": "The ferry sank", "reviewRating": {"@type": "Rating", "alternateName": "Unproven", **rating},
    }  # fmt: skip
    assert "NLD-CLM-006" not in _codes(json.dumps(review), "jsonld", "claimreview")


@pytest.mark.parametrize(
    ("correction", "corrected"),
    [
        ("", False),
        ({"@type": "CorrectionComment", "text": ""}, False),
        ({"@type": "CorrectionComment", "text": " ", "datePublished": "2025-03-05"}, False),
        ({"@type": "CorrectionComment", "text": "The ferry left at nine."}, True),
    ],
)
def test_an_empty_correction_corrects_nothing(correction: object, corrected: bool) -> None:
    """Templates write one for every article."""
    page = _page(correction=correction, dateModified=ARTICLE["datePublished"])
    codes = [one.code for one in newsld.check(page.encode(), "html", profiles="trust")]
    assert ("NLD-TRU-025" in codes) == corrected


def test_the_locale_of_open_graph_has_an_underscore() -> None:
    """Its specification wants it so; a sitemap has a language of its own."""
    tags = {"og:type": "article", "og:title": "Ferry back", "og:locale": "en_US"}
    head = "".join(f'<meta property="{name}" content="{value}">' for name, value in tags.items())
    for profile in ("news-sitemap", "google", "default"):
        assert _codes(f"<title>Ferry back</title>{head}", profile=profile) == []


@pytest.mark.parametrize(
    "other", ["Why the ferry is back", "Back on the river: a ferry's story", "Ferries, again"]
)
def test_titles_may_differ_in_their_words(other: str) -> None:
    """A title for searches, one for sharing and a headline need only have a word in common."""
    page = _page(title=f"{other} | The Aldane Herald").replace(
        "<title>", f'<meta property="og:title" content="{other}"><title>'
    )
    found = newsld.check(page.encode(), "html", profiles="opengraph")
    assert not {"NLD-PGE-002", "NLD-OGP-004"} & {one.code for one in found}


def test_a_title_of_another_story_is_reported() -> None:
    """It has no word in common with the headline."""
    found = newsld.check(_page(title="Council passes budget | The Aldane Herald").encode(), "html")
    assert "NLD-PGE-002" in {one.code for one in found}


@pytest.mark.parametrize(
    ("tag", "text", "reported"),
    [
        ("en", "Паром снова ходит по реке", True),
        ("ru", "Паром снова ходит по реке", False),
        ("sr", "Trajekt ponovo plovi rekom od ponedeljka", False),
        ("ja", "Apple iPhone 15 Pro Max", False),
        ("ja", "フェリーが月曜日から再び川を渡る", False),
        ("zh-Hans", "渡轮周一重新启航，首班从老码头出发", False),
        ("ar", "The night ferry sails again. " * 5, True),
        ("hi-Latn", "Ferry phir se nadi par chalegi. " * 5, False),
        ("en", "Ferry «Паром» back on the river after the storm", False),
    ],
)
def test_the_language_is_compared_with_the_script(tag: str, text: str, reported: bool) -> None:
    """A few words in another script say nothing, nor does a language that is written in several."""
    found = newsld.check(_page(title=text, headline=text, inLanguage=tag).encode(), "html")
    assert ("NLD-VOC-012" in {one.code for one in found}) == reported


@pytest.mark.parametrize(
    ("value", "severity"),
    [
        ("Sam &amp; Ada", "warning"),
        ("https://h.example/?a=1&amp;b=2", "error"),
        ("&lt;p&gt;Ferry back&lt;/p&gt;", "warning"),
    ],
)
def test_an_escape_in_an_address_is_worse_than_in_text(value: str, severity: str) -> None:
    """The address leads elsewhere; many values of one property share a finding."""
    found = newsld.check(_page(thumbnailUrl=[value] * 3).encode(), "html")
    (one,) = [one for one in found if one.code == "NLD-EMB-004"]
    assert one.severity == severity
    assert "2 more values of thumbnailUrl" in one.message


@pytest.mark.parametrize("second", ["Ferry back", "Ferry gone"])
def test_a_repeated_key_with_one_value_loses_nothing(second: str) -> None:
    """It is info; with another value, the first one is lost."""
    text = f'{{"@type": "NewsArticle", "headline": "Ferry back", "headline": "{second}"}}'
    (one,) = [one for one in newsld.check(text.encode(), "jsonld") if one.code == "NLD-SYN-002"]
    assert one.severity == ("info" if second == "Ferry back" else "error")


@pytest.mark.parametrize(
    ("tag", "headline", "reported"),
    [
        ("kr", "Kanuri radio is back on the air", False),
        ("tw", "The ferry is back", False),
        ("kr", "야간 여객선이 월요일부터 다시 강을 건넌다", True),
        ("tw", "夜間渡輪週一恢復航行，首班船從老碼頭出發", True),
        ("jp", "夜のフェリーが月曜日から再び川を渡る", True),
    ],
)
def test_the_code_of_a_country_may_be_that_of_another_language(
    tag: str, headline: str, reported: bool
) -> None:
    """Kanuri is kr and Twi is tw: only the letters of the headline show that the country was meant."""
    found = newsld.check(
        _page(title=headline, headline=headline, inLanguage=tag).encode(), "html", profiles="news-sitemap"
    )
    messages = [one.message for one in found if one.code == "NLD-NSM-005"]
    assert len(messages) == reported
    assert not any("ISO 639" in message for message in messages) or tag == "jp"


@pytest.mark.parametrize("text", ["Ferry back on the river", "Musik an Bord: der Abend"])
def test_a_script_of_plain_text_is_to_be_removed(text: str) -> None:
    """Quotes around it would make a JSON string of it, which says nothing about the page."""
    page = _page().replace("</head>", f'<script type="application/ld+json">{text}\n5</script></head>')
    (one,) = [one for one in newsld.check(page.encode(), "html") if one.code == "NLD-SYN-001"]
    assert one.suggestion == "write JSON, which begins with { or [, or remove the text"


def _found(page: str, code: str, profile: str = "default") -> list[newsld.Finding]:
    found = newsld.check(page.encode(), "html", profiles=PluginName(profile))
    return [one for one in found if one.code == code]


def _with(data: object) -> str:
    return _page().replace("</head>", f"{_script(data)}</head>")


@pytest.mark.parametrize(
    ("context", "severity"),
    [
        ("https://web.archive.org/web/20200808063632/http://schema.org", "info"),
        ("//web.archive.org/web/2020id_/https://schema.org/", "info"),
        ("/web/20200808063632/https://schema.org", "info"),
        ("https://web.archive.org/web/2020/https://h.example/schemaorg", "error"),
        ("schema.org", "error"),
    ],
)
def test_an_archive_rewrites_the_context(context: str, severity: str) -> None:
    """The publisher wrote schema.org's, and that is what it is read as."""
    (one,) = _found(_page(**{"@context": context}), "NLD-SYN-005")
    assert one.severity == severity
    assert _found(_page(**{"@context": context}), "NLD-SYN-006") == []


@pytest.mark.parametrize(
    ("data", "reported"),
    [
        ({"article": {"primary-section": "/harbour"}}, False),
        ({"type": "story-card", "slot": 3}, False),
        ({"@type": "WebSite", "name": "The Aldane Herald"}, True),
        ({"type": "WebSite", "name": "The Aldane Herald"}, True),
        ({"@graph": [{"name": "The Aldane Herald"}]}, True),
    ],
)
def test_private_data_needs_no_context(data: object, reported: bool) -> None:
    """Without a type it says nothing in schema.org's words."""
    assert bool(_found(_with(data), "NLD-SYN-019")) == reported


@pytest.mark.parametrize(
    ("terms", "advice"),
    [
        ({"commentText": "Glad that it sails again."}, "Comment"),
        ({"text": "Glad that it sails again."}, "Comment"),
        ({"name": "Comments"}, "InteractionCounter"),
    ],
)
def test_a_comment_with_words_is_a_comment(terms: dict[str, str], advice: str) -> None:
    """schema.org names the type that counts comments as the successor, which has no place for words."""
    data = {"@context": "https://schema.org", "@type": "UserComments", **terms}
    (one,) = [one for one in _found(_with(data), "NLD-VOC-005") if one.pointer == "/@type"]
    assert (one.suggestion or "").startswith(f"use {advice}")


COMMENT = {
    "@type": "Comment",
    "text": "Glad.",
    "author": {"@type": "Person", "mainEntityofPage": "https://h.example/u"},
}


@pytest.mark.parametrize(
    ("page", "severity"),
    [
        (_page(comment=[COMMENT]), "info"),
        (_page(mainEntityofPage="https://h.example/ferry"), "warning"),
        (_page(correction={**COMMENT, "@type": "CorrectionComment"}), "warning"),
    ],
)
def test_a_misspelt_name_in_a_comment_is_minor(page: str, severity: str) -> None:
    """The story lacks nothing because of it."""
    assert [one.severity for one in _found(page, "NLD-VOC-002")] == [severity]


@pytest.mark.parametrize(
    ("terms", "severity"),
    [({}, "info"), ({"@id": "https://h.example/fair"}, "warning"), ({"@type": "WebPage"}, "warning")],
)
def test_an_escape_in_a_listed_event_is_minor(terms: dict[str, str], severity: str) -> None:
    """A page lists events next to its story; one with an @id may be what the story is about."""
    event = {
        "@context": "https://schema.org",
        "@type": "Event",
        "description": "&lt;p&gt;Fair&lt;/p&gt;",
        **terms,
    }
    assert [one.severity for one in _found(_with([event]), "NLD-EMB-004")] == [severity]


def test_an_old_name_of_the_founder_is_minor() -> None:
    """It is about the organization, and readers still know it."""
    founders = [{"@type": "Person", "name": "Ada Roe"}]
    organization = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": "H",
        "founders": founders,
    }
    assert [one.severity for one in _found(_with(organization), "NLD-VOC-005")] == ["info"]
    assert [one.severity for one in _found(_page(isBasedOnUrl="https://w.example/7"), "NLD-VOC-005")] == [
        "warning"
    ]


@pytest.mark.parametrize(
    ("kind", "publisher", "judged"),
    [
        ("NewsArticle", "Organization", True),
        ("ReportageNewsArticle", "Organization", True),
        ("BlogPosting", "NewsMediaOrganization", True),
        ("DiscussionForumPosting", "Organization", False),
        ("BlogPosting", "Organization", False),
        ("NewsArticle", ["Person", "Organization"], False),
    ],
)
def test_only_publishers_of_news_need_policies(kind: str, publisher: object, judged: bool) -> None:
    """A forum, a campaign or one person with a blog is no news organization."""
    house = {"@type": publisher, "name": "The Cat Forum", "ethicsPolicy": "https://h.example/ethics"}
    page = _page(**{"@type": kind, "publisher": house})
    for code in ("NLD-TRU-009", "NLD-TRU-010", "NLD-TRU-013"):
        assert bool(_found(page, code, "trust")) == judged


@pytest.mark.parametrize(("length", "severity"), [(74, None), (83, "info"), (149, "warning")])
def test_a_claim_may_be_a_whole_sentence(length: int, severity: str | None) -> None:
    """Google asks to try for fewer than 75 characters."""
    review = {"@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": "w" * length}
    found = _found(_with(review), "NLD-CLM-003", "claimreview")
    assert [one.severity for one in found] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"@type": "Recipe", "name": "Plum cake"}, "no article in this page: its markup describes a Recipe"),
        (
            {"@graph": [{"@type": "WebPage"}, {"@type": "Event", "name": "Fair"}]},
            "no article in this page: its markup describes an Event",
        ),
        (
            {"@type": "AboutPage", "name": "About us"},
            "no article in the JSON-LD of this page or in its other markup",
        ),
    ],
)
def test_a_page_on_another_subject_is_not_said_to_be_wrong(data: dict[str, object], message: str) -> None:
    """The finding names the subject, and says first to leave the page out."""
    script = _script({"@context": "https://schema.org", **data})
    (one,) = _found(f"<title>Plum cake</title>{script}", "NLD-SYN-006")
    assert (one.message, one.severity) == (message, "error")
    assert (one.suggestion or "").startswith("leave the input out")


@pytest.mark.parametrize("kind", ["ReportageNewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle"])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_type_that_google_documents_counts_in_any_description(kind: str, is_first: bool) -> None:
    """A page may describe its story twice, once with the more specific type."""
    types = ["NewsArticle", kind] if is_first else [kind, "NewsArticle"]
    scripts = "".join(_script({**ARTICLE, "@type": one}) for one in types)
    assert not _found(f"<title>Quay reopens</title>{scripts}", "NLD-GOO-001", "strict")
    assert _found(
        f"<title>Quay reopens</title>{_script({**ARTICLE, '@type': kind})}", "NLD-GOO-001", "strict"
    )


@pytest.mark.parametrize("escape", ["&#8216;", "&quot;", "&amp;"])
def test_an_escape_does_not_make_a_headline_long(escape: str) -> None:
    """It is a fault by itself, and means one character."""
    assert not _found(_page(headline="w" * 100 + escape * 10), "NLD-GOO-031", "strict")
    assert _found(_page(headline="w" * 100 + escape * 11), "NLD-GOO-031", "strict")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "NLD-GOO-011"), (" ", "NLD-GOO-011"), (None, "NLD-GOO-011"), ("https://h.example/mara", "NLD-GOO-014"),
        ("Redaktion", "NLD-GOO-015"), ("Harbour Staff", "NLD-GOO-015"),
    ],
)  # fmt: skip
def test_an_author_without_a_name_is_one_finding(name: object, code: str) -> None:
    """What it lacks first is the name of a person; an address is no use yet."""
    page = _page(author={"@type": "Person", "name": name})
    assert _found(page, code, "google")
    assert not _found(page, "NLD-GOO-012", "google")


@pytest.mark.parametrize(
    ("creator", "advice"),
    [("Mara Lunn", "creator"), ({"@type": "Person", "name": "Mara Lunn"}, "creator"), (None, "a Person, or")],
)
def test_a_creator_is_the_author_to_write(creator: object, advice: str) -> None:
    """Google reads author alone."""
    (one,) = _found(_page(author=None, creator=creator), "NLD-GOO-010", "google")
    assert advice in (one.suggestion or "")


@pytest.mark.parametrize(
    ("start", "end"), [("<![CDATA[", "]]>"), ("//<![CDATA[\n", "\n//]]>"), ("/*<![CDATA[*/", "/*]]>*/")]
)
def test_xml_reads_what_is_in_a_cdata_section(start: str, end: str) -> None:
    """Its signs need no escape, and its own end is none to escape."""
    data = json.dumps({**ARTICLE, "headline": "Salt & vinegar > sugar"})
    page = '<?xml version="1.0"?><title>x</title><script type="application/ld+json">{}</script>'
    assert not _found(page.format(f"{start}{data}{end}"), "NLD-EMB-002", "strict")
    assert _found(page.format(data), "NLD-EMB-002", "strict")


@pytest.mark.parametrize("tag", ["a", "link", "area"])
def test_the_value_of_a_link_is_its_address(tag: str) -> None:
    """The name of an author in microdata belongs on an element inside the link."""
    page = (
        "<title>Quay reopens</title><link rel=canonical href=https://h.example/quay>"
        "<div itemscope itemtype=https://schema.org/NewsArticle>"
        "<h1 itemprop=headline>Quay reopens</h1><p itemprop=author itemscope itemtype=https://schema.org/Person>"
        f"<{tag} itemprop=name href=/mara>Mara Lunn</{tag}></div>"
    )
    (one,) = _found(page, "NLD-GOO-014", "google")
    assert "inside the link" in (one.suggestion or "")


@pytest.mark.parametrize(
    "data", [{"article": {"primary-section": "/politics"}}, {"section": "a", "tags": ["b"]}, [{"uuid": "7"}]]
)
def test_private_data_next_to_the_story_has_no_unknown_terms(data: object) -> None:
    """A publishing system stores what it likes there."""
    assert not _found(_page(_script(data)), "NLD-VOC-002", "default")
    assert _found(
        _page(_script({"@context": "https://schema.org", "@type": "Thing", "uuid": 7})), "NLD-VOC-002"
    )


@pytest.mark.parametrize("kind", ["SocialMediaPosting", "BlogPosting", "DiscussionForumPosting", "Article"])
def test_a_post_without_a_publisher_is_no_news(kind: str) -> None:
    """Nobody asks it for a backstory."""
    assert not _found(_page(**{"@type": kind}), "NLD-TRU-020", "trust")
    assert _found(_page(), "NLD-TRU-020", "trust")


@pytest.mark.parametrize(
    ("types", "severity"),
    [(["Place", "PopulatedPlace"], "info"), (["Wrk", "WrittenWork"], "info"), ("PopulatedPlace", "warning")],
)
def test_one_of_several_types_may_be_of_another_vocabulary(types: object, severity: str) -> None:
    """DBpedia has classes of its own."""
    found = _found(_page(mentions={"@type": types, "name": "Skell"}), "NLD-VOC-001", "default")
    assert {one.severity for one in found} == {severity}


@pytest.mark.parametrize(
    "listed",
    [
        {"@type": "Event", "name": "Fair", "offers": {"@type": "Offer", "availability": "inStock"}},
        {"@type": "Event", "name": "Fair", "startDate": "soon"},
        {"@type": "Event", "name": "Fair", "image": True},
    ],
)
def test_a_wrong_value_of_a_listed_event_is_minor(listed: dict[str, object]) -> None:
    """It is none of the story's."""
    page = _page(_script({"@context": "https://schema.org", **listed}))
    assert {one.severity for one in _found(page, "NLD-VOC-003", "default")} == {"info"}


@pytest.mark.parametrize("term", ["name", "headline", "description"])
def test_an_escape_in_another_article_is_minor(term: str) -> None:
    """A page may list other stories in its markup."""
    other = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Tolls",
        "url": "https://h.example/t",
    }
    page = _page(_script({**other, term: "Salt &amp; vinegar"}))
    assert {one.severity for one in _found(page, "NLD-EMB-004", "default")} == {"info"}
    assert {one.severity for one in _found(_page(**{term: "Salt &amp; vinegar"}), "NLD-EMB-004")} == {
        "warning"
    }


@pytest.mark.parametrize(
    ("lang", "advice"), [("de-AT", '"inLanguage": "de-AT"'), ("pt_BR", 'such as "en"'), ("", 'such as "en"')]
)
def test_a_language_that_is_missing_is_that_of_the_page(lang: str, advice: str) -> None:
    """If the page states a valid one."""
    page = _page().replace("lang=en", f'lang="{lang}"')
    (one,) = [one for one in _found(page, "NLD-NSM-003", "news-sitemap") if "inLanguage" in one.message]
    assert advice in (one.suggestion or "")
