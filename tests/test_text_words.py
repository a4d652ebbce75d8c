"""Spans are found by their words, described by words, and missing words are explained."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsld.model.text import AmbiguousWords, Span, Words, WordsNotFound, describe_span, find_all, find_words

BODY = (
    "The port’s gates are open, officials said on Monday. “The gates are open,” the harbour master said.\n\n"
    "More than 40,000 containers were held up. Officials said on Tuesday that the gates are safe."
)
HARD = st.text(alphabet=st.sampled_from("ab \u0301\u00a0\n“”’a😀"), min_size=1, max_size=60)


@st.composite
def bodies_with_span(draw: st.DrawFn) -> tuple[str, Span]:
    """Return a strategy for a text and a non-empty span of it."""
    pieces = draw(
        st.lists(
            st.one_of(HARD, st.text(max_size=40), st.just("the same words again and ")),
            min_size=1,
            max_size=8,
        )
    )
    body = "".join(pieces) or "a"
    start = draw(st.integers(0, len(body) - 1))
    return body, Span(start, draw(st.integers(start + 1, len(body))))


@settings(max_examples=100, deadline=None)
@given(bodies_with_span())
def test_described_words_find_their_span(case: tuple[str, Span]) -> None:
    """find_words reverses describe_span in any text."""
    body, span = case
    assert find_words(body, describe_span(body, span)) == span


@pytest.mark.parametrize(
    "body", ["a", "aaaa", "e\u0301e\u0301e\u0301", "ab ab ab ab", "x\n\nx\n\nx", "中文中文中文"]
)
def test_every_span_of_a_repeating_text_can_be_described(body: str) -> None:
    """Every span can be described, also in a text that repeats itself."""
    for start in range(len(body)):
        for end in range(start + 1, len(body) + 1):
            assert find_words(body, describe_span(body, Span(start, end))) == Span(start, end)


@settings(max_examples=60, deadline=None)
@given(HARD, st.text(alphabet="ab “", max_size=3))
def test_find_all_finds_overlapping_places(text: str, exact: str) -> None:
    """The offsets equal those of a naive comparison at each offset."""
    naive = [at for at in range(len(text)) if exact and text[at : at + len(exact)] == exact]
    assert find_all(text, exact) == naive


def test_unique_words_are_described_by_themselves() -> None:
    """Words that occur once need no context."""
    span = find_words(BODY, Words(exact="40,000 containers"))
    assert describe_span(BODY, span) == Words(exact="40,000 containers")


def test_a_prefix_is_preferred_and_grows_by_whole_words() -> None:
    """Repeated words get the shortest context of whole words, before them rather than after."""
    second = find_all(BODY, "gates are open")[1]
    assert describe_span(BODY, Span(second, second + 14)) == Words(exact="gates are open", prefix="“The ")


def test_long_spans_are_described_by_their_ends() -> None:
    """A long span is described by its first and last words."""
    span = Span(BODY.index("More"), len(BODY))
    long = BODY + " " + "Nothing else is known of it. " * 3
    words = describe_span(long, Span(span.start - 60, span.end))
    assert words.exact is None
    assert find_words(long, words) == Span(span.start - 60, span.end)


def test_a_range_ends_with_the_next_last_words() -> None:
    """`from` … `to` gives the shortest span that begins at the first words."""
    found = find_words(BODY, Words(first="More than", last="said"))
    assert found.slice(BODY) == "More than 40,000 containers were held up. Officials said"


def test_a_suffix_chooses_between_ranges() -> None:
    """Prefix and suffix apply to the whole span."""
    with pytest.raises(AmbiguousWords):
        find_words(BODY, Words(first="gates", last="are"))
    assert find_words(BODY, Words(first="gates", last="are", prefix="the ")).start == BODY.rindex("gates")
    found = find_words(BODY, Words(first="Officials", last="the gates", suffix=" are safe"))
    assert found.end == BODY.rindex(" are safe")


def test_an_offset_selects_one_occurrence() -> None:
    """With `start`, the words must be at that offset."""
    first, second = find_all(BODY, "gates are open")
    assert find_words(BODY, Words(exact="gates are open", start=second)).start == second
    with pytest.raises(WordsNotFound) as caught:
        find_words(BODY, Words(exact="gates are open", start=first + 1))
    assert caught.value.offsets == (first, second)


def test_the_error_of_ambiguous_words_has_their_number_and_offsets() -> None:
    """The error has the number of occurrences and the first offsets."""
    with pytest.raises(AmbiguousWords) as caught:
        find_words(BODY, Words(exact="gates are open"))
    assert caught.value.count == 2
    assert list(caught.value.offsets) == find_all(BODY, "gates are open")


def test_words_with_a_wrong_context_are_counted() -> None:
    """If the words occur without their prefix, the error has the number of occurrences."""
    with pytest.raises(WordsNotFound) as caught:
        find_words(BODY, Words(exact="held up", prefix="never "))
    assert (caught.value.count, caught.value.closest) == (1, None)


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ('"The gates are open," the harbour', "“The gates are open,” the harbour"),
        ("the port's gates", "The port’s gates"),
        ("40,000\u00a0containers were", "40,000 containers were"),
        ("40,000 contaniers were held up", "40,000 containers were held up"),
        ("harbor master", "harbour master"),
        ("officials  said on Tuesday", "Officials said on Tuesday"),
        ("a wholly different sentence", None),
        ("zebra", None),
    ],
)
def test_the_error_of_changed_words_has_the_closest_span(asked: str, near: str | None) -> None:
    """With other quotation marks, case, spaces or a letter, the error has the words of the body."""
    with pytest.raises(WordsNotFound) as caught:
        find_words(BODY, Words(exact=asked))
    assert caught.value.closest == near
    if near is not None:
        assert caught.value.closest_start == BODY.index(near)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(BODY) - 30), st.integers(0, 29), st.sampled_from("qxzQ#"))
def test_one_changed_letter_is_always_found(start: int, at: int, letter: str) -> None:
    """Thirty characters with any one of them changed are found at their place."""
    run = BODY[start : start + 30]
    asked = run[:at] + letter + run[at + 1 :]
    if asked in BODY or letter == run[at]:
        return
    with pytest.raises(WordsNotFound) as caught:
        find_words(BODY, Words(exact=asked))
    assert caught.value.closest is not None
    assert caught.value.closest_start is not None
    assert abs(caught.value.closest_start - start) <= 3


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        ("a" * 1_000_000, "a" * 300 + "b"),
        ("a " * 500_000, "a " * 150 + "b"),
        (BODY * 5000, "no such words " * 30),
    ],
    ids=["one letter", "one word", "a story"],
)
def test_a_huge_body_takes_bounded_time(body: str, asked: str) -> None:
    """The search for the closest span ends for any body."""
    with pytest.raises(WordsNotFound):
        find_words(body, Words(exact=asked))


@pytest.mark.parametrize(
    "given", [{}, {"exact": "a", "first": "b", "last": "c"}, {"first": "b"}, {"exact": ""}]
)
def test_words_are_either_exact_or_a_range(given: dict[str, str]) -> None:
    """Any other combination of arguments raises ValueError."""
    with pytest.raises(ValueError, match=r"words"):
        Words(**given)  # type: ignore[arg-type]


def test_spans_slice_and_compare() -> None:
    """A half-open span slices a text and compares with other spans."""
    assert Span(0, 3).slice(BODY) == "The"
    assert Span(1, 2).within(Span(0, 3))
    assert not Span(0, 3).overlaps(Span(3, 5))
    with pytest.raises(ValueError, match="is empty or outside"):
        describe_span(BODY, Span(2, 2))


@pytest.mark.parametrize("block", ["a", "Quay", "The quay is open.", "word " * 40])
def test_equal_blocks_are_described_in_few_words(block: str) -> None:
    """A span whose surroundings are the same elsewhere gets its offset, not a context that grows with the text."""
    body = "\n\n".join([block] * 900)
    size = len(block) + 2
    for at in (0, 1, 450, 898, 899):
        span = Span(at * size, at * size + len(block))
        words = describe_span(body, span)
        assert find_words(body, words) == span
        assert len(words.prefix or "") + len(words.suffix or "") <= 2 * 480


def test_the_context_of_distant_words_grows_until_it_differs() -> None:
    """Words that are told apart by something 200 characters away keep a context of text."""
    body = f"North. {'The quay. ' * 20}South. {'The quay. ' * 20}"
    span = Span(body.rindex("quay", 0, body.index("South")), body.index("South") - 2)
    words = describe_span(body, span)
    assert words.start is None
    assert find_words(body, words) == span


def test_the_error_of_words_that_are_searched_again_is_equal_and_apart() -> None:
    """The second error has the same values as the first, and is another object."""
    errors = []
    for _ in range(2):
        for words in (
            Words(exact="gates are open"),
            Words(exact="harbor master"),
            Words(first="gates", last="are"),
        ):
            with pytest.raises((AmbiguousWords, WordsNotFound)) as caught:
                find_words(BODY, words)
            errors.append(caught.value)
    for first, second in zip(errors[:3], errors[3:], strict=True):
        assert first is not second
        assert (type(first), str(first), vars(first)) == (type(second), str(second), vars(second))
