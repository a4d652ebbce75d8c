"""News sitemaps list the articles that are new at a given time, in the form that search engines require."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from lxml import etree

import newsld
from command_line import invoke
from embedding_cases import HOSTILE
from newsld.findings import Unwritable
from newsld.findings.errors import ConfigurationError, OutputError, UsageError
from newsld.model import NewsArticle
from newsld.pipeline.settings import read_settings
from strategies import articles

JUDGE = etree.XMLSchema(etree.parse(Path(__file__).parent / "judges" / "sitemap.xsd"))
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
AS_OF = "2025-05-12T09:00:00+01:00"
MOMENT = datetime.fromisoformat(AS_OF)
ASKED = ("-f", "news-sitemap", "--as-of", AS_OF)
STORY: Mapping[str, Any] = {
    "newsld": 2,
    "headline": "Ferry back on the river",
    "url": "https://herald.example/news/ferry-back",
    "datePublished": "2025-05-12T07:30:00+01:00",
    "inLanguage": "en",
    "publisher": "aldane-herald",
    "organizations": {"aldane-herald": {"type": "NewsMediaOrganization", "name": "The Aldane Herald"}},
}

_run = partial(invoke, "export")


def _data(**changes: Any) -> dict[str, Any]:
    """The story with changes, None taking a field away."""
    return {key: value for key, value in {**STORY, **changes}.items() if value is not None}


def _article(**changes: Any) -> NewsArticle:
    (article,) = newsld.read(json.dumps(_data(**changes)).encode(), "json")
    return article


def _write(path: Path, **changes: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(_data(**changes)), "utf-8")
    return path


def _archive(path: Path, count: int) -> Path:
    """Stories a minute apart, the newest first."""
    times = [MOMENT - timedelta(minutes=number) for number in range(count)]
    lines = [
        json.dumps(_data(url=f"https://herald.example/{number}", datePublished=time.isoformat()))
        for number, time in enumerate(times)
    ]
    path.write_text("\n".join(lines), "utf-8")
    return path


def _tree(content: bytes) -> Any:
    tree = etree.fromstring(content)
    JUDGE.assertValid(tree)
    return tree


def _entries(content: bytes) -> list[dict[str, str]]:
    """Return the entries of a sitemap, which must be valid, as another program reads them."""
    found = []
    for url in _tree(content):
        entry = {"loc": url.findtext(f"{SITEMAP}loc")}
        for name in ("name", "language", "publication_date", "title"):
            (element,) = url.iter(f"{NEWS}{name}")
            entry[name] = element.text
        found.append(entry)
    return found


def _listed(**changes: Any) -> list[dict[str, str]]:
    return _entries(newsld.write(_article(**changes), "news-sitemap", as_of=MOMENT))


def _refused(**changes: Any) -> list[str]:
    with pytest.raises(Unwritable) as caught:
        newsld.write(_article(**changes), "news-sitemap", as_of=MOMENT)
    return [finding.code for finding in caught.value.findings]


# -- what is listed ----------------------------------------------------------------------------------------------


def test_an_entry_has_address_publication_language_time_and_title() -> None:
    """Each has the values of the story; the time is the first one, with its own offset."""
    assert _listed(dateModified="2025-05-12T08:30:00+01:00") == [
        {
            "loc": "https://herald.example/news/ferry-back",
            "name": "The Aldane Herald",
            "language": "en",
            "publication_date": "2025-05-12T07:30:00+01:00",
            "title": "Ferry back on the river",
        }
    ]


@pytest.mark.parametrize(
    ("published", "listed"),
    [
        ("2025-05-12T09:00:00+01:00", True),
        ("2025-05-12T08:00:00Z", True),
        ("2025-05-12T09:00:01+01:00", False),
        ("2025-05-12T08:00:00.000001Z", False),
        ("2025-05-10T09:00:00+01:00", True),
        ("2025-05-10T08:59:59+01:00", False),
        ("2025-05-10T13:30:00+05:30", True),
        ("2025-05-10T09:00:00+05:30", False),
        ("0001-01-01T00:00:00+23:59", False),
        ("9999-12-31T23:59:59-23:59", False),
    ],
)
def test_the_window_is_the_48_hours_up_to_the_moment(published: str, listed: bool) -> None:
    """Both ends belong to it, to the second and whatever the offset; what is yet to come does not."""
    assert bool(_listed(datePublished=published)) is listed


def test_an_offset_that_xml_does_not_know_becomes_utc() -> None:
    """XML knows clocks up to 14 hours from UTC; the moment is the same."""
    (entry,) = _listed(datePublished="2025-05-13T02:00:00+18:00")
    assert entry["publication_date"] == "2025-05-12T08:00:00+00:00"


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"), ("en-GB", "en"), ("EN", "en"), ("haw", "haw"), ("sr-Latn-RS", "sr"), ("zh", "zh"),
        ("zh-CN", "zh-cn"), ("zh-Hans", "zh-cn"), ("zh-Hans-SG", "zh-cn"), ("zh-TW", "zh-tw"),
        ("zh-Hant-HK", "zh-tw"), ("zh-HK", "zh-tw"),
    ],
)  # fmt: skip
def test_a_language_is_its_iso_639_code(tag: str, code: str) -> None:
    """Simplified and traditional Chinese have the two codes that Google made for them."""
    assert [entry["language"] for entry in _listed(inLanguage=tag)] == [code]


@pytest.mark.parametrize(
    ("url", "location"),
    [
        ("https://herald.example/a?b=1&c='2'", "https://herald.example/a?b=1&c='2'"),
        ("https://herald.example/münze/%C3%BC", "https://herald.example/m%C3%BCnze/%C3%BC"),
        ("https://bücher.example:8080/ü#ß", "https://xn--bcher-kva.example:8080/%C3%BC#%C3%9F"),
        ("http://[2001:db8::1]/a", "http://[2001:db8::1]/a"),
        ("https://herald.example/\U0001f600", "https://herald.example/%F0%9F%98%80"),
    ],
)
def test_an_address_is_a_uri_in_ascii(url: str, location: str) -> None:
    """What is escaped already stays as it is."""
    assert [entry["loc"] for entry in _listed(url=url)] == [location]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_breaks_out_of_its_element(text: str) -> None:
    """It is read as it was, but for its white space, or refused for what XML cannot hold."""
    name = text.replace("(", "").replace(")", "")
    organizations = {"aldane-herald": {"type": "NewsMediaOrganization", "name": name}}
    article = _article(headline=text, organizations=organizations)
    try:
        (entry,) = _entries(newsld.write(article, "news-sitemap", as_of=MOMENT))
    except Unwritable as fault:
        assert {finding.code for finding in fault.findings} == {"NLD-SYN-010"}
        with pytest.raises(ValueError, match="XML"):
            etree.Element("title").text = text
    else:
        assert (entry["title"], entry["name"]) == (" ".join(text.split()), " ".join(name.split()))


@given(articles(nul=True))
def test_any_article_gives_a_sound_sitemap_or_findings(article: NewsArticle) -> None:
    """As of the moment that it was published; never anything else."""
    date = article.date_published
    as_of = date.to_datetime() if date else MOMENT
    try:
        content = newsld.write(article, "news-sitemap", as_of=as_of)
    except Unwritable as fault:
        assert fault.findings
        assert all(finding.suggestion for finding in fault.findings)
    else:
        assert len(_tree(content)) == 1


# -- what is not -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"publisher": None, "organizations": None}, ["NLD-NSM-003"]),
        ({"organizations": {"aldane-herald": {"url": "https://herald.example"}}}, ["NLD-NSM-003"]),
        ({"organizations": {"aldane-herald": {"name": "Aldane Herald (paid)"}}}, ["NLD-NSM-004"]),
        ({"inLanguage": None}, ["NLD-NSM-003"]),
        ({"inLanguage": "jp"}, ["NLD-NSM-005"]),
        ({"inLanguage": "kr", "headline": "야간 여객선이 월요일부터 다시 강을 건넌다"}, ["NLD-NSM-005"]),
        ({"inLanguage": "x-pidgin"}, ["NLD-NSM-005"]),
        ({"headline": None}, ["NLD-NSM-007"]),
        ({"datePublished": None}, ["NLD-NSM-006"]),
        ({"headline": None, "inLanguage": None, "publisher": None}, ["NLD-NSM-003"] * 2 + ["NLD-NSM-007"]),
    ],
)
def test_what_the_profile_finds_is_what_keeps_an_article_out(
    changes: dict[str, Any], codes: list[str], tmp_path: Path
) -> None:
    """`check --profile news-sitemap` reports the same rules as the export."""
    assert _refused(**changes) == codes
    found = newsld.check(_write(tmp_path / "story.json", **changes), profiles=["news-sitemap"])
    assert sorted(one.code for one in found if one.code.startswith("NLD-NSM")) == codes


@pytest.mark.parametrize(
    "url",
    [
        None, "urn:uuid:3f0c8a52-6b1e-5b27-9d7e-0c4f6c1f8e11", "ftp://herald.example/a",
        "https://herald.example/" + "a" * 2025, "mailto:desk@herald.example",
    ],
)  # fmt: skip
def test_what_has_no_address_on_the_web_cannot_be_listed(url: str | None) -> None:
    """2,047 characters are the most that an address may have."""
    assert _refused(url=url) == ["NLD-NSM-009"]


def test_an_old_article_may_lack_everything() -> None:
    """It is not to be listed, so nothing is missing."""
    bare = dict.fromkeys(("headline", "url", "inLanguage", "publisher"))
    assert _listed(**bare, datePublished="2025-05-10T08:00:00+01:00") == []


@pytest.mark.parametrize(
    ("date", "message"),
    [
        ("2025-05", "so it may or may not be in the last 48 hours"),
        ("2025-05-12", ""),
        ("2025-05-11T07:30:00", ""),
        ("yesterday", "no date that can be read"),
        ("2025-05-01", None),
        ("2025-05-01T07:30:00", None),
        ("2026-01-01", None),
        ("11.11.2021", None),
        ("2025-05-12T07:30:00+01:00", ""),
    ],
)
def test_a_page_without_a_moment_is_asked_for_one_only_where_it_may_be_new(
    date: str, message: str | None, tmp_path: Path
) -> None:
    """A page of somebody else's, with its publisher and language as they come: a day is enough to be old."""
    data = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": "Ferry", "datePublished": date,
        "publisher": {"@type": "Organization", "name": "Herald"}, "inLanguage": "en-GB",
        "url": "https://herald.example/ferry",
    }  # fmt: skip
    (tmp_path / "page.jsonld").write_text(json.dumps(data), "utf-8")
    (article,) = newsld.read(tmp_path / "page.jsonld")
    if message:
        with pytest.raises(Unwritable) as caught:
            newsld.write(article, "news-sitemap", as_of=MOMENT)
        (finding,) = caught.value.findings
        assert finding.code == "NLD-NSM-006"
        assert message in finding.message
    else:
        entries = _entries(newsld.write(article, "news-sitemap", as_of=MOMENT))
        assert [entry["publication_date"] for entry in entries] == (
            [] if message is None else [date if "+" in date else date[:10]]
        )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ("Herald", "en", "Ferry")),
        ({"headline": None, "name": "Night ferry"}, ("Herald", "en", "Night ferry")),
        ({"publisher": "The Herald"}, ("The Herald", "en", "Ferry")),
        (
            {"inLanguage": {"@type": "Language", "name": "German", "alternateName": "de"}},
            ("Herald", "de", "Ferry"),
        ),
        ({"inLanguage": ["German", "de-AT"]}, ("Herald", "de", "Ferry")),
    ],
)
def test_an_article_of_somebody_else_is_listed_as_the_profile_reads_it(
    changes: dict[str, Any], expected: tuple[str, ...], tmp_path: Path
) -> None:
    """Bare names, nodes of languages and lists mean what they mean to `check`."""
    data = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": "Ferry", "inLanguage": "en-GB",
        "publisher": {"@type": "Organization", "name": "Herald"}, "url": "https://herald.example/ferry",
        "datePublished": STORY["datePublished"], **changes,
    }  # fmt: skip
    file = tmp_path / "page.jsonld"
    file.write_text(json.dumps({key: value for key, value in data.items() if value is not None}), "utf-8")
    (article,) = newsld.read(file)
    (entry,) = _entries(newsld.write(article, "news-sitemap", as_of=MOMENT))
    assert (entry["name"], entry["language"], entry["title"]) == expected


