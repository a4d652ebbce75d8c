"""Find what other packages add to newsld: formats, profiles and checks, as entry points.

`newsld.formats`: the name of a format and the `newsld.formats.Format` that describes it. `newsld.profiles`: the name of
a profile and the package that has it as `NAME.toml`. `newsld.checks`: a group of codes in lower case and the package
that has `CHECKS` and, as `GROUP.toml`, the catalogue of its rules.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["entry_points"]

_GROUP: Final = re.compile(rb"^\[(newsld\.[a-z]+)\]", re.MULTILINE)


@cache
def entry_points(group: str) -> Mapping[str, EntryPoint]:
    """Return the entry points of a group by name; of two with one name, the first on the path."""
    if group not in _installed_groups():
        return {}
    from importlib.metadata import entry_points as find

    found: dict[str, EntryPoint] = {}
    for point in find(group=group):
        found.setdefault(point.name, point)
    return found


@cache
def _installed_groups() -> frozenset[str]:
    """Return the groups of newsld that an installed package has entry points of.

    importlib.metadata takes 30 ms to say that there is none; reading the files themselves takes one.
    """
    found: set[str] = set()
    for place in map(Path, sys.path):
        try:
            with os.scandir(place) as entries:
                files = [Path(one.path, "entry_points.txt") for one in entries if one.name.endswith("-info")]
        except OSError:
            if place.is_file():  # a zip: nothing but importlib.metadata reads it
                return frozenset({"newsld.formats", "newsld.profiles", "newsld.checks"})
            continue
        for file in files:
            if file.is_file():
                found.update(name.decode() for name in _GROUP.findall(file.read_bytes()))
    return frozenset(found)
