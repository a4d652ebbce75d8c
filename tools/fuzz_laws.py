"""What `fuzz.py` demands of every input: read, check, write, fix and embed it without an exception, within bounds."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from time import process_time
from typing import Any, Final
from xml.etree import ElementTree

from click.testing import CliRunner

import newsld
from fuzz_commands import COMMANDS
from fuzz_inputs import FuzzInput
from newsld.checks.profiles import find_profile
from newsld.cli import main
from newsld.cli.reports import REPORTS, find_report
from newsld.findings import Finding, Unwritable
from newsld.findings.catalogue import rule
from newsld.findings.errors import ConfigurationError, NewsldError, UsageError
from newsld.findings.limit import limit_findings
from newsld.formats import WriteOptions, all_formats, find_format
from newsld.model import NewsArticle
from newsld.pipeline import flow
from newsld.pipeline.embedding.matching import read_map
from newsld.pipeline.fixing import fix
from newsld.pipeline.settings import read_settings
from newsld.syntax.document import Source
from newsld.syntax.gitignore import compile_patterns

LOSSLESS: Final = ("markdown", "yaml", "json", "jsonl", "jsonld", "csv")
WRITTEN: Final = tuple(known.name for known in all_formats() if known.writes and known.name != "news-sitemap")
_WITHOUT_MODELS: Final = ("markdown", "yaml", "json", "jsonl", "jsonld")
"""The kinds of stories that a check may read as plain articles."""

ALL: Final = flow.Settings().rules.override((), ("ALL",), ()).codes()
LONGEST_MESSAGE: Final = 2_000


class Timer:
    """The CPU time of the longest step of an input: one check, one fix, one file written or read, one command."""

    def __init__(self) -> None:
        self.longest = 0.0
        self.step = ""

    @contextmanager
    def __call__(self, step: str, times: int = 1) -> Iterator[None]:
        """Measure a step, which does the same thing some times."""
        begin = process_time()
        try:
            yield
        finally:
            if (took := (process_time() - begin) / times) > self.longest:
                self.longest, self.step = took, step


class Broken(Exception):
    """A law does not hold for an input; the message says which, and how."""


def run_laws(made: FuzzInput, folder: Path, random: Random, timed: Timer) -> None:
    """Verify every law for an input. Raises Broken, or whatever newsld raised; `folder` is for its files."""
    if made.kind == "toml":
        with timed("settings"):
            _settings(made.content, folder)
    elif made.kind == "ignore":
        with timed("patterns"):
            _patterns(made.content, random)
    elif made.kind == "folder":
        with _watched(folder):
            _folder(made.content, folder, random, timed)
    elif made.kind in COMMANDS:
        with _own_folder(folder / "commands") as own:
            COMMANDS[made.kind](made.content, own, random, timed)
    else:
        _story(made, random, timed)


# -- one input ---------------------------------------------------------------------------------------------------


def _story(made: FuzzInput, random: Random, timed: Timer) -> None:
    name = None if random.random() < 0.1 else made.kind
    with timed("check"):
        findings = flow.check(Source(made.content), name, rules=ALL)
    _well_formed(findings)
    if made.kind in _WITHOUT_MODELS and random.random() < 0.2:
        with timed("check with models"):
            explained = flow.load(Source(made.content), name, rules=ALL).findings
        if list(explained) != findings:
            different = next((one for one in {*explained} ^ {*findings}), None)
            raise Broken(f"a check without models has other findings: {different}")
    if random.random() < 0.7 and any(one.severity == "error" for one in findings):
        articles: tuple[NewsArticle, ...] = ()
    else:
        with timed("load"):
            loaded = flow.load(Source(made.content), name)
        _well_formed(loaded.findings)
        articles = loaded.articles
    if random.random() < 0.1:
        with timed("report"):
            _report(limit_findings(findings), random.choice(list(REPORTS)))
    for article in articles[:2]:
        _write(article, random, timed)
    if made.kind == "html" and random.random() < 0.25:
        with timed("embed"):
            _embed(made.content)
    elif random.random() < 0.2:
        _fix(made.content, name, timed)


def _well_formed(findings: Sequence[Finding]) -> None:
    """Verify that findings are no defects of newsld, of bounded size, and have a place that can exist."""
    for finding in findings:
        rule(finding.code)
        if finding.code == "NLD-INT-001":
            raise Broken(f"internal error: {finding.message}")
        if len(finding.message) + len(finding.suggestion or "") > LONGEST_MESSAGE:
            raise Broken(f"long message: {finding.code} {finding.message[:100]}")
        if (finding.line is not None and finding.line < 1) or (
            finding.column is not None and finding.column < 1
        ):
            raise Broken(f"impossible place: {finding}")


def _write(article: NewsArticle, random: Random, timed: Timer) -> None:
    lossless, other = random.choice(LOSSLESS), random.choice(WRITTEN)
    with timed(f"write {lossless}"):
        content = _written(article, lossless)
    if content is not None:
        with timed(f"read {lossless}"):
            again = flow.load(Source(content), lossless)
        if list(again.articles) != [article]:
            reason = next((str(one) for one in again.findings if one.severity == "error"), "other values")
            raise Broken(f"read(write(article)) differs as {lossless}: {reason}")
    options = WriteOptions(
        jsonld=random.choice(("full", "page")),
        shape=random.choice(("nested", "graph")),
        excel=True,
        claims=random.random() < 0.5,
        annotations=random.random() < 0.5,
    )
    with timed(f"write {other}"):
        _written(article, other, options)


def _written(article: NewsArticle, name: str, options: WriteOptions | None = None) -> bytes | None:
    try:
        return find_format(name).write(article, options or WriteOptions())
    except Unwritable as error:
        _well_formed(error.findings)
        return None


def _report(findings: Sequence[Finding], name: str) -> None:
    pieces: list[str] = []
    find_report(name).write(findings, pieces.append)
    text = "".join(pieces)
    if name in {"json", "sarif", "gitlab"}:
        json.loads(text)
    elif name == "junit":
        ElementTree.fromstring(text.encode("utf-8", "backslashreplace"))
    elif name in {"text", "concise"} and any(
        line.lstrip().startswith(("::", "##[", "##vso")) for line in text.splitlines()
    ):
        raise Broken(f"a command for a CI runner in the report {name}")


def _fix(content: bytes, name: str | None, timed: Timer) -> None:
    try:
        with timed("fix"):
            result = fix(Source(content, name="story"), name)
    except NewsldError:
        return
    if result is not None:
        if result.content == content:
            raise Broken("--fix changed nothing")
        _well_formed(result.remaining)
        before = {
            one.code for one in flow.check(Source(content, name="story"), name) if one.severity == "error"
        }
        after = {
            one.code
            for one in flow.check(Source(result.content, name="story"), name)
            if one.severity == "error"
        }
        if after - before:
            raise Broken(f"--fix caused {', '.join(sorted(after - before))}")


_ARTICLE: Final = NewsArticle(
    headline="Quay reopens", body="The quay is open.", url="https://herald.example/quay"
)


def _embed(page: bytes) -> None:
    try:
        once = newsld.embed(page, _ARTICLE, meta=True)
    except Unwritable as error:
        _well_formed(error.findings)
        return
    if newsld.embed(once, _ARTICLE, meta=True) != once:
        raise Broken("embedding twice changes bytes")


def warm_up() -> None:
    """Load what the first use of a format loads, such as pyarrow: it is not the memory of an input."""
    for name in WRITTEN:
        _written(_ARTICLE, name)
    _embed(b"<title>x</title>")
    flow.load(Source(b'{"@context": [{"x": "https://e.example/x"}, "https://schema.org"], "x": 1}'), "jsonld")


# -- settings and patterns ---------------------------------------------------------------------------------------


def _settings(content: bytes, folder: Path) -> None:
    file = folder / "newsld.toml"
    file.write_bytes(content)
    readers: tuple[Callable[[Path], Any], ...] = (
        read_settings,
        read_map,
        lambda path: find_profile(path.name, path.parent),
    )
    for read in readers:
        try:
            read(file)
        except (ConfigurationError, UsageError) as error:
            if len(str(error)) > LONGEST_MESSAGE:
                raise Broken(f"long message: {str(error)[:100]}") from None
    file.unlink()


def _patterns(content: bytes, random: Random) -> None:
    for line in content.decode("utf-8", "surrogateescape").splitlines():
        try:
            patterns = compile_patterns([line])
        except ValueError:
            continue
        names = (
            "a" * 250 + "/" + "ab" * 120,
            "x/" * 100 + "y",
            "keep.md",
            line[:200],
            random.choice(" *[/") * 50,
        )
        for name in names:
            patterns.check_file(name)


# -- folders -----------------------------------------------------------------------------------------------------

NAMES: Final = (
    "a.yaml", "a\nb.yaml", "a\\b.yaml", "C:x.yaml", "a" * 250 + ".yaml",
    "::error ::x.yaml", "##[x].yaml", "\udcff.yaml", "con.yaml",
    " .yaml", "..yaml", "-o.yaml", "*.yaml", "é.yaml", "e\u0301.yaml",
    "A.YAML", "csv.yaml", "a.json", "a.md", "a.jsonl", "$(x).yaml",
)  # fmt: skip
"""Names of files that some program takes for something else."""

_allowed: list[Path] = []
_outside: list[str] = []


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    """Note each file that is written outside of the allowed folders, and each socket."""
    if not _allowed:
        return
    if event == "open":
        path, mode, flags = arguments
        writes = (
            any(one in mode for one in "wax+") if isinstance(mode, str) else flags & (os.O_WRONLY | os.O_RDWR)
        )
        paths = [path] if writes else []
    elif event in {"os.rename", "os.link", "os.symlink"}:
        paths = [arguments[1]]
    elif event in {"os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate"}:
        paths = [arguments[0]]
    elif event == "socket.__new__":
        paths = ["a socket"]
    else:
        return
    if event in {"os.remove", "os.rmdir"} and arguments[-1] != -1:
        return  # relative to an open folder: a temporary one that is removed
    for path in paths:
        if isinstance(path, int) or path == os.devnull:
            continue
        place = Path(os.fsdecode(path))
        # The entry itself is replaced or removed, its folder is where that happens.
        place = place.resolve() if event == "open" else place.parent.resolve() / place.name
        own = Path(tempfile.gettempdir()).resolve()
        temporary = place.is_relative_to(own) and place.relative_to(own).parts[0].startswith("newsld-")
        if not temporary and not any(place.is_relative_to(folder) for folder in _allowed):
            _outside.append(f"{event} {place}")


sys.addaudithook(_audit)


@contextmanager
def _watched(folder: Path) -> Iterator[None]:
    """Verify that nothing is written but in `site`, `out` and `pages` of a folder, and nothing through their links."""
    outside = folder / "outside"
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("site", "out", "pages", "outside"):
        (folder / name).mkdir(parents=True)
    secrets = {
        outside / "secret.yaml": b"newsld: 2\nheadline: h\npeople:\n  p: {Name: Ines}\nbody: Ines.\n",
        outside / "secret.html": b"<!doctype html><html><head><title>x</title></head></html>",
    }
    for path, content in secrets.items():
        path.write_bytes(content)
    try:
        yield
    finally:
        _allowed.clear()
    if _outside:
        noted = ", ".join(_outside)
        _outside.clear()
        raise Broken(f"written outside: {noted}")
    for path, content in secrets.items():
        if path.read_bytes() != content:
            raise Broken(f"written through a link: {path.name}")
    if sorted(outside.iterdir()) != sorted(secrets):
        raise Broken("files were made outside")


@contextmanager
def _own_folder(folder: Path) -> Iterator[Path]:
    """Return a new folder, and verify that nothing is written elsewhere."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    _allowed[:] = [folder.resolve()]
    try:
        yield folder
    finally:
        _allowed.clear()
    if _outside:
        noted = ", ".join(_outside)
        _outside.clear()
        raise Broken(f"written outside: {noted}")