def test_what_cannot_be_listed_is_a_finding_and_the_others_go_on(here: Path) -> None:
    """Exit status 1, one finding for each fault with its file, and a sitemap of the rest."""
    _write(here / "in" / "a.json", inLanguage=None)
    _write(here / "in" / "b.json")
    _write(here / "in" / "c.json", url=None, headline=None)
    done = _run("in", "-o", "out", *ASKED)
    assert done.exit_code == 1
    assert [line.split(": ")[:2] for line in done.stderr.splitlines() if "NLD-" in line] == [
        ["in/a.json:1:1", "error NLD-NSM-003 has no inLanguage (not written as news-sitemap)"],
        ["in/c.json:1:1", "error NLD-NSM-007 has no headline (not written as news-sitemap)"],
        ["in/c.json:1:1", "error NLD-NSM-009 has no url (not written as news-sitemap)"],
    ]
    assert len(_entries((here / "out" / "news-sitemap.xml").read_bytes())) == 1


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"publisher": None}, "NLD-NSM-003"),
        ({"publisher": {"@type": "Organization", "name": "Herald (UK)"}}, "NLD-NSM-004"),
        ({"datePublished": None}, "NLD-NSM-006"),
        ({"url": None}, "NLD-NSM-009"),
    ],
)
def test_a_line_that_cannot_be_listed_is_named_by_line_and_headline(
    here: Path, terms: dict[str, Any], code: str
) -> None:
    """An archive has many of them."""
    article = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": "Quay reopens", "inLanguage": "en",
        "url": "https://h.example/1", "datePublished": "2025-05-12T07:30:00+01:00",
        "publisher": {"@type": "Organization", "name": "Herald"},
    }  # fmt: skip
    lines = [article, {**article, "url": "https://h.example/2", **terms}]
    (here / "a.jsonl").write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    done = _run("a.jsonl", "-o", "out", *ASKED)
    assert done.exit_code == 1
    (line,) = [line for line in done.stderr.splitlines() if code in line]
    assert line.startswith("a.jsonl:2:")
    assert "story 2 “Quay reopens”: " in line


