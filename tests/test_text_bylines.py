"""Bylines: their names, and words that are not part of a name."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsld.model.text import bylines
from newsld.model.text.bylines import Byline, is_plain_name, parse_byline

HOUSE = ("The Aldane Herald",)
SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpus"

NAMES = """
Ines Farrow|Farrow, Ines|Van der Berg, Jan|García Márquez, Gabriel|José Ortega y Gasset|Josep Puig i Cadafalch
Luís Costa e Silva Ribeiro|Ursula von der Leyen|von der Leyen|Jan van den Berg|Di Maio Luigi|Angel Di María|De Niro
Oleh Tyahnybok|Dan Brown|Zhou En Lai|En Lai Zhou|Cher|Suharto|Perry Bacon Jr.|Martin Luther King, Jr.|Spencer S. Hsu
MS Dhoni|M. Night Shyamalan|J.K. Rowling|Rowling, J.K.|D.D.|Don DeLillo|Lord Dunsany|Sheikh Saaliq|Lady Gaga|Ani
Emily Post|Anna Press|Jean Bureau|Marie Editor-Jones|Md Kamruzzaman|Yo-Yo Ma|Per-Erik Ofstad|Graciela-Cuevas
Muhammad bin Salman|Abdul-Rahman al-Rashid|Thích Nhất Hạnh|Þóra Arnórsdóttir|O'Brien, Pat|Lindsey O&#039;Donnell
stefan soxbo|edilson.la.rosa|odno.kino|Paula Par|Par Petersson|김태연|山田太郎|王小明|ジョン・スミス
حسام أبو العلا|वाराणसी सिंह
Юлия Навальная|Жан-Клод Ван Дамм|Ines Farrow - Cairo|Ines Farrow, Cairo|John “Jack” Doe|Anna-Maria (Mia) Berg
Alexandre Dumas, fils|Kim Jong Un|Tran, Mai|Máire Mac an tSaoi|Lars By|Rosa Red|Frank Herbert|Ms|Dr.
"""

MORE = [
    ("By Ines Farrow", ["Ines Farrow"], ["introduction"]),
    ("Posted by Ines Farrow", ["Ines Farrow"], ["introduction"]),
    ("Von Ines Farrow", ["Ines Farrow"], ["introduction"]),
    ("Par Jean Dupont", ["Jean Dupont"], ["introduction"]),
    ("Por Ana Ruiz", ["Ana Ruiz"], ["introduction"]),
    ("Autor: Jan Nowak", ["Jan Nowak"], ["introduction"]),
    ("Автор: Анна Иванова", ["Анна Иванова"], ["introduction"]),
    ("بقلم أحمد علي", ["أحمد علي"], ["introduction"]),
    ("Mrs. Farrow", ["Farrow"], ["title"]),
    ("Prof. Dr. Anna Müller", ["Anna Müller"], ["title", "title"]),
    ("Dott.ssa Anna Rossi", ["Anna Rossi"], ["title"]),
    ("Capt. Ines Farrow", ["Ines Farrow"], ["title"]),
    ("Ines Farrow, PhD", ["Ines Farrow"], ["suffix"]),
    ("Ines Farrow MBE", ["Ines Farrow"], ["suffix"]),
    ("Ines Farrow, MD", ["Ines Farrow"], ["suffix"]),
    ("Ines Farrow, Senior Editor", ["Ines Farrow"], ["job"]),
    ("Ines Farrow, Head of Data", ["Ines Farrow"], ["job"]),
    ("Tom Reed (Redakteur)", ["Tom Reed"], ["job"]),
    ("Reporter Ines Farrow", ["Ines Farrow"], ["job"]),
    ("Ines Farrow Political Editor", [], ["job"]),
    ("Political Correspondent", [], ["job"]),
    ("山田太郎記者", ["山田太郎"], ["job"]),
    ("김태연 기자", ["김태연"], ["job"]),
    ("Ines Farrow | The Aldane Herald", ["Ines Farrow"], ["organization"]),
    ("Ines Farrow, Aldane Herald", ["Ines Farrow"], ["organization"]),
    ("Ines Farrow, Reuters", ["Ines Farrow"], ["organization"]),
    ("Ines Farrow for The Aldane Herald", ["Ines Farrow"], ["organization"]),
    ("Ines Farrow and Herald staff", ["Ines Farrow"], ["organization"]),
    ("Ines Farrow, New York", ["Ines Farrow"], ["place"]),
    ("ines@herald.example", [], ["address"]),
    ("https://herald.example/staff/farrow", [], ["address"]),
    ("Ines Farrow (@inesfarrow)", ["Ines Farrow"], ["address"]),
    ("<b>Ines Farrow</b>", ["Ines Farrow"], ["markup"]),
    ("admin", [], ["account"]),
    ("By INES FARROW, Herald National Security Writer", ["INES FARROW"], ["introduction", "job"]),
    ("Ines Farrow and Tom Reed", ["Ines Farrow", "Tom Reed"], []),
    ("Ines Farrow, Tom Reed and Ana Ruiz", ["Ines Farrow", "Tom Reed", "Ana Ruiz"], []),
    ("Ines Farrow; Tom Reed", ["Ines Farrow", "Tom Reed"], []),
    ("Ines Farrow | Tom Reed", ["Ines Farrow", "Tom Reed"], []),
    ("Ines Farrow/Tom Reed", ["Ines Farrow", "Tom Reed"], []),
    ("INES FARROW AND TOM REED", ["INES FARROW", "TOM REED"], []),
    ("Ana Ruiz y Luis Pérez", ["Ana Ruiz", "Luis Pérez"], []),
    ("Anna Müller und Jan Berg, dpa", ["Anna Müller", "Jan Berg"], ["organization"]),
    ("Jan Kowalski i Anna Nowak", ["Jan Kowalski", "Anna Nowak"], []),
    ("Анна Иванова и Пётр Сидоров", ["Анна Иванова", "Пётр Сидоров"], []),
    ("山田太郎、鈴木花子", ["山田太郎", "鈴木花子"], []),
]

COLLECTIVES = """
The Aldane Herald|Aldane Herald|Herald Staff|Editorial Staff|Staff|Redaktion|BR24 Redaktion|Redacción EC|Web Desk
Reuters|REUTERS|AP|dpa|The Associated Press|CNN.com|News Nation Bureau|Letters To The Editor|von Redaktion|AFP, Reuters
वाराणसी ब्यूरो
"""


def _lines(text: str) -> list[str]:
    return [name for line in text.strip().splitlines() for name in line.split("|")]


@pytest.mark.parametrize("name", _lines(NAMES))
def test_a_name_is_a_name(name: str) -> None:
    """Names of many countries, inverted, in one word, with particles, initials and conjunctions."""
    byline = parse_byline(name, organizations=HOUSE)
    assert (len(byline.names), byline.extras, byline.collective) == (1, (), False)


@pytest.mark.parametrize(("text", "names", "kinds"), MORE)
def test_other_words_are_separated_from_names(text: str, names: list[str], kinds: list[str]) -> None:
    """Only the names are left as names."""
    byline = parse_byline(text, organizations=HOUSE)
    assert list(byline.names) == names
    assert [extra.kind for extra in byline.extras] == kinds


@pytest.mark.parametrize("text", _lines(COLLECTIVES))
def test_newsrooms_and_agencies_are_collective(text: str) -> None:
    """Desks, teams, agencies, sites and the publisher, in several languages."""
    assert parse_byline(text, organizations=HOUSE).collective


@pytest.mark.parametrize(
    ("text", "language", "introduced"),
    [
        ("Av Anna Berg", "sv", True),
        ("Av Anna Berg", "en", False),
        ("Door Jan Berg", "nl", True),
        ("di Luca Monaco", "it", True),
        ("Di Maio Luigi", "it", False),
        ("Oleh Ahmad Rizal", "id", True),
        ("Oleh Andriy Shevchuk", "uk", False),
        ("von der Leyen", "de", False),
        ("Par Petersson Lund", "sv", False),
    ],
)
def test_words_that_are_names_elsewhere_depend_on_the_language(
    text: str, language: str, introduced: bool
) -> None:
    """“Oleh” is “by” in Indonesia and a name in Ukraine."""
    kinds = [extra.kind for extra in parse_byline(text, language=language).extras]
    assert kinds == (["introduction"] if introduced else [])


@given(
    st.text(max_size=500),
    st.sampled_from([None, "de", "it", "xx"]),
    st.lists(st.text(max_size=20), max_size=3),
)
def test_any_text_is_a_byline(text: str, language: str | None, houses: list[str]) -> None:
    """No text raises an error, and no word is invented."""
    byline = parse_byline(text, language=language, organizations=tuple(houses))
    if "&" not in text and "<" not in text:
        for name in byline.names:
            assert all(word in text for word in name.replace(",", " ").split())


@pytest.mark.parametrize(
    "text", ["(" * 5000, "a, " * 5000, "and " * 5000, "@ " * 5000, "<a" * 5000, "A. " * 5000, "a@" * 5000]
)
def test_a_long_byline_is_parsed_up_to_a_limit(text: str) -> None:
    """Only the first words of a text that long can be a byline."""
    byline = parse_byline(text)
    assert sum(map(len, byline.names)) <= 400


def test_authors_of_real_pages_are_names() -> None:
    """The authors in a public test suite of real pages are one name each, with few exceptions."""
    file = SHARED / "expected.jsonl.gz"
    if not file.is_file():
        pytest.skip(f"no corpus beside the project: {file} is not there")
    lines = [json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()]
    names = sorted({name for line in lines for name in line["gold"].get("authors") or ()})
    assert len(names) > 100, "the corpus has hardly any author"
    several = [name for name in names if len(parse_byline(name).names) > 1]
    assert not several
    more = [name for name in names if parse_byline(name).extras]
    assert len(more) <= len(names) // 50, more


@pytest.mark.parametrize("middle", ["", "S. ", "E. M. ", "Ph. ", "Dr. ", "von ", "Ö. ", "by ", "News "])
@pytest.mark.parametrize(
    "last", ["Farrow", "Ström", "Reporter", "Farrow MD", "Herald.de", "Kom", "S.", "Farrow-Hsu"]
)
def test_a_plain_name_parses_as_that_name(middle: str, last: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fast test for a name agrees with the parser in any language."""
    text = f"Ines {middle}{last}"
    if not is_plain_name(text):
        return
    monkeypatch.setattr(bylines, "is_plain_name", lambda _text: False)
    bylines._parse.cache_clear()
    for language in (None, "en", "de", "fr", "it", "id"):
        assert parse_byline(text, language=language) == Byline((text,))
    bylines._parse.cache_clear()
