"""`newsld embed`: which page gets which story, what is written, and what is not."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest

import newsld
from command_line import invoke
from newsld.pipeline.embedding import replace_page

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{0}</title>
{1}
</head><body>{0}</body></html>
"""
HOME = "https://herald.example/"

_run = partial(invoke, "embed")


def _page(path: Path, address: str | None = None, *, tag: str = '<link rel="canonical" href="{}">') -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PAGE.format(path.stem, tag.format(address) if address else ""), "utf-8")
    return path


def _story(path: Path, address: str | None = None, more: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    url = f"url: {address}\n" if address else ""
    path.write_text(f"newsld: 2\nheadline: Story of {path.stem}\n{url}{more}", "utf-8")
    return path


def _embedded_headline(page: Path) -> str | None:
    """The headline in newsld's block of a page."""
    text = page.read_text("utf-8")
    return text.partition('"headline":"Story of ')[2].partition('"')[0] or None


@pytest.fixture
def site(here: Path) -> Path:
    """Two stories with their pages, and an index."""
    for name in ("ferry", "strike"):
        _page(here / "public" / name / "index.html", f"{HOME}{name}/")
        _story(here / "stories" / f"{name}.yaml", f"{HOME}{name}/")
    _page(here / "public" / "index.html", HOME)
    return here


def test_a_site_gets_its_stories_in_one_run(site: Path) -> None:
    """Each page has the story of its own address; a second run changes nothing; removing gives back what was."""
    before = {path: path.read_bytes() for path in site.rglob("*.html")}
    done = _run("public", "--from", "stories")
    assert (done.exit_code, done.stdout) == (
        0,
        "public/ferry/index.html\npublic/strike/index.html\n2 pages written, 0 up to date, 1 skipped\n",
    )
    assert "public/index.html: info NLD-EMB-021 no story has the address of the page" in done.stderr
    assert [_embedded_headline(site / "public" / name / "index.html") for name in ("ferry", "strike")] == [
        "ferry",
        "strike",
    ]
    after = {path: path.read_bytes() for path in site.rglob("*.html")}
    assert _run("public", "--from", "stories").exit_code == 0
    assert {path: path.read_bytes() for path in site.rglob("*.html")} == after
    assert _run("public", "--remove").exit_code == 0
    assert {path: path.read_bytes() for path in site.rglob("*.html")} == before


def test_processes_make_no_difference(site: Path) -> None:
    """The report and the pages are the same with two processes."""
    one = _run("public", "--from", "stories", "--diff")
    two = _run("public", "--from", "stories", "--diff", "--jobs", "2")
    assert (one.stdout, one.stderr, one.exit_code) == (two.stdout, two.stderr, two.exit_code)


def test_check_lists_stale_pages_and_writes_nothing(site: Path) -> None:
    """CI fails until the printed command is run."""
    before = (site / "public/ferry/index.html").read_bytes()
    done = _run("public", "--from", "stories", "--check")
    assert done.exit_code == 1
    assert "public/ferry/index.html: stale\n" in done.stdout
    assert done.stdout.endswith("2 pages are out of date. Run: newsld embed public --from stories\n")
    assert (site / "public/ferry/index.html").read_bytes() == before
    cut = f'<!doctype html><link rel="canonical" href="{HOME}ferry/"><title>Cut'
    (site / "public/cut.html").write_text(cut, "utf-8")
    assert "\n1 error, 2 pages are out of date. Run:" in _run("public", "--from", "stories", "--check").stdout
    (site / "public/cut.html").unlink()
    _run("public", "--from", "stories")
    assert _run("public", "--from", "stories", "--check").exit_code == 0
    _story(site / "stories/ferry.yaml", f"{HOME}ferry/", "description: New\n")
    assert (
        "public/ferry/index.html: stale\n1 page is out of date"
        in _run("public", "--from", "stories", "--check").stdout
    )


def test_diff_shows_what_would_change(site: Path) -> None:
    """The added lines are shown, and nothing is written."""
    before = (site / "public/ferry/index.html").read_bytes()
    done = _run("public/ferry", "--from", "stories", "--diff")
    assert done.exit_code == 1
    assert done.stdout.startswith("--- a/public/ferry/index.html\n+++ b/public/ferry/index.html\n@@ ")
    assert '\n+<script type="application/ld+json" data-newsld>{"@context"' in done.stdout
    assert not [line for line in done.stdout.splitlines()[2:] if line.startswith("-")]
    assert (site / "public/ferry/index.html").read_bytes() == before


@pytest.mark.parametrize(
    "stated",
    ["http://herald.example/a", "https://www.herald.example/a/", "https://HERALD.example/a?utm_source=x#top"],
)
def test_addresses_of_one_page_are_one(here: Path, stated: str) -> None:
    """Scheme, www, a final slash, a fragment and counters of visits make no difference."""
    page = _page(here / "site" / "a.html", stated)
    _story(here / "a.yaml", f"{HOME}a")
    assert _run("site", "--from", "a.yaml").exit_code == 0
    assert _embedded_headline(page) == "a"


def test_the_canonical_link_comes_before_og_url(here: Path) -> None:
    """og:url is used when the canonical link matches no story."""
    tags = '<link rel="canonical" href="{0}one"><meta property="og:url" content="{0}two">'
    both = _page(here / "site" / "both.html", HOME, tag=tags)
    second = _page(here / "site" / "second.html", HOME, tag=tags.replace("}one", "}none"))
    for name in ("one", "two"):
        _story(here / "stories" / f"{name}.yaml", HOME + name)
    assert _run("site", "--from", "stories").exit_code == 0
    assert (_embedded_headline(both), _embedded_headline(second)) == ("one", "two")


def test_a_mapping_file_matches_pages_without_an_address(here: Path) -> None:
    """The file names the story by address or by a path relative to its folder."""
    pages = [_page(here / "site" / f"{name}.html") for name in ("one", "two")]
    _story(here / "stories" / "one.yaml", f"{HOME}one")
    _story(here / "stories" / "two.yaml")
    (here / "site" / "map.toml").write_text(
        f'"one.html" = "{HOME}one"\n"two.html" = "../stories/two.yaml"\n', "utf-8"
    )
    assert _run("site", "--from", "stories", "--map", "site/map.toml").exit_code == 0
    assert [_embedded_headline(page) for page in pages] == ["one", "two"]


def test_the_tags_that_newsld_wrote_match_no_story(here: Path) -> None:
    """A page with the wrong story embedded is not matched by the address in the tags of that story."""
    page = _page(here / "page.html")
    for name in ("one", "two"):
        _story(here / f"{name}.yaml", HOME + name)
    assert _run(page, "--from", "one.yaml", "--meta").exit_code == 0
    assert _run(page, "--from", "two.yaml", "--meta").exit_code == 0
    assert _embedded_headline(page) == "two"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('"none.html" = "https://a.example/"', "there is no page none.html"),
        ('"page.html" = "none.yaml"', "there is no story none.yaml"),
        ('"page.html" = 1', "must be the address or the path of a story"),
        ("page", "is not TOML"),
    ],
)
def test_a_mapping_file_that_is_wrong_is_refused(here: Path, line: str, message: str) -> None:
    """Before anything is written, with what is wrong."""
    page = _page(here / "page.html")
    _story(here / "a.yaml")
    (here / "map.toml").write_text(line, "utf-8")
    done = _run(page, "--from", "a.yaml", "--map", "map.toml")
    assert done.exit_code == 2 and message in done.stderr
    assert _embedded_headline(page) is None


