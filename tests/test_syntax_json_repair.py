"""JSON that is none: what was plainly meant is read and every liberty is said; what is doubtful is left alone."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsld.findings import Position
from newsld.syntax import json_scanner
from newsld.syntax.data_builder import DataBuilder
from newsld.syntax.document import pointer
from newsld.syntax.json import json_positions, load_json
from newsld.syntax.lines import Lines

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "blocks.jsonl.gz"

STORY: dict[str, Any] = {"@type": "NewsArticle", "headline": "Gates open", "keywords": ["port", "strike"]}
PLAIN = json.dumps(STORY)
DOUBLE = PLAIN.replace('"', '\\"')
ENTITIES = PLAIN.replace('"', "&quot;")

WRAPPED = {
    "byte order mark and blanks": "\u200b\ufeff\u00a0" + PLAIN + "\u00a0\u200b",
    "NUL": "\x00" + PLAIN + "\x00",
    "CDATA": f"\n  <![CDATA[\n{PLAIN}\n  ]]>\n",
    "CDATA in line comments": f"//<![CDATA[\n{PLAIN}\n//]]>",
    "CDATA in line comments, with a blank": f"// <![CDATA[\n{PLAIN}\n// ]]>",
    "CDATA in comments": f"/*<![CDATA[*/{PLAIN}/*]]>*/",
    "CDATA in spaced comments": f"/* <![CDATA[ */\n{PLAIN}\n/* ]]> */",
    "CDATA in one comment": f"/*<![CDATA[\n{PLAIN}\n]]>*/",
    "HTML comment": f"<!--\n{PLAIN}\n-->",
    "HTML comment, its end commented out": f"<!--\n{PLAIN}\n//-->",
    "HTML comment and CDATA": f"<!--//--><![CDATA[//><!--\n{PLAIN}\n//--><!]]>",
    "HTML comment before": f"<!-- made by a plug-in, 2025 -->\n{PLAIN}",
    "JavaScript comment before": f"/* the story */ {PLAIN} // end",
    "semicolon": PLAIN + ";",
    "comma": PLAIN + " ,\n",
    "brace too many": PLAIN + "\n}",
    "text behind": PLAIN + " and so on",
    "trailing commas": '{"@type": "NewsArticle", "headline": "Gates open", "keywords": ["port", "strike",],}',
    "commas twice": '{"@type": "NewsArticle",, "headline": "Gates open", "keywords": [,"port",, "strike"]}',
    "commas missing": '{"@type": "NewsArticle"\n"headline": "Gates open"\n"keywords": ["port" "strike"]}',
    "single quotes": PLAIN.replace('"', "'"),
    "backticks": PLAIN.replace('"', "`"),
    "typographic quotes": '{“@type”: “NewsArticle”, “headline”: “Gates open”, “keywords”: [“port”, „strike“]}',
    "keys without quotes": '{@type: "NewsArticle", headline: "Gates open", keywords: ["port", "strike"]}',
    "first key with quotes": '{"@type": "NewsArticle", "headline": "Gates open", keywords: ["port", "strike"]}',
    "JavaScript": "{'@type': 'NewsArticle', headline: 'Gates open', keywords: ['port', \"strike\",],};",
    "entities": ENTITIES,
    "numbered entities": PLAIN.replace('"', "&#34;"),
    "hexadecimal entities": PLAIN.replace('"', "&#x22;"),
    "entities cut by reformatting": PLAIN.replace('"', "& #34;"),
    "entities for single quotes": PLAIN.replace('"', "&#039;"),
    "escaped twice": DOUBLE,
    "escaped twice, lines too": DOUBLE.replace(", ", ",\\n  "),
    "escaped twice, with a page behind": DOUBLE + "<\\/script>\\n<p class=\\\"x\\\">",
    "in a string": json.dumps(PLAIN),
    "in a string, with escapes for quotes": '"' + PLAIN.replace('"', "\\u0022") + '"',
}  # fmt: skip


@pytest.mark.parametrize("text", WRAPPED.values(), ids=list(WRAPPED))
def test_one_plausible_reading_is_read(text: str) -> None:
    """The data is that of the story, each liberty has a place, and every value stands where its pointer says."""
    data, findings = load_json(text)
    assert data == STORY
    assert {f.code for f in findings} == {"NLD-SYN-001"}
    assert all(f.line and f.column and f.pointer is not None and f.suggestion for f in findings)
    assert load_json(text.encode())[0] == STORY
    lines = text.split("\n")
    for at, words in {"/headline": "Gates open", "/keywords/1": "strike"}.items():
        place = json_positions(text).values[at]
        assert 0 < lines[place.line - 1].find(words, place.column - 1) - place.column + 1 <= 6


READ = [
    ('{"a": "He said "no" and left", "b": 1}', {"a": 'He said "no" and left', "b": 1}),
    ('{"a": "One "two", "three" and "four"", "b": 1}', {"a": 'One "two", "three" and "four"', "b": 1}),
    ('{"a": "An inch is 1", a foot 12", "b": 1}', {"a": 'An inch is 1", a foot 12', "b": 1}),
    ('{"a": "say "yes""}', {"a": 'say "yes"'}),
    ('["a "b" c", "d"]', ['a "b" c', "d"]),
    ("{'a': 'Aldane's port', 'b': 'it\\'s \"open\"'}", {"a": "Aldane's port", "b": 'it\'s "open"'}),
    ("['the dockers' strike', 'b']", ["the dockers' strike", "b"]),
    ('{"a": "one\ntwo\tthree\r\n"}', {"a": "one\ntwo\tthree\r\n"}),
    ('{"a": "it\\\'s"}', {"a": "it's"}),
    ('{"a": undefined, "b": None, "c": True, "d": NaN}', {"a": None, "b": None, "c": True, "d": "NaN"}),
    ('{"a": "x", b: "y", c: "z"}', {"a": "x", "b": "y", "c": "z"}),
    ('{"a": "no "deal", note: nothing signed", "b": 1}', {"a": 'no "deal", note: nothing signed', "b": 1}),
    ('{"a": , "b": }', {"a": None, "b": None}),
    ('{1: "a", true: "b", x-y: "c"}', {"1": "a", "true": "b", "x-y": "c"}),
    ("{&quot;a&quot;: &quot;Tom &amp; Ann \\&quot;T&amp;quot;&quot;}", {"a": 'Tom & Ann "T&quot;'}),
    ('{\\"a\\": \\"x \\\\\\"y\\\\\\" \\\\n \\u00e9 \\\\u00e9 <\\\\/b>\\"}', {"a": 'x "y" \n é é </b>'}),
    ('{\\"a\\": \\"\\ud83d\\ude00\\"}', {"a": "😀"}),
    ('{"a": 1}{"a": 2}', [{"a": 1}, {"a": 2}]),
    ('{"a": 1},\n{"a": 2},\n[3]', [{"a": 1}, {"a": 2}, [3]]),
    ('{"a": 1};\n{"a": 2};', [{"a": 1}, {"a": 2}]),
    ('{"a": 1} {"a": 2} {"a": ', [{"a": 1}, {"a": 2}]),
    ('{"a": 1} {a', {"a": 1}),
    ("[[1, 2]]>", [[1, 2]]),
    ('["a";"b"]', ["a", "b"]),
    ('{"a":"x",b="y";c:"z"}', {"a": "x", "b": "y", "c": "z"}),
    ('{"a": "x ""y"" z"}', {"a": 'x ""y"" z'}),
    (
        '{"a": "The "plan": said "no", #1 "big" one", "b": 1}',
        {"a": 'The "plan": said "no", #1 "big" one', "b": 1},
    ),
    ('{"a": "<b id="x" class="y">z</b>", "b": 1}', {"a": '<b id="x" class="y">z</b>', "b": 1}),
    ('["http://x.example/a//b", 1,]', ["http://x.example/a//b", 1]),
]


@pytest.mark.parametrize(("text", "expected"), READ, ids=[text[:30] for text, _ in READ])
def test_words_are_kept_as_they_were_meant(text: str, expected: Any) -> None:
    """Quotes that nobody escaped stay in the words, and several values are a list."""
    data, findings = load_json(text)
    assert data == expected
    assert findings


SIGNS = [
    ('{"headline":"h","author" "O"}', 26, "':'"),
    ('{"headline":"h","author" {"name":"O"}}', 26, "':'"),
    ('{"headline":"h";"author":"O"}', 16, "';'"),
    ('{"headline":"h","author"="O"}', 25, "'='"),
    ('{"headline":"h","author" => "O"}', 26, "'=>'"),
    ('{"headline":"h",# c\n"author":"O"}', 17, "comment"),
    ('{"headline":"h", "author":"O" # c\n}', 31, "comment"),
    ('{"headline":"h" # c\n, "author":"O"}', 17, "comment"),
]


@pytest.mark.parametrize(("text", "column", "words"), SIGNS, ids=[text[:30] for text, *_ in SIGNS])
def test_signs_of_other_languages_are_those_of_json(text: str, column: int, words: str) -> None:
    """A sign that is missing or another language's is one finding where it stands, and no text swallows a key."""
    data, (finding,) = load_json(text)
    author = {"name": "O"} if "name" in text else "O"
    assert data == {"headline": "h", "author": author}
    assert (finding.code, finding.line, finding.column) == ("NLD-SYN-001", 1, column)
    assert words in finding.message


