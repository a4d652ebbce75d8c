"""`newsld export`: what is written, under which names, and what is not."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

import newsld
from command_line import invoke
from newsld.findings.errors import UsageError

ROOT = Path(__file__).resolve().parent.parent
STORIES = ROOT / "fixtures" / "stories"
GOOD = "newsld: 2\nheadline: {}\n"


def _story(path: Path, headline: str = "Ferry back", more: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(GOOD.format(headline) + more, "utf-8")
    return path


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stories of the project, exported once in every format that has one file a story, and the tables."""
    folder = tmp_path_factory.mktemp("build")
    formats = "jsonld,markdown,json,yaml,jsonl,nquads,csv"
    assert invoke("export", str(STORIES), "-o", str(folder), "-f", formats).exit_code == 0
    return folder


def test_every_export_reads_back_to_the_equal_article(build: Path) -> None:
    """Each file of each story, and the tables of all."""
    sources = sorted(STORIES.glob("*/story.*"))
    assert sources
    articles = []
    for source in sources:
        [article] = newsld.read(source)
        articles.append(article)
        for suffix in ("jsonld", "md", "json", "yaml", "jsonl"):
            assert newsld.read(build / source.parent.name / f"story.{suffix}") == [article], (source, suffix)
    tables = newsld.read(build / "csv")
    assert sorted(tables, key=lambda one: str(one.headline)) == sorted(
        articles, key=lambda one: str(one.headline)
    )


@pytest.mark.parametrize("suffix", ["jsonld", "md", "json", "yaml"])
def test_an_export_of_an_export_has_the_same_bytes(build: Path, here: Path, suffix: str) -> None:
    """An export that is read and written again has the same bytes, in every format."""
    for source in sorted(build.glob(f"*/story.{suffix}")):
        assert invoke("export", str(source), "-o", "again", "-f", "jsonld,markdown,yaml").exit_code == 0
        for other in ("jsonld", "md", "yaml"):
            assert (here / "again" / f"story.{other}").read_bytes() == source.with_suffix(
                f".{other}"
            ).read_bytes()


def test_the_number_of_processes_makes_no_difference(build: Path, here: Path) -> None:
    """Two processes write and print the same as one."""
    formats = "jsonld,markdown,json,yaml,jsonl,nquads,csv"
    assert invoke("export", str(STORIES), "-o", "two", "-f", formats, "-j", "2").exit_code == 0
    assert _files(here / "two") == _files(build)


def test_written_paths_are_printed(here: Path) -> None:
    """One path per line, then the summary; findings go to standard error."""
    _story(here / "stories" / "ferry" / "story.yaml")
    done = invoke("export", "stories", "-o", "build", "-f", "jsonld")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "build/ferry/story.jsonld\n1 story in 1 file\n"


def test_the_default_formats_are_those_of_the_page_the_analyst_and_the_reader(here: Path) -> None:
    """JSON-LD, tables, Markdown."""
    _story(here / "story.yaml")
    assert invoke("export", "story.yaml", "-o", "build").exit_code == 0
    names = set(_files(here / "build"))
    assert {"story.jsonld", "story.md", "csv/articles.csv", "csv/datapackage.json"} <= names
    assert not {name for name in names if not name.startswith("csv/")} - {"story.jsonld", "story.md"}


def test_a_bad_story_is_reported_and_the_others_are_written(here: Path) -> None:
    """Its earlier output is preserved."""
    _story(here / "a.yaml")
    _story(here / "b.yaml", more="author: nobody\n")
    (here / "build").mkdir()
    (here / "build" / "b.jsonld").write_text("before", "utf-8")
    done = invoke("export", "a.yaml", "b.yaml", "-o", "build", "-f", "jsonld")
    assert done.exit_code == 1
    assert "b.yaml:3:9: error NLD-REF-001" in done.stderr
    assert done.stdout == "build/a.jsonld\n1 story in 1 file, 1 error\n"
    assert (here / "build" / "b.jsonld").read_text("utf-8") == "before"


def test_no_article_leaves_the_tables_as_they_are(here: Path) -> None:
    """An empty package never replaces an existing one."""
    _story(here / "a.yaml")
    assert invoke("export", "a.yaml", "-o", "build", "-f", "csv").exit_code == 0
    before = _files(here / "build")
    _story(here / "a.yaml", more="author: nobody\n")
    assert invoke("export", "a.yaml", "-o", "build", "-f", "csv").exit_code == 1
    assert _files(here / "build") == before


