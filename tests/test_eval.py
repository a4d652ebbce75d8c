"""The offline engine on the articles of fixtures/eval: floors for what it finds, and no invented word."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from eval import ARTICLES, SECOND, Article, articles, read_answer, score_engine, ungrounded
from eval_corpora import gum_names, polnear_attributions
from eval_scores import MEASURES, Scores, compare, interval
from newsld.draft.answer import LISTS, Answer, FigureItem
from newsld.draft.engine.capture import capture
from newsld.draft.engine.pipeline import installed_pipelines, load_pipeline
from newsld.draft.engine.precision import measured_precision
from newsld.draft.furniture import clean_text
from newsld.draft.text_input import TextInput
from newsld.findings.errors import UsageError
from newsld.model.text import Span

ROOT = Path(__file__).resolve().parent.parent
EVALUATED = list(articles())
SEED = ROOT.parent / "shared" / "seed" / "article.txt"

FLOORS = {
    "quotations": (0.99, 0.98),
    "speakers": (0.97, 0.95),
    "statements": (0.95, 0.87),
    "chains": (0.92, 0.84),
    "multi-hop": (0.94, 0.9),
    "entities": (0.92, 0.89),
    "sources": (0.95, 0.94),
    "kinds": (0.91, 0.91),
    "merging": (0.96, 0.94),
    "figures": (0.97, 0.95),
    "dates": (0.98, 0.98),
    "resolved": (0.97, 0.98),
    "roles": (0.93, 0.78),
}
"""Precision and recall that the rules alone reach at least, over all articles: a little less than was measured."""


def test_the_articles_are_collected() -> None:
    """At least 14 texts, in five styles and two languages."""
    assert len(EVALUATED) >= 14
    assert len({article.style for article in EVALUATED}) >= 5
    assert len({str(article.text.language)[:2] for article in EVALUATED}) >= 2
    assert {f"{article.name}.txt" for article in EVALUATED} == {path.name for path in ARTICLES.glob("*.txt")}


CAPTURES = [
    *((article, article.gold) for article in EVALUATED),
    *(
        (article, read_answer(SECOND / f"{article.name}.json"))
        for article in EVALUATED
        if (SECOND / f"{article.name}.json").exists()
    ),
]


@pytest.mark.parametrize(("article", "capture_"), CAPTURES, ids=lambda one: getattr(one, "name", "capture"))
def test_a_capture_is_grounded_and_refers_to_its_entities(article: Article, capture_: Answer) -> None:
    """What is measured against has to be right itself."""
    assert ungrounded(capture_, article.text.text) == []
    paragraphs = [span.slice(article.text.text) for span in article.text.paragraphs]
    for item in (
        *capture_.citations, *capture_.quotations, *capture_.figures,
        *capture_.dates, *capture_.roles, *capture_.events,
    ):  # fmt: skip
        words = item.words if isinstance(item.words, tuple) else (item.words,)
        assert all(one in paragraphs[item.paragraph - 1] for one in words), item
    names = {one.name for one in capture_.entities}
    assert {name for one in capture_.citations for hop in one.chain for name in hop.split(" + ")} <= names
    assert {one.speaker for one in capture_.quotations} - {None} <= names
    assert {one.entity for one in capture_.references} | {one.person for one in capture_.roles} <= names
    assert {one.place for one in capture_.events} | {one.of for one in capture_.roles} <= names | {None}


def test_second_captures_agree_with_the_first_ones() -> None:
    """At least six articles have one; both read nearly every statement and its chain in the same way."""
    seconds = {path.stem for path in SECOND.glob("*.json")}
    assert len(seconds) >= 6
    assert seconds <= {article.name for article in EVALUATED}
    total = Scores()
    for article in EVALUATED:
        if article.name in seconds:
            total.add(compare(read_answer(SECOND / f"{article.name}.json"), article.gold))
    for name in ("quotations", "speakers", "statements", "chains", "multi-hop", "sources"):
        score = total.measures[name]
        assert min(score.precision, score.recall) >= 0.95, name


def test_a_gold_answer_agrees_with_itself() -> None:
    """The comparison finds no fault with what is the same."""
    for article in EVALUATED:
        scores = compare(article.gold, article.gold)
        assert all(scores.measures[key].precision == scores.measures[key].recall == 1 for key in MEASURES)


def test_dates_are_compared_by_their_days() -> None:
    """Two forms of one interval are the same date; an open interval counts as the end that it names."""
    assert interval("1980/1989") == interval("198X")
    assert interval("2019/..") == interval("2019") == interval("../2019") == interval("2019-01-01/2019-12-31")
    assert interval("2025-22") == interval("2025-06/2025-08") and interval("2025-24") == interval(
        "2025-12/2026-02"
    )
    assert interval("2024-12") != interval("2024-12-01")


def test_figures_are_compared_by_their_number_first() -> None:
    """A part and its whole can be one figure of an answer, and two of another one."""

    def figure(words: str, number: str) -> FigureItem:
        given = {"to": None, "unit": None, "measures": "", "about": None}
        return FigureItem(paragraph=1, words=words, number=number, bound="exactly", **given)

    both = Answer(figures=(figure("61", "61"), figure("150 seats", "150")))
    score = compare(Answer(figures=(figure("61 of the 150 seats", "61"),)), both).measures["figures"]
    assert (score.right, score.found, score.gold) == (1, 1, 2)


def test_the_rules_stay_above_their_floors() -> None:
    """A change of a rule that finds less is seen."""
    measures = score_engine(capture, EVALUATED).measures
    assert FLOORS.keys() == MEASURES.keys()
    below = {
        name: (measures[name].precision, measures[name].recall)
        for name, (precision, recall) in FLOORS.items()
        if measures[name].precision < precision or measures[name].recall < recall
    }
    assert below == {}


@pytest.mark.skipif(not SEED.exists(), reason="../shared/seed/article.txt is not there")
def test_the_article_that_the_project_started_from() -> None:
    """All quotations, figures and dates, and at least 15 attributions, 5 of them through others."""
    text = clean_text(SEED.read_text("utf-8"))[0]
    found = capture(TextInput(text, published="2024-12-09", language="en"))
    assert ungrounded(found, text) == []
    assert (len(found.quotations), len(found.figures), len(found.dates)) == (10, 8, 11)
    assert all(one.speaker for one in found.quotations)
    assert len(found.citations) >= 15
    assert sum(len(one.chain) > 1 for one in found.citations) >= 5
    chains = [one.chain for one in found.citations]
    assert chains.count(("Reuters", "Interfax + state media", "unidentified Kremlin officials")) == 2
    assert chains.count(("AP", "Joe Biden")) >= 4


def test_every_rule_of_the_engine_has_a_measured_precision() -> None:
    """`newsld review` shows it; rules that were never seen have none."""
    precision = measured_precision()
    assert all(0 < value < 1 for value in precision.values())
    used = {
        item.rule
        for article in EVALUATED
        for answer in [capture(article.text)]
        for items in (getattr(answer, name) for name in LISTS if name != "references")
        for item in items
    }
    assert used <= precision.keys()


def test_an_engine_that_invents_is_stopped() -> None:
    """The tool measures no engine whose words are not in the text."""
    article = EVALUATED[0]
    invented = article.gold.quotations[0].model_copy(update={"words": "We never said that"})
    answer = type(article.gold)(quotations=(invented,))
    with pytest.raises(SystemExit, match="not in the text"):
        score_engine(lambda _: answer, [article])


def test_two_readers_are_compared(tmp_path: Path) -> None:
    """The tool scores a folder of answers, and shows how far two agree."""
    for folder in ("first", "second"):
        (tmp_path / folder).mkdir()
        gold = (ARTICLES / "dam.gold.json").read_text("utf-8")
        changed = gold.replace('"Petra Wolan"', '"Vanna"') if folder == "second" else gold
        (tmp_path / folder / "dam.json").write_text(changed, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    for folders, words in ((["first"], "answer: precision"), (["first", "second"], "agreement: precision")):
        command = [sys.executable, ROOT / "tools" / "eval.py", *[tmp_path / name for name in folders]]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
        assert words in done.stdout
        assert ("| 100% | 100% of 4 |" in done.stdout) is True


def test_annotations_of_public_corpora_are_read() -> None:
    """Short examples in the formats of brat and CoNLL-U."""
    notes = "T1\tSource 0 5\tFlood\nT2\tContent 11 20;22 24\tit is over now\nE1\tAttribution:T9 Content:T2 Source:T1\n"
    (gold,) = polnear_attributions(notes, "")
    assert gold.content == (Span(11, 20), Span(22, 24))
    assert gold.source == "Flood"
    rows = ["# newpar", *("\t".join([str(n), w, *["_"] * 7, m]) for n, w, m in (
        (1, "Ines", "Entity=(1-person-new-cf1-1,2-sgl-sgl-Ines_Farrow"), (2, "Farrow", "Entity=1)"), (3, "left", "_"),
    ))]  # fmt: skip
    text, mentions, _ = gum_names("\n".join(rows))
    assert text == "Ines Farrow left"
    assert mentions == {"Ines Farrow"}


def test_a_pipeline_that_is_missing_says_how_to_get_it() -> None:
    """Bad set-up is one message with the fix."""
    with pytest.raises(UsageError, match="newsld\\[draft\\]"):
        load_pipeline("xx_no_such_pipeline")


@pytest.mark.skipif(not installed_pipelines(), reason="no spaCy pipeline is installed")
@pytest.mark.filterwarnings("ignore")
def test_an_engine_with_a_pipeline_invents_nothing() -> None:
    """Its names and statements are spans of the text as well."""
    pipeline = load_pipeline(installed_pipelines()[0])
    english = [article for article in EVALUATED if str(article.text.language).startswith("en")]
    measures = score_engine(lambda text: capture(text, pipeline), english).measures
    assert measures["chains"].recall > 0.6


@pytest.mark.skipif(not installed_pipelines(), reason="no spaCy pipeline is installed")
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("About 40 villagers blocked the road.", ["About 40 villagers"]),
        ("Nearly 40 villagers died on Monday.", []),
        ("Ines Farrow said that divers were looking for the boat.", ["divers"]),
        ("Ines Farrow said that the divers were looking for the boat.", []),
        ("Ines Farrow was carried out by firefighters.", ["firefighters"]),
        ("Ines Farrow advised villagers to boil water.", ["villagers"]),
        ("Residents of Castavia will travel by bus.", ["Residents of Castavia"]),
        ("Similar fevers broke out in May. Boilers had exploded.", []),
        ("Norvane Shipping said its crew had left.", ["its crew"]),
        ("The team left, and so did a crew.", []),
    ],
)
def test_groups_that_act_are_found(text: str, groups: list[str]) -> None:
    """Divers at work, also in what somebody says; not people who are only counted, nor things like them."""
    answer = capture(
        TextInput(text, published="2025-03-05", language="en"), load_pipeline(installed_pipelines()[0])
    )
    assert [one.name for one in answer.entities if one.kind == "Group"] == groups


@pytest.mark.skipif(not installed_pipelines(), reason="no spaCy pipeline is installed")
@pytest.mark.filterwarnings("ignore")
def test_an_acronym_in_a_quotation_is_its_long_form() -> None:
    """What has the same initials outside is no second entity, unless it is known as something else."""
    text = "The Castavia Ferry Union met.\n\n“Without the CFU money, it fails,” Ines Farrow said."
    answer = capture(
        TextInput(text, published="2025-03-05", language="en"), load_pipeline(installed_pipelines()[0])
    )
    assert [(one.name, one.also) for one in answer.entities] == [
        ("Castavia Ferry Union", ("CFU",)),
        ("Ines Farrow", ()),
    ]
    text = "The University of Sarnow met.\n\n“Without the U.S. money, it fails,” Ines Farrow said."
    answer = capture(
        TextInput(text, published="2025-03-05", language="en"), load_pipeline(installed_pipelines()[0])
    )
    assert all("U.S." not in one.also for one in answer.entities)