DOUBTFUL = [
    ('{"headline":"h",author "O"}', 17, "'author'"),
    ('{"headline":"h","author:"O"}', 26, "'O'"),
    ('{"headline":"h",author":"O"}', 17, "'author'"),
    ('{"headline":"h" author":"O"}', 17, "'author'"),
    ('{"headline":"h","author"-"O"}', 25, "'-'"),
    ('{"headline":"a" + "b"}', 17, "'+'"),
    ('{"headline":"a" "b"}', 17, "found"),
    ('["a" + "b"]', 6, "'+'"),
    ('{"a": "x" oops, "b": "y", "c": "z"}', 11, "oops"),
    ('{"a": "never closed,\n "b": "x", "c": "y"}', 3, "'b'"),
    ('{"a": "x" 5}', 11, "'5'"),
    ('["say "yes", "no" or "maybe""]', 8, "yes"),
    ('["one", "two" three]', 15, "three"),
    ('{"a": hello}', 7, "hello"),
    ('{"a" 1}', 6, "':'"),
    ('{"a": [1, 2}', 12, "'}'"),
    ('{"a": 1', 8, "ends"),
    ("{a b: 1}", 2, "'a'"),
    ('{"a": "x "y", b: "z" c}', 11, "'y'"),
    ('{"a": +1}', 7, "'+1'"),
    ("Gates open after a day", 1, "Gates"),
    ("var story = {};", 1, "var"),
    ("<p>Gates open</p>", 1, "'<'"),
    ("'never closed", 1, "never closed"),
]


