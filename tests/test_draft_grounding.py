"""Laws of grounding: words with other typography are accepted, altered words never are."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable

import pytest

from newsld.draft.grounding import Grounder, Hints
from newsld.draft.leveled_text import LeveledText, level
from newsld.model.text import Span, quoted_spans

TEXT = """The ferry Halla will not leave Port Aldane before Friday, two port officials told Coast Wire on Tuesday.

“We will not risk a single crew – not one,” Mayor Ines Farrow said. “The islands’ harbours can take 1,200 more \
passengers at most.”

Farrow’s office had said that 3.5 million crowns were paid, nearly 25 years after the first storm. Zoë Tàpia, who \
heads the non-profit Harbour Aid, called the plan “a blow to the islands” and “the worst idea in 30 years”.

The minister couldn’t promise help. “Nobody has asked us … and nobody will,” a second official added. He denied that \
money was missing: “There is no hole in the budget, and there never was.”
"""
MARKED = [span.slice(TEXT) for span in quoted_spans(TEXT)]
SENTENCES = [
    "The ferry Halla will not leave Port Aldane before Friday",
    "3.5 million crowns were paid, nearly 25 years after the first storm",
    "Zoë Tàpia, who heads the non-profit Harbour Aid",
    "There is no hole in the budget, and there never was.",
    *MARKED,
]

VARIANTS: dict[str, Callable[[str], str]] = {
    "straight quotation marks": lambda words: words.translate(str.maketrans("“”‘’", "\"\"''")),
    "other quotation marks": lambda words: words.translate(str.maketrans("“”‘’", "„“‚‘")),
    "hyphens for dashes": lambda words: words.replace("–", "-").replace("—", "-"),
    "em dashes without spaces": lambda words: re.sub(r" ?[–-] ?", "—", words),
    "two hyphens": lambda words: words.replace(" – ", " -- "),
    "no-break spaces": lambda words: words.replace(" ", "\u00a0"),
    "double spaces": lambda words: words.replace(" ", "  "),
    "line breaks": lambda words: words.replace(" ", "\n"),
    "zero-width spaces": "\u200b".join,
    "soft hyphens": lambda words: words.replace("ar", "a\u00adr"),
    "a byte order mark": lambda words: f"\ufeff{words}",
    "decomposed letters": lambda words: unicodedata.normalize("NFD", words),
    "three dots": lambda words: words.replace("…", "..."),
    "marks around": lambda words: f"“{words}”",
    "straight marks around": lambda words: f'"{words}"',
    "a final comma": lambda words: words.rstrip(".,") + ",",
    "spaces around": lambda words: f"  {words} ",
}


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("words", SENTENCES)
def test_typographic_variants_are_accepted(words: str, variant: str) -> None:
    """Whatever the typography, the words are found at their place, and the repair is reported."""
    grounder = Grounder(TEXT)
    varied = VARIANTS[variant](words)
    paragraph = grounder.number_at(TEXT.index(words))
    span = grounder.find(varied, paragraph, "/words")
    assert span is not None, (varied, [one.message for one in grounder.findings])
    assert span.start <= TEXT.index(words) + 1 and span.slice(TEXT).strip("“”.,") == words.strip("“”.,")
    assert [one.code for one in grounder.findings] == ([] if varied == span.slice(TEXT) else ["NLD-DRF-004"])


@pytest.mark.parametrize("words", SENTENCES)
def test_a_wrong_paragraph_is_corrected_and_reported(words: str) -> None:
    """The number is a hint: the words decide."""
    grounder = Grounder(TEXT)
    right = grounder.number_at(TEXT.index(words))
    span = grounder.find(words, 99, "/words")
    assert span is not None and grounder.number_at(span.start) == right
    assert [one.code for one in grounder.findings] == ["NLD-DRF-005"]


# -- altered words ----------------------------------------------------------------------------------------------

NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")


def _drop(words: list[str], draw: random.Random) -> list[str]:
    at = draw.randrange(1, len(words) - 1)
    return words[:at] + words[at + 1 :]


def _swap(words: list[str], draw: random.Random) -> list[str]:
    at = draw.randrange(len(words) - 1)
    return [*words[:at], words[at + 1], words[at], *words[at + 2 :]]


def _negate(words: list[str], draw: random.Random) -> list[str]:
    negative = [at for at, word in enumerate(words) if word in {"not", "no", "never", "Nobody", "nobody"}]
    if negative and draw.random() < 0.7:
        at = draw.choice(negative)
        return words[:at] + words[at + 1 :]
    at = draw.randrange(1, len(words))
    return [*words[:at], "not", *words[at:]]


def _renumber(words: list[str], draw: random.Random) -> list[str]:
    numbered = [at for at, word in enumerate(words) if NUMBERS.search(word)]
    if not numbered:
        return [*words[:1], str(draw.randrange(2, 99)), *words[1:]]
    at = draw.choice(numbered)
    changed = NUMBERS.sub(
        lambda found: str(int(re.sub(r"\D", "", found[0])) + draw.randrange(1, 9)), words[at]
    )
    return [*words[:at], changed, *words[at + 1 :]]


def _replace(words: list[str], draw: random.Random) -> list[str]:
    at = draw.randrange(len(words))
    others = [word for word in re.findall(r"[^\W\d]{3,}", TEXT) if word != words[at].strip(",.")]
    return [*words[:at], draw.choice(others), *words[at + 1 :]]


def _stitch(words: list[str], draw: random.Random) -> list[str]:
    other = draw.choice(SENTENCES).split()
    joined = [
        *words[: max(2, len(words) // 2)],
        *draw.choice([[], ["..."], ["…"]]),
        *other[-max(2, len(other) // 2) :],
    ]
    return joined


def _tail(words: list[str], draw: random.Random) -> list[str]:
    return [*words, *draw.choice([["and", "more"], ["tomorrow"], ["at", "sea"], ["without", "doubt"]])]


ALTERATIONS = (_drop, _swap, _negate, _renumber, _replace, _stitch, _tail)


def _occurs(words: str) -> bool:
    """Whether words are in the text after all, by another implementation: plain search in bare letters."""
    bare = [re.sub(r"\W", "", word).casefold() for word in level(words).split()]
    text = [re.sub(r"\W", "", word).casefold() for word in level(TEXT).split()]
    bare, text = [word for word in bare if word], [word for word in text if word]
    return any(text[at : at + len(bare)] == bare for at in range(len(text)))


def _is_honest_range(words: str, span: Span) -> bool:
    """Whether "start ... end" stands for one passage: both ends are in place, inside one sentence or quotation."""
    first, _, last = re.split(r"\s*(\.\.\.|…)\s*", words, maxsplit=1)
    found = level(span.slice(TEXT))
    inside = any(span.within(one) for one in quoted_spans(TEXT)) or not re.search(r"[.!?]”? [A-Z“]", found)
    return found.startswith(level(first)) and found.endswith(level(last)) and inside


def _altered(count: int, seed: int) -> list[str]:
    draw = random.Random(seed)
    made: list[str] = []
    while len(made) < count:
        words = draw.choice(SENTENCES)
        altered = " ".join(draw.choice(ALTERATIONS)(words.split(), draw))
        if draw.random() < 0.3:
            altered = VARIANTS[draw.choice(list(VARIANTS))](altered)
        if not _occurs(altered):
            made.append(altered)
    return made


def _accepted(count: int, *, quoted: bool) -> list[tuple[str, str]]:
    accepted: list[tuple[str, str]] = []
    for altered in _altered(count, seed=2026):
        grounder = Grounder(TEXT)
        span = grounder.find(altered, 2, "/words", Hints(quoted=quoted, stating=True))
        is_range = "..." in level(altered)
        if span is not None and not (is_range and _is_honest_range(altered, span)):
            accepted.append((altered, span.slice(TEXT)))
        assert span is not None or any(one.code == "NLD-DRF-003" for one in grounder.findings)
    return accepted


@pytest.mark.parametrize("quoted", [True, False])
def test_altered_words_are_refused(quoted: bool) -> None:
    """Of words with a word dropped, swapped, negated, renumbered, replaced, stitched or added, none is accepted."""
    assert _accepted(1_000, quoted=quoted) == []


@pytest.mark.slow
@pytest.mark.parametrize("quoted", [True, False])
def test_ten_thousand_altered_words_are_refused(quoted: bool) -> None:
    """The same for 10,000 strings."""
    assert _accepted(10_000, quoted=quoted) == []


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("200 more passengers", "a part of a number"),
        ("5 million crowns", "a part of a number"),
        ("risk a single crew – no", "a part of a word"),
        ("The minister could", "a word without its contraction"),
        ("profit Harbour Aid", "a word without its prefix"),
        ("leave Port Aldane before Friday", "words after a negation"),
        ("hole in the budget", "words after a negation"),
        ("We will … in the budget", "two quotations"),
        ("…", "no words"),
        ("", "no words"),
    ],
)
def test_parts_that_change_the_sense_are_refused(words: str, why: str) -> None:
    """Neither a cut number nor a cut word nor a statement without its negation is accepted."""
    grounder = Grounder(TEXT)
    paragraph = next(
        (
            n
            for n, one in enumerate(grounder.paragraphs, 1)
            if words.split("…", maxsplit=1)[0] in one.slice(TEXT)
        ),
        1,
    )
    assert grounder.find(words, paragraph, "/words", Hints(stating=True)) is None, why
    assert [one.code for one in grounder.findings] == ["NLD-DRF-003"]


def test_a_range_in_one_quotation_is_accepted() -> None:
    """Both ends are in place, and the whole passage between them is used."""
    grounder = Grounder(TEXT)
    span = grounder.find("There is no ... never was", 4, "/words", Hints(quoted=True))
    assert span is not None and span.slice(TEXT) == "There is no hole in the budget, and there never was"


@pytest.mark.parametrize(
    "text", ["", "a", "  ", "東京で会議が開かれた。", "قال الوزير «لن نرحل» أمس.", "\u200b\u200b", "—", "…"]
)
def test_any_text_can_be_searched(text: str) -> None:
    """Texts without words, without spaces, or in any script raise nothing."""
    grounder = Grounder(text)
    assert grounder.find("not there at all", 1, "/words") is None
    if text.strip("\u200b—… "):
        assert grounder.find(text.strip(), 1, "/words") is not None


def test_leveling_maps_back_to_the_text() -> None:
    """Every span of a leveled text, mapped back, has the same leveled words."""
    leveled = LeveledText(TEXT)
    words = level(TEXT).split(" ")
    for size in (1, 2, 5):
        for at in range(len(words) - size):
            wanted = " ".join(words[at : at + size])
            assert all(level(span.slice(TEXT)) == wanted for span in leveled.find(wanted))


def test_a_long_text_with_many_words_takes_linear_time() -> None:
    """A hundred thousand refusals on a long text end."""
    grounder = Grounder("x y z. " * 20_000)
    for number in range(20_000):
        assert grounder.find(f"word {number}", 1, "/words") is None


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("a blow to the ports", "; paragraph 3 has "),
        ("Mayor Ines Farrow would not risk a crew", "; paragraph 2 has "),
        ("the Academy had", None),
        ("the Harbour Academy", None),
    ],
)
def test_a_refusal_names_only_a_place_that_is_near(words: str, place: str | None) -> None:
    """Small words alone, such as "the" and "had", make no place similar."""
    grounder = Grounder(TEXT)
    assert grounder.find(words, 1, "/quotations/0/words") is None
    message = grounder.findings[-1].message
    assert (place or "are not in the text") in message and ("; paragraph" in message) is (place is not None)


@pytest.mark.parametrize(
    "words", ["close the border to all", "close the … of the trucks", "close the border ... of the trucks"]
)
def test_dots_do_not_hide_a_negation(words: str) -> None:
    """Words that the text denies are refused for that reason, whole and shortened; a denial as a whole is accepted."""
    text = "The minister did not close the border to all of the trucks."
    grounder = Grounder(text)
    assert grounder.find(words, 1, "/words", Hints(stating=True)) is None
    assert ["follow a negation" in one.message for one in grounder.findings] == [True]
    whole = grounder.find("The minister did … of the trucks", 1, "/words", Hints(stating=True))
    assert whole is not None and whole.slice(text) == text[:-1]