# -- the files ---------------------------------------------------------------------------------------------------


def test_the_newest_comes_first_whatever_the_order_of_the_inputs(here: Path) -> None:
    """Articles of the same time are in the order of their addresses."""
    times = {"a": "07:00:00+01:00", "b": "08:00:00+01:00", "c": "07:30:00+00:00", "d": "07:00:00Z"}
    for name, time in times.items():
        _write(
            here / "in" / f"{name}.json", url=f"https://h.example/{name}", datePublished=f"2025-05-12T{time}"
        )
    orders = []
    for names in ("abcd", "dcba"):
        assert _run(*(f"in/{name}.json" for name in names), "-o", "out", *ASKED).exit_code == 0
        entries = _entries((here / "out" / "news-sitemap.xml").read_bytes())
        orders.append([entry["loc"][-1] for entry in entries])
    assert orders == [["c", "b", "d", "a"]] * 2


def test_an_address_is_listed_once_as_it_was_published_last(here: Path) -> None:
    """Two stories of one address are one entry."""
    _write(here / "in" / "a.json", headline="Older", datePublished="2025-05-11T07:30:00Z")
    _write(here / "in" / "b.json", headline="Newer")
    _write(here / "in" / "c.json", headline="Oldest", datePublished="2025-05-11T07:00:00Z")
    assert _run("in", "-o", "out", *ASKED).exit_code == 0
    (entry,) = _entries((here / "out" / "news-sitemap.xml").read_bytes())
    assert entry["title"] == "Newer"


