"""Fixes on trial: each is kept when the file, read again, has fewer findings, no new one, and the same data."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from newsld.findings import Finding
from newsld.formats import Format
from newsld.pipeline.fixing.autofix import Change, mend, unescaped, value_at
from newsld.pipeline.fixing.source_parts import SourcePart, part_of, source_parts
from newsld.pipeline.flow import check
from newsld.pipeline.format_detection import format_for
from newsld.pipeline.settings import Settings
from newsld.syntax.document import Source, escape_pointer

__all__ = ["FixResult", "fix"]

_ROUNDS: Final = 3
"""How often a mend may bring to light another one: a key in the wrong case, then its value."""

_TRIALS: Final = 64
"""How often one file is read again at most."""


@dataclass(frozen=True, slots=True)
class FixResult:
    """The fixed content of a file, the findings that were fixed, and those that remain."""

    content: bytes
    fixed: tuple[Finding, ...]
    remaining: tuple[Finding, ...]


def fix(source: Source, kind: str | None = None, settings: Settings | None = None) -> FixResult | None:
    """What an input is when all that has one right answer is mended; None when nothing has.

    Only stories as people write them and JSON-LD files are mended, never pages and tables. Comments, layout, line
    ends and a byte order mark stay. A timestamp without an offset gets that of the zone in the settings, though
    with a zone it is no fault. A mend that brings a new finding, or changes any other value, is left out.
    Nothing is written.
    """
    settings = settings or Settings()
    known = format_for(source, kind)
    if known.fixable is None or _size(source) > settings.size_limit:
        return None
    mark = BOM_UTF8 if source.content.startswith(BOM_UTF8) else b""
    try:
        text = source.content[len(mark) :].decode("utf-8")
    except UnicodeDecodeError:
        return None
    trial = _Trial(source, known, settings, mark)
    before = tuple(trial.check(text))
    best = trial.best(_State(text, before))
    if best.text == text:
        return None
    return FixResult(mark + best.text.encode(), trial.gone(before, best), best.findings)


def _size(source: Source) -> int:
    """How many bytes it has, without reading a file: an archive may have any number."""
    return len(source.content) if source.path is None else source.path.stat().st_size


class _Rename(NamedTuple):
    """What a pointer was and is now; `line` is that of its part in JSONL."""

    line: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class _State:
    """A text, what is wrong with it, and the pointers that have other names than in the first text."""

    text: str
    findings: tuple[Finding, ...]
    renamed: tuple[_Rename, ...] = ()


class _Trial:
    """One input on trial."""

    def __init__(self, source: Source, known: Format, settings: Settings, mark: bytes) -> None:
        self.source = source
        self.format = known
        # A zone settles what a naive timestamp means, so that nothing is said of it: here it is to be said.
        self.asked = replace(settings, zone=None)
        self.zone = settings.zone
        self.mark = mark
        self.rules = settings.rules.codes(source.path)
        self.left = _TRIALS

    def check(self, text: str) -> list[Finding]:
        """What is wrong with the input if this is its text."""
        self.left -= 1
        source = Source(self.mark + text.encode(), name=self.source.name, path=self.source.path)
        return check(source, self.format.name, self.asked, rules=self.rules)

    def best(self, state: _State) -> _State:
        """The text with all changes that stand the trial."""
        refused: set[_Name] = set()
        while self.left > 0:
            changes = [
                one for one in self.changes(state.text, state.findings) if self.name(one.cause) not in refused
            ]
            if not changes:
                break
            tried = self.tried(state, changes)
            while tried is None and len(changes) > 1 and self.left > 0:
                changes = changes[: len(changes) // 2]
                tried = self.tried(state, changes)
            if tried is None:
                refused.add(self.name(changes[0].cause))
            else:
                state = tried
        return state

    def changes(self, text: str, findings: Iterable[Finding]) -> list[Change]:
        """What mends the findings of a text, in the order of their places; of two at one place the first."""
        all_parts = list(source_parts(text, self.format))
        found: dict[int, Change] = {}
        for finding in findings:
            part = part_of(finding, all_parts)
            change = mend(finding, part, self.zone) if part is not None else None
            if change is not None:
                found.setdefault(change.start, change)
        kept: list[Change] = []
        for start in sorted(found):
            if not kept or kept[-1].end <= start:
                kept.append(found[start])
        return kept

    def tried(self, state: _State, changes: list[Change]) -> _State | None:
        """The text with these changes, and with what they bring to light mended too; None when they fail."""
        wanted, text, renamed = len(changes), state.text, list[_Rename]()
        for _ in range(_ROUNDS):
            changed = _applied(text, changes)
            if not self.keeps_data(text, changed, changes):
                return None
            text = changed
            renamed += self.renames(changes)
            findings = tuple(self.check(text))
            before = Counter(self.names(state.findings, renamed))
            after = Counter(map(self.name, findings))
            if not after - before:
                fewer = after.total() <= before.total() - wanted
                return _State(text, findings, (*state.renamed, *renamed)) if fewer else None
            changes = [one for one in self.changes(text, findings) if self.name(one.cause) not in before]
            if not changes or self.left <= 0:
                return None
        return None

    def renames(self, changes: Iterable[Change]) -> list[_Rename]:
        """What the pointers of keys become that change their names, inner ones first."""
        found = [
            _Rename(
                one.part,
                one.cause.pointer,
                f"{one.cause.pointer.rpartition('/')[0]}/{escape_pointer(one.name)}",
            )
            for one in changes
            if one.name is not None and one.cause.pointer is not None
        ]
        return sorted(found, key=lambda one: -len(one.old))

    def names(self, findings: Iterable[Finding], renamed: Iterable[_Rename]) -> list[_Name]:
        """What findings are about, as it is called after keys were renamed."""
        changes: dict[int | None, list[_Rename]] = {}
        for one in renamed:
            changes.setdefault(one.line if self.format.lines else None, []).append(one)
        names: list[_Name] = []
        for code, at, line in map(self.name, findings):
            for change in changes.get(line, ()):
                if at is not None and (at == change.old or at.startswith(f"{change.old}/")):
                    at = change.new + at[len(change.old) :]
            names.append((code, at, line))
        return names

    def name(self, finding: Finding) -> _Name:
        """What a finding is about; the line counts where the pointer does not say it."""
        alone = not self.format.lines and finding.pointer is not None
        return finding.code, finding.pointer, None if alone else finding.line

    def gone(self, before: Iterable[Finding], state: _State) -> tuple[Finding, ...]:
        """The findings of the first text that are no more."""
        before = list(before)
        left = Counter(map(self.name, state.findings))
        gone: list[Finding] = []
        for finding, name in zip(before, self.names(before, state.renamed), strict=True):
            if left[name]:
                left[name] -= 1
            else:
                gone.append(finding)
        return tuple(gone)

    def keeps_data(self, before: str, after: str, changes: Iterable[Change]) -> bool:
        """Whether the data after is that of before but for what the changes are to change."""
        old, new = (list(source_parts(text, self.format)) for text in (before, after))
        touched: dict[int, list[Change]] = {}
        for change in changes:
            touched.setdefault(change.part, []).append(change)
        if [part.line for part in old] != [part.line for part in new]:
            return False
        return all(
            _becomes(one, touched[one.line]) == _exactly(two.data)
            for one, two in zip(old, new, strict=True)
            if one.line in touched
        )


_Name = tuple[str, str | None, int | None]


def _applied(text: str, changes: Sequence[Change]) -> str:
    """The text with the changes, which stand in order."""
    pieces: list[str] = []
    done = 0
    for change in changes:
        pieces += [text[done : change.start], change.text]
        done = change.end
    return "".join([*pieces, text[done:]])


def _becomes(part: SourcePart, changes: list[Change]) -> str:
    """What the data of a part is to be after the changes, inner ones first."""
    data = deepcopy(part.data)
    for change in sorted(changes, key=lambda one: (-len(one.cause.pointer or ""), one.name is not None)):
        above, _, step = (change.cause.pointer or "").rpartition("/")
        owner, key = value_at(data, above), unescaped(step)
        if change.name is not None and isinstance(owner, dict):
            pairs = [(change.name if name == key else name, value) for name, value in owner.items()]
            owner.clear()
            owner.update(pairs)
        elif change.value is not None and isinstance(owner, dict):
            owner[key] = change.value[0]
        elif change.value is not None and isinstance(owner, list):
            owner[int(key)] = change.value[0]
    return _exactly(data)


def _exactly(data: Any) -> str:
    """Data in a form in which True is not 1, and in which the order of keys counts."""
    return repr(data)
