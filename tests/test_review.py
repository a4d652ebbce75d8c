"""Review: questions in a terminal, decisions that change only their lines, and a page for the browser."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result

import newsld
from command_line import invoke
from newsld.draft.review import change, drop, item_ids, keep, new_doubts, questions
from newsld.draft.review_page import review_page
from newsld.draft.rewrite import rewrite
from newsld.draft.state import StoryItems
from newsld.formats.markdown.file_parts import MARKER
from newsld.model import NewsArticle
from newsld.model.from_document import article_from
from newsld.model.to_document import story_data
from test_draft import ANSWER, AT, TEXT, draft

LATER = "2025-03-05T10:00:00Z"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A draft in Markdown."""
    article, _ = draft(ANSWER)
    path = tmp_path / "story.md"
    path.write_bytes(newsld.write(article, "markdown"))
    return path


def review(path: Path, *arguments: str, answers: str = "", by: str | None = "ines") -> Result:
    """Run `newsld review` with these answers."""
    reviewer = ["--by", by] if by else []
    environment = {"NEWSLD_REVIEWER": ""}
    return invoke("review", path, *reviewer, "--at", LATER, *arguments, stdin=answers, env=environment)


def changed_lines(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    """The lines that were removed and added; all others have their bytes and their order."""
    import difflib

    lines = list(difflib.ndiff(before.decode().splitlines(), after.decode().splitlines()))
    return [one[2:] for one in lines if one[0] == "-"], [one[2:] for one in lines if one[0] == "+"]


def test_confirming_an_item_removes_its_line_and_nothing_else(story: Path) -> None:
    """One line is gone; every other byte of the file is the same."""
    before = story.read_bytes()
    done = review(story, "--confirm", "cite-coast-wire", "--confirm", "ines-farrow")
    assert done.exit_code == 2 and "the draft has no item cite-coast-wire" in done.stderr
    assert story.read_bytes() == before
    done = review(story, "--confirm", "cite-ines-farrow", "--confirm", "ines-farrow")
    assert done.exit_code == 1 and "items are left" in done.stdout
    removed, added = changed_lines(before, story.read_bytes())
    assert not added and [re.findall(r"item: ([a-z-]+)", one) for one in removed] == [
        ["cite-ines-farrow"],
        ["ines-farrow"],
    ]
    assert (
        b"".join(one for one in before.splitlines(True) if one.decode().rstrip("\n") not in removed)
        == story.read_bytes()
    )


def test_confirming_all_verifies_the_story(story: Path) -> None:
    """`draft` and `status` are gone, `verified` has person, time and hash; a later change is noticed."""
    before = story.read_bytes()
    done = review(story, "--confirm-all")
    assert (done.exit_code, done.stdout) == (0, f"{story.as_posix()} is verified by human:ines\n")
    (article,) = newsld.read(story)
    assert article.draft is None and article.status is None
    assert [(one.by, str(one.at)) for one in article.verified] == [("human:ines", LATER)]
    removed, added = changed_lines(before, story.read_bytes())
    assert len(added) == 1 and added[0].startswith("verified: ")
    assert all(one.startswith(("status: draft", "draft:", "  look:", "    - {item: ")) for one in removed)
    assert "NLD-DRF" not in {one.code[:7] for one in newsld.check(story)}
    story.write_bytes(story.read_bytes().replace(b"1,200 dockers", b"1,300 dockers"))
    assert "NLD-DRF-011" in {one.code for one in newsld.check(story)}


def test_the_reviewer_is_an_option_or_a_variable(story: Path) -> None:
    """Without a reviewer, nothing is changed and the exit status is 2."""
    before = story.read_bytes()
    done = review(story, "--confirm-all", by=None)
    assert done.exit_code == 2 and "add --by NAME, or set NEWSLD_REVIEWER" in done.stderr
    assert story.read_bytes() == before
    done = invoke("review", story, "--confirm-all", env={"NEWSLD_REVIEWER": "program:desk"})
    assert done.exit_code == 0
    assert newsld.read(story)[0].verified[0].by == "program:desk"


@pytest.mark.parametrize(
    ("by", "stored"), [("a b: c", "human:a b: c"), ("human:ines", "human:ines"), ("Ines: F", "human:Ines: F")]
)
def test_a_colon_in_a_name_is_no_kind(by: str, stored: str, story: Path) -> None:
    """Only a word in small letters right before a name says what the reviewer is."""
    assert review(story, "--confirm-all", by=by).exit_code == 0
    assert newsld.read(story)[0].verified[0].by == stored


def test_deleting_a_line_by_hand_confirms_it(story: Path) -> None:
    """An item is open as long as it is in `draft`."""
    lines = story.read_bytes().splitlines(True)
    story.write_bytes(b"".join(one for one in lines if b"item: cite-ines-farrow," not in one))
    (article,) = newsld.read(story)
    assert "cite-ines-farrow" not in item_ids(article)
    assert review(story, "--confirm-all").exit_code == 0


def test_the_terminal_asks_one_question_at_a_time(story: Path) -> None:
    """Confirm, take another value, drop, skip and stop: each is saved, and the last question is asked again."""
    done = review(story, answers="1\nd\nwhat\ne\ncoast-wire\ny\nq\n")
    assert done.exit_code == 1, done.output
    (article,) = newsld.read(story)
    labels = [one.id for one in article.citations]
    assert len(labels) == len(ANSWER["citations"]) - 1
    assert "answer 1, e, d, s, a or q" in done.stdout
    chains = [[hop.parties for hop in one.chain] for one in article.citations]
    assert [("coast-wire",)] in chains
    assert "P1   »Ferries from Port Aldane stopped on Tuesday" in done.stdout
    assert (
        "who said it?    1  Coast Wire, citing Radio Aldane and Morning Post, citing two port" in done.stdout
    )
    assert not [one for one in newsld.check(story) if one.severity == "error"]


def test_a_wrong_value_is_explained_and_asked_again(story: Path) -> None:
    """A value that does not fit changes nothing."""
    before = story.read_bytes()
    for value, message in (
        ("nobody-known", "no person, organization or place"),
        ("a > ", "no person"),
        ("coast-wire > coast-wire", ""),
    ):
        done = review(story, answers=f"e\n{value}\nq\n")
        assert message in done.stdout and story.read_bytes() == before


def test_every_item_can_be_confirmed_or_skipped_in_the_terminal(story: Path) -> None:
    """Answering 1 to everything verifies the story; s leaves it as it is."""
    before = story.read_bytes()
    count = len(item_ids(newsld.read(story)[0]))
    assert review(story, answers="s\n" * count).exit_code == 1
    assert story.read_bytes() == before
    assert review(story, answers="1\n" * count).exit_code == 0
    assert newsld.read(story)[0].verified


def test_every_item_can_be_dropped_or_says_why_not(story: Path) -> None:
    """Whatever is dropped, the story checks without an error; an entity that is referred to stays."""
    for _ in range(60):
        ids = item_ids(newsld.read(story)[0])
        done = review(story, answers="d\ns\n" * len(ids))
        assert done.exit_code in (0, 1), done.output
        assert not [one for one in newsld.check(story) if one.severity == "error"]
        (article,) = newsld.read(story)
        if len(item_ids(article)) == len(ids) or not item_ids(article):
            break
    assert article.citations == () and article.quotations == () and article.figures == ()


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_an_edited_file_keeps_its_edits(story: Path, ending: str) -> None:
    """Comments, other line ends and added fields of a person's own stay as they are."""
    text = story.read_text("utf-8").replace(
        "datePublished:", "# desk: checked twice\nheadline: Ferries stop\ndatePublished:"
    )
    text = text.replace("people:\n", "people: # by name\n").replace("\n", ending)
    story.write_bytes(text.encode())
    assert review(story, "--confirm-all").exit_code == 0
    after = story.read_bytes().decode()
    assert (
        f"# desk: checked twice{ending}headline: Ferries stop{ending}" in after
        and "people: # by name" in after
    )
    assert after.count("\r\n") == (after.count("\n") if ending == "\r\n" else 0)


def test_tables_that_are_out_of_date_do_not_stop_a_review(story: Path) -> None:
    """After an edit by hand, the tables of the file are not those that newsld would write; they are regenerated."""
    above, marker, _ = story.read_text("utf-8").partition(f"{MARKER}\n")
    assert marker
    story.write_text(f"{above}{marker}\n## People\n\n|Name|Roles|\n|-|-|\n|Somebody||\n\nA note.\n", "utf-8")
    assert newsld.check(story, select="INF")
    ids = item_ids(newsld.read(story)[0])
    assert review(story, answers="d\ns\n" * len(ids)).exit_code in (0, 1)
    assert len(item_ids(newsld.read(story)[0])) < len(ids)
    assert newsld.check(story, select="INF") == []
    assert story.read_text("utf-8").endswith("\n\nA note.\n")


def test_a_change_that_has_no_place_is_refused(story: Path) -> None:
    """If the lines to change are written in another way, the file is not touched."""
    (article,) = newsld.read(story)
    data = story_data(article)
    data["headline"] = "Another"
    with pytest.raises(newsld.UsageError, match="by hand"):
        rewrite(b"---\nnewsld: 2\n---\nOther text.\n", "markdown", article, article_from(data))


@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_other_formats_are_reviewed_too(story: Path, suffix: str) -> None:
    """YAML and JSON keep their other lines as well."""
    (article,) = newsld.read(story)
    path = story.with_suffix(f".{suffix}")
    path.write_bytes(newsld.write(article, suffix))  # type: ignore[arg-type]
    assert review(path, "--confirm", "cite-ines-farrow").exit_code == 1
    assert review(path, "--confirm-all").exit_code == 0
    assert newsld.read(path)[0].verified[0].by == "human:ines"


@pytest.mark.parametrize(
    ("name", "content", "code", "message"),
    [
        ("missing.md", None, 2, "there is no file"),
        ("page.html", "<p>text", 2, "is not Markdown, YAML or JSON"),
        ("broken.md", "---\nnewsld: 2\nurl: no\n---\nText.\n", 1, "error NLD-"),
        ("done.md", "---\nnewsld: 2\nheadline: Done\n---\nText.\n", 0, "nothing to review"),
        (
            "status.md",
            "---\nnewsld: 2\nstatus: draft\nheadline: Done\n---\nText.\n",
            1,
            "is not verified",
        ),
    ],
)
def test_files_that_are_no_drafts(
    name: str, content: str | None, code: int, message: str, tmp_path: Path
) -> None:
    """A missing file and another format are exit status 2, a broken story 1, and a story without a draft 0.

    A draft without an open item is not verified before somebody answers, also without a terminal.
    """
    path = tmp_path / name
    if content is not None:
        path.write_text(content, "utf-8")
    done = review(path)
    assert (done.exit_code, message in done.output) == (code, True), done.output


def test_the_page_confirms_nothing(story: Path, tmp_path: Path) -> None:
    """--confirm and --confirm-all with --html are exit status 2, and neither is done."""
    before, page = story.read_bytes(), tmp_path / "page.html"
    for option in (["--confirm-all"], ["--confirm", "x"]):
        done = review(story, "--html", str(page), *option)
        assert done.exit_code == 2 and "--html writes a page and confirms nothing" in done.stderr
    assert story.read_bytes() == before and not page.exists()


def test_the_page_does_not_overwrite_the_story(story: Path) -> None:
    """Exit status 2, and the story has its bytes."""
    before = story.read_bytes()
    done = review(story, "--html", str(story), by=None)
    assert done.exit_code == 2 and f"would overwrite {story}" in done.stderr
    assert story.read_bytes() == before


def test_a_value_against_its_words_is_kept_only_on_purpose(story: Path) -> None:
    """What the rules say against a value is shown first; n and Enter change nothing, y keeps it."""
    before = story.read_bytes()
    count = [one.kind for one in questions(newsld.read(story)[0])].index("figure")
    for reply in ("n", ""):
        done = review(story, answers="s\n" * count + f"e\nmax: 60\n{reply}\nq\n")
        assert "its max is 60" in done.stdout and story.read_bytes() == before
    review(story, answers="s\n" * count + "e\nmax: 60\ny\nq\n")
    assert newsld.read(story)[0].figures[0].max == 60
    assert review(story, answers="e\nmin: 1200, exclusive: true\nq\n").exit_code == 1


def test_a_change_after_the_review_can_be_verified_again(story: Path) -> None:
    """A changed story has no open item, and is asked about as a whole; --confirm-all asks nothing."""
    assert review(story, "--confirm-all").exit_code == 0
    changed = story.read_bytes().replace(b"1,200 dockers", b"1,300 dockers")
    for answers, arguments in (("1\n", ()), ("", ("--confirm-all",))):
        story.write_bytes(changed)
        done = review(story, answers="q\n")
        assert (done.exit_code, story.read_bytes()) == (1, changed)
        assert "was changed after human:ines verified it" in done.stdout and "is not verified" in done.stdout
        done = review(story, *arguments, answers=answers)
        assert done.exit_code == 0, done.output
        assert "NLD-DRF-011" not in {one.code for one in newsld.check(story)}


def test_a_generated_story_without_open_items_can_be_verified(story: Path) -> None:
    """Without `draft`, `status` and `verified`, what was generated is still to verify."""
    (article,) = newsld.read(story)
    bare = article.model_copy(update={"draft": None, "status": None})
    story.write_bytes(newsld.write(bare, "markdown"))
    done = review(story, answers="\n")
    assert done.exit_code == 1 and "was never verified" in done.stdout
    assert review(story, answers="1\n").exit_code == 0
    assert newsld.read(story)[0].verified


def test_an_open_item_that_the_story_does_not_have_is_named(story: Path) -> None:
    """Its id may be a slip of the pen, so nobody has seen the thing that it means."""
    story.write_bytes(story.read_bytes().replace(b"item: cite-ines-farrow,", b"item: cite-ines-farow,"))
    done = review(story, "--confirm-all")
    assert done.exit_code == 0
    assert "draft: lists cite-ines-farow, which the story does not have" in done.stderr


def _sure(story: Path) -> tuple[str, ...]:
    """Make the first items of a draft sure, and return their ids."""
    (article,) = newsld.read(story)
    names = item_ids(article)
    data = story_data(article)
    data["draft"] = {"sure": names[:5], "look": data["draft"]["look"][5:]}
    story.write_bytes(newsld.write(article_from(data), "markdown"))
    return tuple(names[:5])


def test_nothing_that_nobody_has_seen_is_confirmed(story: Path) -> None:
    """What is sure is shown with its words before `a` confirms it; Enter and `1` at the end confirm nothing."""
    sure = _sure(story)
    look = len(item_ids(newsld.read(story)[0])) - len(sure)
    before = story.read_bytes()
    for answers in ("a\n\nq\n", "a\n1\nq\n", "s\n" * look + "\n", "s\n" * look + "1\n", "s\n" * look):
        done = review(story, answers=answers)
        assert done.exit_code == 1 and story.read_bytes() == before
        assert "5 sure\n" in done.stdout.replace(f"    {story.as_posix()}", "")
        assert "sure: two engines agree, or the rule is right at least 19 of 20 times" in done.stdout
        assert "who" not in done.stdout.partition("citation   ")[2][:30]
        assert "citation   Coast Wire, citing" in done.stdout and "“Ferries from Port Aldane" in done.stdout
    done = review(story, answers="a\na\nq\n")
    assert "accepted 5" in done.stdout and not set(sure) & set(item_ids(newsld.read(story)[0]))


def test_the_words_of_each_question_are_marked() -> None:
    """Two items of one sentence are asked about differently, and no mark is inside a word."""
    article, _ = draft(ANSWER)
    asked = list(questions(article))
    for question in asked:
        if question.kind in {"citation", "quotation", "figure", "date"}:
            assert question.marked is not None
            start, end = question.marked
            sentence = question.sentence
            assert sentence[start:end] == sentence[start:end].strip() != ""
            assert not sentence[start - 1 : start].isalnum() and not sentence[end : end + 1].isalnum()
    places = [(one.kind, one.paragraph, one.sentence, one.marked) for one in asked if one.sentence]
    assert len(set(places)) == len(places)


def test_every_answer_that_is_offered_can_be_given(story: Path) -> None:
    """`2` is offered only where it works; a kind of another collection is one that works."""
    (article,) = newsld.read(story)
    instead = {
        "port-aldane": "Person",
        "morning-post": "Person",
        "ines-farrow-role-1": "ines-farrow: leader",
        "cite-ines-farrow": "“Nobody”",
    }
    data = story_data(article)
    for item in data["draft"]["look"]:
        if item["item"] in instead:
            item["instead"] = instead[item["item"]]
    story.write_bytes(newsld.write(article_from(data), "markdown"))
    asked = list(questions(newsld.read(story)[0]))
    assert [one.item.item for one in asked if len(one.answers) == 2] == ["morning-post"]
    assert {one.item.item for one in asked if one.other} == instead.keys() - {"morning-post"}
    assert all("edit the file" in one.reason for one in asked if one.other)
    at = [one.item.item for one in asked].index("morning-post")
    done = review(story, answers="s\n" * at + "2\nq\n")
    assert "2  Person" in done.stdout
    assert "morning-post" in {one.id for one in newsld.read(story)[0].people}, done.stdout


@pytest.mark.parametrize(("slug", "kind"), [("two-port-officials", "Person"), ("radio-aldane", "Place")])
def test_an_entity_of_another_kind_moves(slug: str, kind: str, story: Path) -> None:
    """A group becomes a person, a medium a place, with all its names and everything that refers to it."""
    (before,) = newsld.read(story)
    at = [one.item.item for one in questions(before)].index(slug)
    done = review(story, answers="s\n" * at + f"e\n{kind}\ny\nq\n")
    (article,) = newsld.read(story)
    moved = {one.id: one for one in (article.people if kind == "Person" else article.places)}
    assert slug in moved, done.stdout
    old = next(one for one in before.entities if one.id == slug)
    assert (moved[slug].name, moved[slug].alternate_name) == (old.name, old.alternate_name)
    assert [one.of for one in article.mentions] == [one.of for one in before.mentions]
    assert slug not in item_ids(article)


def test_an_entity_with_roles_stays_a_person(story: Path) -> None:
    """What only a person has is named, so that it can be dropped first."""
    before = story.read_bytes()
    at = [one.item.item for one in questions(newsld.read(story)[0])].index("ines-farrow")
    done = review(story, answers="s\n" * at + "e\nPlace\nq\n")
    assert "ines-farrow is in people with roles: drop that first" in done.stdout
    assert story.read_bytes() == before


def test_any_value_of_any_item_is_taken_or_explained(story: Path) -> None:
    """Nothing but a message for a person comes of a value; what is taken is a story."""
    (article,) = newsld.read(story)
    values = [
        "Person",
        "Organization, unnamed",
        "Group",
        "City, unnamed",
        "coast-wire + coast-wire",
        "nobody",
        ">",
    ]
    values += [
        "no source",
        "min: 9, max: 1",
        "value: 1e999",
        "exclusive: true",
        "2025-13",
        "2025-03/..",
        "claimed",
        ",",
    ]
    for question in questions(article):
        for value in values:
            try:
                changed = change(article, question.item.item, value, by="ines", at=LATER)
                new_doubts(article, changed)
            except newsld.UsageError as refused:
                assert str(refused)
            else:
                assert newsld.read(newsld.write(changed, "json"), "json") == [changed], (question.kind, value)


def test_a_person_is_dropped_with_roles(story: Path) -> None:
    """Its roles are gone and no longer open; an open item that the story does not have cannot be dropped."""
    fewer = {**ANSWER, "citations": [], "quotations": [], "references": [], "figures": [], "events": []}
    article, _ = draft(fewer)
    assert {"ines-farrow", "ines-farrow-role-1"} <= set(item_ids(article))
    after = drop(article, "ines-farrow", by="ines", at=LATER)
    assert not after.people and not [one for one in item_ids(after) if one.startswith("ines-farrow")]
    story.write_bytes(story.read_bytes().replace(b"item: ines-farrow-role-1,", b"item: nobody-role-1,"))
    with pytest.raises(newsld.UsageError, match="has no nobody-role-1 any more"):
        drop(newsld.read(story)[0], "nobody-role-1", by="ines", at=LATER)


def test_a_drop_that_is_refused_says_what_refers_to_it(story: Path) -> None:
    """The reviewer can then drop that first."""
    at = [one.item.item for one in questions(newsld.read(story)[0])].index("ines-farrow")
    done = review(story, answers="s\n" * at + "d\nq\n")
    shown = " ".join(done.stdout.split())
    assert (
        "Ines Farrow cannot be dropped, because it is the speaker of “a blow to the islands”, and " in shown
    )
    assert (
        "a source of “the strike “a blow to the islands””" in shown and ": drop or change that first" in shown
    )


def test_a_place_that_statements_are_about_can_be_dropped(story: Path) -> None:
    """What a statement is about follows from its words, and keeps nothing in the story."""
    before, _ = draft({**ANSWER, "events": []})
    story.write_bytes(newsld.write(before, "markdown"))
    assert any("port-aldane" in one.about for one in before.citations)
    at = [one.item.item for one in questions(before)].index("port-aldane")
    done = review(story, answers="s\n" * at + "d\nq\n")
    (article,) = newsld.read(story)
    assert "cannot be dropped" not in done.stdout and "port-aldane" not in {one.id for one in article.places}
    assert not any("port-aldane" in one.about for one in article.citations)
    assert not [one for one in newsld.check(story) if one.severity == "error"]


def test_the_label_of_a_citation_is_no_reference_to_an_entity() -> None:
    """A figure of the statement `police` does not refer to the police."""
    text = "Police say 40 trucks burned in the harbour. The police chief left."
    data = {
        "newsld": 2,
        "body": text,
        "organizations": {"police": {"name": "Police", "group": True}},
        "figures": {
            "trucks": {"words": "40 trucks", "value": 40, "measures": "trucks", "citation": "police"}
        },
        "citations": {"police": {"covers": ["40 trucks burned"], "mode": "indirect", "origin": "not-given"}},
        "mentions": [{"words": {"exact": "Police", "start": 0}, "of": "police"}],
        "status": "draft",
        "draft": {"look": [{"item": "police"}]},
    }
    after = drop(article_from(data), "police", by="ines", at=LATER)
    assert not after.organizations and after.figures[0].citation == "police"


@pytest.mark.parametrize(
    ("value", "chain"),
    [
        ("Coast Wire > Ines Farrow", [("coast-wire",), ("ines-farrow",)]),
        ("coast-wire, citing the officials", [("coast-wire",), ("two-port-officials",)]),
        ("farrow + Morning Post", [("ines-farrow", "morning-post")]),
    ],
)
def test_names_and_parts_of_ids_are_answers(value: str, chain: list[tuple[str, ...]], story: Path) -> None:
    """As in labels, whatever means one thing is enough."""
    (article,) = newsld.read(story)
    after = change(article, "cite-ines-farrow", value, by="ines", at=LATER)
    changed = next(one for one in after.citations if one.id == "ines-farrow")
    assert [hop.parties for hop in changed.chain] == chain


def _of_look_alikes() -> NewsArticle:
    """A draft with ids and names that look like something else: `cite-soleil` is a place, Canal+ has a plus sign."""
    data = {
        "newsld": 2,
        "body": "Canal+ says 40 trucks burned at Cité Soleil.",
        "organizations": {"canal": {"name": "Canal+"}, "post": {"name": "Post"}},
        "places": {"cite-soleil": {"name": "Cité Soleil"}},
        "figures": {"trucks": {"words": "40 trucks", "value": 40, "unit": "lorries", "measures": "burned"}},
        "citations": {
            "soleil-2": {"covers": ["40 trucks burned"], "mode": "indirect", "origin": "not-given"}
        },
        "mentions": [
            {"words": "Canal+", "of": "canal"},
            {"words": "Cité Soleil", "of": "cite-soleil"},
        ],
        "status": "draft",
        "draft": {"look": [{"item": one} for one in ("cite-soleil", "cite-soleil-2", "canal", "trucks")]},
    }
    return article_from(data)


def test_a_place_with_the_prefix_of_citations_is_a_place() -> None:
    """The kind of an item is that of the thing with this id."""
    article = _of_look_alikes()
    assert [one.kind for one in questions(article)] == ["entity", "citation", "entity", "figure"]
    assert change(article, "cite-soleil", "City", by="ines", at=LATER).places[0].types == ("City",)
    assert not drop(article, "cite-soleil", by="ines", at=LATER).places
    assert StoryItems(article).kind_of("cite-nobody") == "role"


@pytest.mark.parametrize(
    ("value", "chain"),
    [
        ("Canal+ > Post", [("canal",), ("post",)]),
        ("Post + Canal+", [("post", "canal")]),
        ("Canal+", [("canal",)]),
    ],
)
def test_a_plus_sign_of_a_name_separates_nothing(value: str, chain: list[tuple[str, ...]]) -> None:
    """Only one with spaces around it is between two sources."""
    after = change(_of_look_alikes(), "cite-soleil-2", value, by="ines", at=LATER)
    assert [hop.parties for hop in after.citations[0].chain] == chain


def test_only_the_whole_word_group_is_a_group() -> None:
    """Types of schema.org may end with it."""
    band = change(_of_look_alikes(), "canal", "MusicGroup", by="ines", at=LATER).organizations[0]
    assert band.types == ("MusicGroup",) and not band.group
    assert change(_of_look_alikes(), "canal", "Group", by="ines", at=LATER).organizations[0].group


def test_a_question_shows_what_the_file_says_now(story: Path) -> None:
    """The words in `draft:` are those of the day the draft was made."""
    data, listed = story.read_text("utf-8").split("draft:", 1)
    assert "1200" in data
    story.write_text(data.replace("1200", "1300") + "draft:" + listed, "utf-8")
    (asked,) = [one for one in questions(newsld.read(story)[0]) if one.kind == "figure"]
    assert asked.answers[0].startswith("more than 1,300 dockers")


def test_a_review_through_a_link_keeps_the_link(story: Path) -> None:
    """The file behind it is reviewed."""
    link = story.parent / "link.md"
    link.symlink_to(story.name)
    assert review(link, "--confirm", "cite-ines-farrow").exit_code == 1
    assert link.is_symlink()
    assert "item: cite-ines-farrow," not in story.read_text("utf-8")


def test_an_unnamed_source_of_another_kind_stays_unnamed() -> None:
    """Only who reads the file whole makes a named source of it."""
    article, _ = draft(ANSWER)
    slug = next(one.id for one in article.organizations if one.anonymous)
    changed = change(article, slug, "Corporation", by="Ines", at=LATER)
    entity = next(one for one in changed.organizations if one.id == slug)
    assert (entity.types, entity.anonymous) == (("Corporation",), True)


def test_a_figure_is_changed_to_what_the_answer_says() -> None:
    """A whole figure without a unit has none afterwards; yes and no are answers, and other words are explained."""
    article = _of_look_alikes()
    whole = change(article, "trucks", "5 — dockers on strike", by="ines", at=LATER).figures[0]
    assert (whole.value, whole.unit, whole.measures) == (5, None, "dockers on strike")
    assert change(article, "trucks", "5", by="ines", at=LATER).figures[0].unit == "lorries"
    for value, meant in (("yes", True), ("true", True), ("no", False)):
        given = f"value: 5, approximate: {value}"
        assert change(article, "trucks", given, by="ines", at=LATER).figures[0].approximate is meant
    with pytest.raises(newsld.UsageError, match="approximate cannot be maybe: write true or false"):
        change(article, "trucks", "value: 5, approximate: maybe", by="ines", at=LATER)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("Ines Farow", "did you mean Ines Farrow?"),
        ("Somebody", "it has Ines Farrow, "),
    ],
)
def test_an_unknown_name_is_answered_with_those_that_are_known(value: str, message: str, story: Path) -> None:
    """A misspelled one with the one that is meant."""
    with pytest.raises(newsld.UsageError, match=re.escape(message)):
        change(newsld.read(story)[0], "cite-ines-farrow", value, by="ines", at=LATER)


