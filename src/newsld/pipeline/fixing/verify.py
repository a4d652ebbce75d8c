"""Apply fixes and verify them: a fix that causes a new finding or changes another value is reverted."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import filterfalse
from typing import Any, Final, NamedTuple

from newsld.checks.profiles import Selection
from newsld.findings import Finding
from newsld.formats import Format
from newsld.pipeline.fixing.autofix import Change, propose_fix, unescape_step, value_at
from newsld.pipeline.fixing.source_parts import SourcePart, part_of, source_parts
from newsld.pipeline.flow import check
from newsld.pipeline.format_detection import format_for
from newsld.pipeline.settings import Settings
from newsld.syntax.document import Source, escape_pointer
from newsld.syntax.lines import Lines

_ROUNDS: Final = 3
"""How often a fix may reveal another problem that is fixed with it: a key in the wrong case, then its value."""

_MAX_CHECKS: Final = 64
"""The maximum number of checks of one file."""


@dataclass(frozen=True, slots=True)
class FixResult:
    """The fixed content of a file, the findings that were fixed, and those that remain."""

    content: bytes
    fixed: tuple[Finding, ...]
    remaining: tuple[Finding, ...]


def fix(source: Source, kind: str | None = None, settings: Settings | None = None) -> FixResult | None:
    """Return an input with all problems fixed that have exactly one solution; None when there is none.

    Only hand-written stories and JSON-LD files are fixed, not pages and tables. Comments, layout, line endings and a
    byte order mark are preserved. A timestamp without an offset gets the offset of the configured time zone, although
    with a zone it is not reported. A fix that causes a new finding or changes another value is reverted. What the file
    repeats for readers is regenerated last. Nothing is written.
    """
    settings = settings or Settings()
    source.limit = settings.size_limit
    known = format_for(source, kind)
    if known.fixable is None or _size(source) > settings.size_limit:
        return None
    decoded = _decode(source.content)
    if decoded is None:
        return None
    mark, text = decoded
    verifier = _Verifier(source, known, settings, mark)
    before = tuple(verifier.check(text))
    state = _State(text, before)
    state = verifier.fix_lines(state) if known.lines else verifier.apply_fixes(state)
    final = verifier.regenerate_rest(state)
    if final.text == text:
        return None
    fixed = (*verifier.fixed_findings(before, state), *verifier.fixed_findings(state.findings, final))
    return FixResult(mark + final.text.encode(), fixed, final.findings)


def regenerate_rest(source: Source, format_name: str, settings: Settings) -> bytes:
    """Return the content of an input with what it repeats for readers up to date, and no other change."""
    decoded = _decode(source.content)
    if decoded is None:
        return source.content
    mark, text = decoded
    settings = replace(settings, rules=Selection(select=("NLD-INF-009",)))
    verifier = _Verifier(source, format_for(source, format_name), settings, mark)
    return mark + verifier.regenerate_rest(_State(text, tuple(verifier.check(text)))).text.encode()


def _decode(content: bytes) -> tuple[bytes, str] | None:
    """Return the byte order mark of a file, or b"", and its text; None if the file is not in UTF-8."""
    mark = BOM_UTF8 if content.startswith(BOM_UTF8) else b""
    try:
        return mark, content[len(mark) :].decode("utf-8")
    except UnicodeDecodeError:
        return None


def _size(source: Source) -> int:
    """Return the size of an input in bytes, without reading the file, which may be a large archive."""
    return len(source.content) if source.path is None else source.path.stat().st_size


class _Rename(NamedTuple):
    """The old and the new pointer of a renamed key; `line` is the first line of its part."""

    line: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class _State:
    """A text, its findings, and the keys that were renamed since the first text."""

    text: str
    findings: tuple[Finding, ...]
    renamed: tuple[_Rename, ...] = ()


class _Verifier:
    """Applies fixes to one input, with a check after each."""

    def __init__(self, source: Source, known: Format, settings: Settings, mark: bytes) -> None:
        self.source = source
        self.format = known
        # Without a zone, since timestamps without an offset are reported only then.
        self.settings = replace(settings, zone=None)
        self.zone = settings.zone
        self.mark = mark
        self.rules = settings.rules.codes(source.path)
        self.checks_left = _MAX_CHECKS

    def check(self, text: str) -> list[Finding]:
        """Return the findings of the input with this text."""
        self.checks_left -= 1
        source = Source(self.mark + text.encode(), name=self.source.name, path=self.source.path)
        return check(source, self.format.name, self.settings, rules=self.rules)

    def apply_fixes(self, state: _State) -> _State:
        """Return the text with all changes that pass the verification.

        Of changes that fail together, those that a new finding is about are left out. If it is about none, they are
        halved until one is left.
        """
        rejected: set[_Identity] = set()
        while self.checks_left > 0:
            changes = [
                one
                for one in self.changes(state.text, state.findings)
                if self.identity(one.cause) not in rejected
            ]
            if not changes:
                break
            verified = self.verify(state, changes)
            while not (
                isinstance(verified, _State) or verified or len(changes) == 1 or self.checks_left <= 0
            ):
                changes = changes[: len(changes) // 2]
                verified = self.verify(state, changes)
            if isinstance(verified, _State):
                state = verified
            else:
                rejected |= verified or {self.identity(changes[0].cause)}
        return state

    def fix_lines(self, state: _State) -> _State:
        """Return the text with each line fixed by itself: a check of all lines after each fix would take too long."""
        parts = list(source_parts(state.text, self.format))
        by_line: dict[int, list[Finding]] = {}
        for finding in state.findings:
            if (part := part_of(finding, parts)) is not None:
                by_line.setdefault(part.line, []).append(replace(finding, line=1))
        pieces: list[str] = []
        renamed: list[_Rename] = []
        done = 0
        for part in parts:
            if part.line not in by_line:
                continue
            line = _Verifier(self.source, self.format, replace(self.settings, zone=self.zone), b"")
            final = line.apply_fixes(_State(part.text, tuple(by_line[part.line])))
            pieces += [state.text[done : part.start], final.text]
            done = part.start + len(part.text)
            renamed += [one._replace(line=part.line) for one in final.renamed]
        text = "".join([*pieces, state.text[done:]])
        return state if text == state.text else _State(text, tuple(self.check(text)), tuple(renamed))

    def regenerate_rest(self, state: _State) -> _State:
        """Return the text with the rest of the file, which repeats the story for readers, as it has to be now."""
        for finding in filter(_is_about_rest, state.findings):
            if finding.fix is None or finding.fix.value is None:
                continue
            start = Lines(state.text).start((finding.line or 1) - 1)
            text = f"{state.text[:start]}{finding.fix.value}"
            findings = tuple(self.check(text))
            if not Counter(map(self.identity, findings)) - Counter(map(self.identity, state.findings)):
                return _State(text, findings, state.renamed)
        return state

    def changes(self, text: str, findings: Iterable[Finding]) -> list[Change]:
        """Return the changes that fix the findings of a text, sorted by offset; of overlapping ones the first."""
        all_parts = list(source_parts(text, self.format))
        by_start: dict[int, Change] = {}
        for finding in findings:
            part = part_of(finding, all_parts)
            change = propose_fix(finding, part, self.zone) if part is not None else None
            if change is not None:
                by_start.setdefault(change.start, change)
        separate: list[Change] = []
        for start in sorted(by_start):
            if not separate or separate[-1].end <= start:
                separate.append(by_start[start])
        return separate

    def verify(self, state: _State, changes: list[Change]) -> _State | set[_Identity]:
        """Return the text with these changes, and with the problems fixed that they reveal.

        When they fail, return the identities of the causes of those that are surely wrong, if it shows.
        """
        expected, text, renamed = len(changes), state.text, list[_Rename]()
        first = changes
        for _ in range(_ROUNDS):
            changed = _apply(text, changes)
            if not self.preserves_data(text, changed, changes):
                return set()
            text = changed
            renamed += self.renames(changes)
            findings = tuple(self.check(text))
            before = Counter(self.identities(filterfalse(_is_about_rest, state.findings), renamed))
            after = Counter(map(self.identity, filterfalse(_is_about_rest, findings)))
            new = after - before
            if not new:
                fewer = after.total() <= before.total() - expected
                return _State(text, findings, (*state.renamed, *renamed)) if fewer else set()
            changes = [one for one in self.changes(text, findings) if self.identity(one.cause) not in before]
            if not changes:
                return self.causes_of(new, first, renamed)
            if self.checks_left <= 0:
                break
        return set()

    def causes_of(
        self, new: Iterable[_Identity], changes: Sequence[Change], renamed: Iterable[_Rename]
    ) -> set[_Identity]:
        """Return the identities of the causes of those changes whose value a new finding is about, and no other's."""
        causes = [one.cause for one in changes]
        by_place: dict[tuple[str | None, int | None], list[_Identity]] = {}
        for cause, (_, at, line) in zip(causes, self.identities(causes, renamed), strict=True):
            by_place.setdefault((at, line), []).append(self.identity(cause))
        found = [by_place.get((at, line), []) for _, at, line in new]
        return {one[0] for one in found if len(one) == 1}

    def renames(self, changes: Iterable[Change]) -> list[_Rename]:
        """Return the old and new pointers of the keys that these changes rename, inner ones first."""
        renames = [
            _Rename(
                one.part,
                one.cause.pointer,
                f"{one.cause.pointer.rpartition('/')[0]}/{escape_pointer(one.name)}",
            )
            for one in changes
            if one.name is not None and one.cause.pointer is not None
        ]
        return sorted(renames, key=lambda one: -len(one.old))

    def identities(self, findings: Iterable[Finding], renamed: Iterable[_Rename]) -> list[_Identity]:
        """Return the identities of findings, with the pointers that they have after keys were renamed."""
        changes: dict[int | None, list[_Rename]] = {}
        for one in renamed:
            changes.setdefault(one.line if self.format.lines else None, []).append(one)
        identities: list[_Identity] = []
        for code, at, line in map(self.identity, findings):
            for change in changes.get(line, ()):
                if at is not None and (at == change.old or at.startswith(f"{change.old}/")):
                    at = change.new + at[len(change.old) :]
            identities.append((code, at, line))
        return identities

    def identity(self, finding: Finding) -> _Identity:
        """Return what identifies a finding: its code and pointer, and its line where the pointer is ambiguous."""
        unique = not self.format.lines and finding.pointer is not None
        return finding.code, finding.pointer, None if unique else finding.line

    def fixed_findings(self, before: Iterable[Finding], state: _State) -> tuple[Finding, ...]:
        """Return the findings of the first text that no longer exist."""
        before = list(before)
        remaining = Counter(map(self.identity, state.findings))
        fixed: list[Finding] = []
        for finding, identity in zip(before, self.identities(before, state.renamed), strict=True):
            if remaining[identity]:
                remaining[identity] -= 1
            else:
                fixed.append(finding)
        return tuple(fixed)

    def preserves_data(self, before: str, after: str, changes: Iterable[Change]) -> bool:
        """Return whether the data differs only by the values and names that the changes declare."""
        old, new = (list(source_parts(text, self.format)) for text in (before, after))
        touched: dict[int, list[Change]] = {}
        for change in changes:
            touched.setdefault(change.part, []).append(change)
        if [part.line for part in old] != [part.line for part in new]:
            return False
        return all(
            _expected_data(one, touched[one.line]) == _exact(two.data)
            for one, two in zip(old, new, strict=True)
            if one.line in touched
        )