def _folder(content: bytes, folder: Path, random: Random, timed: Timer) -> None:
    site, out, pages = folder / "site", folder / "out", folder / "pages"
    for name in random.sample(NAMES, 3):
        (site / name).write_bytes(content)
    (site / "good.yaml").write_bytes(b"newsld: 2\nheadline: h\nurl: https://herald.example/quay\nbody: b\n")
    (site / "link.yaml").symlink_to("../outside/secret.yaml")
    (pages / "link.html").symlink_to("../outside/secret.html")
    (pages / "page.html").write_bytes(
        b'<!doctype html><html><head><title>x</title><link rel=canonical href="https://herald.example/quay"></head></html>'
    )
    target = random.choice(("../outside", "../outside/secret.yaml", "nothing", "."))
    for name in random.sample(("csv", "good.jsonld", "link.md", "a.jsonld", "good.md"), 3):
        (out / name).symlink_to(target)
    commands = [
        ["export", str(site), "-o", str(out)],
        ["check", "--fix", str(site)],
        ["embed", str(pages), "--from", str(site), "--meta"],
        ["check", str(site), "--diff"],
        ["export", str(site), "-o", str(out), "--check"],
        ["embed", str(pages), "--remove"],
    ]
    _allowed[:] = [place.resolve() for place in (site, out, pages)]
    for arguments in random.sample(commands, 3):
        with timed(arguments[0]):
            done = CliRunner().invoke(main, arguments)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        if done.exit_code not in {0, 1, 2} or "NLD-INT" in done.output or "Traceback" in done.output:
            raise Broken(f"{arguments[0]} ended with {done.exit_code}: {done.output[:500]}")