def test_a_mapped_story_must_be_given(here: Path) -> None:
    """A mapping to a story that is not read is an error of the page."""
    _page(here / "site" / "page.html")
    _story(here / "a.yaml")
    _story(here / "b.yaml")
    (here / "map.toml").write_text('"site/page.html" = "b.yaml"', "utf-8")
    done = _run("site", "--from", "a.yaml", "--map", "map.toml")
    assert done.exit_code == 1 and "NLD-EMB-020 the story that the mapping file names" in done.stderr


def test_a_single_page_and_a_single_story_match(here: Path) -> None:
    """Neither needs an address; if both have one, they must be equal."""
    page = _page(here / "page.html")
    _story(here / "a.yaml", f"{HOME}a")
    assert _run(page, "--from", "a.yaml").exit_code == 0
    assert _embedded_headline(page) == "a"
    _page(page, f"{HOME}b")
    done = _run(page, "--from", "a.yaml")
    assert done.exit_code == 1 and "NLD-EMB-020 the canonical link of the page is" in done.stderr
    assert _embedded_headline(page) is None


def test_one_story_may_have_several_pages(here: Path) -> None:
    """An AMP page has the canonical address of the other, and the same story."""
    pages = [_page(here / "site" / name, f"{HOME}a") for name in ("a.html", "a.amp.html")]
    _story(here / "a.yaml", f"{HOME}a")
    assert _run("site", "--from", "a.yaml").exit_code == 0
    assert [_embedded_headline(page) for page in pages] == ["a", "a"]


