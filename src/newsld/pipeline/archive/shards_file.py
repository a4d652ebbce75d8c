"""Read and write the files that describe an export in shards: `shards.json`, and `shard.json` in each shard.

They contain no time and no path, so a run that was killed and continued has the bytes of one that was not.
"""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from newsld.findings.errors import OutputError, UsageError, unreadable_error
from newsld.formats import WriteOptions
from newsld.model.versions import package_version
from newsld.pipeline.archive.shard_plan import ShardPart
from newsld.pipeline.archive.work_items import InputItem
from newsld.pipeline.output import write_atomic
from newsld.syntax.read_file import read_file

_NAME: Final = "shards.json"
_ABOUT: Final = (
    "An archive exported in shards. Run the same command again to go on; each shard says what it contains"
)
_LIMIT: Final = 1 << 20
_NUMBERS: Final = (
    "shard", "first_line", "lines", "first_record", "records", "start", "end", "read", "articles", "errors",
)  # fmt: skip


def shard_entry(part: ShardPart, articles: int, errors: int, internal_error: bool) -> dict[str, Any]:
    """Return the content of `shard.json`: which records of the archive a shard has, and what became of them."""
    return {
        "shard": part.number,
        "first_line": part.content.first_line,
        "lines": part.lines,
        "first_record": part.content.first_number,
        "records": part.records,
        "start": part.start,
        "end": part.end,
        "read": part.read,
        "articles": articles,
        "errors": errors,
        "internal_error": internal_error,
    }


def read_shard(folder: Path) -> dict[str, Any] | None:
    """Return the entry of a finished shard; None if the folder is none."""
    entry = _read(folder / "shard.json")
    if entry is None or not all(type(entry.get(name)) is int for name in _NUMBERS):
        return None
    return entry if type(entry.get("internal_error")) is bool else None


def write_json(path: Path, data: dict[str, Any]) -> None:
    """Write data as JSON, with one key a line. Raises OutputError."""
    write_atomic(path, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())


def _read(path: Path) -> dict[str, Any] | None:
    try:
        data = json.loads(read_file(path, _LIMIT))
    except (OSError, ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


class ShardsFile:
    """The file `shards.json` in a folder: what identifies the run, and its totals once it is complete."""

    def __init__(
        self,
        directory: Path,
        item: InputItem,
        formats: tuple[str, ...],
        options: WriteOptions,
        *,
        records: int,
        compress: str | None,
    ) -> None:
        assert item.input.path is not None, "the archive is a file"
        self._path = directory / _NAME
        self._run = {
            "newsld": package_version(),
            "input": item.input.relative.name,
            "bytes": item.input.path.stat().st_size,
            "records a shard": records,
            "formats": list(formats),
            "compress": compress,
            "options": _plain(options),
            "configuration": _configuration(item),
        }

    def begin(self) -> None:
        """Write the file, or check that the folder has the shards of the same run.

        Raises UsageError for those of another run, OutputError when the file cannot be read or written.
        """
        try:
            exists = self._path.exists()
        except OSError as error:
            raise OutputError(f"{self._path} cannot be read: {error.strerror or error}") from error
        if not exists:
            write_json(self._path, {"about": _ABOUT, "run": self._run})
            return
        earlier = (_read(self._path) or {}).get("run")
        if earlier == self._run:
            return
        before = earlier if isinstance(earlier, dict) else {}
        names = [name for name, value in self._run.items() if before.get(name) != value]
        raise UsageError(
            f"{self._path} is of another run ({', '.join(names)} differ): choose another folder, or delete this one"
        )

    def finish(self, total: dict[str, int]) -> None:
        """Add the totals of a complete run."""
        write_json(self._path, {"about": _ABOUT, "run": self._run, "total": total})


def _plain(options: WriteOptions) -> dict[str, Any]:
    """Return the options as JSON, without those that are not data."""
    values = {one.name: getattr(options, one.name) for one in fields(options) if one.name != "report"}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()
    }


def _configuration(item: InputItem) -> str:
    """Return a checksum of the settings that outputs depend on, and of the entity files, but not of their paths."""
    settings = item.settings
    digest = sha256(
        repr(
            (settings.zone, settings.license, settings.size_limit, settings.all_articles, settings.body)
        ).encode()
    )
    for path in settings.entities:
        try:
            digest.update(read_file(path))
        except OSError as error:
            raise unreadable_error(str(path), error) from error
    return digest.hexdigest()[:16]
