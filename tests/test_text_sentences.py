"""Sentences follow Unicode's rules, with the documented table of abbreviations."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsld.model.text import Span, sentence_at, sentences
from newsld.model.text.abbreviations import GERMAN_MONTHS, LEADING, NUMBERED, STARTERS, TRAILING
from newsld.model.text.sentence_break import break_classes
from newsld.model.text.sentences import sentence_boundaries

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "sentences.md"
SAMPLES = 'aAéß中0.!?,:;"”“()。؟\u0308\u00ad\u200d\n\r\u2029\t\u00a0 x\u0001'
ANY = st.lists(st.sampled_from(SAMPLES), max_size=14).map("".join)


def naive_boundaries(text: str) -> list[int]:
    """UAX #29 SB1 to SB998, rule by rule at each offset: slow, and written from the standard's text."""
    kind = [letter.replace("?", "!").replace("(", ")") for letter in break_classes(text)]
    kept = [at for at, letter in enumerate(kind) if letter != "e" or at == 0 or kind[at - 1] in "rlp"]
    run = "".join(kind[at] for at in kept)
    for at in range(1, len(kept)):  # SB5 joins what follows an ignored character to the one before it
        if kind[kept[at]] == "e" and kind[kept[at] - 1] not in "rlp":
            raise AssertionError("an ignored character was kept")
    found = []
    for at in range(1, len(run)):
        before, after = run[:at], run[at:]
        if before[-1] == "r" and after[0] == "l":  # SB3
            continue
        if before[-1] in "rlp":  # SB4
            found.append(kept[at])
            continue
        if before[-1] == "." and after[0] == "0":  # SB6
            continue
        if re.search(r"[aA]\.\Z", before) and after[0] == "A":  # SB7
            continue
        if re.search(r"\.\)*s*\Z", before) and re.match(r"[^oAarlp.!]*a", after):  # SB8
            continue
        if re.search(r"[.!]\)*s*\Z", before) and after[0] in ",.!":  # SB8a
            continue
        if re.search(r"[.!]\)*\Z", before) and after[0] in ")srlp":  # SB9
            continue
        if re.search(r"[.!]\)*s*\Z", before) and after[0] in "srlp":  # SB10
            continue
        if re.search(r"[.!]\)*s*(?:rl|[rlp])?\Z", before):  # SB11
            found.append(kept[at])
    return found


@settings(max_examples=150, deadline=None)
@given(ANY)
def test_default_boundaries_are_those_of_the_standard(text: str) -> None:
    """Without the table, boundaries equal a naive implementation of rules SB1 to SB998."""
    assert sentence_boundaries(text, abbreviations=False) == naive_boundaries(text)


@settings(max_examples=100, deadline=None)
@given(st.one_of(ANY, st.text(max_size=60)))
def test_sentences_have_every_character_once(text: str) -> None:
    """Spans are in order, disjoint and trimmed, and omit only white space."""
    spans = sentences(text)
    covered = "".join(text[span.start : span.end] for span in spans)
    assert all(first.end <= second.start for first, second in pairwise(spans))
    assert all(span.slice(text) == span.slice(text).strip() != "" for span in spans)
    assert re.sub(r"\s", "", covered) == re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    "written",
    [
        "He left.|She stayed!|Did they?|Yes.",
        "Some 3.7 lakh people fled.|Prices rose by 4.5 percent.",
        "Gen. Ada Poe met Lt. Col. Finn in the U.S. on Jan. 5.|They spoke.",
        "She lives in the U.S.|The president does not.",
        "At 5 p.m. Monday it ended.|J. K. Rowe and R.|I. P. won.".replace("R.|I. P.", "R. I. P."),
        "So did I.|Then No. 5 won.|He said no.|No.|Really.",
        "“Is it over?” he asked.|“Yes!” she said.|“It ended.”|They left.",
        "“We will go,” he said.|“Not now.” (They laughed.)|Fine.".replace(" (", "|("),
        "“We agree…” he said.|Yahoo! said so.",
        "Am 9. Dezember 2024 kam er nach Berlin, z. B. zu Dr. Roth.|Es war kalt.",
        "M. Le Gall a parlé.|Mme. Roux aussi.",
        "El Sr. Vega vive en EE. UU. desde 1990.|La Sra. Paz no.",
        "他说。|她走了。|「好。」|他说！",
        "他走了。|“好。”|她说",
        "قال نعم؟|ثم ذهب۔|انتهى.",
        "वह गया।|वह आया।",
        "Sam vs. Lee is on St. John St.|The end etc.",
        "First line\n|second line",
        "e\u0301.|A\u0301 was next, i.e. this.",
    ],
)
def test_sentences_end_where_expected(written: str) -> None:
    """Titles, initials, numbers, quotations and other scripts; `|` marks each expected boundary."""
    text = "".join(part if index == 0 else f" {part}" for index, part in enumerate(written.split("|")))
    expected = [part.strip() for part in written.split("|")]
    if written.startswith(("e\u0301", "他")):
        text = written.replace("|", "" if written.startswith("他") else " ")
    assert [span.slice(text) for span in sentences(text)] == expected


def test_wrapped_lines_are_one_sentence() -> None:
    """A line break ends a sentence, except in wrapped text."""
    text = "More were held up\nin the port.\r\nThey left."
    assert len(sentences(text)) == 3
    assert [span.slice(text) for span in sentences(text, wrapped=True)] == [
        "More were held up\nin the port.",
        "They left.",
    ]


def test_a_mark_belongs_to_the_sentence_it_ends() -> None:
    """At and after the full stop it is the sentence before, elsewhere the one around it."""
    text = "First one.  Second one. Third"
    first, second, third = sentences(text)
    assert [sentence_at(text, at) for at in (0, 4, first.end, first.end + 1)] == [first] * 4
    assert [sentence_at(text, at) for at in (second.start, second.end)] == [second] * 2
    assert sentence_at(text, len(text)) == third == sentence_at(text, third.start, [first, second, third])
    assert sentence_at("他走了。她说。", 4) == Span(0, 4)
    assert sentence_at("  ", 1) == Span(1, 1)


def test_long_sequences_take_linear_time() -> None:
    """No pattern takes quadratic time."""
    for piece in ("a.", "1. ", "!” ", ".)", "。“", "\u0301."):
        assert sentences(piece * 50_000)


def test_class_letters_agree_with_general_categories() -> None:
    """Every decimal digit, capital and small letter of the alphabets has the class of its category."""
    for code in (*range(0x250), *range(0x370, 0x530)):
        category = unicodedata.category(chr(code))
        if category in ("Lu", "Ll", "Nd"):
            assert break_classes(chr(code)) == {"Lu": "A", "Ll": "a", "Nd": "0"}[category]


def test_the_page_lists_exactly_the_table() -> None:
    """docs/reference/sentences.md shows each list of the table, complete and in order."""
    page = PAGE.read_text(encoding="utf-8")
    tables = {
        "LEADING": LEADING,
        "NUMBERED": NUMBERED,
        "TRAILING": TRAILING,
        "STARTERS": STARTERS,
        "GERMAN_MONTHS": GERMAN_MONTHS,
    }
    shown = dict(re.findall(r"<!-- table: (\w+) -->\n\n```text\n(.*?)\n```", page, re.DOTALL))
    assert set(shown) == set(tables)
    for name, table in tables.items():
        assert shown[name].split() == sorted(table), name
