"""Turn errors of libyaml into messages and suggestions that writers understand."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import yaml

from newsld.syntax.patterns import lazy_pattern

_CONTEXT: Final = lazy_pattern(r"^while (?:parsing|scanning) ")
_COLLECTION: Final = {"while parsing a flow sequence": "list", "while parsing a flow mapping": "mapping"}
_BRACKETED: Final = lazy_pattern(
    r"[ \t]*[^\s:#'\"\[{][^:\n]{0,200}:[ \t]+([\[{\"'])[^\n]*[\]}\"'](?=[ \t]*[^ \t\n])"
)
"""A key, and the beginning of its value in brackets or quotes, with more words after them."""
_QUOTE_IT: Final = "put the words in quotes"


class YamlFault(NamedTuple):
    """A fault of notation: `offset` is in code points of the text."""

    code: str
    message: str
    offset: int
    suggestion: str | None = None


def explain_error(error: yaml.YAMLError, text: str) -> YamlFault:
    """Return the fault behind an exception of PyYAML; an unclosed quote is placed where it opens."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return YamlFault("NLD-SYN-001", f"not YAML: {error}", min(getattr(error, "position", 0), len(text)))
    problem, context = str(error.problem or "not YAML"), str(error.context or "")
    here = _offset(error.problem_mark, error.context_mark)
    begin = _offset(error.context_mark, error.problem_mark)
    if "invalid Unicode character escape" in problem:
        return YamlFault("NLD-SYN-008", "this escape is no character", here, "write the character itself")
    if problem == "did not find expected <document start>":
        note = "keep one document, and see that no line is '...'"
        return YamlFault("NLD-SYN-013", "text after the end of the document", here, note)
    message, suggestion, at_begin = _describe(problem, context, text[here : here + 1])
    if context == "while parsing a block mapping" and (start := _opened_value(text, here)) is not None:
        kind = "a list" if text[start] == "[" else "a mapping" if text[start] == "{" else "a quoted text"
        words = f"the value begins with {text[start]}, so it is {kind}, but more words follow its end"
        return YamlFault("NLD-SYN-001", words, start, "put the whole value in quotes")
    if context in _COLLECTION and not text[here:].strip():
        message, at_begin = f"the {_COLLECTION[context]} that opens here is never closed", True
    elif context in _COLLECTION and not at_begin:
        opened = _opened_at(text, begin, here)
        message = f"expected ',' or the end of the {_COLLECTION[context]} that opens {opened}"
    return YamlFault("NLD-SYN-001", message, begin if at_begin else here, suggestion)


def _opened_value(text: str, here: int) -> int | None:
    """Return where a value on the line of a fault begins with a bracket or a quote that closes before the fault."""
    start = text.rfind("\n", 0, here) + 1
    found = _BRACKETED.match(text, start)
    return found.start(1) if found and found.end() <= here else None


def _offset(mark: Any, other: Any) -> int:
    """Return the offset of a mark, or of the other one where it is missing."""
    found = mark if mark is not None else other
    return int(found.index) if found is not None else 0


def _opened_at(text: str, begin: int, here: int) -> str:
    """Return where a collection opens, seen from the fault, in words."""
    column, lines = begin - text.rfind("\n", 0, begin), text.count("\n", begin, here)
    if not lines:
        return f"in column {column}"
    return f"{lines} line{'s' if lines > 1 else ''} above, in column {column}"


def _describe(problem: str, context: str, sign: str) -> tuple[str, str | None, bool]:
    """Return message, suggestion, and whether the fault is placed where the construct begins, not where it breaks."""
    if context in ("while scanning a quoted scalar", "while parsing a quoted scalar"):
        if problem == "found unexpected end of stream":
            return "the quote that opens here is never closed", "close it with the same quote", True
        if "document indicator" in problem:
            return (
                "the quote that opens here is not closed before '---'",
                "close it with the same quote",
                True,
            )
        if "escape" in problem:
            return "a backslash in double quotes begins an escape, and this is none", "write \\\\", False
    if "tab character" in problem or (sign == "\t" and "cannot start any token" in problem):
        return "a tab cannot indent", "indent with spaces", False
    if "cannot start any token" in problem:
        return f"an unquoted value cannot begin with {sign!r}", _QUOTE_IT, False
    if problem == "mapping values are not allowed in this context":
        suggestion = 'quote the words if the colon belongs to them ("a: b"); otherwise fix the indentation'
        return "a colon and a space where no key can be", suggestion, False
    if problem == "could not find expected ':'":
        return "expected a key and a colon", "write key: value, or indent the line above's words", True
    if context in ("while scanning an alias", "while scanning an anchor"):
        return "a value that begins with * or & is no text", _QUOTE_IT, True
    if problem == "block sequence entries are not allowed in this context":
        return "a list cannot begin here", "put each '- ' on a line of its own, or quote the words", False
    if context == "while parsing a block mapping":
        return (
            "expected a key here, in line with the keys above",
            "fix the indentation or the quotes",
            False,
        )
    if context == "while parsing a block collection":
        return "expected '- ' here, in line with the items above", "fix the indentation", False
    about = _CONTEXT.sub(" in ", context) if context else ""
    return f"{problem}{about}", None, False
