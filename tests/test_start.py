"""Starting is cheap: a command imports only what it uses, and one file takes no more calls than it did."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

import newsld
from newsld.formats.format import WriteFormat

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "newsld"
STORY = ROOT / "fixtures" / "bench" / "ferry.md"
PAGE = (
    '<html><head><title>Ferry aground</title><script type="application/ld+json">{}</script></head>'
    "<body><h1>Ferry aground</h1></body></html>"
)
MARKUP = """{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Ferry aground",
"url": "https://courier.example/a", "datePublished": "2025-10-05T18:30:00+02:00",
"author": [{"@type": "Person", "name": "Anna Brekke", "url": "https://courier.example/anna"}]}"""

PROGRAM = """
import sys
from newsld.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
sys.stderr.write(" ".join(sys.modules))
"""
PROCESSES = {"multiprocessing", "concurrent.futures", "newsld.pipeline.archive.export"}
GRAPHS = {"jsonschema", "pyld", "newsld.schemaorg.json_schema.generate"}
WRITERS = {"newsld.formats.tables", "newsld.formats.markdown.writer", "newsld.formats.yaml", "newsld.views"}
MODELS = {"pydantic", "pydantic_core", "newsld.model.article", "newsld.schemaorg.jsonld.writer"}


def _modules(folder: Path, *arguments: str) -> set[str]:
    """Return the modules that a command imports in a process of its own, which must end with status 0."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip(), "nothing was printed"
    return set(done.stderr.split())


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_nothing_heavy(option: str, tmp_path: Path) -> None:
    """A person who only asks does not wait for the models, a validator or JSON-LD."""
    heavy = {"jsonschema_rs", "yaml", "pyromark", "orjson"}
    assert not _modules(tmp_path, option) & (heavy | PROCESSES | GRAPHS | WRITERS | MODELS)


@pytest.mark.parametrize(("name", "content"), [("page.html", PAGE.format(MARKUP)), ("page.jsonld", MARKUP)])
def test_a_check_of_a_page_needs_no_models(name: str, content: str, tmp_path: Path) -> None:
    """Rules about markup read it as it is: Pydantic alone would take longer than the whole check."""
    (tmp_path / name).write_text(content, "utf-8")
    assert not _modules(tmp_path, "check", name) & ({"yaml"} | PROCESSES | GRAPHS | WRITERS | MODELS)


@pytest.mark.parametrize("name", ["markdown", "yaml", "json", "jsonl"])
def test_a_check_of_a_story_imports_what_it_uses(name: WriteFormat, tmp_path: Path) -> None:
    """A valid story needs no model, schema, page, writer and no rule that its profile does not enable."""
    (article,) = newsld.read(STORY)
    suffix = {"markdown": "md"}.get(name, name)
    (tmp_path / f"story.{suffix}").write_bytes(newsld.write(article, name))
    modules = _modules(tmp_path, "check", f"story.{suffix}")
    unused = {
        "jsonschema_rs",
        "newsld.pipeline.output",
        "newsld.checks.claimreview",
        "newsld.checks.page_agreement",
    }
    unused |= PROCESSES | GRAPHS | MODELS | (WRITERS - {"newsld.formats.yaml"})
    assert not modules & unused
    assert "newsld.checks.capture.dates" in modules


def test_an_export_imports_only_the_writer_of_its_format(tmp_path: Path) -> None:
    """One format does not pay for the others, nor for processes that one file does not need."""
    modules = _modules(tmp_path, "export", str(STORY), "-f", "jsonld", "-o", "build")
    assert not modules & ({"multiprocessing", "concurrent.futures"} | GRAPHS | WRITERS)
    assert "newsld.schemaorg.jsonld.writer" in modules


def _calls(action: Callable[[], object]) -> int:
    """Return how often an action calls a function of newsld, when all that is cached is cached."""
    action()
    package, count = str(PACKAGE), 0

    def profile(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call" and frame.f_code.co_filename.startswith(package)

    sys.setprofile(profile)
    try:
        action()
    finally:
        sys.setprofile(None)
    return count


ONE_STORY: dict[str, tuple[Callable[[newsld.NewsArticle], object], int]] = {
    "check of Markdown": (lambda _: newsld.check(STORY), 13_170),
    "full JSON-LD": (lambda article: newsld.write(article, "jsonld"), 2_000),
    "JSON-LD for a page": (lambda article: newsld.write(article, "jsonld", jsonld="page"), 1_910),
    "CSV": (lambda article: newsld.write(article, "csv"), 4_690),
    "Markdown": (lambda article: newsld.write(article, "markdown"), 10_690),
}
"""What is done with one usual story, and the most calls that it may take. A change that saves calls lowers them."""


@pytest.mark.parametrize("name", ONE_STORY)
def test_one_story_takes_no_more_calls(name: str) -> None:
    """Calls are counted, since times differ between machines: what does more work makes more calls."""
    action, most = ONE_STORY[name]
    (article,) = newsld.read(STORY)
    count = _calls(lambda: action(article))
    assert 0 < count <= 1.05 * most, f"{name} takes {count} calls"
