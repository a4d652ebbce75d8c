"""Name outputs: after their input, and numbered when an input has several articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from newsld.findings import Finding
from newsld.findings.errors import UsageError
from newsld.formats import find_format
from newsld.pipeline.archive.work_items import InputItem
from newsld.pipeline.flow import read_stories
from newsld.pipeline.output import OutputPlan, UnsafeOutput
from newsld.syntax.compression import Compression, without_compression
from newsld.syntax.document import Source


@dataclass
class OutputNames:
    """The paths of all outputs of a run, claimed in an output plan so that they are unique."""

    plan: OutputPlan
    formats: tuple[str, ...]
    compress: Compression | None = None
    refused: dict[int, list[Finding]] = field(default_factory=dict)
    _stems: list[tuple[str, str, bool]] = field(default_factory=list)
    _first: dict[tuple[int, str], Path] = field(default_factory=dict)
    _numbered: dict[tuple[int, str, int], Path] = field(default_factory=dict)

    def claim(self, items: Sequence[InputItem]) -> None:
        """Claim the output paths of these inputs. Raises UsageError for a clash, before anything is written.

        The same if files of lines are to be compressed, and there will be none.

        An input whose name is not safe for an output is refused with a finding, by its place.
        """
        for place, item in enumerate(items):
            if item.input.fault is not None:
                self._stems.append((item.input.name, "", False))
                continue
            try:
                self.add(item.input.name, _stem(item), lines=find_format(item.format).lines)
            except UnsafeOutput as error:
                self.refused[place] = [replace(error.finding, file=item.input.name)]
        if self.compress is not None and not any(
            self.is_lines(place, name) for place in range(len(self._stems)) for name in self.formats
        ):
            raise UsageError(
                "--compress is for outputs of lines, and this run has none: add -f jsonl, or leave --compress out"
            )
        for place, item in enumerate(items):
            if (
                find_format(item.format).articles != "one"
                and item.stream is None
                and place not in self.refused
                and self._may_clash(place, items)
            ):
                for number in range(2, _count_documents(item) + 1):
                    for format_name in self.formats:
                        if not self.is_lines(place, format_name):
                            self.path(place, format_name, number)

    def add(self, owner: str, stem: str, *, lines: bool = False) -> None:
        """Claim the first output in each format for one more input; `stem` is its path without the suffix."""
        place = len(self._stems)
        self._stems.append((owner, stem, lines))
        for format_name in self.formats:
            self._first[place, format_name] = self.plan.claim(stem + self._suffix(place, format_name), owner)

    def is_lines(self, place: int, format_name: str) -> bool:
        """Return whether all articles of an input go into one file of this format."""
        return find_format(format_name).written_as_lines(self._stems[place][2])

    def path(self, place: int, format_name: str, number: int) -> Path:
        """Return the output path of an article. Raises UsageError for a clash with another input."""
        if number == 1 or self.is_lines(place, format_name):
            return self._first[place, format_name]
        if (place, format_name, number) not in self._numbered:
            owner, stem, _ = self._stems[place]
            path = self.plan.claim(f"{stem}.{number}{self._suffix(place, format_name)}", owner)
            self._numbered[place, format_name, number] = path
            return path
        return self._numbered.pop((place, format_name, number))

    def _suffix(self, place: int, format_name: str) -> str:
        known = find_format(format_name)
        if not self.is_lines(place, format_name):
            return known.suffix or f".{format_name}"
        return f"{known.line_suffix}.{self.compress}" if self.compress is not None else f"{known.line_suffix}"

    def _may_clash(self, place: int, items: Iterable[InputItem]) -> bool:
        """Return whether another input, or its output, may have the name of a second article of this one."""
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


def _stem(item: InputItem) -> str:
    relative: PurePosixPath = item.input.relative
    if item.input.path is not None and item.input.path.is_dir():
        return relative.as_posix()
    return relative.with_name(without_compression(relative.name)).with_suffix("").as_posix()


def _count_documents(item: InputItem) -> int:
    source = Source(name=item.input.name, path=item.input.path)
    return max(
        (story.number or 0 for story in read_stories(source, item.format, item.settings)),
        default=0,
    )