def test_nothing_new_is_an_empty_sitemap_and_no_story_at_all_is_none(here: Path) -> None:
    """Google accepts an empty one, but a run with only broken stories changes no file."""
    _write(here / "a.json")
    assert _run("a.json", "-o", "out", "-f", "news-sitemap", "--as-of", "2026-01-01T00:00:00Z").exit_code == 0
    before = (here / "out" / "news-sitemap.xml").read_bytes()
    assert _entries(before) == []
    _write(here / "a.json", author="nobody")
    assert _run("a.json", "-o", "out", *ASKED).exit_code == 1
    assert (here / "out" / "news-sitemap.xml").read_bytes() == before


def test_a_thousand_are_one_file(here: Path) -> None:
    """And need no address."""
    _archive(here / "news.jsonl", 1000)
    assert _run("news.jsonl", "-o", "out", *ASKED).exit_code == 0
    assert [path.name for path in (here / "out").iterdir()] == ["news-sitemap.xml"]
    assert len(_entries((here / "out" / "news-sitemap.xml").read_bytes())) == 1000


def test_more_are_several_files_and_an_index_of_them(here: Path) -> None:
    """Each holds a thousand, the last the rest; fewer articles later leave none of these files behind."""
    out = here / "out"
    (here / "in").mkdir()
    archive = _archive(here / "in" / "news.jsonl", 2003)
    address = ("--sitemap-address", "https://herald.example/maps & more/")
    assert _run("in", "-o", "out", *ASKED, *address, "-j", "2").exit_code == 0
    locations = [
        element.findtext(f"{SITEMAP}loc") for element in _tree((out / "news-sitemap.xml").read_bytes())
    ]
    names = ["news-sitemap-1.xml", "news-sitemap-2.xml", "news-sitemap-3.xml"]
    assert locations == [f"https://herald.example/maps%20&%20more/{name}" for name in names]
    pages = [_entries((out / name).read_bytes()) for name in names]
    assert [len(page) for page in pages] == [1000, 1000, 3]
    assert [entry["loc"] for page in pages for entry in page] == [
        f"https://herald.example/{number}" for number in range(2003)
    ]
    (out / "news-sitemap-8.xml").write_bytes(b"somebody else's")
    (out / "news-sitemap-03.xml").write_bytes((out / names[2]).read_bytes())
    _archive(archive, 1001)
    done = _run("in", "-o", "out", *ASKED, *address, "--check")
    assert (done.exit_code, "out/news-sitemap-3.xml: stale\n" in done.stdout) == (1, True)
    assert _run("in", "-o", "out", *ASKED, *address).exit_code == 0
    _write(here / "a.json")
    assert {path.name for path in out.iterdir()} == {
        "news-sitemap.xml", *names[:2], "news-sitemap-8.xml", "news-sitemap-03.xml"
    }  # fmt: skip
    assert _run("a.json", "-o", "out", *ASKED).exit_code == 0
    assert {path.name for path in out.iterdir()} == {
        "news-sitemap.xml", "news-sitemap-8.xml", "news-sitemap-03.xml"
    }  # fmt: skip