def test_several_articles_of_an_input_are_numbered(here: Path) -> None:
    """The first has the plain name, the second `.2`; JSON Lines go to one file."""
    for number in (1, 2, 3):
        _story(here / "in" / f"{number}.yaml", f"Story {number}")
    assert invoke("export", "in", "-o", "tables", "-f", "csv").exit_code == 0
    done = invoke("export", "tables/csv", "-o", "out", "-f", "jsonld,jsonl")
    assert done.exit_code == 0
    assert set(_files(here / "out")) == {"csv.jsonld", "csv.2.jsonld", "csv.3.jsonld", "csv.jsonl"}
    found = [
        newsld.read(here / "out" / name)[0].headline
        for name in ("csv.jsonld", "csv.2.jsonld", "csv.3.jsonld")
    ]
    assert found == [article.headline for article in newsld.read(here / "out" / "csv.jsonl")]
    assert sorted(str(headline) for headline in found) == ["Story 1", "Story 2", "Story 3"]


def test_json_lines_are_exported_as_lines(here: Path) -> None:
    """An archive of JSON Lines becomes one file in each format of lines, and numbered files in the others."""
    [one] = newsld.read(STORIES / "brief" / "story.md")
    [two] = newsld.read(STORIES / "strike" / "story.md")
    (here / "a.jsonl").write_bytes(newsld.write(one, "jsonl") + newsld.write(two, "jsonl"))
    done = invoke("export", "a.jsonl", "-o", "out", "-f", "jsonld,nquads,markdown")
    assert done.exit_code == 0
    assert set(_files(here / "out")) == {"a.jsonl", "a.nq", "a.md", "a.2.md"}
    documents = [json.loads(line) for line in (here / "out" / "a.jsonl").read_bytes().splitlines()]
    assert documents == [json.loads(newsld.write(article, "jsonld")) for article in (one, two)]
    assert newsld.read(here / "out" / "a.2.md") == [two]
    assert invoke("export", "a.jsonl", "-o", "same", "-f", "json").exit_code == 0
    assert (here / "same" / "a.jsonl").read_bytes() == (here / "a.jsonl").read_bytes()
    assert invoke("export", "a.jsonl", "-o", "both", "-f", "jsonl,jsonld").exit_code == 2


def test_blank_nodes_of_one_story_are_not_those_of_another(here: Path) -> None:
    """In one N-Quads file, equal labels would be the same node."""
    import pyoxigraph

    text = '{"newsld":2,"iri":"_:","headline":"%s"}\n'
    (here / "a.jsonl").write_text(text % "One" + text % "Two _:x .", "utf-8")
    assert invoke("export", "a.jsonl", "-o", "out", "-f", "nquads").exit_code == 0
    quads = list(pyoxigraph.parse((here / "out" / "a.nq").read_bytes(), format=pyoxigraph.RdfFormat.N_QUADS))
    headlines = {quad.subject: quad.object.value for quad in quads if "headline" in str(quad.predicate)}
    assert sorted(headlines.values()) == ["One", "Two _:x ."]


def test_two_inputs_for_one_output_stop_the_run_before_it_writes(here: Path) -> None:
    """In either order, nothing is overwritten."""
    _story(here / "in" / "story.yaml")
    (here / "in" / "story.json").write_text('{"newsld": 2}', "utf-8")
    done = invoke("export", "in", "-o", "out", "-f", "jsonld")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "in/story.json" in done.stderr
    assert not (here / "out").exists()


def test_an_article_that_is_numbered_may_not_take_the_place_of_another_input(here: Path) -> None:
    """`a.2` of one input and a story named a.2 have the same output, which is refused before anything is written."""
    for number in (1, 2):
        _story(here / "in" / f"{number}.yaml", f"Story {number}")
    assert invoke("export", "in", "-o", "tables", "-f", "csv").exit_code == 0
    (here / "tables" / "csv").rename(here / "in" / "a")
    _story(here / "in" / "a.2.yaml")
    done = invoke("export", "in", "-o", "out", "-f", "jsonld")
    assert (done.exit_code, done.stdout) == (2, "")
    assert not (here / "out").exists()


def test_an_output_never_replaces_an_input(here: Path) -> None:
    """Neither a story, nor the settings, nor the shared entities."""
    _story(here / "story.md").write_text("---\nnewsld: 2\n---\nWords.\n", "utf-8")
    assert invoke("export", "story.md", "-o", ".", "-f", "markdown").exit_code == 2
    (here / "newsroom.yaml").write_text("people: {a: {name: A}}\n", "utf-8")
    (here / "newsld.toml").write_text('entities = ["newsroom.yaml"]\n', "utf-8")
    (here / "in").mkdir()
    (here / "in" / "newsroom.md").write_text("---\nnewsld: 2\n---\nWords.\n", "utf-8")
    assert invoke("export", "in", "-o", ".", "-f", "yaml").exit_code == 2
    assert (here / "newsroom.yaml").read_text("utf-8") == "people: {a: {name: A}}\n"