def test_a_figure_is_shown_and_changed_with_what_it_measures(story: Path) -> None:
    """In the words of Markdown, or in parts; what is not named stays."""
    (article,) = newsld.read(story)
    item, figure = next((one.item, article.figures[0]) for one in questions(article) if one.kind == "figure")
    assert figure.measures is not None and f" — {figure.measures}" in (item.what or "")
    after = change(article, item.item, "measures: dockers, on strike", by="ines", at=LATER).figures[0]
    assert (after.measures, after.min, after.max, after.value) == (
        "dockers, on strike",
        figure.min,
        figure.max,
        figure.value,
    )
    after = change(article, item.item, "over 1300 people — on strike", by="ines", at=LATER).figures[0]
    assert (after.min, after.exclusive, after.unit, after.measures) == (1300, True, "people", "on strike")
    after = change(article, item.item, "under 7", by="ines", at=LATER).figures[0]
    assert (after.max, after.measures, after.unit) == (7, figure.measures, figure.unit)


@pytest.mark.parametrize(
    ("value", "collection", "types"),
    [
        ("Corporation", "organizations", ("Corporation",)),
        ("government", "organizations", ("GovernmentOrganization",)),
        ("Hospital", "organizations", ("Hospital",)),
        ("Bridge", "places", ("Bridge",)),
        ("group, unnamed", "organizations", ("Organization",)),
    ],
)
def test_the_types_of_markdown_are_answers(
    value: str, collection: str, types: tuple[str, ...], story: Path
) -> None:
    """Every type of schema.org that a person, an organization or a place has."""
    (article,) = newsld.read(story)
    after = change(article, "coast-wire", value, by="ines", at=LATER)
    entity = next(one for one in getattr(after, collection) if one.id == "coast-wire")
    assert entity.types == types or set(types) <= set(entity.types)