def test_two_stories_for_one_page_are_refused_and_twice_the_same_is_one(here: Path) -> None:
    """Different stories with one address are ambiguous; a story and its own export are equal."""
    page = _page(here / "site" / "a.html", f"{HOME}a")
    story = _story(here / "stories" / "a.yaml", f"{HOME}a")
    (here / "stories" / "a.jsonld").write_bytes(newsld.write(newsld.read(story)[0], "jsonld"))
    assert _run("site", "--from", "stories").exit_code == 0
    before = page.read_bytes()
    _story(here / "stories" / "b.yaml", f"{HOME}a")
    done = _run("site", "--from", "stories")
    assert done.exit_code == 1
    assert (
        "NLD-EMB-023" in done.stderr
        and "stories/a.jsonld and stories/a.yaml and stories/b.yaml" in done.stderr
    )
    assert page.read_bytes() == before


def test_the_page_of_a_story_with_an_error_is_not_changed(site: Path) -> None:
    """The other pages are written, the exit status is 1, and no option overrides this."""
    _story(site / "stories" / "ferry.yaml", f"{HOME}ferry/", "datePublished: 2025-13-01\n")
    page = site / "public" / "ferry" / "index.html"
    before = page.read_bytes()
    done = _run("public", "--from", "stories")
    assert done.exit_code == 1
    assert "stories/ferry.yaml:4:16: error NLD-DAT-" in done.stderr
    assert page.read_bytes() == before
    assert _embedded_headline(site / "public" / "strike" / "index.html") == "strike"
    assert "no such option" in _run("public", "--from", "stories", "--force").stderr.lower()


def test_markup_of_others_with_an_error_is_refused_too(here: Path) -> None:
    """Foreign JSON-LD with an error is not embedded; without errors it is."""
    page = _page(here / "page.html")
    story = here / "a.jsonld"
    text = '{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Story of a"}'
    story.write_text(text.replace("}", f', "url": "{HOME}?a=1&amp;b=2"}}'), "utf-8")
    done = _run(page, "--from", story)
    assert done.exit_code == 1 and _embedded_headline(page) is None
    story.write_text(text, "utf-8")
    assert _run(page, "--from", story).exit_code == 0
    assert _embedded_headline(page) == "a"


def test_an_archive_of_lines_serves_a_site(here: Path) -> None:
    """Stories may be JSON Lines; an error is reported with its line and does not block other lines."""
    pages = [_page(here / "site" / f"{n}.html", f"{HOME}{n}") for n in range(3)]
    lines = [f'{{"newsld": 2, "headline": "Story of {n}", "url": "{HOME}{n}"}}' for n in range(3)]
    lines[1] = lines[1].replace("headline", "headlin")
    (here / "all.jsonl").write_text("\n".join(lines), "utf-8")
    done = _run("site", "--from", "all.jsonl")
    assert done.exit_code == 1 and "all.jsonl:2:" in done.stderr
    assert [_embedded_headline(page) for page in pages] == ["0", None, "2"]


def test_a_story_without_a_page_is_reported(site: Path) -> None:
    """It is a warning for a folder of pages, and not reported when single pages are named."""
    _story(site / "stories" / "lost.yaml", f"{HOME}lost")
    done = _run("public", "--from", "stories")
    assert done.exit_code == 0
    assert (
        f"stories/lost.yaml: warning NLD-EMB-022 no page has the address of this story, {HOME}lost"
        in done.stderr
    )
    assert "NLD-EMB-022" not in _run("public/ferry/index.html", "--from", "stories").stderr


