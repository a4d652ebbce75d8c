"""The types of the Python API are promises: their names are those of the tables, and options fit their types."""

from __future__ import annotations

import inspect
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

import newsld
from newsld.checks import profiles
from newsld.checks.profiles.profile import BUILT_IN, BuiltInProfile
from newsld.findings.errors import UsageError
from newsld.formats import BY_DEFAULT, FORMATS, WriteOptions
from newsld.formats.format import ReadFormat, WriteFormat, WriteKeywords
from newsld.model import NewsArticle
from newsld.pipeline import api

NAMES = {one.name: one for one in FORMATS}


def _literals(union: Any) -> set[str]:
    """Return the names in a union of a Literal and the name of a plug-in."""
    return {name for part in get_args(union) for name in get_args(part)}


def test_the_names_of_formats_are_those_of_the_table() -> None:
    """A new format is added to newsld.formats.format too."""
    assert _literals(ReadFormat) == {name for name, one in NAMES.items() if one.reads}
    assert _literals(WriteFormat) == {name for name, one in NAMES.items() if one.writes}
    assert set(BY_DEFAULT) <= _literals(WriteFormat)


def test_the_names_of_profiles_are_those_of_the_files() -> None:
    """Each is a file of the package."""
    folder = Path(inspect.getfile(profiles))
    files = {path.stem for path in folder.parent.glob("*.toml")} - {"unsupported"}
    assert set(BUILT_IN) == files == set(get_args(BuiltInProfile))


def test_keywords_are_the_options() -> None:
    """Every option can be given as a keyword, with the same type."""
    from collections.abc import Callable
    from datetime import datetime

    from newsld.findings import Finding

    names = {"datetime": datetime, "Callable": Callable, "Finding": Finding}
    keywords = get_type_hints(WriteKeywords, localns=names)
    assert list(keywords) == [one.name for one in fields(WriteOptions)]
    assert keywords == get_type_hints(WriteOptions, localns=names)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"jsonld": "pgae"}, "jsonld cannot be 'pgae': use one of full, page"),
        ({"shape": "flat"}, "shape cannot be 'flat': use one of nested, graph"),
        ({"profile": "page"}, "there is no option 'profile'"),
    ],
)
def test_a_wrong_option_is_an_error_that_names_the_right_ones(options: dict[str, Any], message: str) -> None:
    """Without a type checker too."""
    with pytest.raises(UsageError, match=message):
        newsld.write(NewsArticle(headline="x"), "jsonld", **options)


PROGRAM = """
from pathlib import Path
import newsld
from newsld.findings.plugins import PluginName

(article,) = newsld.read("story.md")
newsld.write(article, "jsonld", jsonld="page", shape="graph", pending=False)
newsld.write(article, PluginName("own"))
newsld.export("stories", "build", ["jsonld", "csv"], license="https://herald.example/licence")
newsld.export("stories", "build", "yaml")
newsld.check("story.md", "markdown", profiles=["google", Path("desk.toml")])
reveal_type(newsld.check(article))
"""
WRONG = {
    'newsld.write(article, "json-ld")': "arg-type",
    'newsld.write(article, "html")': "arg-type",
    'newsld.read("a", "nquads")': "arg-type",
    'newsld.write(article, "jsonld", jsonld="pgae")': "arg-type",
    'newsld.write(article, "jsonld", profile="page")': "call-arg",
    'newsld.check(article, profiles="gogle")': "arg-type",
    'newsld.export("a", "b", ["jsnld"])': "list-item",
}


@pytest.mark.slow
def test_a_type_checker_accepts_right_calls_and_finds_wrong_names(tmp_path: Path) -> None:
    """Mypy in its strict mode, over a program that uses the installed package."""
    program = tmp_path / "program.py"
    program.write_text(PROGRAM + "\n".join(WRONG) + "\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--config-file=", program.name],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"MYPYPATH": str(Path(api.__file__).parents[1]), "PATH": ""},
    )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if line.startswith("program.py")]
    first = PROGRAM.count("\n") + 1
    notes = [line for line in lines if ": note: Revealed" in line]
    assert len(notes) == 1 and 'list[newsld.findings.finding.Finding]"' in notes[0], done.stdout
    errors = {
        int(line.split(":")[1]): line.rpartition("[")[2].rstrip("]") for line in lines if ": error:" in line
    }
    assert errors == {first + number: code for number, code in enumerate(WRONG.values())}, done.stdout
