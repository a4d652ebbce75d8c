"""Ignore findings by comments in a story: `# newsld: ignore NLD-CIT-004`, as linters for code have them.

A comment after a value ignores findings of its own line, one on a line of its own those of the next line, and
`ignore-file` those of the whole file, also those in the text of a Markdown story.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from newsld.checks.profiles import expand
from newsld.findings import Finding
from newsld.findings.errors import UsageError
from newsld.syntax.document import Source
from newsld.syntax.patterns import lazy_pattern

_MARK: Final = b"newsld: ignore"
_COMMENT: Final = lazy_pattern(
    r"(?:^|[ \t])# newsld: ignore(?P<file>-file)? (?P<rules>[A-Za-z0-9-]+(?:, ?[A-Za-z0-9-]+)*) *(?:-->)? *$"
)
_LONGEST_LINE: Final = 10_000
"""The number of characters of a line up to which it can have a comment."""


class _IgnoreComment:
    """A comment: its line, the lines and the codes that it ignores, and whether it has ignored a finding."""

    __slots__ = ("codes", "is_used", "line", "lines", "rules")

    def __init__(self, line: int, lines: range | None, rules: str) -> None:
        self.line = line
        self.lines = lines
        self.rules = rules
        self.codes = _codes(rules)
        self.is_used = False

    def ignores(self, finding: Finding) -> bool:
        """Return whether the comment ignores a finding."""
        return finding.code in self.codes and (self.lines is None or finding.line in self.lines)


def has_ignore_comments(source: Source) -> bool:
    """Return whether a file may have comments that ignore findings."""
    return _MARK in source.content


def ignore_by_comments(
    source: Source, findings: Sequence[Finding], is_required: Sequence[bool], rules: frozenset[str]
) -> list[Finding]:
    """Return the findings of a story without those that its comments ignore, and one for each comment without effect.

    All findings have a position. `is_required` has for each finding whether it is an error without which the story
    could be exported: it cannot be ignored. `rules` are the codes that were run; a comment about others is not judged.
    """
    comments = _comments(source)
    by_line = {line: one for one in comments for line in one.lines or ()}
    whole_file = [one for one in comments if one.lines is None]
    kept: list[Finding] = []
    for finding, required in zip(findings, is_required, strict=True):
        candidates = [*whole_file, by_line[finding.line]] if finding.line in by_line else whole_file
        ignoring = [] if required else [one for one in candidates if one.ignores(finding)]
        for one in ignoring:
            one.is_used = True
        if not ignoring:
            kept.append(finding)
    return kept + [
        _unused(one, source.name, kept) for one in comments if not one.is_used and one.codes <= rules
    ]


def _comments(source: Source) -> list[_IgnoreComment]:
    """Return the comments of a file in source order."""
    comments: list[_IgnoreComment] = []
    for number, line in enumerate(source.content.decode("utf-8", "replace").split("\n"), 1):
        if "newsld: ignore" not in line or len(line) > _LONGEST_LINE:
            continue
        found = _COMMENT.search(line.rstrip())
        if found is None:
            continue
        alone = not line[: found.start()].strip()
        lines = (
            None if found["file"] else range(number + 1, number + 2) if alone else range(number, number + 1)
        )
        comments.append(_IgnoreComment(number, lines, found["rules"]))
    return comments


def _codes(rules: str) -> frozenset[str]:
    """Return the codes of the rules that a comment names; unknown names have none."""
    codes: frozenset[str] = frozenset()
    for name in rules.split(","):
        try:
            codes |= expand(name)
        except UsageError:
            continue
    return codes


def _unused(comment: _IgnoreComment, file: str, kept: list[Finding]) -> Finding:
    """Return the finding for a comment that ignores nothing."""
    message, suggestion = f"nothing is ignored by this comment: {comment.rules}", "remove the comment"
    if not comment.codes:
        message, suggestion = f"there is no rule {comment.rules}", "write the code of the finding"
    elif any(comment.ignores(finding) for finding in kept):
        message = f"an error that stops the export cannot be ignored: {comment.rules}"
        suggestion = "fix the error, and remove the comment"
    return Finding("NLD-INF-006", message, suggestion=suggestion, file=file, line=comment.line, column=1)
