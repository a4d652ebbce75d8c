"""The laws of the house: what is written reads back equal, through any formats, and is the same bytes every time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import newsld
from hostile import HOSTILE
from newsld.formats import FORMATS, ReadOptions, WriteOptions, find_format
from newsld.model import NewsArticle
from newsld.model.from_document import article_from, read_article
from newsld.model.to_document import story_data
from newsld.pipeline.schema_files import build_schema_files
from newsld.syntax.document import Document, Source
from stories import FOLDER, fixture_articles
from strategies import articles

FIXTURES = fixture_articles()
LOSSLESS = ("jsonld", "csv", "markdown", "yaml", "json", "jsonl", "ninjs")
"""The formats whose files are the whole article."""

WRITINGS: dict[str, tuple[str, dict[str, Any]]] = {
    **{name: (name, {}) for name in LOSSLESS},
    "graph": ("jsonld", {"shape": "graph"}),
}
"""Everything that reads back: a format and the options it is written with, by a name for the test."""

TAKE_NUL = frozenset({"jsonld", "yaml", "json", "jsonl", "ninjs", "nquads"})
"""The formats that can say NUL. The others refuse an article that has one."""


def test_every_format_that_reads_and_writes_is_lossless() -> None:
    """No format is added without being held to the laws."""
    assert set(LOSSLESS) == {one.name for one in FORMATS if one.reads and one.writes}
    assert FIXTURES


def write(article: NewsArticle, writing: str) -> bytes:
    """The article in a format, with the options of the writing."""
    name, options = WRITINGS[writing]
    content: bytes = find_format(name).write(article, WriteOptions(**options))
    return content


def read(content: bytes, writing: str) -> NewsArticle:
    """The one article of a file in which nothing is wrong. Meaning is not checked: generated articles have none."""
    found = list(find_format(WRITINGS[writing][0]).load().read(Source(content), ReadOptions()))
    assert len(found) == 1 and isinstance(found[0], Document), found
    article, findings = read_article(found[0])
    assert findings == []
    assert article is not None
    return article


# -- law 1: read(write(a)) == a --------------------------------------------------------------------------------


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("story", FIXTURES)
def test_a_story_comes_back_from_every_format(story: str, writing: str) -> None:
    """Checked as users have it checked: equal, without a new finding, and written again to the same bytes."""
    name, options = WRITINGS[writing]
    content = newsld.write(FIXTURES[story], name, **options)
    loaded = newsld.load(content, name)
    assert loaded.articles == (FIXTURES[story],)
    assert newsld.load(content).articles == loaded.articles, "the format is not known by how the file begins"
    assert [finding.code for finding in loaded.findings] == [
        finding.code for finding in newsld.check(FIXTURES[story])
    ]
    assert newsld.write(loaded.articles[0], name, **options) == content


@settings(max_examples=60)
@given(articles(), st.lists(st.sampled_from(sorted(WRITINGS)), min_size=2, max_size=5, unique=True))
def test_an_article_comes_back_from_any_chain_of_formats(article: NewsArticle, chain: list[str]) -> None:
    """Whatever is passed on from format to format is the article that it was, and is written to the same bytes again.

    The same but for the order of what it keeps of other people's properties, which means nothing in any format.
    """
    again = article
    for writing in chain:
        again = read(write(again, writing), writing)
        assert again == article, writing
    if not any(node.extra for node in (article, *article.entities, *article.events, *_parts(article))):
        assert write(again, chain[0]) == write(article, chain[0])


def _parts(article: NewsArticle) -> tuple[Any, ...]:
    return (*article.image, *article.has_part, *article.correction)


@pytest.mark.parametrize("story", FIXTURES)
def test_a_story_goes_through_all_formats_and_back(story: str) -> None:
    """Markdown to JSON-LD to tables to YAML and back to Markdown, and the same in other orders."""
    orders = [("markdown", "jsonld", "csv", "yaml"), *list(permutations(WRITINGS))[:: 40320 // 4]]
    for order in orders:
        again = FIXTURES[story]
        for writing in (*order, order[0]):
            again = read(write(again, writing), writing)
        assert again == FIXTURES[story]
        assert write(again, order[0]) == write(FIXTURES[story], order[0])


@pytest.mark.parametrize("writing", WRITINGS)
def test_an_event_that_goes_by_a_date_is_not_that_date(writing: str) -> None:
    """The same words may mean an event and a day, whatever the id of the event."""
    words = {"start": 0, "end": 5}
    mentions = [
        {"words": words, "date": "2024-12-08"},
        {"words": words, "of": "2024-12-08", "form": "nominal"},
    ]
    article = article_from({"newsld": 2, "body": "Today", "events": {"2024-12-08": {}}, "mentions": mentions})
    assert read(write(article, writing), writing) == article


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("value", [{}, [], "", [{}], [[]], {"name": {}}, {"name": []}, 0, False], ids=repr)
def test_an_empty_value_of_a_preserved_property_comes_back(value: Any, writing: str) -> None:
    """Also where newsld has a term of its own with nearly the same name."""
    others = {"citation": value, "hasPart": value, "x:y": value}
    article = article_from(
        {"newsld": 2, "headline": "x", "people": {"ann": {"name": "Ann", "extra": others}}, "extra": others}
    )
    assert article.extra == others
    assert read(write(article, writing), writing) == article


# -- law 1 over hostile text -----------------------------------------------------------------------------------

TEXTS = {
    "Markdown metacharacters": "*a* _b_ **c** `d` # e > f - g 1. h [i](j) ![k](l) ~~m~~ \\n ***",
    "a heading": "# Ferry back",
    "pipes": "| a | b |\n|---|---|\n| 1 | 2 |",
    "a footnote": "[^1] and [^open]: [Coast Wire][wire].\n[^1]: x",
    "labels": "[wire] [Coast Wire][wire] [wire]: https://e.example [sic] [x][]",
    "three hyphens": "---\n---\n...\n---",
    "a thematic break between paragraphs": "a\n\n---\n\nb",
    "a front matter": "---\nnewsld: 2\nheadline: x\n---\nx",
    "the line for readers": "a\n\n<!-- newsld: for readers -->\n\nb",
    "the end of a script": "</script><script>alert(1)</script><!-- ]]> -->",
    "references": "&amp; &lt;b&gt; &#65; &copy; &nosuch;",
    "formulas": "=1+1",
    "formulas of other kinds": '+1 -1 @SUM(A1:A9) \t=HYPERLINK("https://e.example")',
    "quotation marks": "“a” ‘b’ «c» \"d\" 'e' „f“ \"\" '' ''''",
    "one quotation mark": '"',
    "line feeds": "\n\na\n\n\nb\n",
    "carriage returns": "a\r\nb\rc\r\n\r\nd",
    "odd line ends": "a\u2028b\u2029c\x85d\x0be\x0cf",
    "white space": " \ta  b\u00a0c\u3000 \n ",
    "composed": unicodedata.normalize("NFC", "é Å 한국 ô̧"),
    "decomposed": unicodedata.normalize("NFD", "é Å 한국 ô̧"),
    "four bytes": "\U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467 \U00020000 \U0010fffd",
    "from right to left": "\u202eשלום \u200fعربي\u202c",
    "marks of order": "\ufeffa\ufeff",
    "control characters": "a\x01b\x1bc\x7fd\x9fe",
    "what is no character": "\ufffd\uffff\U0001ffff",
    "words of YAML": "no",
    "a number": "007",
    "a date": "2024-12-08",
    "a time": "12:30",
    "keys of YAML": "a: b # c\n- d\n? e\n&f *g !h %i @j {k: l} [m]",
    "CSV": 'a,b;"c"\r\n"',
    "JSON": '{"a": [1, null]}\\u0041\\',
    "IRIs": "<https://e.example/a> https://e.example/?a=b&c[]=d#e(f)",
    "the words of a chain": "[Coast Wire][wire], citing officials and others; origin not given. No source given.",
}
"""What text does harm in some format, parser or spreadsheet, by its name."""


ROLE = {"property": "hasOccupation"}
LINK = {"kind": "link", "url": "https://e.example"}


def everywhere(text: str) -> NewsArticle:
    """An article that has a text in every place that takes any: body, words, names, titles, lists and what is kept."""
    body = f"Ferry {text} back.\n\n{text}\n\nIt {text}"
    first = {"start": len("Ferry "), "end": len("Ferry ") + len(text)}
    last = {"start": len(body) - len(text), "end": len(body)}
    return article_from(
        {
            "newsld": 2,
            "url": "https://herald.example/ferry",
            "headline": text,
            "description": text,
            "alternativeHeadline": text,
            "keywords": [text, f"{text} too"],
            "articleSection": text,
            "dateline": text,
            "creditText": text,
            "image": {"url": "https://herald.example/a.jpg", "caption": text},
            "correction": {"text": text, "datePublished": "2025-03-04T18:20:00Z"},
            "copyrightNotice": text,
            "author": "jo",
            "people": {"jo": {"name": text, "alternateName": [text], "roles": [{**ROLE, "roleName": text}]}},
            "organizations": {"wire": {"name": text, "anonymous": True, "disambiguatingDescription": text}},
            "places": {"quay": {"name": f"{text} Quay"}},
            "events": {"run": {"name": text, "location": "quay", "participants": [{"party": "jo", "roleName": text}]}},
            "mentions": [{"words": first, "of": "jo"}, {"words": last, "of": "run", "form": "nominal"}],
            "quotations": {"said": {"words": [first, last], "speaker": "jo", "citation": "told"}},
            "figures": {"boats": {"value": 2, "measures": text, "unit": text, "words": first, "citation": "told"}},
            "citations": {
                "told": {
                    "covers": [first, last],
                    "chain": [{"parties": "wire", "form": text, "headline": text}, {"parties": "jo", "role": text}],
                }
            },
            "body": {"text": body, "marks": [{**LINK, "words": last, "title": text}]},
        }
    )  # fmt: skip


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_hostile_text_comes_back_from_every_format(text: str, writing: str) -> None:
    """Each text, in every place that takes text, is the same text again, to the code point."""
    article = everywhere(text)
    content = write(article, writing)
    assert read(content, writing) == article
    assert write(read(content, writing), writing) == content


def test_hostile_text_of_every_kind_goes_through_all_formats() -> None:
    """All texts that are known to do harm, one after the other in one body, through each format in turn."""
    again = article = everywhere("\n".join((*TEXTS.values(), *HOSTILE)))
    for writing in (*WRITINGS, *reversed(WRITINGS)):
        again = read(write(again, writing), writing)
        assert again == article, writing


@pytest.mark.parametrize("name", [*LOSSLESS, "nquads"])
def test_nul_is_kept_or_refused(name: str) -> None:
    """Formats that have NUL keep it; those that have not refuse the article, with a finding that says so."""
    article = everywhere("a\0b")
    if name in TAKE_NUL:
        content = newsld.write(article, name)
        assert name == "nquads" or read(content, name) == article
        return
    with pytest.raises(newsld.Unwritable) as refused:
        newsld.write(article, name)
    assert {finding.code for finding in refused.value.findings} == {"NLD-SYN-010"}
    assert all(finding.message for finding in refused.value.findings)


@pytest.mark.parametrize("name", [*LOSSLESS, "nquads"])
@pytest.mark.parametrize("place", ["headline", "copyrightNotice", "body"])
def test_half_a_surrogate_pair_never_gets_into_a_file(place: str, name: str) -> None:
    """It is no character: no article holds it, or no format writes it, and a finding says which it is."""
    try:
        article = article_from({"newsld": 2, place: "a\ud800b"})
    except ValidationError:
        return
    with pytest.raises(newsld.Unwritable) as refused:
        newsld.write(article, name)
    assert {finding.code for finding in refused.value.findings} == {"NLD-SYN-008"}


HALF_PAIRS = {
    "json": b'{"newsld": 2, "headline": "%s"}',
    "jsonl": b'{"newsld": 2, "headline": "%s"}\n',
    "jsonld": b'{"newsld:version": 2, "@type": "NewsArticle", "headline": "%s"}',
    "yaml": b'newsld: 2\nheadline: "%s"\n',
    "markdown": b'---\nnewsld: 2\nheadline: "%s"\n---\nBack.\n',
}


@pytest.mark.parametrize("name", HALF_PAIRS)
@pytest.mark.parametrize(("half", "code"), [(b"\\ud83d", "NLD-SYN-008"), (b"\xed\xa0\xbd", "NLD-SYN-009")])
def test_half_a_surrogate_pair_is_refused_where_it_stands(name: str, half: bytes, code: str) -> None:
    """Escaped or as bytes, it is one finding with its line and column, and no article comes of it."""
    raw = HALF_PAIRS[name] % half
    loaded = newsld.load(raw, name)
    assert loaded.articles == ()
    (finding,) = loaded.findings
    before = raw[: raw.index(half)].decode()
    assert finding.code == code
    # An escape is shown where it stands, in YAML where its text begins.
    assert finding.line == before.count("\n") + 1
    assert finding.column is not None
    assert abs(finding.column - (len(before) - before.rfind("\n"))) <= 2


# -- law 2: the same bytes, whatever the run --------------------------------------------------------------------

EVERY = "jsonld,csv,markdown,yaml,json,jsonl,nquads"
PROGRAM = "from newsld.cli import main; main(prog_name='newsld')"
HASHES = """
import hashlib, sys
from newsld.findings import Unwritable
from newsld.syntax.document import Source
from newsld.formats import ReadOptions, WriteOptions, find_format
from newsld.model.from_document import read_article
shas = {}
for document in find_format("jsonl").load().read(Source(sys.stdin.buffer.read()), ReadOptions()):
    article, _ = read_article(document)
    for name in sys.argv[1].split(","):
        for profile in ("full", "page"):
            for shape in ("nested", "graph"):
                try:
                    content = find_format(name).write(article, WriteOptions(profile, shape))
                except Unwritable as refused:  # N-Quads cannot hold every text where an IRI belongs
                    content = str(refused).encode()
                shas.setdefault(name, hashlib.sha256()).update(content)
