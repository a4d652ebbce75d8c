"""`newsld diff`: what two versions of a story say differently, and nothing else."""

from __future__ import annotations

import copy
import json
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from pydantic import ValidationError

import newsld
from command_line import invoke
from newsld.model import NewsArticle
from newsld.model.from_document import article_from
from newsld.model.span_words import by_offsets
from newsld.model.to_document import story_data
from newsld.views.diff import ACTIONS, KINDS, Change, compare_articles
from newsld.views.diff.comparison import Comparison
from planted_changes import CORRECTIONS, PLANTED, Correction, Planted
from stories import FOLDER, fixture_articles, fixture_paths
from strategies import articles

ASYLUM = fixture_paths()["asylum"].read_text("utf-8")
FIXTURES = fixture_articles()
LOSSLESS = ("markdown", "yaml", "json", "jsonl", "jsonld", "csv")
COLLECTIONS = ("people", "organizations", "places", "events", "quotations", "figures", "citations")


def story(text: str, name: str = "markdown") -> NewsArticle:
    """Return the article of a text, which has no error."""
    loaded = newsld.load(text.encode(), name)  # type: ignore[arg-type]
    errors = [one for one in loaded.findings if one.severity == "error"]
    assert not errors, errors
    return loaded.articles[0]


def planted(text: str, one: Planted | Correction) -> str:
    """Return a story with one change."""
    for old, new in one.edits:
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
        text = text.replace(old, new)
    return text


def fits(change: Change, one: Planted) -> bool:
    """Return whether a change is the one that was planted."""
    return (
        (change.kind, change.action) == (one.kind, one.action)
        and one.what in change.what
        and one.old in (change.old or "")
        and one.new in (change.new or "")
        and bool(one.old) == (change.old is not None)
        and bool(one.new) == (change.new is not None)
    )


# -- planted changes -------------------------------------------------------------------------------------------------


def test_there_are_25_changes_of_all_important_kinds() -> None:
    """What the tests below plant covers most of what a report can name."""
    assert len(PLANTED) == 25
    assert {one.kind for one in PLANTED} >= KINDS.keys() - {"entity", "event", "relation", "description", "mention",
                                                            "link", "words"}  # fmt: skip


@pytest.mark.parametrize("one", PLANTED, ids=lambda one: f"{one.kind}-{one.action}")
def test_a_planted_change_is_named_once_and_nothing_else(one: Planted) -> None:
    """One edit of the story, in text and data where both have it, is one change."""
    changes = compare_articles(FIXTURES["asylum"], story(planted(ASYLUM, one)))
    assert len(changes) == 1, changes
    assert fits(changes[0], one), changes


def test_25_planted_changes_are_named_each_once_and_nothing_else() -> None:
    """Changes do not hide each other, and do not add up to others."""
    text = ASYLUM
    for one in PLANTED:
        text = planted(text, one)
    changes = compare_articles(FIXTURES["asylum"], story(text))
    assert len(changes) == 25
    for one in PLANTED:
        assert sum(fits(change, one) for change in changes) == 1, one


@pytest.mark.parametrize("one", PLANTED, ids=lambda one: f"{one.kind}-{one.action}")
def test_the_way_back_is_one_change_too(one: Planted) -> None:
    """What was added is dropped, what was merged is split."""
    opposite = {"added": "dropped", "dropped": "added", "merged": "split"}
    changes = compare_articles(story(planted(ASYLUM, one)), FIXTURES["asylum"])
    assert [(change.kind, change.action) for change in changes] == [
        (one.kind, opposite.get(one.action, one.action))
    ]


@pytest.mark.parametrize("one", CORRECTIONS, ids=lambda one: one.title)
def test_a_correction_is_reported_once(one: Correction) -> None:
    """Edits of the text, the data and the footnotes that belong together are one change."""
    text = fixture_paths()[one.story].read_text("utf-8")
    changes = compare_articles(FIXTURES[one.story], story(planted(text, one)))
    assert [[change.kind, change.action] for change in changes] == one.changes, changes


def test_nothing_that_was_added_is_hidden() -> None:
    """A change that names a whole paragraph has all of its words."""
    one = next(one for one in CORRECTIONS if one.title.startswith("A new paragraph"))
    text = fixture_paths()[one.story].read_text("utf-8")
    (change,) = compare_articles(FIXTURES[one.story], story(planted(text, one)))
    assert change.new == "“We won,” said Mara Lind, a crane driver."