def test_an_index_without_an_address_is_refused_before_a_sitemap_is_touched(here: Path) -> None:
    """The fix is a setting, in the configuration or on the command line."""
    _archive(here / "news.jsonl", 1001)
    done = _run("news.jsonl", "-o", "out", *ASKED)
    assert done.exit_code == 2
    assert "set sitemap-address" in done.stderr
    assert not (here / "out").exists()
    (here / "newsld.toml").write_text('sitemap-address = "https://herald.example/"', "utf-8")
    assert _run("news.jsonl", "-o", "out", *ASKED).exit_code == 0
    assert (
        b"<loc>https://herald.example/news-sitemap-2.xml</loc>"
        in (here / "out/news-sitemap.xml").read_bytes()
    )
    found = newsld.export("news.jsonl", here / "again", "news-sitemap", as_of=MOMENT)
    assert [path.name for path in found.written] == [
        "news-sitemap.xml",
        "news-sitemap-1.xml",
        "news-sitemap-2.xml",
    ]


@pytest.mark.parametrize("address", ["herald.example", "/maps/", "", "ftp://herald.example/", "https://"])
def test_an_address_that_is_none_is_refused(address: str, here: Path) -> None:
    """Wherever it is given."""
    _write(here / "a.json")
    done = _run("a.json", "-o", "out", *ASKED, "--sitemap-address", address or " ")
    assert (done.exit_code, (here / "out").exists()) == (2, False)
    (here / "newsld.toml").write_text(f"sitemap-address = {json.dumps(address)}", "utf-8")
    with pytest.raises(ConfigurationError, match="sitemap-address"):
        read_settings(here / "newsld.toml")