def test_what_only_the_rules_found_can_be_kept(tmp_path: Path) -> None:
    """`k` adds the statement, the quotation and the figure; Enter loses none of them."""
    from newsld.draft.make_draft import draft_from_answer, find_engine
    from newsld.draft.text_input import TextInput

    fewer = {**ANSWER, "citations": [], "quotations": [], "figures": []}
    text = TextInput(TEXT, published="2025-03-05")
    made = draft_from_answer(text, [("answer.json", json.dumps(fewer))], AT, engine=find_engine())
    path = tmp_path / "story.md"
    path.write_bytes(newsld.write(made.article, "markdown"))
    asked = list(questions(made.article))
    before = path.read_bytes()
    review(path, answers="s\n" * len(asked))
    assert path.read_bytes() == before
    kept = [one for one in asked if one.can_keep]
    assert {one.item.item.split("-")[1] for one in kept} == {"citation", "quotation", "figure"}
    article = made.article
    for question in kept:
        article = keep(article, question.item.item, by="ines", at=LATER)
    assert not [one for one in item_ids(article) if one in {question.item.item for question in kept}]
    assert article.citations and article.quotations and article.figures
    assert newsld.read(newsld.write(article, "markdown"), "markdown") == [article]
    at = asked.index(kept[0])
    done = review(path, answers="s\n" * at + "k\ny\nq\n")
    assert "1 leave it out   k keep it   s skip" in done.stdout and "[s] > " in done.stdout
    assert kept[0].item.item not in item_ids(newsld.read(path)[0])