def test_a_negation_next_to_a_new_name_is_not_hidden() -> None:
    """Only articles come and go with the name next to them."""
    old = story("newsld: 2\nheadline: P\nbody: It was Ann who came.\npeople: {a: {name: Ann}}\n"
                "mentions: [{words: Ann, of: a}]\n", "yaml")  # fmt: skip
    new = story("newsld: 2\nheadline: P\nbody: It was not Bob who came.\npeople: {a: {name: Bob}}\n"
                "mentions: [{words: Bob, of: a}]\n", "yaml")  # fmt: skip
    assert [change.kind for change in compare_articles(old, new)] == ["name", "text"]


# -- no difference ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(FIXTURES))
def test_a_story_in_another_format_says_the_same(name: str, tmp_path: Path) -> None:
    """Markdown, YAML, JSON, JSON Lines, JSON-LD and CSV of one story have no difference."""
    newsld.export(fixture_paths()[name], tmp_path, LOSSLESS)
    others = [path for path in tmp_path.iterdir() if not path.name.startswith(".")]
    assert len(others) == len(LOSSLESS)
    for path in others:
        for pair in ((fixture_paths()[name], path), (path, fixture_paths()[name])):
            done = invoke("diff", *pair)
            assert done.exit_code == 0, (path, done.output)
            assert "say the same" in done.output


