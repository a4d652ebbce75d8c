"""Give findings about whole stories their position, by reading the input again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from newsld.findings import Finding
from newsld.formats import find_format
from newsld.pipeline.settings import Settings
from newsld.syntax.document import Document, Source


def place_findings(
    source: Source, format_name: str, settings: Settings, findings: Iterable[tuple[int, Finding]]
) -> list[Finding]:
    """Return findings about stories, each with the number of its story in a source, with their positions.

    The source is read again, since a position costs more than a check, and few stories need it.
    """
    remaining: defaultdict[int, list[Finding]] = defaultdict(list)
    for number, finding in findings:
        remaining[number].append(finding)
    placed: list[Finding] = []
    for part in find_format(format_name).load().read(source, settings.read_options()) if remaining else ():
        if isinstance(part, Document) and part.number in remaining:
            placed += [source.place(part.place(one)) for one in remaining.pop(part.number)]
            if not remaining:
                break
    placed += [
        replace(one, file=one.file or source.name) for several in remaining.values() for one in several
    ]
    return placed


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings sorted by file, line and column; the sort is stable."""
    return sorted(findings, key=lambda one: (one.file or "", one.line or 0, one.column or 0))
