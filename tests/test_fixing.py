"""Automatic fixes: problems with exactly one solution are fixed, and no other byte changes."""

from __future__ import annotations

import io
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_line import invoke
from newsld.checks.profiles import Selection
from newsld.cli.check_fix import apply_fixes
from newsld.cli.inputs import collect_inputs
from newsld.findings import Finding, Fix
from newsld.model.text.unified_diff import unified_diff
from newsld.pipeline.fixing import FixResult, fix
from newsld.pipeline.flow import check
from newsld.pipeline.settings import Settings
from newsld.syntax.document import Source
from newsld.syntax.json import json_spans, load_json
from newsld.syntax.yaml import yaml_spans

MARKDOWN = """---
newsld: 2            # the version
# what the desk wrote
type: reportagenewsArticle
headLine:   'Gates open at Port Aldane'   # mind the length
datePublished: "2025-03-04T18:20:00+0000"
isAccessibleForFree: "False"
people:
  ines: {Name: Ines Farrow, type: person}  # by hand
---
The   gates are open.\x20\x20
[Ines Farrow][ines] said so.
"""

MARKDOWN_FIXED = """---
newsld: 2            # the version
# what the desk wrote
type: ReportageNewsArticle
headline:   'Gates open at Port Aldane'   # mind the length
datePublished: "2025-03-04T18:20:00+00:00"
isAccessibleForFree: false
people:
  ines: {name: Ines Farrow, type: Person}  # by hand
---
The   gates are open.\x20\x20
[Ines Farrow][ines] said so.
"""

YAML = """newsld: 2
headline: "Gates open"
DatePublished: 2025-03-04 18:20:00+0100   # a key, then its value
body: |
  The gates are open.

  Ines Farrow said so.
people: {ines: {name: Ines Farrow}}
mentions:
- words: Ines Farrow
  of:    ines
  form:  Name
"""

YAML_FIXED = """newsld: 2
headline: "Gates open"
datePublished: 2025-03-04T18:20:00+01:00   # a key, then its value
body: |
  The gates are open.

  Ines Farrow said so.
people: {ines: {name: Ines Farrow}}
mentions:
- words: Ines Farrow
  of:    ines
  form:  name
"""

JSONLD = """\
{
  "@context": "https://schema.org",  // whose words
  "@type" : "newsArticle",
  "headline": "Gates\topen",
  "isAccessibleForFree": "True",
  "author": {"@type": "http://schema.org/person", "name": "Ines Farrow", "JobTitle": None,},
  "keywords": ["port", "strike" , ],
};
"""

JSONLD_FIXED = """\
{
  "@context": "https://schema.org",  // whose words
  "@type" : "NewsArticle",
  "headline": "Gates\\topen",
  "isAccessibleForFree": true,
  "author": {"@type": "http://schema.org/Person", "name": "Ines Farrow", "jobTitle": null},
  "keywords": ["port", "strike"  ]
}
"""

JSONL = """{"newsld": 2, "headLine": "One", "body": "The gates are open."}

{"newsld": 2, "headline": "Two", "body": "The gates are open.",}
{"newsld": 2, "headline": "Three", "isAccessibleForFree": "TRUE"}
{"newsld": 2, "headline": "Four\x20
"""

JSONL_FIXED = """{"newsld": 2, "headline": "One", "body": "The gates are open."}

{"newsld": 2, "headline": "Two", "body": "The gates are open."}
{"newsld": 2, "headline": "Three", "isAccessibleForFree": true}
{"newsld": 2, "headline": "Four\x20
"""

GOLDEN = {
    "story.md": (MARKDOWN, MARKDOWN_FIXED),
    "story.yaml": (YAML, YAML_FIXED),
    "story.jsonld": (JSONLD, JSONLD_FIXED),
    "story.jsonl": (JSONL, JSONL_FIXED),
    "story.json": ('{"newsld": 2,\n "headLine": "Gates open",}', '{"newsld": 2,\n "headline": "Gates open"}'),
}

NAMES = pytest.mark.parametrize("name", GOLDEN)


def fixed(text: str | bytes, name: str, settings: Settings | None = None) -> FixResult | None:
    """Return the result of fixing a text in a file of this name."""
    return fix(Source(text.encode() if isinstance(text, str) else text, name=name), settings=settings)


@NAMES
def test_problems_with_one_solution_are_fixed_and_the_layout_is_preserved(name: str) -> None:
    """Comments, quotes, spaces and order are preserved."""
    before, after = GOLDEN[name]
    made = fixed(before, name)
    assert made is not None
    assert made.content.decode() == after