def test_a_file_that_cannot_be_written_leaves_the_sitemap_whole(here: Path) -> None:
    """An index never names files that are not there."""
    _write(here / "a.json")
    assert _run("a.json", "-o", "out", *ASKED).exit_code == 0
    before = (here / "out" / "news-sitemap.xml").read_bytes()
    (here / "out" / "news-sitemap-2.xml").mkdir()
    _archive(here / "news.jsonl", 1001)
    with pytest.raises(OutputError):
        newsld.export(
            "news.jsonl", here / "out", "news-sitemap", as_of=MOMENT, address="https://herald.example"
        )
    assert {path.name for path in (here / "out").iterdir()} == {"news-sitemap.xml", "news-sitemap-2.xml"}
    assert (here / "out" / "news-sitemap.xml").read_bytes() == before


# -- on the way --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "message"),
    [
        ((), "give their end with --as-of"),
        (("--as-of", "2025-05-12"), "has no time and no offset"),
        (("--as-of", "2025-05-12T09:00:00"), "has no offset"),
        (("--as-of", "today"), "or now"),
        (("--as-of", ""), "or now"),
    ],
)
def test_the_moment_must_be_given(moment: tuple[str, ...], message: str, here: Path) -> None:
    """Exit status 2 before anything is written: the clock is only read for `--as-of now`."""
    _write(here / "a.json")
    for output in ("out", "-"):
        formats = "news-sitemap" if output == "-" else "jsonld,news-sitemap"
        done = _run("a.json", "-o", output, "-f", formats, *moment)
        assert done.exit_code == 2
        assert message in done.stderr
        assert not (here / "out").exists()


def test_now_is_the_clock(here: Path) -> None:
    """`--as-of now` lists what came out an hour ago."""
    _write(here / "a.json", datePublished=(datetime.now(UTC) - timedelta(hours=1)).isoformat())
    done = _run("a.json", "-o", "-", "-f", "news-sitemap", "--as-of", "now")
    assert len(_entries(done.stdout_bytes)) == 1


def test_from_python_the_moment_is_a_datetime_with_an_offset() -> None:
    """One without is refused, and so is none."""
    options: dict[str, Any]
    for options in ({}, {"as_of": None}, {"as_of": "now"}, {"as_of": MOMENT.replace(tzinfo=None)}):
        with pytest.raises(UsageError, match="--as-of"):
            newsld.write(_article(), "news-sitemap", **options)


def test_standard_output_takes_the_one_file(here: Path) -> None:
    """The bytes of the file; where it would be several, a folder is needed."""
    _write(here / "in" / "a.json")
    _write(here / "in" / "b.json", url="https://herald.example/b")
    assert _run("in", "-o", "out", *ASKED).exit_code == 0
    assert _run("in", "-o", "-", *ASKED).stdout_bytes == (here / "out" / "news-sitemap.xml").read_bytes()
    _archive(here / "news.jsonl", 1001)
    done = _run("news.jsonl", "-o", "-", *ASKED, "--sitemap-address", "https://herald.example")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "name a folder" in done.stderr