_Identity = tuple[str, str | None, int | None]


def _is_about_rest(finding: Finding) -> bool:
    """Return whether a finding is about what repeats the data, which a fix of the data puts out of date."""
    return finding.fix is not None and finding.fix.kind == "rest"


def _apply(text: str, changes: Sequence[Change]) -> str:
    """Return the text with the changes, which are sorted by offset."""
    pieces: list[str] = []
    done = 0
    for change in changes:
        pieces += [text[done : change.start], change.text]
        done = change.end
    return "".join([*pieces, text[done:]])


def _expected_data(part: SourcePart, changes: list[Change]) -> str:
    """Return the data of a part with the declared effects of the changes, in the form of `_exact`."""
    data = deepcopy(part.data)
    for change in sorted(changes, key=lambda one: (-len(one.cause.pointer or ""), one.name is not None)):
        above, _, step = (change.cause.pointer or "").rpartition("/")
        owner, key = value_at(data, above), unescape_step(step)
        if change.name is not None and isinstance(owner, dict):
            pairs = [(change.name if name == key else name, value) for name, value in owner.items()]
            owner.clear()
            owner.update(pairs)
        elif change.value is not None and isinstance(owner, dict):
            owner[key] = change.value[0]
        elif change.value is not None and isinstance(owner, list):
            owner[int(key)] = change.value[0]
    return _exact(data)


def _exact(data: Any) -> str:
    """Return data in a form for comparison in which True differs from 1, and in which the order of keys counts."""
    return repr(data)