@NAMES
def test_line_ends_and_a_byte_order_mark_stay(name: str) -> None:
    """Windows line endings and a byte order mark are preserved."""
    before, after = (b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() for text in GOLDEN[name])
    made = fixed(before, name)
    assert made is not None
    assert made.content == after


@NAMES
def test_the_remaining_findings_are_those_of_a_new_check(name: str) -> None:
    """Fixed and remaining findings are all that there were; none is new, and a second fix does nothing."""
    before, after = GOLDEN[name]
    made = fixed(before, name)
    assert made is not None
    first, then = (check(Source(text.encode(), name=name)) for text in (before, after))
    assert list(made.remaining) == then
    assert len(made.fixed) + len(then) == len(first)
    assert set(made.fixed) <= set(first)
    assert fixed(after, name) is None


LEFT = {
    "a word that is no matter of case.yaml": "newsld: 2\nheadlin: Gates open\n",
    "a key that is there already.yaml": "newsld: 2\nheadline: Gates open\nheadLine: Gates shut\n",
    "a time without a zone.yaml": "newsld: 2\nheadline: Gates\ndatePublished: 2025-03-04T18:20:00\n",
    "a day that does not exist.yaml": "newsld: 2\nheadline: Gates\ndatePublished: 2025-02-30T18:20:00+0000\n",
    "a truth value in doubt.yaml": 'newsld: 2\nheadline: Gates\nisAccessibleForFree: "maybe"\n',
    "a key that hides a fault.yaml": "newsld: 2\nheadline: Gates\nDatePublished: 4 March\n",
    "a comment.json": '{"newsld": 2, "headline": "Gates"} // words of somebody\n',
    "a comma that is missing.json": '{"newsld": 2 "headline": "Gates"}\n',
    "single quotes.json": "{'newsld': 2, 'headline': 'Gates'}\n",
    "undefined.jsonld": '{"@context": "https://schema.org", "@type": "NewsArticle", "url": undefined}\n',
    "a number that is no number.json": '{"newsld": 2, "headline": "Gates", "wordCount": NaN}\n',
    "an offset of theirs.jsonld": (
        '{"@context": "https://schema.org", "@type": "NewsArticle", "dateModified": "2025-03-04T18:20:00+0000"}'
    ),
    "a page.html": (
        '<!doctype html><script type="application/ld+json">{"@context": "https://schema.org", '
        '"@type": "newsArticle", "headline": "Gates open"}</script>\n'
    ),
    "no text.yaml": "newsld: 2\nheadline: [\n",
    "an escape that hides the name.jsonld": (
        '{"@context": "https://schema.org", "@type": "news\\u0041rticle", "headline": "Gates"}'
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LEFT)
def test_ambiguous_problems_are_not_fixed(name: str) -> None:
    """Problems with several solutions are left to the author."""
    assert fixed(LEFT[name], name) is None


def test_one_fix_that_fails_does_not_stop_the_others() -> None:
    """A key that cannot be renamed is preserved, and the others are fixed."""
    made = fixed(
        "newsld: 2\nheadline: Gates\nheadLine: x\nKeywords: [a]\nisAccessibleForFree: 'true'\n", "a.yaml"
    )
    assert made is not None
    assert made.content.decode().splitlines()[2:] == [
        "headLine: x",
        "keywords: [a]",
        "isAccessibleForFree: true",
    ]
    assert [one.pointer for one in made.remaining] == ["/headLine"]


def test_many_fixes_that_fail_cost_few_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys get their case; those whose values a check then reports stay, and do not make it check each alone."""
    checks: list[str | None] = []

    def count_check(
        source: Source, format_name: str | None, settings: Settings, **options: Any
    ) -> list[Finding]:
        checks.append(format_name)
        return check(source, format_name, settings, **options)

    monkeypatch.setattr("newsld.pipeline.fixing.verify.check", count_check)
    mentions = "".join(f"  - {{WORDS: gATES {number}, OF: INES, FORM: NAME}}\n" for number in range(20))
    people = "".join(f"  p{number}: {{Name: Ines Farrow}}\n" for number in range(20))
    text = f"newsld: 2\nheadline: x\nbody: The gates are open.\npeople:\n{people}mentions:\n{mentions}"
    result = fix(Source(text.encode(), name="x.yaml"))
    assert result is not None
    expected = text.replace("Name:", "name:").replace("FORM: NAME", "form: name")
    assert result.content.decode() == expected
    assert len(checks) <= 8


def test_the_configured_zone_gives_the_offset() -> None:
    """A zone makes timestamps unambiguous, except in the hour that occurs twice."""
    settings = Settings(zone="Europe/Berlin", rules=Selection(profiles=("google",)))
    text = '{"@context": "https://schema.org", "@type": "NewsArticle", "datePublished": "%s"}'
    made = fixed(text % "2025-07-04T18:20:00", "a.jsonld", settings)
    assert made is not None
    assert made.content.decode() == text % "2025-07-04T18:20:00+02:00"
    assert [one.code for one in made.fixed] == ["NLD-GOO-021"]
    assert fixed(text % "2025-10-26T02:30:00", "a.jsonld", settings) is None
    assert fixed(text % "2025-03-04", "a.jsonld", settings) is None


WORD = st.sampled_from(
    ["headline", "headLine", "Headline", "keywords", "KeyWords", "datePublished", "isAccessibleForFree"]
)
VALUE = st.sampled_from(
    [
        "Gates",
        "true",
        "True",
        "'True'",
        '"false"',
        "2025-03-04T18:20:00+0000",
        "2025-03-04T18:20:00",
        "[a, 'True']",
        "~",
    ]
)


@given(st.lists(st.tuples(WORD, VALUE, st.sampled_from(["", "  # why", "\n# what\n"])), max_size=5))
def test_a_fix_has_fewer_findings_and_is_idempotent(lines: list[tuple[str, str, str]]) -> None:
    """For any text: fewer findings, none in a new place, every comment preserved, and nothing left to fix."""
    text = "newsld: 2\n" + "".join(f"{key}: {value}{after}\n" for key, value, after in lines)
    made = fixed(text, "a.yaml")
    if made is None:
        return
    before = check(Source(text.encode(), name="a.yaml"))
    assert len(made.remaining) < len(before)
    names = {(one.code, (one.pointer or "").lower()) for one in before}
    assert {(one.code, (one.pointer or "").lower()) for one in made.remaining} <= names
    after = made.content.decode()
    assert [line.partition("#")[2] for line in after.split("\n")] == [
        line.partition("#")[2] for line in text.split("\n")
    ]
    assert fixed(made.content, "a.yaml") is None


def test_spans_are_the_text_of_scalars_and_keys() -> None:
    """From the first quote to the last one, in both notations, repaired or not."""
    text = '{"a": [1, "x y"], \'b\': tru\u00e9}'.replace("tru\u00e9", "True")
    spans = json_spans(text)
    assert {at: text[slice(*span)] for at, span in spans.values.items()} == {
        "/a/0": "1",
        "/a/1": '"x y"',
        "/b": "True",
    }
    assert {at: text[slice(*span)] for at, span in spans.keys.items()} == {"/a": '"a"', "/b": "'b'"}
    text = "a: [1, 'x y']  # c\n\"b\":\n  plain words\n"
    spans = yaml_spans(text)
    assert {at: text[slice(*span)] for at, span in spans.values.items()} == {
        "/a/0": "1", "/a/1": "'x y'", "/b": "plain words",
    }  # fmt: skip
    assert {at: text[slice(*span)] for at, span in spans.keys.items()} == {"/a": "a", "/b": '"b"'}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Change to a folder with one file of each format and a valid one."""
    for name, (before, _) in GOLDEN.items():
        (tmp_path / name).write_bytes(before.encode())
    (tmp_path / "good.yaml").write_bytes(b"newsld: 2\nheadline: Ferry back on the river\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_files_are_fixed_in_place(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """Each file is rewritten, a valid one is not, and a summary is printed."""
    good = folder / "good.yaml"
    before = good.stat()
    fixes = apply_fixes(collect_inputs(["."], config=None, stdin_filename=None), diff=False)
    assert fixes.files == len(GOLDEN)
    assert {name: (folder / name).read_bytes().decode() for name in GOLDEN} == {
        name: after for name, (_, after) in GOLDEN.items()
    }
    assert (good.stat().st_mtime_ns, good.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert {path.name for path in folder.iterdir()} == {*GOLDEN, "good.yaml"}
    out, message = capsysbinary.readouterr()
    assert out == b""
    assert message.endswith(b"fixed in 5 files\n")


def test_a_link_is_followed(folder: Path) -> None:
    """The target of a link is fixed, and the link is preserved."""
    (folder / "link.yaml").symlink_to("story.yaml")
    apply_fixes(collect_inputs(["link.yaml"], config=None, stdin_filename=None), diff=False)
    assert (folder / "link.yaml").is_symlink()
    assert (folder / "story.yaml").read_bytes().decode() == YAML_FIXED


def test_a_diff_writes_nothing(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """The changes are shown, and the files are unchanged."""
    fixes = apply_fixes(
        collect_inputs(["story.yaml", "good.yaml"], config=None, stdin_filename=None), diff=True
    )
    assert fixes.files == 1
    assert (folder / "story.yaml").read_bytes().decode() == YAML
    out = capsysbinary.readouterr().out.decode()
    assert out == unified_diff(YAML, YAML_FIXED, old_name="story.yaml", new_name="story.yaml")


@pytest.mark.parametrize(
    ("text", "expected"), [(YAML, YAML_FIXED), ("newsld: 2\nheadlin: x\n", "newsld: 2\nheadlin: x\n")]
)
def test_standard_input_goes_to_standard_output(
    text: str, expected: str, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Fixed or unchanged, for another program; the report goes to standard error."""
    monkeypatch.setattr("newsld.cli.inputs.standard_input", lambda: io.BytesIO(text.encode()))
    fixes = apply_fixes(collect_inputs(["-"], config=None, stdin_filename="a.yaml"), diff=False)
    fixes.write_report("report\n")
    out, message = capsysbinary.readouterr()
    assert out.decode() == expected
    assert message.endswith(b"report\n")
    (item,) = fixes.items
    assert item.head.decode() == expected
    assert item.stream is not None
    assert item.stream.read() == b""


def test_fixing_syntax_does_not_change_the_data() -> None:
    """The repaired data with findings equals the fixed data without."""
    text = '{"newsld": 2, "headline": "Gates\topen", "keywords": ["a",], "isAccessibleForFree": True};'
    made = fixed(text, "a.json")
    assert made is not None
    assert load_json(made.content) == (load_json(text)[0], [])


@pytest.mark.parametrize(
    ("written", "body"),
    [("Assad's family", "Assad’s family"), ('"safe"', "“safe”"), ("safe - now", "safe – now")],
)
def test_words_get_the_typography_of_the_body(tmp_path: Path, written: str, body: str) -> None:
    """One right answer: the same words with other quotation marks, dashes or spaces."""
    story = tmp_path / "a.yaml"
    head = (
        f"newsld: 2\nheadline: T\nbody: |\n  It is {body}, he said.\npeople:\n  a: {{name: A}}\nmentions:\n"
    )
    story.write_text(f"{head}  - {{words: {written!r}, of: a}}\n" if "'" not in written else
                     f'{head}  - {{words: "{written}", of: a}}\n', "utf-8")  # fmt: skip
    invoke("check", "--fix", story)
    assert body in story.read_text("utf-8").split("mentions:")[1]


@pytest.mark.parametrize(
    "line",
    [b'{"newsld": 2, "Headline": 3, "body": "b",}', b'{"Words": {', b'{"newsld": 2, "headline": "h" "body": "b"}',
     b'"datePublished": "2024-12-08t10:00",'],
)  # fmt: skip
def test_lines_are_fixed_in_proportion_to_their_number(line: bytes) -> None:
    """A line that cannot be fixed does not make all other lines be checked again."""

    def seconds(count: int) -> float:
        content = b'{"newsld": 2, "Headline": "h", "body": "b"}\n' + (line + b"\n") * count
        begin = time.process_time()
        result = fix(Source(content, name="a.jsonl"), "jsonl")
        assert result is not None and result.content.startswith(b'{"newsld": 2, "headline"')
        return time.process_time() - begin

    seconds(1)
    assert seconds(400) < 1.5 + 12 * seconds(50)


@pytest.mark.parametrize(
    ("format_name", "text", "expected"),
    [
        ("yaml", "newsld: 2\nHeadline: T\n", Fix("name", "headline")),
        ("yaml", "newsld: 2\nheadline: T\ntype: newsArticle\n", Fix("name", "NewsArticle")),
        ("yaml", 'newsld: 2\nheadline: T\nisAccessibleForFree: "True"\n', Fix("literal", value=True)),
        ("json", '{"newsld": 2, "headline": "T",}', Fix("delete")),
        ("json", '{"newsld": 2, "headline": "T"};', Fix("delete")),
        ("json", '{"newsld": 2, "headline": "T", "isAccessibleForFree": False}', Fix("literal", value=False)),
        (
            "yaml",
            (
                "newsld: 2\nheadline: T\nbody: The mayor’s quay.\nplaces: {q: {name: Q}}\n"
                "mentions: [{words: mayor's, of: q}]\n"
            ),
            Fix("words", "mayor’s"),
        ),
        (
            "jsonld",
            '{"@context": "https://schema.org", "@type": "NewsArticle", "headLine": "T"}',
            Fix("name", "headline"),
        ),
    ],
)
def test_a_finding_carries_its_fix(format_name: str, text: str, expected: Fix) -> None:
    """What to write is data of the finding, and not only words of its suggestion."""
    found = check(Source(text.encode()), format_name)
    assert expected in [one.fix for one in found]
    assert all("fix" not in one.as_json() for one in found)
