"""Archives of lines for tests: stories with a url each, clean or with faults."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PLACES = ("Storholm", "Lerwick", "Aldane", "Port Erin", "Ness")
BAD_LINES = (
    b'{"newsld":2,"headline":',
    b'{"newsld":2,"headline":"Quay","inLanguage":7}',
    b"[]",
    b"\xff\xfe",
    b"",
)
"""Lines that are no story, and a blank one, which is not counted."""


def story(number: int) -> dict[str, Any]:
    """Return a story with a place, a person, a mention of it and a citation."""
    place = PLACES[number % len(PLACES)]
    text = f"The quay of {place} is open, Ines Gates said. Boat {number} left at noon."
    return {
        "newsld": 2,
        "headline": f"Quay {number} of {place} reopens",
        "url": f"https://news.example/quay/{number}",
        "datePublished": "2025-03-04T18:20:00+00:00",
        "body": {"text": text},
        "people": {"gates": {"name": "Ines Gates"}},
        "places": {"quay": {"name": place}},
        "mentions": [{"words": place, "of": "quay"}, {"words": "Ines Gates", "of": "gates"}],
        "citations": {"said": {"covers": f"The quay of {place} is open", "chain": [{"parties": "gates"}]}},
    }


def lines(count: int, *, bad_every: int = 0) -> Iterator[bytes]:
    """Yield the lines of an archive; with `bad_every`, a bad line comes before every so many stories."""
    for number in range(1, count + 1):
        if bad_every and number % bad_every == 0:
            yield BAD_LINES[number // bad_every % len(BAD_LINES)] + b"\n"
        yield json.dumps(story(number), separators=(",", ":")).encode() + b"\n"


def write_archive(path: Path, count: int, *, bad_every: int = 0) -> Path:
    """Write an archive and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(lines(count, bad_every=bad_every)))
    return path


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files in a folder, by their relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