def renamed(article: NewsArticle) -> NewsArticle:
    """Return an article with other ids everywhere, which are in another order too."""
    data = json.loads(json.dumps(story_data(article, words=by_offsets, single=False), default=str))
    ids = {slug for name in COLLECTIONS for slug in data.get(name, {})}

    def walk(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {other(name) if key in COLLECTIONS else name: walk(one, "" if key in COLLECTIONS else name)
                    for name, one in value.items()}  # fmt: skip
        if isinstance(value, list):
            return [walk(one, key) for one in value]
        return other(value) if key in REFERENCES and value in ids else value

    def other(slug: str) -> str:
        return f"z{slug[::-1]}"

    return article_from(walk(data))


REFERENCES = frozenset({
    "about", "areaServed", "at", "author", "children", "citation", "containedInPlace",
    "contentLocation", "contributor", "copyrightHolder", "editor", "id", "inherited", "location",
    "locationCreated", "medium", "nationality", "of", "organizer", "parent", "parentOrganization",
    "parties", "party", "publisher", "repeats", "sibling", "speaker", "spouse", "superEvent",
})  # fmt: skip
"""The keys of a story whose values are ids."""


@pytest.mark.parametrize("name", sorted(FIXTURES))
def test_ids_say_nothing(name: str) -> None:
    """Other ids, and so another order of everything with an id, are no difference."""
    other = renamed(FIXTURES[name])
    assert other != FIXTURES[name]
    assert compare_articles(FIXTURES[name], other) == []


def test_white_space_and_layout_say_nothing() -> None:
    """A text that is wrapped in another way, or whose paragraphs are joined, has the same words."""
    body = "The port is open.\n\nShips wait, the harbour master said."
    other = "The port\nis open. Ships wait, the harbour master said."
    base = "newsld: 2\nheadline: Port\nbody: {}\n"
    assert not compare_articles(*(story(base.format(json.dumps(text)), "yaml") for text in (body, other)))


@given(articles(), articles())
@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_any_two_articles_can_be_compared(one: NewsArticle, other: NewsArticle) -> None:
    """Nothing raises, kinds and actions are those of the documentation, and equal articles give nothing."""
    assert compare_articles(one, one) == []
    changes = compare_articles(one, other)
    assert {change.kind for change in changes} <= KINDS.keys()
    assert {change.action for change in changes} <= ACTIONS.keys()
    assert bool(changes) or not changes_in_data(one, other)


def changes_in_data(one: NewsArticle, other: NewsArticle) -> bool:
    """Return whether the headline or the words of two articles differ."""
    return one.headline != other.headline or one.text.split() != other.text.split()


# -- every field ---------------------------------------------------------------------------------------------------


def values_in(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the paths of all values in a story as data."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from values_in(value, (*path, key))


def without(data: dict[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
    """Return a copy of data without one of its values."""
    changed = copy.deepcopy(data)
    inside: Any = changed
    for step in path[:-1]:
        inside = inside[step]
    del inside[path[-1]]
    return changed


def says_nothing(path: tuple[str | int, ...]) -> bool:
    """Return whether a value is layout, or only how words refer to something."""
    is_layout = path[:2] == ("body", "blocks") or (path[:2] == ("body", "marks") and path[-1] != "url")
    return is_layout or (path[0] == "mentions" and path[-1] == "form")


@pytest.mark.parametrize("name", sorted(FIXTURES.keys() - {"asylum"}))
def test_whatever_goes_from_a_story_is_reported(name: str) -> None:
    """There is no field whose value can go without a change."""
    data = json.loads(json.dumps(story_data(FIXTURES[name], words=by_offsets, single=False), default=str))
    removed = 0
    for path in values_in(data):
        if path[-1] in {"newsld", "exact", "start", "end"}:
            continue
        try:
            other = article_from(without(data, path))
        except ValidationError:
            continue  # the value is required
        if other != FIXTURES[name]:
            removed += 1
            assert compare_articles(FIXTURES[name], other) or says_nothing(path), path
    assert removed > 10


# -- text ------------------------------------------------------------------------------------------------------------


def bodies(old: str, new: str) -> list[tuple[str, str, str | None, str | None]]:
    """Return the changes between two stories with these bodies."""
    base = "newsld: 2\nheadline: Port\nbody: {}\n"
    changes = compare_articles(*(story(base.format(json.dumps(text)), "yaml") for text in (old, new)))
    return [(change.kind, change.action, change.old, change.new) for change in changes]


def test_a_paragraph_that_moved_is_named_once() -> None:
    """Moving a paragraph is one change, and not one that was dropped and one that was added."""
    first, second, third = "The port is open again.", "Ships wait outside.", "The union votes on Friday."
    assert bodies("\n\n".join((first, second, third)), "\n\n".join((third, first, second))) == [
        ("text", "moved", third, third)
    ]


def test_a_paragraph_that_was_replaced_is_one_change() -> None:
    """Single words that two texts share by chance do not cut the change into pieces."""
    old = "The port is open again after the strike, and the ships are waiting outside."
    new = "Rain is expected in the north; the police ask drivers to stay at home."
    assert bodies(f"One.\n\n{old}\n\nTwo.", f"One.\n\n{new}\n\nTwo.") == [("text", "changed", old, new)]


def test_links_and_pictures_are_compared_where_the_words_are_the_same() -> None:
    """Another target is a change; a link in a new paragraph is part of that paragraph."""
    old = "---\nnewsld: 2\nheadline: P\n---\nSee [the report](https://a.example/1).\n"
    new = (
        "---\nnewsld: 2\nheadline: P\n---\nSee [the report](https://a.example/2).\n\n"
        "More is in [a second one](https://a.example/3). ![ship](https://a.example/ship.png)\n"
    )
    changes = compare_articles(story(old), story(new))
    assert [(change.kind, change.action, change.new) for change in changes] == [
        ("text", "added", "More is in a second one."),
        ("link", "added", "https://a.example/ship.png"),
        ("link", "changed", "https://a.example/2"),
    ]


def test_spans_are_found_in_the_new_text() -> None:
    """Words that nobody touched are in their place, whatever happened around them."""
    old, new = (
        story(f"newsld: 2\nheadline: Port\nbody: {json.dumps(text)}\n", "yaml")
        for text in ("A. The port is open. B.", "First.\n\nA. Indeed, the whole port is open now. B.")
    )
    alignment = Comparison(old, new).alignment
    start = old.text.index("port is open")
    span = newsld.model.text.Span(start, start + len("port is open"))
    found = alignment.to_new(span)
    assert found is not None
    assert found.slice(new.text) == "port is open"


# -- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def both(tmp_path: Path) -> tuple[Path, Path]:
    """Return two versions of a story, which differ in one quotation."""
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text(ASYLUM, "utf-8")
    one = next(one for one in PLANTED if one.kind == "quotation")
    new.write_text(planted(ASYLUM, one), "utf-8")
    return old, new


def test_text_names_the_change_with_the_lines_of_both_files(both: tuple[Path, Path]) -> None:
    """A desk editor reads who is quoted, what changed, and where it is."""
    done = invoke("diff", *both)
    assert done.exit_code == 1
    line = next(number for number, text in enumerate(ASYLUM.splitlines(), 1) if "“moment of risk" in text)
    assert f"Joe Biden: quotation changed (line {line} → {line})" in done.output
    assert "moment of [risk and → great] uncertainty" in done.output
    assert done.output.startswith("1 change from ")


def test_json_has_the_change_with_its_places(both: tuple[Path, Path]) -> None:
    """A program gets the texts, lines, pointers and offsets of both versions."""
    done = invoke("diff", "-f", "json", "--exit-zero", *both)
    assert done.exit_code == 0
    report = json.loads(done.output)
    (change,) = report["changes"]
    assert (report["version"], change["kind"], change["action"]) == (1, "quotation", "changed")
    assert change["new"]["text"] == "moment of great uncertainty"
    start, end = change["new"]["words"]
    assert newsld.read(both[1])[0].text[start:end] == change["new"]["text"]
    assert change["new"]["pointer"].startswith("/quotations/")


def test_a_report_goes_to_a_file(both: tuple[Path, Path], tmp_path: Path) -> None:
    """`-o` writes the report, never over a version that is compared."""
    output = tmp_path / "changes.txt"
    assert invoke("diff", *both, "-o", output).exit_code == 1
    assert "quotation changed" in output.read_text("utf-8")
    before = both[0].read_bytes()
    assert invoke("diff", *both, "-o", both[0]).exit_code == 2
    assert both[0].read_bytes() == before


def test_standard_input_is_a_version(both: tuple[Path, Path]) -> None:
    """The old version may come from git through a pipe."""
    done = invoke("diff", "-", both[1], stdin=ASYLUM)
    assert done.exit_code == 1
    assert "1 change from <stdin> to" in done.output


@pytest.mark.parametrize("kind", ["folder", "many", "none", "error", "missing"])
def test_what_cannot_be_compared_is_a_fault_of_the_call(
    kind: str, both: tuple[Path, Path], tmp_path: Path
) -> None:
    """Several stories, none, or one with an error: exit status 2, and no traceback."""
    other = tmp_path / "other.jsonl"
    if kind == "folder":
        other = tmp_path / "stories"
        shutil.copytree(FOLDER, other)
    elif kind == "many":
        other.write_bytes(newsld.write(FIXTURES["brief"], "jsonl") * 2)
    elif kind == "none":
        other.write_text("", "utf-8")
    elif kind == "error":
        other.write_text('{"newsld": 2, "headline": 1}\n', "utf-8")
    done = invoke("diff", both[0], other)
    assert done.exit_code == 2
    assert "newsld: " in done.stderr


# -- the page --------------------------------------------------------------------------------------------------------


def test_html_has_both_versions_side_by_side(both: tuple[Path, Path]) -> None:
    """One page that makes no request, needs no script, and marks the words that differ."""
    done = invoke("diff", "-f", "html", *both)
    assert done.exit_code == 1
    page = done.output
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert "<del>risk and</del>" in page
    assert "<ins>great</ins>" in page
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=[\"'](?!#)", page)
    assert page.count("The whole text") == 2


def test_html_escapes_whatever_a_story_has(tmp_path: Path) -> None:
    """Markup in any value is text on the page."""
    hostile = "</style><script>alert(1)</script><img src=x onerror=alert(2)>"
    paths = []
    for number in (1, 2):
        path = tmp_path / f"{number}.json"
        data = {
            "newsld": 2, "headline": f"{hostile} {number}", "body": f"{hostile} {number}.",
            "people": {"ada": {"name": f"{hostile} {number}"}},
        }  # fmt: skip
        path.write_text(json.dumps(data), "utf-8")
        paths.append(str(path))
    done = invoke("diff", "-f", "html", *paths)
    assert done.exit_code == 1
    assert "<script" not in done.output
    assert "<img" not in done.output
    assert done.output.count("</style>") == 1


def test_html_of_equal_versions_says_so(both: tuple[Path, Path]) -> None:
    """The page is there, without a change."""
    done = invoke("diff", "-f", "html", both[0], both[0])
    assert done.exit_code == 0
    assert "Both versions say the same." in done.output


def test_large_stories_are_compared_in_proportion_to_their_size() -> None:
    """Time grows with the number of people, statements and words, and not with its square."""

    def seconds(number: int) -> float:
        pair = []
        for verb in ("spoke", "talked"):
            body = " ".join(f"Name N{at} {verb}." for at in range(number))
            data = {
                "newsld": 2, "headline": "Names", "body": body,
                "people": {f"p{at}": {"name": f"Name N{at}"} for at in range(number)},
                "citations": {
                    f"c{at}": {"covers": {"exact": f"N{at} {verb}"}, "chain": [{"parties": f"p{at}"}]}
                    for at in range(number)
                },
            }  # fmt: skip
            pair.append(newsld.read(json.dumps(data).encode(), "json")[0])
        start = time.process_time()
        assert len(compare_articles(*pair)) == number
        return time.process_time() - start

    seconds(10)
    assert seconds(1600) < 16 * seconds(200)


def test_every_kind_and_action_is_in_the_docs() -> None:
    """A reader of a report finds what its words mean."""
    page = (Path(__file__).parent.parent / "docs" / "reference" / "diff.md").read_text("utf-8")
    for heading, _ in KINDS.values():
        assert f"| {heading} |" in page
    assert all(f"`{name}`" in page for name in (*KINDS, *ACTIONS))