def test_each_date_that_is_sure_has_its_words() -> None:
    """Also the second one of a day, and an interval."""
    text = "On Tuesday it rained. It rained on 4 March too, and from 4 to 7 March."
    data = {
        "newsld": 2,
        "body": text,
        "mentions": [
            {"words": "On Tuesday", "date": "2025-03-04"},
            {"words": "4 March too", "date": "2025-03-04"},
            {"words": "from 4 to 7 March", "date": "2025-03-04/2025-03-07"},
        ],
    }
    article = article_from(data)
    words = [
        StoryItems(article).date_words(name)[0].slice(text)
        for name in ("date-2025-03-04", "date-2025-03-04-2", "date-2025-03-04-2025-03-07")
    ]
    assert words == ["On Tuesday", "4 March too", "from 4 to 7 March"]


def test_y_accepts_and_nothing_is_cut(story: Path) -> None:
    """What is accepted is shown in full, over several lines."""
    sure = _sure(story)
    (article,) = newsld.read(story)
    covers = article.citations[0].covers[0].slice(article.text)
    done = review(story, answers="a\ny\nq\n")
    assert " ".join(covers.split()) in " ".join(done.stdout.split())
    assert "accepted 5" in done.stdout and not set(sure) & set(item_ids(newsld.read(story)[0]))


