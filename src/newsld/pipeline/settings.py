"""The settings of a newsroom: newsld.toml, or [tool.newsld] in pyproject.toml."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsld.checks.profiles import Selection, expand, find_profile
from newsld.findings.errors import ConfigurationError, UsageError
from newsld.syntax.decode import SIZE_LIMIT
from newsld.syntax.toml import read_toml

__all__ = ["Settings", "find_settings", "read_settings"]

_DEFAULT = Selection()


@dataclass(frozen=True, slots=True)
class Settings:
    """What a newsroom has set, with the defaults for what it has not.

    `zone` is the IANA name of the time zone that timestamps without an offset are in; without it
    they are findings. `entities` are the shared entity files. `license` is the URL of the
    licence of the CSV package, `sitemap_address` that of the folder that news sitemaps will stand in.
    `size_limit` is in bytes. `exclude` are patterns, written as in .gitignore and counted from `folder`,
    of what a walk leaves out. `rules` are the rules that a check asks.
    `file` is the configuration file itself, None where there is none.
    """

    zone: str | None = None
    entities: tuple[Path, ...] = ()
    license: str | None = None
    sitemap_address: str | None = None
    size_limit: int = SIZE_LIMIT
    exclude: tuple[str, ...] = ()
    rules: Selection = _DEFAULT
    file: Path | None = field(default=None, compare=False)

    @property
    def folder(self) -> Path | None:
        """The folder of the configuration file, from which its paths and patterns count."""
        return self.file.parent if self.file else None


def find_settings(start: Path) -> Settings:
    """The settings that hold for a file or folder.

    Looks for newsld.toml, then for pyproject.toml with a table [tool.newsld], in the folder and in
    each one above it. The nearest counts, alone. The search ends at the root of a repository
    (a folder with .git) or of the file system; nothing found means the defaults. Raises
    ConfigurationError for a configuration that is broken.
    """
    start = _resolved(start)
    for folder in [start, *start.parents] if start.is_dir() else start.parents:
        own = folder / "newsld.toml"
        if own.is_file():
            return read_settings(own)
        if os.path.lexists(own):
            # To pass over it would be to check by other rules than those somebody meant to set.
            raise ConfigurationError(f"{own}: is no file that can be read: put a file there, or remove it")
        if (shared := folder / "pyproject.toml").is_file() and _table(shared) is not None:
            return read_settings(shared)
        if (folder / ".git").exists():
            break
    return Settings()


def read_settings(file: Path) -> Settings:
    """The settings of one configuration file; pyproject.toml by name has them in [tool.newsld].

    Raises ConfigurationError, naming the file and the mend, when it cannot be read, is not TOML, has a
    setting that does not exist or a value that does not fit.
    """
    file = _resolved(file)
    table = _table(file)
    values: dict[str, Any] = {}
    rules: dict[str, Any] = {}
    for key, value in (table or {}).items():
        if key not in _SETTINGS:
            raise ConfigurationError(_unknown(file, key))
        name, check = _SETTINGS[key]
        try:
            (rules if key in _OF_RULES else values)[name] = check(value, file.parent)
        except (ValueError, UsageError) as wrong:
            raise ConfigurationError(f"{file}: {key}: {wrong}") from None
    if rules:
        values["rules"] = Selection(**rules, folder=file.parent)
    return Settings(**values, file=file)


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:  # RuntimeError is what Python 3.11 and 3.12 have for a loop
        raise ConfigurationError(f"{path}: cannot be followed: mend the link") from error


def _table(file: Path) -> Mapping[str, Any] | None:
    """The table of settings in a file; None for a pyproject.toml that has none."""
    content = read_toml(file)
    if file.name != "pyproject.toml":
        return content
    tool = content.get("tool")
    if tool is not None and not isinstance(tool, dict):
        raise ConfigurationError(f"{file}: tool must be a table: write [tool.newsld] and settings below it")
    if tool is None or "newsld" not in tool:
        return None
    table = tool["newsld"]
    if not isinstance(table, dict):
        raise ConfigurationError(
            f"{file}: tool.newsld must be a table: write [tool.newsld] and settings below it"
        )
    return table


def _unknown(file: Path, key: str) -> str:
    from newsld.model.text.closest_match import suggest

    near = suggest(key, _SETTINGS)
    mend = f"did you mean {near[0]}?" if near else f"the settings are {', '.join(_SETTINGS)}"
    return f"{file}: there is no setting {key!r}; {mend}"


def _zone(value: object, _folder: Path) -> str:
    from zoneinfo import ZoneInfo

    if not isinstance(value, str):
        raise ValueError('must be the IANA name of a time zone, such as "Asia/Kolkata"')
    try:
        ZoneInfo(value)
    except (OSError, ValueError, KeyError):
        raise ValueError(
            f'no time zone is called {value!r}: write an IANA name such as "Asia/Kolkata"'
        ) from None
    return value


def _entities(value: object, folder: Path) -> tuple[Path, ...]:
    paths = tuple(folder / name for name in _texts(value, 'such as ["newsroom.yaml"]'))
    for path in paths:
        if not path.is_file():
            raise ValueError(f"there is no file {path}: paths count from the folder of this configuration")
    return paths


def _exclude(value: object, _folder: Path) -> tuple[str, ...]:
    from pathspec import GitIgnoreSpec

    patterns = _texts(value, 'such as ["drafts/"]')
    for pattern in patterns:
        try:
            GitIgnoreSpec.from_lines([pattern])
        except ValueError:
            raise ValueError(f"{pattern!r} is no pattern: write it as in .gitignore") from None
    return patterns


def _texts(value: object, example: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(text, str) and text for text in value):
        raise ValueError(f"must be a list of texts, {example}")
    return tuple(value)


def _license(value: object, _folder: Path) -> str:
    return _url(value, 'the URL of a licence, such as "https://creativecommons.org/licenses/by/4.0/"')


def _sitemap_address(value: object, _folder: Path) -> str:
    return _url(value, 'the URL of the folder that sitemaps stand in, such as "https://herald.example/"')


def _url(value: object, wanted: str) -> str:
    from urllib.parse import urlsplit

    if not isinstance(value, str) or any(sign.isspace() or not sign.isprintable() for sign in value):
        raise ValueError(f"must be {wanted}")
    try:
        url = urlsplit(value)
        known = url.scheme in {"http", "https"} and bool(url.hostname)
    except ValueError:  # what urlsplit has for a malformed IPv6 host
        known = False
    if not known:
        raise ValueError(f"{value!r} is not {wanted}")
    return value


def _size_limit(value: object, _folder: Path) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(f"must be a whole number of bytes above 0, such as {SIZE_LIMIT} (32 MiB)")
    return value


def _profiles(value: object, folder: Path) -> tuple[str, ...]:
    names = _texts([value] if isinstance(value, str) else value, 'such as ["google", "paywall"], or one text')
    if not names:
        raise ValueError('must name a profile, such as "default"')
    return tuple([find_profile(name, folder).name for name in names])


def _rules(value: object, _folder: Path) -> tuple[str, ...]:
    names = _texts(value, 'such as ["NLD-GOO-012", "TRU"]')
    for name in names:
        expand(name)
    return names


def _per_file_ignores(value: object, folder: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(value, dict):
        raise ValueError('must be a table of patterns, such as {"archive/" = ["GOO"]}')
    for pattern, names in value.items():
        if not pattern:
            raise ValueError("a pattern is empty: name the files that are meant")
        _exclude([pattern], folder)
        if pattern.startswith("!"):
            raise ValueError(f"{pattern!r} says what is not meant: name the files that are")
        try:
            _rules(names, folder)
        except (ValueError, UsageError) as wrong:
            raise ValueError(f"{pattern!r}: {wrong}") from None
    return tuple([(pattern, tuple(names)) for pattern, names in value.items()])


_SETTINGS: Mapping[str, tuple[str, Callable[[object, Path], object]]] = {
    "zone": ("zone", _zone),
    "entities": ("entities", _entities),
    "license": ("license", _license),
    "size-limit": ("size_limit", _size_limit),
    "exclude": ("exclude", _exclude),
    "profile": ("profiles", _profiles),
    "select": ("select", _rules),
    "ignore": ("ignore", _rules),
    "per-file-ignores": ("per_file_ignores", _per_file_ignores),
    "sitemap-address": ("sitemap_address", _sitemap_address),
}
"""Every setting as it is written, the field that holds it, and what its value must be."""

_OF_RULES = frozenset({"profile", "select", "ignore", "per-file-ignores"})
"""The settings that are fields of `Selection`."""