def test_a_page_whose_story_is_gone_is_reported(site: Path) -> None:
    """An embedded block without its story is an error, and --remove removes it."""
    _run("public", "--from", "stories")
    (site / "stories" / "ferry.yaml").unlink()
    done = _run("public", "--from", "stories")
    assert done.exit_code == 1 and "public/ferry/index.html: error NLD-EMB-020" in done.stderr
    assert "with --remove" in done.stderr
    _run("public/ferry", "--remove")
    assert _run("public", "--from", "stories").exit_code == 0


def test_ignored_findings_are_not_reported(site: Path) -> None:
    """Pages without a story, such as lists, can be ignored."""
    _story(site / "stories" / "lost.yaml", f"{HOME}lost")
    (site / "newsld.toml").write_text('ignore = ["NLD-EMB-021", "NLD-EMB-022"]\n', "utf-8")
    assert _run("public", "--from", "stories").stderr == ""


def test_what_the_settings_exclude_is_left_out_of_a_folder(site: Path) -> None:
    """A folder that is named is read even if a pattern matches it."""
    (site / "newsld.toml").write_text('exclude = ["public/index.html", "/public/strike/"]\n', "utf-8")
    done = _run("public", "--from", "stories")
    assert done.stdout == "public/ferry/index.html\n1 page written, 0 up to date\n"
    assert _run("public/strike", "--from", "stories").stdout.startswith("public/strike/index.html\n")


def test_pages_among_the_stories_are_no_stories(site: Path) -> None:
    """Exports inside the site are read, and the pages next to them are not read as stories."""
    for name in ("ferry", "strike"):
        story = newsld.read(site / "stories" / f"{name}.yaml")[0]
        (site / "public" / name / "story.jsonld").write_bytes(newsld.write(story, "jsonld"))
    assert _run("public", "--from", "public").exit_code == 0
    assert _run("public", "--from", "public", "--check").exit_code == 0
    assert _embedded_headline(site / "public/ferry/index.html") == "ferry"


