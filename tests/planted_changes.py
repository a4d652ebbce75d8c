"""Changes to plant in stories, each with what a comparison must report about it, and nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple


class Planted(NamedTuple):
    """Edits of the file of a story, and the one change that they are."""

    kind: str
    action: str
    what: str
    edits: tuple[tuple[str, str], ...]
    old: str = ""
    new: str = ""


class Correction(NamedTuple):
    """Several edits of the file of a story, and the kinds and actions of the changes that they are."""

    title: str
    story: str
    changes: list[list[str]]
    edits: tuple[tuple[str, str], ...]


_READ = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))

PLANTED = tuple(Planted(**{**one, "edits": tuple(map(tuple, one["edits"]))}) for one in _READ["change"])
CORRECTIONS = tuple(
    Correction(**{**one, "edits": tuple(map(tuple, one["edits"]))}) for one in _READ["correction"]
)
