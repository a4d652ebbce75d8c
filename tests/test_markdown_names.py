"""Names without brackets: what is an occurrence of a name, and how the rule is switched off."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markdown_story import documents, whole
from newsld.findings import Finding
from newsld.formats.markdown import names as names_module
from newsld.formats.markdown.names import automatic, find_names
from newsld.model import NewsArticle

NAMES = [("Syria", "syria"), ("Assad", "assad"), ("Assad family", "family"), ("opposition groups", "groups")]


def found(text: str, *names: tuple[str, str]) -> list[tuple[str, str]]:
    """The occurrences of names: their words and ids."""
    return [(one.span.slice(text), one.id) for one in find_names(text, names or NAMES)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Syria’s Syrian-born Syria-led Syria.", ["Syria", "Syria", "Syria"]),
        ("syria Syrias xSyria Syria_ Syria9 SYRIA", []),
        ("Opposition groups met. The opposition groups left.", ["Opposition groups", "opposition groups"]),
        ("The Assad family and Assad", ["Assad family", "Assad"]),
        ("Assad\u00a0family", ["Assad\u00a0family"]),
        ("Assad  family", ["Assad"]),
        ("al-Assad", ["Assad"]),
        ("Syri\u0301a Syria\u0301", []),
    ],
)
def test_a_name_occurs_as_whole_words(text: str, expected: list[str]) -> None:
    """Case counts but for a small first letter; apostrophes and hyphens end words; the longest name wins."""
    assert [words for words, _ in found(text)] == expected


@pytest.mark.parametrize(
    ("text", "name", "count"),
    [
        ("俄罗斯和叙利亚", "叙利亚", 1),
        ("アサド政権、アサドの", "アサド", 2),
        ("アサドン", "アサド", 0),
        ("서울에서 서울은", "서울", 2),
        ("ที่กรุงเทพและกรุงเทพ", "กรุงเทพ", 2),
        ("हिन्दी हिन्द", "हिन्द", 1),
        ("دمشق ودمشق", "دمشق", 1),
        ("AP通信", "AP", 1),
    ],
)
def test_scripts_without_spaces_need_none(text: str, name: str, count: int) -> None:
    """Chinese, Japanese, Korean and Thai have no spaces around words; vowel signs belong to their word."""
    assert len(found(text, (name, "x"))) == count


def test_apostrophes_and_hyphens_of_all_kinds_are_equal() -> None:
    """The wire has straight apostrophes where the newsroom has curly ones."""
    assert found("Assad's al‑Sham", ("Assad’s", "a"), ("al-Sham", "b")) == [
        ("Assad's", "a"),
        ("al‑Sham", "b"),
    ]


def test_a_shared_name_is_no_mention_and_hides_what_it_contains() -> None:
    """Which of the two is meant is unknown, and so is whether the shorter one is."""
    assert found("New York and York", ("New York", "city"), ("New York", "state"), ("York", "york")) == [
        ("York", "york")
    ]


@given(st.lists(st.text("ab_& -’", min_size=1, max_size=5), max_size=5), st.text("ab_& -’", max_size=30))
def test_both_ways_find_what_a_pattern_for_each_name_finds(names: list[str], text: str) -> None:
    """Judged by a regular expression for each name, and by removing what lies inside a longer one."""
    spans: dict[tuple[int, int], set[str]] = {}
    for name in names:
        plain = name.strip().replace("’", "'")
        for spelled in {plain, plain[:1].upper() + plain[1:]}:
            if any(map(str.isalnum, spelled)):
                before = r"(?<!\w)" if re.match(r"\w", spelled[0]) else ""
                after = r"(?!\w)" if re.match(r"\w", spelled[-1]) else ""
                for match in re.finditer(
                    f"(?={before}({re.escape(spelled)}){after})", text.replace("’", "'")
                ):
                    spans.setdefault(match.span(1), set()).add(plain)
    expected = [
        span
        for span in sorted(spans)
        if not any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in spans)
    ]
    owned = [(name, name.strip().replace("’", "'")) for name in names]
    for few in (names_module._FEW, -1):  # as few names, which are searched one by one, and as many
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(names_module, "_FEW", few)
            found = [tuple(one.span) for one in find_names(text, owned)]
        assert found == [span for span in expected if len(spans[span]) == 1]


def story(text: str, data: str = "") -> NewsArticle:
    """The article of a text with two names, and with more data."""
    front = "---\nnewsld: 2\n---\n"
    block = f"```yaml newsld\npeople: {{jo: Jo Hale}}\nplaces: {{skell: Skell (City)}}\n{data}```\n"
    return whole(f"{front}{text}\n\n{block}".encode())


@pytest.mark.parametrize(
    ("text", "data", "mentions"),
    [
        ("Jo Hale saw Skell.", "", ["Jo Hale=jo:name", "Skell=skell:name"]),
        ("Jo Hale<!-- --> saw Skell.", "", ["Skell=skell:name"]),
        ("\\[Jo Hale\\] saw Skell.", "", ["Skell=skell:name"]),
        ("[Jo Hale][skell] saw Skell.", "", ["Jo Hale=skell:metonym", "Skell=skell:name"]),
        ("[Jo Hale][jo, skell] ran.", "", ["Jo Hale=jo:name", "Jo Hale=skell:metonym"]),
        ("[The mayor of Skell][jo] ran.", "", ["The mayor of Skell=jo:nominal", "Skell=skell:name"]),
        ("[the late Jo Hale][jo] ran.", "", ["the late Jo Hale=jo:nominal"]),
        ("Jo Hale and [Skell].", "mentions: explicit\n", ["Skell=skell:name"]),
        ("Jo Hale and Skell.", "mentions: [explicit, {jo: Jo Hale}]\n", ["Jo Hale=jo:name"]),
        ("Jo Hale: she ran.", "mentions: [{jo: she}]\n", ["Jo Hale=jo:name", "she=jo:pronoun"]),
        ("Jo Hale ran.", "forms: {jo: {Jo Hale: nominal}}\n", ["Jo Hale=jo:nominal"]),
    ],
)
def test_names_are_mentions_unless_the_story_says_otherwise(
    text: str, data: str, mentions: list[str]
) -> None:
    """A comment, brackets of the text, a link, an entry and `explicit` each have their effect."""
    article = story(text, data)
    shown = [f"{it.words.slice(article.text)}={it.of}:{it.form}" for it in article.mentions]
    assert shown == mentions


def test_a_mention_of_a_name_has_its_place_in_the_file() -> None:
    """A finding about it points at the name in the text."""
    document, findings = documents(
        "---\nnewsld: 2\n---\nThe é of **Jo\nHale** fell.\n\n```yaml newsld\npeople: {jo: Jo Hale}\n```\n".encode()
    )
    assert document is not None and not findings
    place = document.place(Finding("NLD-GRD-004", "x", pointer="/mentions/0"))
    assert (place.line, place.column) == (4, 12)


@pytest.mark.cost
def test_the_time_is_linear_in_text_and_names() -> None:
    """Names that contain each other, and names that nearly occur, are built to make a search slow."""

    def seconds(size: int) -> float:
        names = [(" ".join(["a"] * length), str(length)) for length in range(1, int((2 * size) ** 0.5))]
        names += [("a " * length + "b", f"b{length}") for length in range(1, int(size**0.5))]
        start = time.process_time()
        spans = find_names(" ".join(["a"] * size), names)
        automatic(spans, "", [(one.span, one.id) for one in spans], ())
        return time.process_time() - start

    best = [min(seconds(size) for _ in range(5)) for size in (8_000, 64_000)]
    assert all(later < 24 * earlier for earlier, later in pairwise(best))
