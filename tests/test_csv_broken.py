"""Broken CSV packages give findings with table and line, never a traceback."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsld.findings import Finding
from newsld.formats import ReadOptions
from newsld.formats.tables.csv import read
from newsld.formats.tables.csv.package import zip_package
from newsld.model.from_document import article_from
from newsld.syntax.document import Document, Source
from test_csv_round_trip import STORY, files_of

KEY, OTHER = "UK3KH674UG", "UKJDJU3VM4"
SOUND = files_of([article_from(STORY), article_from({**STORY, "url": "https://herald.example/quays"})])

Change = Callable[[bytes], bytes]


def findings_of(files: dict[str, bytes], **options: int) -> list[Finding]:
    """Return the findings of reading these files of a package."""
    source = Source(zip_package((name, [content]) for name, content in files.items()), name="news.zip")
    return [found for found in read(source, ReadOptions(**options)) if isinstance(found, Finding)]


def swap(old: str, new: str) -> Change:
    """Return a change that replaces one text, which must occur."""

    def change(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), 1)

    return change


CASES: list[tuple[str, str, Change, str, int | None]] = [
    ("a header that is misspelt", "people.csv", swap("given_name", "given_nam"), "NLD-SCH-001", 1),
    ("a column twice", "people.csv", swap("given_name", "family_name"), "NLD-SYN-002", 1),
    ("a file without a header", "people.csv", lambda _: b"", "NLD-SYN-012", 1),
    ("a row that is short", "people.csv", lambda content: content + b'"x","y"\r\n', "NLD-SYN-001", 4),
    ("a quotation mark too many", "people.csv", swap('"Ines Farrow"', '"Ines" Farrow"'), "NLD-SYN-001", 2),
    ("a quotation mark that is never closed", "people.csv", lambda content: content + b'"', "NLD-SYN-001", 4),
    (
        "bytes that are no UTF-8",
        "people.csv",
        lambda content: content.replace(b"Ines", b"In\xe9s", 1),
        "NLD-SYN-009",
        2,
    ),
    ("NUL", "people.csv", swap("Ines", "In\0s"), "NLD-SYN-010", 2),
    ("a number that is none", "places.csv", swap("33.5", "north"), "NLD-SCH-002", 2),
    ("a number with too many digits", "places.csv", swap("33.5", "3" * 4001), "NLD-SYN-003", 2),
    ("an offset that is no number", "spans.csv", swap(",1,1,19,", ",1,one,19,"), "NLD-SCH-002", 2),
    ("a truth value that is none", "people.csv", swap(",false,", ",perhaps,"), "NLD-SCH-002", 2),
    ("a value that is not allowed", "citations.csv", swap('"direct"', '"directly"'), "NLD-SCH-004", 2),
    ("a cell that must not be empty", "citations.csv", swap('"direct"', ""), "NLD-SCH-003", 2),
    ("a span beyond the body", "spans.csv", swap(",1,1,19,", ",1,1,1900,"), "NLD-GRD-001", 2),
    ("a span that ends before it starts", "spans.csv", swap(",1,1,19,", ",1,19,1,"), "NLD-GRD-001", 2),
    ("a span before the body", "spans.csv", swap(",1,1,19,", ",1,-1,19,"), "NLD-GRD-001", 2),
    (
        "words that are not there",
        "spans.csv",
        swap('"The gates are open"', '"The gates were open"'),
        "NLD-GRD-001",
        2,
    ),
    (
        "a span of nothing",
        "spans.csv",
        swap(f'"{KEY}#cite-gates"', f'"{KEY}#cite-x"'),
        "NLD-REF-001",
        3,
    ),
    (
        "a row of no article",
        "mentions.csv",
        swap(f'"{KEY}",', '"ZZZ",'),
        "NLD-REF-001",
        2,
    ),
    (
        "a name of nobody",
        "entity_names.csv",
        swap(f'"{KEY}#ines","alt', f'"{KEY}#x","alt'),
        "NLD-REF-001",
        3,
    ),
    (
        "a party of another article",
        "citations.csv",
        swap(f'"{KEY}#wire"', f'"{OTHER}#wire"'),
        "NLD-REF-001",
        2,
    ),
    (
        "an article twice",
        "articles.csv",
        lambda content: content + content.split(b"\r\n", 1)[1],
        "NLD-REF-002",
        None,
    ),
    (
        "a thing twice",
        "people.csv",
        lambda content: content + content.split(b"\r\n")[1] + b"\r\n",
        "NLD-REF-002",
        4,
    ),
    ("a value that is no JSON", "properties.csv", swap('"9"', '"{9"'), "NLD-SYN-001", 2),
    ("a hop that is missing", "citations.csv", swap(",2,1,1,", ",2,3,1,"), "NLD-SCH-007", None),
    ("rows of one citation that differ", "citations.csv", swap('"direct"', '"mixed"'), "NLD-REF-002", None),
]


@pytest.mark.parametrize(
    ("table", "change", "code", "line"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_broken_table_is_a_finding_with_its_line(
    table: str, change: Change, code: str, line: int | None
) -> None:
    """A finding about a table names the table, the line and the rule."""
    found = findings_of({**SOUND, table: change(SOUND[table])})
    assert (code, f"news.zip/{table}") in {(finding.code, finding.file) for finding in found}, found
    if line is not None:
        assert line in {finding.line for finding in found if finding.code == code}, found


@pytest.mark.parametrize("missing", sorted(SOUND.keys() - {"csv-metadata.json"}))
def test_a_file_that_is_missing_is_a_finding(missing: str) -> None:
    """Every file of the package but the CSVW metadata is required, and reported if it is missing."""
    found = findings_of({name: content for name, content in SOUND.items() if name != missing})
    assert any(finding.code == "NLD-SCH-003" and missing in finding.message for finding in found), found


def test_all_wrong_headers_are_reported_at_once() -> None:
    """Every table with a bad header has its finding in one run."""
    bad = {
        name: swap("article,", "artikle,")(SOUND[name]) for name in ("people.csv", "places.csv", "spans.csv")
    }
    files = {finding.file for finding in findings_of({**SOUND, **bad})}
    assert files == {f"news.zip/{name}" for name in bad}


def test_a_broken_article_does_not_stop_the_others() -> None:
    """An article with errors is findings; the other one is read."""
    bad = swap("33.5", "north")(SOUND["places.csv"])
    source = Source(zip_package((name, [content]) for name, content in {**SOUND, "places.csv": bad}.items()))
    found = list(read(source, ReadOptions()))
    assert [type(one) is Finding for one in found] == [True, False]


@pytest.mark.parametrize(
    "path",
    [
        "../people.csv",
        "/etc/passwd",
        "https://herald.example/people.csv",
        "a\\..\\b",
        "C:people.csv",
        "",
        None,
        3,
        "x/../../y",
    ],
)
def test_a_path_never_leaves_the_package(path: object) -> None:
    """A descriptor that names a file elsewhere is refused before anything is opened."""
    descriptor = json.loads(SOUND["datapackage.json"])
    people = next(resource for resource in descriptor["resources"] if resource["name"] == "people")
    people["path"] = path
    (finding,) = findings_of({**SOUND, "datapackage.json": json.dumps(descriptor).encode()})
    assert (finding.code, finding.file) == ("NLD-SCH-005", "news.zip/datapackage.json")


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """A table that is a symbolic link to a file elsewhere is refused."""
    folder = tmp_path / "csv"
    folder.mkdir()
    for name, content in SOUND.items():
        (folder / name).write_bytes(content)
    (folder / "people.csv").rename(tmp_path / "people.csv")
    (folder / "people.csv").symlink_to(tmp_path / "people.csv")
    (finding,) = read(Source(name="csv", path=folder), ReadOptions())
    assert isinstance(finding, Finding)
    assert finding.code == "NLD-SCH-005"


def test_an_input_that_is_no_package_is_a_finding(tmp_path: Path) -> None:
    """Bytes that are not a zip, a zip of other files, another data package, an empty folder: a finding each."""
    other = io.BytesIO()
    zipfile.ZipFile(other, "w").close()
    descriptor = {**json.loads(SOUND["datapackage.json"]), "newsld": None}
    foreign = {**SOUND, "datapackage.json": json.dumps(descriptor).encode()}
    sources = [Source(b"PK no zip"), Source(b""), Source(other.getvalue()), Source(name="csv", path=tmp_path)]
    sources.append(Source(zip_package((name, [content]) for name, content in foreign.items())))
    codes = [
        finding.code
        for source in sources
        for finding in read(source, ReadOptions())
        if isinstance(finding, Finding)
    ]
    assert codes == ["NLD-SYN-001", "NLD-SYN-001", "NLD-SCH-003", "NLD-SCH-003", "NLD-SYN-006"]


def test_an_article_that_is_too_large_is_a_finding() -> None:
    """The limit of an article holds for all its rows together, and for a single cell."""
    assert findings_of(SOUND, limit=20_000) == []
    assert [finding.code for finding in findings_of(SOUND, limit=1_000)] == ["NLD-SYN-004"] * 2
    huge = files_of([article_from({"newsld": 2, "body": "word " * 100_000})])
    assert [finding.code for finding in findings_of(huge, limit=200_000)] == ["NLD-SYN-004"]


def test_a_finding_about_a_part_has_the_line_of_its_row() -> None:
    """A finding about a part of the story names the table and line that the part was read from."""
    source = Source(zip_package((name, [content]) for name, content in SOUND.items()), name="news.zip")
    found = read(source, ReadOptions())
    document = next(found)
    assert isinstance(document, Document)
    placed = document.place(
        Finding("NLD-REF-001", "unknown id", pointer="/citations/gates/chain/1/parties/0")
    )
    assert (placed.file, placed.line, placed.pointer) == ("news.zip/citations.csv", 3, None)
    placed = document.place(Finding("NLD-REF-001", "unknown id", pointer="/mentions/0/of"))
    assert (placed.file, placed.line) == ("news.zip/mentions.csv", 2)
    assert placed.excerpt is not None
    assert '"officials"' in placed.excerpt


@settings(max_examples=150)
@given(st.sampled_from(sorted(SOUND)), st.data())
def test_damage_of_any_kind_is_never_a_traceback(name: str, data: st.DataObject) -> None:
    """Bytes cut out, doubled or written over anywhere are read, or are findings."""
    content = SOUND[name]
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 40)))
    put = data.draw(st.sampled_from([b"", b'"', b",", b"\r\n", b"\xff", b"1", b"#", content[start:end] * 2]))
    files = {**SOUND, name: content[:start] + put + content[end:]}
    source = Source(zip_package((key, [value]) for key, value in files.items()))
    for found in read(source, ReadOptions()):
        assert isinstance(found, (Finding, Document))


def _damaged(content: bytes, at: int, change: bytes) -> bytes:
    return content[:at] + change + content[at + len(change) :]


@pytest.mark.parametrize("offset", [-100, -1, 0, 8, 12, 16, 20])
@pytest.mark.parametrize("change", [b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x01", b"\xfe\xff"])
def test_a_damaged_zip_is_a_finding(offset: int, change: bytes) -> None:
    """Whatever its directory says, such as an offset before the beginning, zipfile's exceptions reach nobody."""
    content = zip_package((name, [content]) for name, content in SOUND.items())
    end = content.rindex(b"PK\x05\x06")
    source = Source(_damaged(content, end + offset, change), name="news.zip")
    for found in read(source, ReadOptions()):
        assert not isinstance(found, Finding) or found.code.startswith(("NLD-SYN", "NLD-SCH"))
    shorter = Source(content[: len(content) // 2] + content[end - 40 :], name="news.zip")
    assert any(isinstance(found, Finding) for found in read(shorter, ReadOptions()))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_of_another_compression_is_refused(method: int) -> None:
    """bzip2 and LZMA compress a million times: the limit of what a zip may unpack to is for DEFLATE."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as package:
        for name, content in SOUND.items():
            package.writestr(name, content)
    (found,) = read(Source(written.getvalue(), name="news.zip"), ReadOptions())
    assert isinstance(found, Finding) and found.code == "NLD-SYN-001" and "DEFLATE" in found.message