@pytest.mark.parametrize(("text", "column", "words"), DOUBTFUL, ids=[text[:30] for text, *_ in DOUBTFUL])
def test_what_is_doubtful_is_no_data(text: str, column: int, words: str) -> None:
    """Where there are two readings or none, there is no data, and the last finding is at the fault."""
    data, findings = load_json(text)
    assert data is None
    assert (findings[-1].code, findings[-1].column) == ("NLD-SYN-001", column)
    assert words in findings[-1].message


@pytest.mark.parametrize(
    "text", ["", " \n", "\ufeff", "<!-- -->", "// nothing\n", "\u00a0" * 9, "<![CDATA[\n]]>"]
)
def test_a_text_without_json_is_empty(text: str) -> None:
    """A script that holds nothing, or comments alone, is empty and not broken."""
    data, findings = load_json(text)
    assert data is None
    assert findings[-1].code == "NLD-SYN-012"


def test_a_string_is_only_opened_when_it_holds_json() -> None:
    """A string at the root stays one, unless all of it is a mapping or list; and always when that is asked."""
    assert load_json('"{not json}"') == ("{not json}", [])
    assert load_json('"12"') == ("12", [])
    assert load_json('"[1, {}]"')[0] == [1, {}]
    assert load_json('"[1, {}]"', unwrap=False) == ("[1, {}]", [])


def test_a_finding_says_where_and_how() -> None:
    """The place is that of the liberty, counted from where the block stands in its page."""
    text = '{"a": "x",\n "b": [1, 2,],\n "c": \'d\', // e\n}'
    _, findings = load_json(text, origin=Position(7, 31))
    assert [(f.line, f.column, f.pointer, f.suggestion) for f in findings] == [
        (8, 13, "/b/2", "take the last comma out"),
        (9, 7, "/c", "put JSON strings in straight double quotes"),
        (9, 12, "", "take the comment out: JSON has none"),
        (10, 1, "", "take the last comma out"),
    ]
    assert findings[1].excerpt == " \"c\": 'd', // e"


def test_one_style_is_one_finding() -> None:
    """A text in single quotes is told once and not for every string; so are the line breaks of one string."""
    assert len(load_json(str([str(n) for n in range(99)]))[1]) == 1
    (finding,) = load_json('["' + "\n" * 99 + '"]')[1]
    assert "the first of 99" in finding.message


SCALARS = st.none() | st.booleans() | st.integers(0, 99) | st.text("ab é,:{}[]()-–", max_size=9)
DATA = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=5),
    st.recursive(
        SCALARS,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text("xyz", max_size=3), inner, max_size=3)
        ),
        max_leaves=6,
    ),
    min_size=1,
    max_size=4,
)


