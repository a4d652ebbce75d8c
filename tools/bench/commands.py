"""Compare whole commands with the least that any Python program of their kind does."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench.rounds import Row, command, compare, newsld_command, table
from bench.usual_stories import STORY

FILES = 10
EXTRA = 0.2
"""Seconds of CPU time that a command for one file may take in addition to importing pydantic."""


def measure() -> str:
    """Return the section of the commands."""
    with tempfile.TemporaryDirectory() as folder:
        stories = []
        for number in range(FILES):
            story = Path(folder, f"story-{number}.md")
            story.write_text(STORY.read_text("utf-8").replace("/ferry-aground", f"/{number}", 1), "utf-8")
            stories.append(str(story))
        one = newsld_command("check", stories[0])
        export = newsld_command("export", stories[0], "-o", str(Path(folder, "out")))
        importing = command("-c", "import pydantic")
        rows = [
            *compare(
                "newsld --help", newsld_command("--help"), {"bare python": command("-c", "pass")}, at_most=5
            ),
            *compare(
                "newsld check of 10 files",
                newsld_command("check", *stories),
                {"of one file": one},
                at_most=1.5,
            ),
            *compare("newsld check of one file", one, {"import pydantic": importing}),
            *compare("newsld export of one file", export, {"import pydantic": importing}),
        ]
    lines = [_extra(row) for row in rows[2:]]
    return f"{table(rows)}\n{''.join(lines)}"


def _extra(row: Row) -> str:
    extra = row.ours - row.theirs
    missed = ", missed" if round(extra, 2) > EXTRA else ""
    return f"- {row.job}: {extra:.2f} s more than {row.other}. The goal is at most {EXTRA:g} s{missed}.\n"
