"""Changes to plant in the asylum story, each with what a comparison must report about it, and nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

__all__ = ["PLANTED", "Planted"]


class Planted(NamedTuple):
    """Edits of the file of a story, and the one change that they are."""

    kind: str
    action: str
    what: str
    edits: tuple[tuple[str, str], ...]
    old: str = ""
    new: str = ""


def _read() -> tuple[Planted, ...]:
    changes = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["change"]
    return tuple(Planted(**{**one, "edits": tuple(map(tuple, one["edits"]))}) for one in changes)


PLANTED = _read()