def test_the_number_of_processes_and_the_other_formats_leave_no_trace(here: Path) -> None:
    """Two processes write the same as one, alone or together with tables, in either order."""
    for number in range(12):
        _write(here / "in" / f"{number}.json", url=f"https://herald.example/{number}")
    found = []
    for out, formats, jobs in (
        ("one", "news-sitemap", "1"), ("two", "csv,news-sitemap", "2"), ("three", "news-sitemap,jsonld,csv", "1"),
    ):  # fmt: skip
        assert _run("in", "-o", out, "-f", formats, "--as-of", AS_OF, "-j", jobs).exit_code == 0
        found.append((here / out / "news-sitemap.xml").read_bytes())
    assert found[0] == found[1] == found[2]
    assert newsld.read(here / "two" / "csv") == newsld.read(here / "three" / "csv")
    assert len(newsld.read(here / "two" / "csv")) == 12


def test_check_names_stale_files_and_the_command_that_fixes_them(here: Path) -> None:
    """A sitemap of another time is out of date; part of the stories is not enough to compare."""
    _write(here / "in" / "a.json")
    _write(here / "in" / "b.json", url="https://herald.example/b?x=1&y='2'")
    done = _run("in", "-o", "out", *ASKED, "--check")
    assert done.stdout.startswith("out/news-sitemap.xml: missing\n")
    assert not (here / "out").exists()
    assert _run("in", "-o", "out", *ASKED).exit_code == 0
    assert _run("in", "-o", "out", *ASKED, "--check").exit_code == 0
    assert _run("in/b.json", "in/a.json", "-o", "out", *ASKED, "--check").exit_code == 0
    part = _run("in/b.json", "-o", "out", *ASKED, "--check")
    assert part.exit_code == 0
    assert (
        part.stderr == "out/news-sitemap.xml: not compared, because it contains more stories than you named\n"
    )
    later = _run("in", "-o", "out", "-f", "news-sitemap", "--as-of", "2025-05-15T09:00:00Z", "--check")
    assert later.exit_code == 1
    assert later.stdout == (
        "out/news-sitemap.xml: stale\n1 file is out of date. Run: newsld export in -o out -f news-sitemap "
        "--as-of 2025-05-15T09:00:00Z\n"
    )


def test_articles_in_memory_are_listed_too(tmp_path: Path) -> None:
    """`newsld.export` takes what `newsld.read` gave."""
    made = [_article(url=f"https://herald.example/{number}") for number in range(3)]
    done = newsld.export(made, tmp_path, ["news-sitemap"], as_of=MOMENT)
    assert done.written == [tmp_path / "news-sitemap.xml"]
    assert len(_entries((tmp_path / "news-sitemap.xml").read_bytes())) == 3


def test_a_folder_that_is_a_link_is_written_to(here: Path) -> None:
    """The folder of the run may be anywhere."""
    (here / "real").mkdir()
    (here / "out").symlink_to("real")
    _write(here / "a.json")
    assert _run("a.json", "-o", "out", *ASKED).exit_code == 0
    assert (here / "real" / "news-sitemap.xml").is_file()


@pytest.mark.parametrize(
    "page",
    [
        "https://h.example/6",
        {"@id": "https://h.example/6"},
        {"@type": "WebPage", "url": "https://h.example/6"},
    ],
)
def test_the_page_of_an_article_is_its_address(tmp_path: Path, page: object) -> None:
    """Many publishers give no url; and what is refused says which story it is."""
    story = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": "Sixth", "inLanguage": "en",
        "datePublished": "2025-05-12T07:30:00+0100", "publisher": {"@type": "Organization", "name": "H"},
    }  # fmt: skip
    lines = [json.dumps({**story, "mainEntityOfPage": page}), json.dumps({**story, "headline": "Seventh"})]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    options = ["-f", "news-sitemap", "--as-of", "2025-05-13T00:00:00+00:00", "-o", str(tmp_path / "out")]
    done = invoke("export", tmp_path / "a.jsonl", *options)
    assert "<loc>https://h.example/6</loc>" in (tmp_path / "out" / "news-sitemap.xml").read_text("utf-8")
    assert "story 2 “Seventh”: has no url" in done.stderr
