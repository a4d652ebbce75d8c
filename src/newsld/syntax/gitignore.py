"""Compile patterns as .gitignore has them into expressions that cannot backtrack without end.

pathspec translates a pattern into a regular expression in which every star can match at many places, so that a
pattern with nine stars takes minutes to fail on a long name. A shorter match of a star that another star follows never
hides a match, so that such parts are rewritten here to match once, at the first place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from newsld.syntax.patterns import lazy_pattern

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_STAR: Final = "[^/]*"
_FOLDERS: Final = "(?:/.+)?"
"""How pathspec translates ** between two slashes."""
_LEADING_FOLDERS: Final = "^(?:.+/)?"
"""How it translates ** at the beginning, which a pattern without a slash has too."""
_LITERAL: Final = lazy_pattern(r"\\.|\[\^?\]?[^\]]*\]", re.DOTALL)
_LONGEST: Final = 4096
"""The maximum length of a pattern in code points; no path is longer."""


def compile_patterns(lines: Iterable[str]) -> GitIgnoreSpec:
    """Return the patterns of lines; the last one that matches a path decides.

    Matching takes at most time in proportion to the length of the path times that of the pattern. Raises ValueError
    for a line that is not a pattern.
    """
    import warnings

    from pathspec import GitIgnoreSpec

    lines = list(lines)
    for line in lines:
        if len(line) > _LONGEST:
            raise ValueError(f"a pattern has {len(line):,} characters, and {_LONGEST:,} are allowed")
    try:
        with warnings.catch_warnings():
            # Classes such as [[:alpha:]] will mean something else in a later version of `re`.
            warnings.simplefilter("ignore", FutureWarning)
            patterns = GitIgnoreSpec.from_lines(lines)
            for pattern in patterns.patterns:
                if pattern.regex is not None:
                    pattern.regex = re.compile(_without_backtracking(pattern.regex.pattern))
    except (
        re.error,
        OverflowError,
        RecursionError,
    ) as error:  # pathspec does not expect every class of characters
        raise ValueError(f"not a pattern: {error}") from error
    return patterns


def _without_backtracking(expression: str) -> str:
    """Return an expression of pathspec in which only the last star of a name, and the last **, can match again."""
    *parts, last = [_bounded_names(part) for part in expression.split(_FOLDERS)]
    if not parts:
        return last
    first, *middle = parts
    if first.startswith(_LEADING_FOLDERS):
        first = f"^(?>(?:[^/]+/)*?{first.removeprefix(_LEADING_FOLDERS)}(?=/))"
    return "".join([first, *(f"(?>(?:/[^/]+)*?{part}(?=/))" for part in middle), _FOLDERS, last])


def _bounded_names(expression: str) -> str:
    """Return the expression of some names of a path in which only the last star of each can match again."""
    first, *pieces = expression.split(_STAR)
    bounded = [first]
    for number, piece in enumerate(pieces, 1):
        if number == len(pieces) or _ends_name(piece):
            bounded.append(_STAR + piece)
        elif piece:
            bounded.append(f"(?>{_STAR}?{piece})")
    return "".join(bounded)


def _ends_name(piece: str) -> bool:
    """Return whether a name of the path ends in a piece, at a slash or a group."""
    return not set("/($").isdisjoint(_LITERAL.sub("", piece))