def test_the_output_folder_is_not_an_input(here: Path) -> None:
    """A second run reads the sources again, and not what the first wrote."""
    _story(here / "story.yaml")
    for _ in range(2):
        done = invoke("export", ".", "-o", "build")
        assert done.exit_code == 0
        assert done.stdout.splitlines()[0] == "build/story.jsonld"


def test_check_lists_missing_and_stale_files_and_the_command(here: Path) -> None:
    """It writes nothing; the printed command updates the files."""
    _story(here / "in" / "a.yaml", "One")
    _story(here / "in" / "b c.yaml", "Two")
    assert invoke("export", "in", "-o", "out", "--check").exit_code == 1
    assert not (here / "out").exists()
    assert invoke("export", "in", "-o", "out").exit_code == 0
    before = _files(here / "out")
    assert invoke("export", "in", "-o", "out", "--check").stdout == "2 stories: all files are up to date\n"
    (here / "out" / "b c.jsonld").unlink()
    (here / "out" / "a.md").write_bytes(b"changed")
    (here / "out" / "csv" / "people.csv").write_bytes(b"changed")
    done = invoke("export", "in", "-o", "out", "--check", "-f", "jsonld", "-f", "csv,markdown")
    assert done.exit_code == 1
    assert done.stdout == (
        "out/a.md: stale\nout/b c.jsonld: missing\nout/csv/people.csv: stale\n"
        "3 files are out of date. Run: newsld export in -o out -f jsonld -f csv,markdown\n"
    )
    assert (here / "out" / "a.md").read_bytes() == b"changed"
    assert invoke("export", "in", "-o", "out", "-f", "jsonld", "-f", "csv,markdown").exit_code == 0
    assert _files(here / "out") == before


def test_check_of_an_archive_compares_its_lines(here: Path) -> None:
    """Files that are too long or too short are stale, too."""
    (here / "a.jsonl").write_text('{"newsld":2,"headline":"One"}\n' * 5, "utf-8")
    assert invoke("export", "a.jsonl", "-o", "out", "-f", "jsonld,nquads").exit_code == 0
    assert invoke("export", "a.jsonl", "-o", "out", "-f", "jsonld,nquads", "--check").exit_code == 0
    whole = (here / "out" / "a.nq").read_bytes()
    for wrong in (whole + b"\n", whole[:-1], b"x" + whole[1:]):
        (here / "out" / "a.nq").write_bytes(wrong)
        done = invoke("export", "a.jsonl", "-o", "out", "-f", "jsonld,nquads", "--check")
        assert (done.exit_code, done.stdout.splitlines()[0]) == (1, "out/a.nq: stale")


def test_checking_some_stories_does_not_compare_the_tables_of_all(here: Path) -> None:
    """A commit hook names changed files only; the tables contain all stories, and a notice is printed."""
    _story(here / "in" / "a.yaml", "One")
    _story(here / "in" / "b.yaml", "Two")
    assert invoke("export", "in", "-o", "out").exit_code == 0
    done = invoke("export", "in/a.yaml", "-o", "out", "--check")
    assert done.exit_code == 0
    assert done.stderr == "out/csv: not compared, because it contains more stories than you named\n"
    (here / "in" / "b.yaml").unlink()
    whole = invoke("export", "in", "-o", "out", "--check")
    assert whole.exit_code == 1
    assert "out/csv/articles.csv: stale" in whole.stdout


def test_one_story_goes_through_a_pipe(here: Path) -> None:
    """From standard input to standard output, without any other output."""
    assert here
    text = (STORIES / "brief" / "story.md").read_bytes()
    done = invoke("export", "-", "-f", "jsonld", "-o", "-", stdin=text)
    assert (done.exit_code, done.stderr) == (0, "")
    assert newsld.read(done.stdout_bytes) == newsld.read(text)
    tables = invoke("export", "-", "-f", "csv", "-o", "-", stdin=text)
    assert newsld.read(tables.stdout_bytes) == newsld.read(text)
    assert "datapackage.json" in zipfile.ZipFile(io.BytesIO(tables.stdout_bytes)).namelist()


