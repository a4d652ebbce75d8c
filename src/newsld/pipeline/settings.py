"""Read the settings in newsld.toml, or in [tool.newsld] of pyproject.toml."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final, Literal, get_args

from newsld.checks.profiles import Selection, expand, find_profile
from newsld.findings.errors import ConfigurationError, UsageError
from newsld.formats import BodySource, ReadOptions
from newsld.syntax.decode import SIZE_LIMIT
from newsld.syntax.gitignore import compile_patterns
from newsld.syntax.read_file import is_file
from newsld.syntax.toml import read_toml

FailOn = Literal["error", "warning", "info", "never"]
FAIL_ON: Final = get_args(FailOn)

_DEFAULT = Selection()


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a configuration file, with the defaults for those that are not set.

    `zone` is the IANA name of the time zone of timestamps without an offset; without it they are findings. `entities`
    are the shared entity files. `license` is the URL of the licence of the CSV package, `sitemap_address` that of the
    folder that will contain news sitemaps. `size_limit` is in bytes. `exclude` are patterns in the syntax of
    .gitignore, relative to `folder`, for files to skip in folders. With `all_articles`, all articles of a page are
    read, and not only its main story; `body` is `page` if the text of a page may come from the visible page. `fail_on`
    is the least severity for which a check ends with exit status 1. `pipeline` is the installed spaCy pipeline that
    drafts use. `rules` selects the rules that a check runs. `file` is the configuration file, None for the defaults.
    """

    zone: str | None = None
    entities: tuple[Path, ...] = ()
    license: str | None = None
    sitemap_address: str | None = None
    size_limit: int = SIZE_LIMIT
    exclude: tuple[str, ...] = ()
    all_articles: bool = False
    body: BodySource = "markup"
    fail_on: FailOn | None = None
    pipeline: str | None = None
    rules: Selection = _DEFAULT
    file: Path | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        """Raise UsageError for a setting that needs a library which is not installed."""
        if self.body == "page":
            from newsld.web.html.visible_story import require_page_extra

            require_page_extra()

    def read_options(
        self, entities: Mapping[str, Mapping[str, Any]] | None = None, *, notes: bool = False
    ) -> ReadOptions:
        """Return the options to read an input with."""
        return ReadOptions(self.size_limit, entities, notes, self.all_articles, self.body)

    @property
    def folder(self) -> Path | None:
        """The folder of the configuration file, to which its paths and patterns are relative."""
        return self.file.parent if self.file else None


def find_settings(start: Path) -> Settings:
    """Return the settings for a file or folder.

    Looks for newsld.toml, then for pyproject.toml with a table [tool.newsld], in the folder and in each one above it.
    Only the nearest is used. The search ends at the root of a repository (a folder with .git) or of the file system;
    without a file the defaults apply. Raises ConfigurationError for an invalid configuration.
    """
    start = _resolved(start)
    for folder in [start, *start.parents] if start.is_dir() else start.parents:
        own = folder / "newsld.toml"
        if own.is_file():
            return read_settings(own)
        if os.path.lexists(own):
            # Ignoring it would silently check by other rules than the configured ones.
            raise ConfigurationError(f"{own}: is not a file: replace it by a file, or remove it")
        if (shared := folder / "pyproject.toml").is_file() and _table(shared) is not None:
            return read_settings(shared)
        if (folder / ".git").exists():
            break
    return Settings()


