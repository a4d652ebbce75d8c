"""Rules and a profile of another package: entry points, a catalogue and a module of checks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKS = """
\"\"\"Rules of the harbour desk.\"\"\"

from newsld.web.markup import Check


def names_a_port(article):
    for value in article.values("headline"):
        if "port" not in (value.text or "").lower():
            yield article.finding("NLD-HBR-001", "the headline names no port", suggestion="name it", at=value)


CHECKS = (Check(("NLD-HBR-001",), "article", names_a_port),)
"""
RULES = """
[NLD-HBR-001]
severity = "warning"
title = "A headline names a port"
why = "Readers of the desk look for ports."
bad = '"headline": "Ferry returns"'
good = '"headline": "Ferry returns to Port Aldane"'
serves = "readers"
source = "the harbour desk"
"""
PROFILE = """
title = "Harbour desk"
extends = ["default"]
[rules]
NLD-HBR-001 = {documented = "https://harbour.example/style", read = 2026-01-31}
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder for sys.path with an installed package that brings rules and a profile."""
    info, package = tmp_path / "site" / "harbour-1.0.dist-info", tmp_path / "site" / "harbour"
    info.mkdir(parents=True)
    package.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: harbour\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[newsld.checks]\nhbr = harbour\n\n[newsld.profiles]\nharbour = harbour\n"
    )
    for name, text in (("__init__.py", CHECKS), ("hbr.toml", RULES), ("harbour.toml", PROFILE)):
        (package / name).write_text(text)
    (tmp_path / "a.yaml").write_text("newsld: 2\nheadline: Ferry returns\n")
    return tmp_path / "site"


def _newsld(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "newsld", *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(site), *sys.path])},
        cwd=site.parent,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("options", "found"),
    [((), False), (("--profile", "harbour"), True), (("--select", "HBR"), True), (("--select", "ALL"), True),
     (("--profile", "harbour", "--ignore", "NLD-HBR"), False)],
)  # fmt: skip
def test_rules_of_a_plug_in_are_enabled_like_any_other(
    site: Path, options: tuple[str, ...], found: bool
) -> None:
    """By a profile of its own, by code and by group; without that they are not run."""
    done = _newsld(site, "check", "--output-format", "json", *options, "a.yaml")
    codes = [one["code"] for one in json.loads(done.stdout)]
    assert ("NLD-HBR-001" in codes) is found, done.stderr


def test_a_rule_of_a_plug_in_is_explained(site: Path) -> None:
    """With its entry of the catalogue."""
    assert "A headline names a port" in _newsld(site, "rule", "NLD-HBR-001").stdout


def test_a_name_close_to_that_of_a_plug_in_is_suggested(site: Path) -> None:
    """As for the profiles of newsld."""
    assert "did you mean harbour?" in _newsld(site, "check", "--profile", "harbor", "a.yaml").stderr


@pytest.mark.parametrize("name", ["hbr.toml", "harbour.toml", "__init__.py"])
def test_a_plug_in_without_its_files_is_one_line(site: Path, name: str) -> None:
    """It names the plug-in and what to do."""
    (site / "harbour" / name).unlink()
    if name == "__init__.py":
        (site / "harbour" / name).write_text("import nothing_such\n")
    done = _newsld(site, "check", "--profile", "harbour", "a.yaml")
    assert done.returncode == 2, done.stdout
    assert done.stderr.count("\n") == 1
    assert "update or uninstall it" in done.stderr