def test_a_page_that_changes_meanwhile_is_not_overwritten(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bytes on disk are compared with those that were read just before the page is replaced."""
    page = _page(here / "page.html")
    _story(here / "a.yaml")
    written = replace_page.write_atomic

    def late(path: Path, content: object) -> None:
        page.write_text("somebody else's", "utf-8")
        written(path, content)  # type: ignore[arg-type]

    monkeypatch.setattr(replace_page, "write_atomic", late)
    done = _run(page, "--from", "a.yaml")
    assert done.exit_code == 1 and "page.html: error NLD-EMB-024" in done.stderr
    assert page.read_text("utf-8") == "somebody else's"
    assert sorted(path.name for path in here.iterdir()) == ["a.yaml", "page.html"]


def test_a_read_only_page_is_not_changed(here: Path) -> None:
    """Its own permissions are respected, even if those of the folder would allow a replacement."""
    page = _page(here / "page.html")
    before = page.read_bytes()
    page.chmod(0o444)
    _story(here / "a.yaml")
    done = _run(page, "--from", "a.yaml")
    assert done.exit_code == 1 and "page.html: error NLD-EMB-025" in done.stderr
    assert page.read_bytes() == before


def test_a_link_keeps_pointing_to_the_page(here: Path) -> None:
    """The page that a link leads to is written, once, and keeps its permissions."""
    page = _page(here / "pages" / "page.html", f"{HOME}a")
    page.chmod(0o640)
    (here / "site").mkdir()
    (here / "site" / "link.html").symlink_to(page)
    _story(here / "a.yaml", f"{HOME}a")
    assert _run("site", "pages", "--from", "a.yaml").stdout.count(".html\n") == 1
    assert (here / "site" / "link.html").is_symlink()
    assert _embedded_headline(page) == "a" and page.stat().st_mode & 0o777 == 0o640


def test_a_page_that_is_named_twice_is_one(here: Path) -> None:
    """It has the position and the name of its first mention."""
    _page(here / "a.html", f"{HOME}a")
    _page(here / "b.html", f"{HOME}a")
    _story(here / "a.yaml", f"{HOME}a")
    done = _run("b.html", ".", here / "b.html", "--from", "a.yaml")
    assert done.stdout == "b.html\na.html\n2 pages written, 0 up to date\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_no_page(here: Path) -> None:
    """A pipe is refused without waiting for it, since it cannot be rewritten."""
    os.mkfifo(here / "page.html")
    _story(here / "a.yaml")
    done = _run("page.html", "--from", "a.yaml")
    assert done.exit_code == 2 and "page.html is not a regular file" in done.stderr


def test_pages_that_cannot_hold_a_story_are_reported_with_the_place(here: Path) -> None:
    """The finding has file, line and column, and the page is not changed."""
    page = here / "page.html"
    page.write_text("<!doctype html>\n<head>\n<script>open()\n</head>\n<body></body>", "utf-8")
    before = page.read_bytes()
    _story(here / "a.yaml")
    done = _run(page, "--from", "a.yaml")
    assert done.exit_code == 1
    assert "page.html:3:1: error NLD-EMB-011" in done.stderr and "3 | <script>open()" in done.stderr
    assert page.read_bytes() == before


def test_a_block_that_was_cut_short_is_not_taken_out(here: Path) -> None:
    """Removing it would remove what follows: the page is not changed, and its line is shown."""
    page = here / "page.html"
    page.write_text('<!doctype html>\n<script type="application/ld+json" data-newsld>{}\n<p>kept', "utf-8")
    before = page.read_bytes()
    done = _run(page, "--remove")
    assert done.exit_code == 1 and page.read_bytes() == before
    assert "page.html:2:1: error NLD-EMB-011" in done.stderr and "2 | <script" in done.stderr


def test_a_site_that_git_ignores_is_embedded_into(site: Path) -> None:
    """The output of site generators is usually in .gitignore, so pages ignore it."""
    (site / ".gitignore").write_text("public/\n*.html\n", "utf-8")
    assert _run("public", "--from", "stories").exit_code == 0
    assert _embedded_headline(site / "public/ferry/index.html") == "ferry"


def test_meta_and_nonce_are_written(site: Path) -> None:
    """Tags of the same story, and the nonce of the script; without --meta, the tags are removed."""
    page = site / "public/ferry/index.html"
    _run("public", "--from", "stories", "--meta", "--nonce", "r4nd0m")
    text = page.read_text("utf-8")
    assert '<meta property="og:title" content="Story of ferry" data-newsld>\n' in text
    assert '<script type="application/ld+json" data-newsld nonce="r4nd0m">' in text
    _run("public", "--from", "stories")
    assert "og:title" not in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "name a page"),
        (["page.html"], "--from is missing"),
        (["none.html", "--from", "a.yaml"], "there is no file or folder none.html"),
        (["page.html", "--from", "none.yaml"], "there is no file or folder none.yaml"),
        (["page.html", "a.yaml", "--from", "a.yaml"], "a.yaml is not a page but a story (yaml)"),
        (["empty", "--from", "a.yaml"], "there is no page in empty"),
        (["page.html", "--from", "empty"], "there is no story in empty"),
        (["-", "--from", "a.yaml"], "pages are changed in place"),
        (["page.html", "--remove", "--from", "a.yaml"], "leave them out"),
        (["page.html", "--from", "a.yaml", "--map", ""], "--map is empty"),
        (["page.html", "--from", "a.yaml", "--map", "none.toml"], "there is no file or folder none.toml"),
        (["page.html", "--from", "a.yaml", "--nonce", ""], "--nonce is empty: use the placeholder"),
        (["page.html", "--from", "a.yaml", "--config", "none.toml"], "there is no such file"),
    ],
)
def test_invalid_arguments_are_refused_before_anything_is_written(
    here: Path, arguments: list[str], message: str
) -> None:
    """Exit status 2, with a suggestion."""
    page = _page(here / "page.html")
    before = page.read_bytes()
    _story(here / "a.yaml")
    (here / "empty").mkdir()
    done = _run(*arguments)
    assert done.exit_code == 2 and message in done.stderr
    assert page.read_bytes() == before
