"""The formats that newsld reads and writes: one line each in `FORMATS`, one module (or folder) each in this package.

`Format` describes what a line declares and which functions a module has. The command line, the folder walk, archives
and fixes know of a format only what its line declares. Another package adds a format with an entry point of the group
`newsld.formats` that leads to a `Format`; the names and suffixes of newsld's own formats cannot be replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

from newsld.findings.errors import UsageError
from newsld.findings.plugins import entry_points, load_entry_point
from newsld.formats import sniffing
from newsld.formats.format import Aggregator, BodySource, Format, ReadOptions, WriteFormat, WriteOptions
from newsld.syntax.compression import COMPRESSED_SUFFIXES

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "BY_DEFAULT",
    "FORMATS",
    "Aggregator",
    "BodySource",
    "Format",
    "ReadOptions",
    "WriteOptions",
    "all_formats",
    "find_format",
    "format_of",
    "format_of_folder",
    "formats_of",
    "is_folder_of_export",
    "is_name_of_export",
    "sniff",
    "walked_suffixes",
    "written_format",
]

FORMATS: Final[tuple[Format, ...]] = (
    Format(
        "markdown", "newsld.formats.markdown", (".md", ".markdown"), ".md", sniff=sniffing.is_markdown,
        is_story=sniffing.has_markdown_mark, articles="one", fixable="yaml",
    ),
    Format(
        "yaml", "newsld.formats.yaml", (".yaml", ".yml"), ".yaml",
        is_story=sniffing.has_yaml_mark, articles="one", fixable="yaml",
    ),
    Format(
        "warc", "newsld.formats.jsonl", (".warc", ".warc.gz"), sniff=sniffing.is_warc,
        articles="stream", lines=True,
    ),
    Format(
        "parquet-archive", "newsld.formats.jsonl", (".parquet",), sniff=sniffing.is_parquet, is_story=sniffing.never,
        articles="stream", lines=True,
    ),
    Format(
        "jsonl", "newsld.formats.jsonl", (".jsonl", ".jsonl.gz", ".jsonl.zst"), ".jsonl", sniff=sniffing.is_jsonl,
        articles="stream", lines=True, line_suffix=".jsonl", fixable="json",
    ),
    Format(
        "jsonld", "newsld.formats.jsonld", (".jsonld",), ".jsonld", (".json",), sniff=sniffing.is_linked_data,
        has_markup=True, from_records=True, line_suffix=".jsonl", fixable="json",
    ),
    Format(
        "ninjs", "newsld.formats.ninjs", (".ninjs.json",), ".ninjs.json", (".json",), sniff=sniffing.is_ninjs,
        is_story=sniffing.is_ninjs,
    ),
    Format(
        "json", "newsld.formats.json", (".json",), ".json", sniff=sniffing.is_json,
        is_story=sniffing.has_json_mark, articles="one", line_suffix=".jsonl", fixable="json",
    ),
    Format(
        "html", "newsld.formats.html", (".html", ".htm", ".xhtml"), sniff=sniffing.is_html, has_markup=True,
    ),
    Format("nquads", "newsld.formats.nquads", suffix=".nq", reads=False, from_records=True, line_suffix=".nq"),
    Format(
        "csv", "newsld.formats.tables.csv", (".zip",), folder="csv", package="datapackage.json", sniff=sniffing.is_zip,
        is_story=sniffing.never, articles="stream", unique=True,
    ),
    Format("sqlite", "newsld.formats.tables.sqlite", reads=False, folder="", unique=True),
    Format(
        "parquet", "newsld.formats.tables.parquet", reads=False, folder="parquet", package="articles.parquet",
        unique=True,
    ),
    Format("text", "newsld.formats.text", suffix=".reader.md", reads=False),
    Format("chunks", "newsld.formats.chunks", suffix=".chunks.jsonl", reads=False, line_suffix=".chunks.jsonl"),
    Format("news-sitemap", "newsld.formats.news_sitemap", reads=False, folder=""),
)  # fmt: skip
"""Every format that newsld has itself, in the order in which their `sniff` is tried."""

BY_DEFAULT: Final[tuple[WriteFormat, ...]] = ("jsonld", "csv", "markdown")
"""The formats that an export writes when none is named."""

UNRECOGNIZED: Final = "yaml"
"""The format of a text that no `sniff` recognizes."""

_OWN: Final = {known.name: known for known in FORMATS}


def all_formats() -> tuple[Format, ...]:
    """Return the formats of newsld, then those of plug-ins. Raises ConfigurationError for a broken plug-in."""
    return (*FORMATS, *_plugins())


@cache
def _plugins() -> tuple[Format, ...]:
    found: dict[str, Format] = {}
    for point in entry_points("newsld.formats").values():
        known = load_entry_point(point, Format)
        if known.name not in _OWN:
            found.setdefault(known.name, known)
    return tuple(found.values())


def find_format(name: str) -> Format:
    """Return the format of this name. Raises UsageError, with the nearest name, for one that does not exist."""
    if name in _OWN:
        return _OWN[name]
    table = {known.name: known for known in all_formats()}
    if name in table:
        return table[name]
    from newsld.model.text.closest_match import suggest

    nearest = suggest(name, table)
    hint = f"; did you mean {nearest[0]}?" if nearest else ""
    raise UsageError(f"there is no format {name!r}{hint} (known: {', '.join(sorted(table))})")


def written_format(name: str) -> Format:
    """Return the format of this name, which can be written. Raises UsageError for any other."""
    known = find_format(name)
    if not known.writes:
        raise UsageError(f"{name} is a format that newsld reads and does not write")
    return known


def formats_of(file_name: str) -> tuple[Format, ...]:
    """Return the formats that a file of this name may have: that of its suffix first, then those that share the suffix.

    The longest known suffix counts. Empty for a name without one.
    """
    name = file_name.rpartition("/")[2].lower()
    return _with_suffix(name, _own_suffixes()) or _with_suffix(name, _plugin_suffixes())


def _with_suffix(name: str, table: Mapping[str, tuple[Format, ...]]) -> tuple[Format, ...]:
    dot = name.find(".")
    while dot >= 0:
        if name[dot:] in table:
            return table[name[dot:]]
        dot = name.find(".", dot + 1)
    return ()


@cache
def _own_suffixes() -> Mapping[str, tuple[Format, ...]]:
    return _suffix_table(FORMATS)


@cache
def _plugin_suffixes() -> Mapping[str, tuple[Format, ...]]:
    return _suffix_table(_plugins())


def _suffix_table(formats: Iterable[Format]) -> Mapping[str, tuple[Format, ...]]:
    table: dict[str, tuple[Format, ...]] = {}
    readable = [known for known in formats if known.reads]
    pairs = [(suffix, known) for known in readable for suffix in known.suffixes]
    pairs += [(suffix, known) for known in readable for suffix in known.shared_suffixes]
    for suffix, known in pairs:
        table[suffix] = (*table.get(suffix, ()), known)
    return table


def format_of(file_name: str) -> Format | None:
    """Return the format that files of this name have by their suffix; None for a name without a known one."""
    return next(iter(formats_of(file_name)), None)


def walked_suffixes() -> tuple[list[str], list[str]]:
    """Return the suffixes of files that a folder walk takes: always, and if their text begins as a story does."""
    readable = [known for known in all_formats() if known.is_story is not sniffing.never]
    return (
        [suffix for known in readable if known.is_story is None for suffix in known.suffixes],
        [suffix for known in readable if known.is_story is not None for suffix in known.suffixes],
    )


def format_of_folder(folder: Path) -> Format | None:
    """Return the format that makes a folder one input, by the file that its line names; None for any other folder.

    Raises OSError when the folder cannot be read.
    """
    return next((known for known in _packages() if (folder / (known.package or "")).is_file()), None)


@cache
def _packages() -> tuple[Format, ...]:
    return tuple(known for known in all_formats() if known.package and known.reads)


def is_folder_of_export(folder: Path) -> bool:
    """Return whether a folder has the name and the file of a folder that an export writes: `csv/`, `parquet/`.

    Raises OSError when the folder cannot be read.
    """
    packages = [known.package for known in all_formats() if known.folder == folder.name and known.package]
    return any((folder / package).is_file() for package in packages)


def is_name_of_export(file_name: str) -> bool:
    """Return whether a file has a suffix of a format that is only written, such as `.chunks.jsonl`."""
    return file_name.lower().endswith(_written_suffixes())


@cache
def _written_suffixes() -> tuple[str, ...]:
    written = [known for known in all_formats() if not known.reads]
    suffixes = {suffix for known in written for suffix in (known.suffix, known.line_suffix) if suffix}
    packed = {
        known.line_suffix + one for known in written if known.line_suffix for one in COMPRESSED_SUFFIXES
    }
    return (*suffixes, *packed)


def sniff(head: bytes) -> Format:
    """Return the format of a text with these first bytes (of `sniffing.head_of`): YAML when none is recognized."""
    for known in _sniffing():
        if known.sniff is not None and known.sniff(head):
            return known
    return find_format(UNRECOGNIZED)


def _sniffing() -> Iterator[Format]:
    # A plug-in is looked up only for a text that is of no format of newsld's own.
    yield from FORMATS
    yield from _plugins()