def read_settings(file: Path) -> Settings:
    """Return the settings of a configuration file; a file named pyproject.toml has them in [tool.newsld].

    Raises ConfigurationError, with the file and a suggestion, when it cannot be read, is not TOML, has a setting that
    does not exist or an invalid value.
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
            (rules if key in _RULE_SETTINGS else values)[name] = check(value, file.parent)
        except (ValueError, UsageError) as error:
            raise ConfigurationError(f"{file}: {key}: {error}") from None
    if rules:
        values["rules"] = Selection(**rules, folder=file.parent)
    return Settings(**values, file=file)


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:  # Python 3.11 and 3.12 raise RuntimeError for a loop
        raise ConfigurationError(f"{path}: the link cannot be followed: fix the link") from error


def _table(file: Path) -> Mapping[str, Any] | None:
    """Return the table of settings in a file; None for a pyproject.toml without one."""
    content = read_toml(file)
    if file.name != "pyproject.toml":
        return content
    tool = content.get("tool")
    if tool is not None and not isinstance(tool, dict):
        raise ConfigurationError(
            f"{file}: tool must be a table: write [tool.newsld] and the settings below it"
        )
    if tool is None or "newsld" not in tool:
        return None
    table = tool["newsld"]
    if not isinstance(table, dict):
        raise ConfigurationError(
            f"{file}: tool.newsld must be a table: write [tool.newsld] and the settings below it"
        )
    return table


def _unknown(file: Path, key: str) -> str:
    from newsld.model.text.closest_match import did_you_mean

    hint = did_you_mean(key, _SETTINGS, f"the settings are {', '.join(_SETTINGS)}")
    return f"{file}: there is no setting {key!r}: {hint}"


def _zone(value: object, _folder: Path) -> str:
    from zoneinfo import ZoneInfo

    if not isinstance(value, str):
        raise ValueError('must be the IANA name of a time zone, such as "Asia/Kolkata"')
    try:
        ZoneInfo(value)
    except (OSError, ValueError, KeyError):
        raise ValueError(
            f'there is no time zone {value!r}: use an IANA name such as "Asia/Kolkata"'
        ) from None
    return value


def _entities(value: object, folder: Path) -> tuple[Path, ...]:
    paths = tuple(folder / name for name in _texts(value, 'such as ["newsroom.yaml"]'))
    for path in paths:
        if not is_file(path):
            raise ValueError(f"there is no file {path}: paths are relative to the folder of this file")
    return paths


def _exclude(value: object, _folder: Path) -> tuple[str, ...]:
    patterns = _texts(value, 'such as ["drafts/"]')
    for pattern in patterns:
        try:
            compile_patterns([pattern])
        except ValueError:
            raise ValueError(f"{pattern!r} is not a valid pattern: use the syntax of .gitignore") from None
    return patterns


def _texts(value: object, example: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(text, str) and text for text in value):
        raise ValueError(f"must be a list of strings, {example}")
    return tuple(value)


def _url(value: object, _folder: Path, *, expected: str) -> str:
    from urllib.parse import urlsplit

    if not isinstance(value, str) or any(one.isspace() or not one.isprintable() for one in value):
        raise ValueError(f"must be {expected}")
    try:
        url = urlsplit(value)
        is_valid = url.scheme in {"http", "https"} and bool(url.hostname)
    except ValueError:  # a malformed IPv6 host
        is_valid = False
    if not is_valid:
        raise ValueError(f"{value!r} is not {expected}")
    return value


def _size_limit(value: object, _folder: Path) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(f"must be a whole number of bytes above 0, such as {SIZE_LIMIT} (32 MiB)")
    return value


def _profiles(value: object, folder: Path) -> tuple[str, ...]:
    names = _texts(
        [value] if isinstance(value, str) else value, 'such as ["google", "paywall"], or one string'
    )
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
            raise ValueError("a pattern is empty: write a pattern that matches the files")
        _exclude([pattern], folder)
        if pattern.startswith("!"):
            raise ValueError(f"{pattern!r} is a negated pattern: write a pattern that matches the files")
        try:
            _rules(names, folder)
        except (ValueError, UsageError) as error:
            raise ValueError(f"{pattern!r}: {error}") from None
    return tuple([(pattern, tuple(names)) for pattern, names in value.items()])


def _all_articles(value: object, _folder: Path) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def _pipeline(value: object, _folder: Path) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError('must be the name of an installed spaCy pipeline, such as "en_core_web_sm"')
    return value


def _fail_on(value: object, _folder: Path) -> str:
    if value not in FAIL_ON:
        raise ValueError(f"must be one of {', '.join(FAIL_ON)}")
    return str(value)


def _body(value: object, _folder: Path) -> str:
    if value not in ("markup", "page"):
        raise ValueError('must be "markup" or "page"')
    return str(value)


_SETTINGS: Mapping[str, tuple[str, Callable[[object, Path], object]]] = {
    "zone": ("zone", _zone),
    "entities": ("entities", _entities),
    "license": (
        "license",
        partial(
            _url, expected='the URL of a licence, such as "https://creativecommons.org/licenses/by/4.0/"'
        ),
    ),
    "size-limit": ("size_limit", _size_limit),
    "exclude": ("exclude", _exclude),
    "profile": ("profiles", _profiles),
    "select": ("select", _rules),
    "extend-select": ("extend_select", _rules),
    "ignore": ("ignore", _rules),
    "per-file-ignores": ("per_file_ignores", _per_file_ignores),
    "sitemap-address": (
        "sitemap_address",
        partial(
            _url,
            expected='the URL of the folder that contains the sitemaps, such as "https://herald.example/"',
        ),
    ),
    "fail-on": ("fail_on", _fail_on),
    "all-articles": ("all_articles", _all_articles),
    "body": ("body", _body),
    "pipeline": ("pipeline", _pipeline),
}
"""The settings by key: the field of `Settings` or `Selection`, and the function that validates the value."""

_RULE_SETTINGS = frozenset({"profile", "select", "extend-select", "ignore", "per-file-ignores"})
"""The settings that are fields of `Selection`."""
