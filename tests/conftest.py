"""What all tests share: where the project is, how hypothesis looks for cases, and no network."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

# A slow machine is no fault of the code: no test is timed. CI takes the same cases every time.
settings.register_profile(
    "newsld", deadline=None, derandomize=True, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "search", parent=settings.get_profile("newsld"), derandomize=False, max_examples=2000
)
settings.load_profile("newsld")


# Before 8.2, click's runner mixed standard error into standard output unless it was told not to.
if "mix_stderr" in inspect.signature(CliRunner).parameters:
    CliRunner.__init__.__defaults__ = (*CliRunner.__init__.__defaults__[:-1], False)
    Result.output = property(lambda result: result.stdout + result.stderr)


def _refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    """No command ever opens a socket: one that looks a name up or connects fails its test.

    PySpark talks to its Java process on this machine.
    """
    named = event == "socket.getaddrinfo"
    if named or (event == "socket.connect" and isinstance(arguments[1], tuple)):
        host = arguments[0] if named else arguments[1][0]
        if host in {"127.0.0.1", "localhost"} and "pyspark" in sys.modules:
            return
        raise RuntimeError(f"a test went to the network: {event} {arguments[1:] or arguments}")


sys.addaudithook(_refuse_network)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Change to an empty folder, and return it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Show where two articles differ: their `repr` is one line."""
    from newsld.model import NewsArticle
    from newsld.model.span_words import by_offsets
    from newsld.model.text.unified_diff import unified_diff
    from newsld.model.to_document import story_data
    from newsld.syntax.yaml_writer import write_yaml

    if op != "==" or not (isinstance(left, NewsArticle) and isinstance(right, NewsArticle)):
        return None
    texts = [write_yaml(story_data(one, words=by_offsets)) for one in (left, right)]
    shown = unified_diff(*texts, old_name="left", new_name="right")
    return ["two articles are not equal:", *shown.splitlines()]
