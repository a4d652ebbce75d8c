"""What newsld makes of each story of fixtures/stories, kept beside it in `expected/`: `make golden` writes it anew.

Kept are the JSON-LD in both profiles, the Markdown, the YAML and the tables that have a row. Left out is what says
nothing more: the other writings of the same data, tables of which only the header is there, and the metadata of
the tables, which is the same for every story (schemas/tables.*).
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import newsld
from stories import FOLDER, fixture_paths

__all__ = ["expected", "kept"]

FORMATS = ("jsonld", "markdown", "yaml", "csv")


def expected() -> dict[str, bytes]:
    """Every file that should stand in an `expected/`, by its path below fixtures/stories."""
    made: dict[str, bytes] = {}
    for name, path in fixture_paths().items():
        with TemporaryDirectory() as place:
            full, page = Path(place, "full"), Path(place, "page")
            newsld.export(path, full, FORMATS)
            newsld.export(path, page, ["jsonld"], profile="page")
            files = {file.relative_to(full).as_posix(): file.read_bytes() for file in full.rglob("*.*")}
            files["story.page.jsonld"] = (page / "story.jsonld").read_bytes()
        for file, content in sorted(files.items()):
            if not file.startswith("csv/") or (file.endswith(".csv") and content.count(b"\r\n") > 1):
                made[f"{name}/expected/{file}"] = content
    return made


def kept() -> dict[str, bytes]:
    """Every file that stands in an `expected/`, by its path below fixtures/stories."""
    files = (file for file in FOLDER.glob("*/expected/**/*") if file.is_file())
    return {file.relative_to(FOLDER).as_posix(): file.read_bytes() for file in sorted(files)}


def main() -> None:
    """Write every file that is missing or differs, and take away what should not be there."""
    made, stood = expected(), kept()
    for name in sorted(made.keys() | stood.keys()):
        path = FOLDER / name
        if name not in made:
            path.unlink()
            sys.stdout.write(f"{path}: gone\n")
        elif made[name] != stood.get(name):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made[name])
            sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
