"""Usual stories in any number, as JSON Lines: the one way in which the benchmarks make archives.

Every story is fixtures/bench/ferry.md with names, ids, addresses and most longer words replaced by others of the same
length, so that no position changes, and so that an archive compresses as different stories do. Story N is always the
same.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, cast

import newsld
from bench.rounds import ROOT
from newsld.formats import WriteOptions, find_format
from newsld.syntax.compression import Compression, compress

STORY: Final = ROOT / "fixtures" / "bench" / "ferry.md"
SHORTEST: Final = 5
"""The letters of the shortest word that is replaced: shorter ones hold the sentences together."""
_KEPT: Final = """
    according asked citing could eleven executive forty friday least league might months named nobody quoted reported
    saturday shown spokeswoman sunday their there these those three thursday twice union wants wednesday would years
"""
"""Words that rules read: attributions, numbers and days."""
POOL: Final = 4096
_WORD: Final = re.compile(r"\\.|[A-Za-z]+")


def usual_stories(numbers: Iterable[int]) -> Iterator[bytes]:
    """Yield the stories of these numbers, each as a line of JSON Lines."""
    (article,) = newsld.read(STORY)
    return vary(find_format("jsonl").write_line(article, WriteOptions(), 1), numbers)


def vary(line: bytes, numbers: Iterable[int]) -> Iterator[bytes]:
    """Yield variants of a story in a line of JSON Lines of any version of its format."""
    text = line.decode()
    words = sorted(_replaceable(json.loads(text)))
    places = {word: place for place, word in enumerate(words)}
    parts: list[str | int] = []
    end = 0
    for match in _WORD.finditer(text):
        place = places.get(match[0].lower())
        if place is not None:
            # Each word has three forms: a sentence or a name begins with a capital, a sign is in capitals.
            form = 0 if match[0].islower() else 2 if match[0].isupper() else 1
            parts += [text[end : match.start()], place * 3 + form]
            end = match.end()
    parts.append(text[end:])
    skeleton = [part.encode() if isinstance(part, str) else b"" for part in parts]
    slots = [(at, part) for at, part in enumerate(parts) if isinstance(part, int)]
    pools = {length: _pool(length) for length in {len(word) for word in words}}
    lengths = [len(word) for word in words]
    for number in numbers:
        chance = random.Random(number)
        start, step = chance.randrange(POOL), chance.randrange(1, POOL, 2)
        forms = [
            form
            for place, length in enumerate(lengths)
            for form in pools[length][(start + place * step) % POOL]
        ]
        for at, slot in slots:
            skeleton[at] = forms[slot]
        # The address differs in every story, whatever the words are.
        yield b"".join(skeleton).replace(b".example/2025/10/", b".example/2025/10/%d/" % number, 1)


def write_archive(path: Path, numbers: Iterable[int]) -> Path:
    """Write the stories of these numbers into a file, in compressed pieces of about two megabytes."""
    kind = cast("Compression | None", path.suffix[1:] if path.suffix in {".gz", ".zst"} else None)
    piece: list[bytes] = []
    with path.open("wb") as file:
        for line in usual_stories(numbers):
            piece.append(line)
            if len(piece) == 100:
                file.write(compress(b"".join(piece), kind) if kind else b"".join(piece))
                piece.clear()
        file.write(compress(b"".join(piece), kind) if kind else b"".join(piece))
    return path


def _replaceable(story: dict[str, Any]) -> set[str]:
    """Return the longer words of the body, but those that rules read and those of keys and of fixed values."""
    fixed: set[str] = set()
    collections = {key for key, value in story.items() if isinstance(value, dict)}

    def collect(value: object, key: str = "") -> None:
        if isinstance(value, dict):
            for name, inner in cast("dict[str, object]", value).items():
                if key not in collections:
                    fixed.update(_words(name))
                collect(inner, name)
        elif isinstance(value, list):
            for inner in value:
                collect(inner, key)
        elif isinstance(value, str) and key in {
            "status",
            "basis",
            "kind",
            "mode",
            "type",
            "factuality",
            "origin",
        }:
            fixed.update(_words(value))

    collect(story)
    return {word for word in _words(story["body"]) if len(word) >= SHORTEST} - fixed - {*_KEPT.split()}


def _words(text: str) -> set[str]:
    return {word.lower() for word in re.findall("[A-Za-z]+", text)}


def _pool(length: int) -> list[tuple[bytes, bytes, bytes]]:
    """Return POOL words of a length that can be spoken, in small letters, with a capital and in capitals."""
    chance = random.Random(length)
    words: dict[str, None] = {}
    while len(words) < POOL:
        letters = (chance.choice("bdfgklmnprstvz" if place % 2 == 0 else "aiou") for place in range(length))
        words["".join(letters)] = None
    return [(word.encode(), word.capitalize().encode(), word.upper().encode()) for word in words]