def test_what_has_no_value_to_edit_does_not_offer_it(tmp_path: Path) -> None:
    """An item that only the rules found names its source, and says what 1 and k do."""
    from newsld.draft.make_draft import draft_from_answer, find_engine
    from newsld.draft.text_input import TextInput

    fewer = {**ANSWER, "citations": [], "quotations": []}
    text = TextInput(TEXT, published="2025-03-05")
    made = draft_from_answer(text, [("answer.json", json.dumps(fewer))], AT, engine=find_engine())
    path = tmp_path / "story.md"
    path.write_bytes(newsld.write(made.article, "markdown"))
    asked = list(questions(made.article))
    at = next(number for number, one in enumerate(asked) if one.kind == "missed")
    done = review(path, answers="s\n" * at + "e\nq\n")
    shown = done.stdout[done.stdout.index("only the rules found this") :]
    assert "leave it out?   1  a citation of " in shown
    assert "1 leave it out   k keep it   s skip" in shown and "answer 1, k, s, a or q" in shown


# -- the page ----------------------------------------------------------------------------------------------------


def test_the_page_shows_every_item_and_allows_nothing(story: Path, tmp_path: Path) -> None:
    """Each open item with its id; a policy without scripts; the same bytes each time; the story is unchanged."""
    before, page = story.read_bytes(), tmp_path / "review.html"
    assert review(story, "--html", str(page), by=None).exit_code == 0
    shown = page.read_text("utf-8")
    (article,) = newsld.read(story)
    assert all(f"<code>{one}</code>" in shown for one in item_ids(article))
    assert "default-src 'none'; style-src 'sha256-" in shown
    assert not re.search(r"<script|<img|<link|\son\w+=|style=|http:|javascript:", shown)
    assert (story.read_bytes(), review_page(article, story.as_posix())) == (before, page.read_bytes())