def test_standard_output_takes_lines_of_many_and_one_of_the_rest(here: Path) -> None:
    """Two JSON documents are not valid JSON: exit status 2, and nothing on standard output."""
    assert here
    everything = str(STORIES)
    lines = invoke("export", everything, "-f", "jsonl", "-o", "-")
    assert [article.headline for article in newsld.read(lines.stdout_bytes)] == [
        newsld.read(path)[0].headline for path in sorted(STORIES.glob("*/story.*"))
    ]
    for arguments in (["-f", "jsonld"], ["-f", "jsonld,csv"], [], ["-f", "jsonl", "--check"]):
        done = invoke("export", everything, "-o", "-", *arguments)
        assert (done.exit_code, done.stdout) == (2, "")


def test_names_of_outputs_stay_in_the_output_folder(here: Path) -> None:
    """Neither the name of an input nor an existing link can lead out of it."""
    done = invoke(
        "export",
        "-",
        "--stdin-filename",
        "../../evil/..\\story.yaml",
        "-o",
        "out",
        "-f",
        "jsonld",
        stdin=GOOD.format("Ferry back"),
    )
    assert (done.exit_code, done.stdout) == (0, "out/story.jsonld\n1 story in 1 file\n")
    assert not (here.parent / "evil").exists()
    (here / "outside").mkdir()
    (here / "out").mkdir(exist_ok=True)
    (here / "out" / "in").symlink_to(here / "outside", target_is_directory=True)
    _story(here / "stories" / "in" / "story.yaml")
    done = invoke("export", "stories", "-o", "out", "-f", "jsonld")
    assert done.exit_code == 1 and "error NLD-OUT-002" in done.stderr
    assert not list((here / "outside").iterdir())


def test_options_reach_the_formats(here: Path) -> None:
    """Profile, shape, pending terms and Excel."""
    source = str(STORIES / "strike" / "story.md")
    [article] = newsld.read(source)
    for arguments, options in (
        (["--jsonld", "page"], {"jsonld": "page"}),
        (["--shape", "graph"], {"shape": "graph"}),
        (["--no-pending"], {"pending": False}),
    ):
        assert invoke("export", source, "-o", "out", "-f", "jsonld", *arguments).exit_code == 0
        assert (here / "out" / "story.jsonld").read_bytes() == newsld.write(article, "jsonld", **options)
    assert invoke("export", source, "-o", "out", "-f", "csv", "--excel").exit_code == 0
    assert (here / "out" / "csv" / "articles.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_licence_of_the_tables_comes_from_the_settings(here: Path) -> None:
    """With it, there is no finding."""
    (here / "newsld.toml").write_text('license = "https://creativecommons.org/licenses/by/4.0/"\n', "utf-8")
    _story(here / "story.yaml")
    done = invoke("export", "story.yaml", "-o", "out", "-f", "csv")
    assert (done.exit_code, done.stderr) == (0, "")
    package = json.loads((here / "out" / "csv" / "datapackage.json").read_bytes())
    assert package["licenses"] == [{"path": "https://creativecommons.org/licenses/by/4.0/"}]


def test_what_a_format_cannot_carry_is_a_finding_and_the_other_formats_are_written(here: Path) -> None:
    """JSON-LD can contain NUL, Markdown and CSV cannot."""
    (here / "a.json").write_text('{"newsld": 2, "headline": "a\\u0000b"}', "utf-8")
    done = invoke("export", "a.json", "-o", "out")
    assert done.exit_code == 1
    assert done.stderr.count("error NLD-SYN-010") == 2
    assert set(_files(here / "out")) >= {"a.jsonld"}
    assert not (here / "out" / "a.md").exists()


def test_python_exports_paths_and_articles(here: Path) -> None:
    """The same files as by the command; articles in memory are named article."""
    articles = newsld.read(STORIES / "brief" / "story.md") + newsld.read(STORIES / "strike" / "story.md")
    done = newsld.export(articles, here / "memory", ["jsonld", "csv"])
    assert (done.articles, done.errors) == (2, 0)
    assert newsld.read(here / "memory" / "article.2.jsonld") == articles[1:]
    done = newsld.export(STORIES / "brief", here / "paths", "jsonld", jsonld="page")
    assert done.written == [here / "paths" / "story.jsonld"]
    assert newsld.export(STORIES / "brief", here / "paths", "jsonld", check=True).stale
    with pytest.raises(UsageError, match="did you mean jsonld"):
        newsld.export(STORIES / "brief", here / "paths", "jsonld", jsnold="page")
    with pytest.raises(UsageError):
        newsld.write(articles[0], "jsnold")
