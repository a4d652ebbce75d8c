"""Generate `expected/` of each story of fixtures/stories: the exports that tests/test_golden.py compares byte by byte.

`make golden` runs it. `expected/` holds the JSON-LD in both profiles, the Markdown, the YAML, the text for readers, the
passages for retrieval and each table that has a row. It omits other writings of the same data, tables with only a
header, and the metadata of the tables, which is the same for every story (schemas/tables.*).
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import newsld

STORIES: Final = Path(__file__).resolve().parent.parent / "fixtures" / "stories"
FORMATS: Final = ("jsonld", "markdown", "yaml", "csv", "text", "chunks")


def generate() -> dict[str, bytes]:
    """Return the content of every expected file, by its path below fixtures/stories."""
    generated: dict[str, bytes] = {}
    for path in sorted([*STORIES.glob("*/story.md"), *STORIES.glob("*/story.yaml")]):
        with TemporaryDirectory() as folder:
            full, page = Path(folder, "full"), Path(folder, "page")
            newsld.export(path, full, FORMATS)
            newsld.export(path, page, ["jsonld"], jsonld="page")
            files = {file.relative_to(full).as_posix(): file.read_bytes() for file in full.rglob("[!.]*.*")}
            files["story.page.jsonld"] = (page / "story.jsonld").read_bytes()
        for file, content in sorted(files.items()):
            if not file.startswith("csv/") or (file.endswith(".csv") and content.count(b"\r\n") > 1):
                generated[f"{path.parent.name}/expected/{file}"] = content
    return generated


def read_expected() -> dict[str, bytes]:
    """Return the content of every file in an `expected/` folder, by its path below fixtures/stories."""
    files = (file for file in STORIES.glob("*/expected/**/*") if file.is_file())
    return {file.relative_to(STORIES).as_posix(): file.read_bytes() for file in sorted(files)}


def main() -> None:
    """Write each file that is missing or out of date, delete those that are no longer generated, and print both."""
    generated, old = generate(), read_expected()
    for name in sorted(generated.keys() | old.keys()):
        path = STORIES / name
        if name not in generated:
            path.unlink()
            print(f"deleted {path}")
        elif generated[name] != old.get(name):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(generated[name])
            print(f"wrote {path}")


if __name__ == "__main__":
    main()
