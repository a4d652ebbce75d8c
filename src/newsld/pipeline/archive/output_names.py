"""What outputs are called: after their input, and numbered where one input has several articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from newsld.formats import find_format
from newsld.pipeline.archive.work_items import Item
from newsld.pipeline.flow import stories
from newsld.pipeline.output import Plan
from newsld.syntax.document import Source

__all__ = ["Names"]


@dataclass
class Names:
    """The path of every output of a run below one folder, claimed in a plan so that no two are one."""

    plan: Plan
    formats: tuple[str, ...]
    _stems: list[tuple[str, str, bool]] = field(default_factory=list)
    _first: dict[tuple[int, str], Path] = field(default_factory=dict)
    _numbered: dict[tuple[int, str, int], Path] = field(default_factory=dict)

    def claim(self, items: Sequence[Item]) -> None:
        """Claim what these inputs will be written to. Raises UsageError for a clash, before anything is written."""
        for item in items:
            self.add(item.input.name, _stem(item), lines=find_format(item.format).lines)
        for place, item in enumerate(items):
            if (
                find_format(item.format).articles != "one"
                and item.stream is None
                and self._in_the_way(place, items)
            ):
                for number in range(2, _documents(item) + 1):
                    for kind in self.formats:
                        if not self.is_lines(place, kind):
                            self.path(place, kind, number)

    def add(self, owner: str, stem: str, *, lines: bool = False) -> None:
        """Claim the first output in each format of one more input, `stem` being its path without a suffix."""
        place = len(self._stems)
        self._stems.append((owner, stem, lines))
        for kind in self.formats:
            self._first[place, kind] = self.plan.claim(stem + self._suffix(place, kind), owner)

    def is_lines(self, place: int, kind: str) -> bool:
        """Whether the articles of an input go into one file of this format."""
        return find_format(kind).written_as_lines(self._stems[place][2])

    def path(self, place: int, kind: str, number: int) -> Path:
        """Where an article of an input goes. Raises UsageError for a clash with another input."""
        if number == 1 or self.is_lines(place, kind):
            return self._first[place, kind]
        if (place, kind, number) not in self._numbered:
            owner, stem, _ = self._stems[place]
            path = self.plan.claim(f"{stem}.{number}{self._suffix(place, kind)}", owner)
            self._numbered[place, kind, number] = path
            return path
        return self._numbered.pop((place, kind, number))

    def _suffix(self, place: int, kind: str) -> str:
        known = find_format(kind)
        suffix = known.line_suffix if self.is_lines(place, kind) else known.suffix
        return suffix or f".{kind}"

    def _in_the_way(self, place: int, items: Iterable[Item]) -> bool:
        """Whether another input, or its output, may have the name of a second article of this one."""
        numbered = re.compile(re.escape(self._stems[place][1]) + r"\.[0-9]+")
        if any(numbered.fullmatch(stem) for _, stem, _ in self._stems):
            return True
        own = self.plan.folder.resolve()
        paths = [item.input.path.resolve() for item in items if item.input.path is not None]
        return any(
            numbered.fullmatch(path.relative_to(own).with_suffix("").as_posix())
            for path in paths
            if path.is_relative_to(own)
        )


def _stem(item: Item) -> str:
    relative: PurePosixPath = item.input.relative
    if item.input.path is not None and item.input.path.is_dir():
        return relative.as_posix()
    return relative.with_suffix("").as_posix()


def _documents(item: Item) -> int:
    source = Source(name=item.input.name, path=item.input.path)
    return max(
        (story.number or 0 for story in stories(source, item.format, item.settings)),
        default=0,
    )