for name, sha in shas.items():
    sys.stdout.write(f"{name} {sha.hexdigest()}\\n")
"""


def run(*arguments: str, seed: str = "0", stdin: bytes = b"") -> bytes:
    """What a Python of its own says, with this seed of its hashes."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", *arguments], env=environment, input=stdin, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    assert found
    return found


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All stories in every format, exported once."""
    folder = tmp_path_factory.mktemp("laws") / "build"
    run(PROGRAM, "export", str(FOLDER), "-o", str(folder), "-f", EVERY, "--jobs", "1")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "jobs"), [("0", "1"), ("1", "1"), ("random", "2")])
def test_exports_are_the_same_bytes_in_every_run(build: Path, tmp_path: Path, seed: str, jobs: str) -> None:
    """The order of hashes, the number of processes and an earlier run leave no trace in any file."""
    before = files(build)
    for folder in (tmp_path / "build", tmp_path / "build" if jobs == "1" else build):
        run(PROGRAM, "export", str(FOLDER), "-o", str(folder), "-f", EVERY, "--jobs", jobs, seed=seed)
        assert files(folder) == before
    assert {Path(name).suffix for name in before} >= {
        ".jsonld", ".md", ".yaml", ".json", ".jsonl", ".nq", ".csv",
    }  # fmt: skip


@pytest.mark.slow
def test_generated_articles_are_the_same_bytes_whatever_the_hashes() -> None:
    """The order of sets shows in no format, profile or shape."""
    drawn: list[NewsArticle] = []

    @settings(max_examples=30, database=None, phases=[Phase.generate])
    @given(articles())
    def draw(article: NewsArticle) -> None:
        drawn.append(article)

    draw()
    lines = b"".join(write(article, "jsonl") for article in drawn)
    said = {run(HASHES, EVERY, seed=seed, stdin=lines) for seed in ("0", "1", "random")}
    assert len(said) == 1
    assert said.pop().count(b"\n") == len(EVERY.split(","))


# -- the way back, through the program ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["jsonld", "md", "yaml", "json", "jsonl", "csv"])
def test_what_was_exported_is_exported_again_to_the_equal_articles(
    build: Path, tmp_path: Path, kind: str
) -> None:
    """`newsld export build/<any output>` gives the same stories, for each format and for the tables of all."""
    inputs = [build / "csv"] if kind == "csv" else sorted(build.glob(f"*/story.{kind}"))
    assert inputs
    # Lines stay lines: from them, three formats would be the same file.
    formats = "markdown,yaml,csv" if kind == "jsonl" else EVERY
    run(PROGRAM, "export", str(inputs[0]), "-o", str(tmp_path), "-f", formats)
    wanted = list(FIXTURES.values()) if kind == "csv" else [FIXTURES[inputs[0].parent.name]]
    assert _sorted(newsld.read(inputs[0])) == _sorted(wanted)
    for suffix in ("md", "yaml", *(("jsonld", "json", "jsonl") if kind != "jsonl" else ())):
        again = [article for path in tmp_path.glob(f"*.{suffix}") for article in newsld.read(path)]
        assert _sorted(again) == _sorted(wanted), suffix
    assert _sorted(newsld.read(tmp_path / "csv")) == _sorted(wanted)


def _sorted(those: list[NewsArticle]) -> list[NewsArticle]:
    return sorted(those, key=lambda article: (str(article.url), str(article.headline)))


# -- law 4: the JSON-LD has the form that its schema says ----------------------------------------------------------


def test_the_folder_of_schemas_has_what_newsld_publishes_and_nothing_else() -> None:
    """Schemas, context and the metadata of tables have the bytes that are made now: `make schemas` writes them."""
    folder = FOLDER.parent.parent / "schemas"
    made = build_schema_files()
    assert sorted(path.name for path in folder.iterdir()) == sorted(made)
    stale = [name for name, content in made.items() if (folder / name).read_bytes() != content]
    assert not stale, f"{stale} in schemas/: run `make schemas`"
    assert {"context.jsonld", "tables.csvw.json", "tables.datapackage.json"} < made.keys()


@cache
def _judges() -> tuple[Any, Any]:
    """Jsonschema and jsonschema-rs over the schema that newsld publishes, both with our formats."""
    import jsonschema
    from jsonschema_rs import Draft202012Validator

    from newsld.schemaorg.json_schema.validator import STRING_FORMATS, format_checker

    schema = json.loads(build_schema_files()["jsonld.schema.json"])
    return (
        jsonschema.Draft202012Validator(schema, format_checker=format_checker()),
        Draft202012Validator(schema, validate_formats=True, formats=dict(STRING_FORMATS)),
    )


def said(data: Any) -> bool:
    """Whether both validators find JSON-LD to have the form of the schema; they must say the same."""
    slow, fast = _judges()
    answer: bool = fast.is_valid(data)
    assert slow.is_valid(data) == answer
    return answer


@pytest.mark.parametrize("shape", ["nested", "graph"])
@pytest.mark.parametrize("form", ["full", "page"])
@pytest.mark.parametrize("story", FIXTURES)
def test_jsonld_of_the_stories_fits_its_schema(story: str, form: str, shape: str) -> None:
    """In full and for pages, with all that options add or leave out, in both shapes, to both validators."""
    for more in ({}, {"pending": False}, {"claims": True}, {"annotations": True}):
        assert said(json.loads(newsld.write(FIXTURES[story], "jsonld", jsonld=form, shape=shape, **more)))


@settings(max_examples=40)
@given(articles(), st.sampled_from(["nested", "graph"]), st.sampled_from(["full", "page"]))
def test_jsonld_of_any_article_fits_its_schema(article: NewsArticle, shape: Any, profile: Any) -> None:
    """Whatever the article is; only what it keeps of other people's values may be against our own terms."""
    article = article_from(_bare(story_data(article)))
    content = find_format("jsonld").write(article, WriteOptions(profile, shape))
    assert said(json.loads(content))


