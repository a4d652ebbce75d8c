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
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NewType

from newsld.findings.errors import ConfigurationError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint
    from importlib.resources.abc import Traversable

PluginName = NewType("PluginName", str)
"""The name of a format or profile that another package adds, for type checkers: `newsld.write(article,
PluginName("own"))`."""

_GROUPS: Final = frozenset({"newsld.formats", "newsld.profiles", "newsld.checks"})
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


def load_entry_point(point: EntryPoint, expected: type) -> Any:
    """Return the object that an entry point leads to. Raises ConfigurationError if it is broken or of another type."""
    try:
        loaded = point.load()
    except Exception as error:
        raise _broken(point, str(error)) from error
    if not isinstance(loaded, expected):
        raise _broken(point, f"it is no {expected.__name__}")
    return loaded


def packaged_file(point: EntryPoint, name: str) -> Traversable:
    """Return a file of the package that an entry point names. Raises ConfigurationError if there is none."""
    from importlib.resources import files

    try:
        file = files(point.module) / name
    except Exception as error:
        raise _broken(point, str(error)) from error
    if not file.is_file():
        raise _broken(point, f"it has no file {name}")
    return file


def _broken(point: EntryPoint, reason: str) -> ConfigurationError:
    return ConfigurationError(
        f"the plug-in {point.name} = {point.value} ({point.group}) cannot be used: {reason}; update or uninstall it"
    )


@cache
def _installed_groups() -> frozenset[str]:
    """Return the groups of newsld that an installed package has entry points of.

    importlib.metadata takes 30 ms to find none; reading the files themselves takes one.
    """
    found: set[str] = set()
    for place in sys.path:
        try:
            with os.scandir(place or ".") as entries:
                folders = [one.path for one in entries if one.name.endswith("-info")]
        except OSError:
            if os.path.isfile(place):  # noqa: PTH113 -- ten times faster than pathlib here
                return _GROUPS  # a zip: only importlib.metadata reads it
            continue
        for folder in folders:
            with suppress(OSError), open(f"{folder}/entry_points.txt", "rb") as file:  # noqa: PTH123
                found.update(name.decode() for name in _GROUP.findall(file.read()))
    return frozenset(found)