def test_the_page_escapes_what_comes_from_the_story() -> None:
    """Neither names nor reasons nor words become markup."""
    text = TEXT.replace("Ines Farrow", "<b onclick=x>Ines</b>").replace("Coast Wire", 'Coast "&" <script>')
    answer = json.loads(
        json.dumps(ANSWER)
        .replace("Ines Farrow", "<b onclick=x>Ines</b>")
        .replace("Coast Wire", 'Coast \\"&\\" <script>')
    )
    article, _ = draft(answer, text=text, headline="<script>alert(1)</script>")
    shown = review_page(article, "<story>.md").decode()
    assert "<script" not in shown and "<b " not in shown
    assert html.escape("<script>alert(1)</script>") in shown
    assert len(list(questions(article))) == shown.count("<article>")


# -- a real terminal -----------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of POSIX")
def test_a_terminal_of_its_own(story: Path) -> None:
    """In a pseudo-terminal, the keyboard alone answers; the end of input stops, with what was answered saved."""
    import pty

    leader, follower = pty.openpty()
    program = "from newsld.cli import main; main(prog_name='newsld')"
    process = subprocess.Popen(
        [sys.executable, "-c", program, "review", str(story), "--by", "ines", "--at", LATER],
        stdin=follower, stdout=follower, stderr=follower, close_fds=True,
        env={**os.environ, "TERM": "dumb"},
    )  # fmt: skip
    os.close(follower)
    before = len(item_ids(newsld.read(story)[0]))
    shown = _until(leader, b"[1] > ")
    assert b"to look at" in shown and b"who said it?" in shown
    os.write(leader, b"1\n")
    shown = _until(leader, b"[1] > ")
    os.write(leader, b"\x04")  # Ctrl-D
    process.wait(timeout=30)
    os.close(leader)
    assert process.returncode == 1
    assert len(item_ids(newsld.read(story)[0])) == before - 1
    assert b"\x1b" not in shown


def _until(leader: int, end: bytes) -> bytes:
    shown = b""
    while not shown.endswith(end):
        shown += os.read(leader, 4096)
    return shown


def test_control_characters_of_a_story_do_not_reach_the_terminal(tmp_path: Path) -> None:
    """What a story contains is escaped before it is shown."""
    text = TEXT.replace("Port Aldane", "Port \x1b[31mAldane\x07")
    article, _ = draft(ANSWER, text=text)
    path = tmp_path / "story.md"
    path.write_bytes(newsld.write(article, "markdown"))
    done = review(path, answers="s\n" * 3)
    assert "\x1b" not in done.stdout and "\x07" not in done.stdout
    assert AT not in done.stdout