def _bare(data: dict[str, Any]) -> dict[str, Any]:
    """A story's data without what its nodes keep under `extra`; a thing may go by that id."""
    made = {name: value for name, value in data.items() if name != "extra"}
    for name, value in made.items():
        if name in {"people", "organizations", "places", "events"}:
            made[name] = {key: _bare(node) for key, node in value.items()}
        elif name in {"image", "hasPart", "correction"}:
            made[name] = [_bare(node) if isinstance(node, dict) else node for node in _listed(value)]
    return made


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


DAMAGES: dict[str, tuple[str, Any]] = {
    "no type": ("@type", None),
    "another type": ("@type", "Person"),
    "no such type": ("@type", "NewsArtikel"),
    "an unknown term": ("headlin", "x"),
    "a number for a text": ("headline", 3),
    "an empty text": ("headline", ""),
    "a day for a moment": ("datePublished", "2025-02-30T00:00:00Z"),
    "no date": ("dateModified", "yesterday"),
    "no address": ("url", "herald.example"),
    "a text for a node": ("author", "Ines Farrow"),
    "an unknown term within": ("publisher", {"@type": "Organization", "nam": "x"}),
    "a number for a text within": ("publisher", {"@type": "Organization", "name": 3}),
}
"""What goes wrong in JSON-LD of ours: the term of the root, and what then stands there; None for nothing."""


