"""Generate the pages of docs/reference whose text is in the code: `make docs`, or `python tools/docs/generate.py`.

Each function of `PAGES` returns one page. Its words come from help texts, docstrings and the catalogue of rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from pages.api import api
from pages.commands import commands
from pages.configuration import configuration
from pages.formats import formats, ninjs, tables
from pages.model import model
from pages.namespace import namespace
from pages.rules import findings, profiles

FOLDER: Final = Path(__file__).resolve().parents[2] / "docs" / "reference"

PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "api.md": api,
    "commands.md": commands,
    "configuration.md": configuration,
    "findings.md": findings,
    "formats.md": formats,
    "model.md": model,
    "namespace.md": namespace,
    "ninjs.md": ninjs,
    "profiles.md": profiles,
    "tables.md": tables,
}
"""The generated pages of docs/reference, by file name, and the functions that return their text."""


if __name__ == "__main__":
    for page, make in PAGES.items():
        (FOLDER / page).write_text(make(), "utf-8")