@given(DATA, st.sampled_from([
    lambda text: text.replace('"', "&quot;"),
    lambda text: text.replace('"', '\\"'),
    lambda text: f"<!-- {text} -->",
    lambda text: text + ";",
    json.dumps,
    lambda text: text + text,
]))  # fmt: skip
def test_data_survives_whatever_was_done_to_all_of_it(data: dict[str, Any], spoil: Any) -> None:
    """A mapping that was spoiled in one way as a whole is read back, with values at the same pointers."""
    text = spoil(json.dumps(data, ensure_ascii=False))
    value, findings = load_json(text)
    twice = isinstance(value, list)
    assert value == ([data, data] if twice else data)
    assert findings
    places = json_positions(text).values
    assert all(pointer(*([0] if twice else []), key) in places for key in data)


@given(st.text("[]{}',:ab \t\u2019\\\"", max_size=30))
def test_any_key_is_told_from_words_in_quotes(key: str) -> None:
    """A key may have brackets, commas and escapes in it; the one fault beside it stays the only one that is told."""
    text = json.dumps({"headline": "x", f"about{key}": "", "keywords": "a\tb"}).replace("a\\tb", "a\tb")
    data, findings = load_json(text)
    assert data == {"headline": "x", f"about{key}": "", "keywords": "a\tb"}
    assert [one.message for one in findings] == ["the control character U+0009 is in a string"]


@given(st.text("{}[]'\"&quot;\\,: \n/*<!-->ab1\u200b;", max_size=40))
def test_nothing_is_ever_raised(text: str) -> None:
    """Any text gives data or a finding, and positions for every value of the data."""
    data, findings = load_json(text)
    assert findings or json.loads(text) in (data, text)
    places = json_positions(text).values
    assert data is None or "" in places


HOSTILE = {
    "quotes": '["' + '"' * 500_000,
    "quotes and words": '{"a": "' + '" x ' * 200_000,
    "unsure strings": '["a" 5 ' * 100_000,
    "single quotes": "['a's', 'b'" * 50_000,
    "commas": "[" + "," * 300_000 + "]",
    "comments": "/**/" * 100_000,
    "comments that never end": "<!--x" * 200_000 + "/*" * 200_000,
    "values": "{}" * 100_000,
    "invisible": "\u200b " * 300_000,
    "depth": "{'a':" * 100_000,
    "lists": "[" * 100_000 + "x",
    "backslashes": '["' + "\\" * 500_001 + '"',
    "surrogates": '["' + "\\ud800" * 50_000 + '"]',
    "entities": "{&quot;a&quot;: &quot;" + "&quot; " * 50_000,
    "blanks": '{"a":"' + ('",' + " " * 1000) * 500,
    "hashes": '{"a":"' + ('",#' + "x" * 399 + "\\n") * 500,
    "names": '{"a":"' + '",a' * 100_000,
    "digits": "['" + "9" * 5000 + "', " + "9" * 5000 + "]",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_hostile_texts_end_with_few_findings(text: str) -> None:
    """The scan goes over a text a few times, however it is made, and says a thousand faults at most."""
    _, findings = load_json(text)
    assert 1 <= len(findings) <= 1000


def test_a_long_text_is_not_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit only JSON is read, and the first fault is said."""
    monkeypatch.setattr(json_scanner, "REPAIR_LIMIT", 100)
    text = "[" + "1," * 50 + "]"
    data, findings = load_json(text)
    assert data is None
    assert [f.column for f in findings] == [len(text)]
    assert load_json("[" + "1," * 40 + "]")[0] == [1] * 40


def test_lone_surrogates_do_not_stop_the_data() -> None:
    """Half of a pair becomes U+FFFD, in the text itself as in an escape, and in every style."""
    for text in ('["a\ud800"]', '["a\\ud800"]', "['a\\ud800']", '[\\"a\\ud800\\"]'):
        data, findings = load_json(text)
        assert data == ["a\ufffd"]
        assert "NLD-SYN-008" in {f.code for f in findings}


def test_what_publishers_send() -> None:
    """Of blocks from publishers, the valid ones have the same data in both ways; the others are read but for two."""
    if not CORPUS.is_file():
        pytest.skip(f"no corpus at {CORPUS}: nothing of publishers was read")
    unread = []
    read = 0
    for line in gzip.decompress(CORPUS.read_bytes()).splitlines():
        block = json.loads(line)
        data, findings = load_json(block["raw"])
        if block["parses"]:
            tree = DataBuilder(Lines(block["raw"]))
            json_scanner.scan(block["raw"], tree)
            assert repr(tree.root) == repr(data)
            assert {f.code for f in findings} <= {"NLD-SYN-002"}
        elif data is None:
            unread.append(block["reason"])
        else:
            read += 1
            assert findings
    assert sorted(unread) == ["empty", "not JSON at all (HTML/JS/text)"]
    assert read >= 36