@pytest.mark.parametrize("profile", ["full", "page"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_jsonld_does_not_fit_the_schema(damage: str, profile: str) -> None:
    """One thing wrong is seen by both validators."""
    data = json.loads(newsld.write(FIXTURES["strike"], "jsonld", jsonld=profile))
    assert said(data)
    term, value = DAMAGES[damage]
    data.pop(term, None)
    assert not said(data | ({term: value} if value is not None else {}))


# -- other people's programs over all stories ----------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore")
def test_frictionless_and_csvw_find_the_tables_of_all_stories_valid(build: Path) -> None:
    """Types, keys and references hold in every row of the one package that a run writes."""
    import csvw
    import frictionless

    report = frictionless.validate(str(build / "csv" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])[:10]
    assert not report.warnings
    judge = csvw.CSVW(str(build / "csv" / "csv-metadata.json"), validate=True)
    assert judge.is_valid, [str(warning.message) for warning in judge.warnings]


@pytest.mark.parametrize("story", FIXTURES)
def test_markdown_of_the_stories_shows_no_broken_reference_and_no_front_matter(
    build: Path, story: str
) -> None:
    """To markdown-it every label leads somewhere, every footnote is there and is used, and no YAML shows."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    judge = MarkdownIt("commonmark").enable("table").use(footnote_plugin).use(front_matter_plugin)
    environment: dict[str, Any] = {}
    tokens = judge.parse((build / story / "story.md").read_text("utf-8"), environment)
    assert [token.type for token in tokens].count("front_matter") == 1
    shown = judge.renderer.render(tokens, judge.options, environment)
    words = "".join(
        child.content
        for token in tokens
        for child in token.children or ()
        if child.type in {"text", "text_special"}
    )
    assert "][" not in words and "[^" not in words and "newsld:" not in words
    assert "---" not in words and "&lt;!--" not in shown
    for key in ("headline:", "mentions:", "citations:", "people:"):
        assert key not in words
    notes = environment.get("footnotes", {})
    assert all(place >= 0 for place in notes.get("refs", {}).values()), "a footnote that nothing refers to"
    assert len(notes.get("refs", {})) <= len(FIXTURES[story].citations)
    assert shown.count('class="footnote-item"') == len(notes.get("refs", {}))


@pytest.mark.filterwarnings("error")
@given(articles())
def test_what_pydantic_itself_writes_of_an_article_reads_back(article: NewsArticle) -> None:
    """Who hands models from one program to another needs no format of ours; and is given no warnings."""
    assert NewsArticle.model_validate_json(article.model_dump_json()) == article
    assert NewsArticle.model_validate(article.model_dump()) == article
