"""A JSON scanner without recursion, which repairs invalid JSON where there is one way to."""

from __future__ import annotations

import re
from typing import Any, Final, NoReturn

from newsld.findings import Fix
from newsld.syntax.data_builder import DataBuilder, ScanError
from newsld.syntax.json_strings import quote_style, string_end, unescape
from newsld.syntax.json_tokens import (
    COLON_NEXT,
    COMMENT_TEXT,
    JSON_WORDS,
    NOT_NUMBERS,
    TOKEN,
    UNEXPECTED,
    WHITESPACE,
    WORDS,
)
from newsld.syntax.numbers import DIGIT_LIMIT, exact_float, exact_int

REPAIR_LIMIT: Final = 2 * 1024 * 1024
"""The maximum length, in characters, of an invalid text that the scanner repairs."""

_QUOTES: Final = frozenset("'`\u2018\u2019\u201c\u201d\u201e\u00ab")
_IGNORED: Final = frozenset({"comment", "wrap", "junk", "escape"})

_VALUE, _FIRST_ITEM, _KEY, _FIRST_KEY, _COLON, _AFTER, _DONE = range(7)
_EXPECTED: Final = (
    "a value",
    "a value or ']'",
    "a key in double quotes",
    "a key in double quotes or '}'",
    "':' after the key",
    "',' or the end of the collection",
    "the end of the text",
)


class _InvalidJsonError(Exception):
    """The text is not JSON; the arguments are those of a fault."""


class _SecondValueError(Exception):
    """A second value follows the one that should be the whole of a JSON text."""


def scan(text: str, builder: DataBuilder, *, in_string: bool = False) -> None:
    """Scan one JSON text into a builder. Raises ScanError, with a finding in the builder, where it cannot continue.

    Valid JSON is read strictly. Any other text is scanned again from the start in lenient mode, where every
    repair is a finding; several values in one text become a list. `in_string` says that the text is
    a JSON string which contains the JSON to scan.
    """
    if not in_string:
        try:
            return _JsonScanner(text, builder, lenient=False).run()
        except _InvalidJsonError as fault:
            if len(text) > REPAIR_LIMIT:
                builder.fault(*fault.args)
                raise ScanError from fault
            builder.clear()
    try:
        return _JsonScanner(text, builder, in_string=in_string, one=True).run()
    except _SecondValueError:
        builder.clear()
    several = _JsonScanner(text, builder, most=len(text))
    try:
        return several.run()
    except ScanError:
        builder.clear()
    _JsonScanner(text, builder, most=several.complete).run()


class _JsonScanner:
    """The state of a scan: the offset after the last token, and what is expected next.

    `lenient` repairs faults instead of raising _InvalidJsonError. Of the values at the root, `most` are read, and a
    list is made of them when that is more than one; `one` raises _SecondValueError if there is a second.
    """

    __slots__ = (
        "builder",
        "complete",
        "floor",
        "in_string",
        "lenient",
        "most",
        "offset",
        "one",
        "reported",
        "state",
        "stray_sign",
        "text",
        "uncertain",
    )  # fmt: skip

    def __init__(
        self,
        text: str,
        builder: DataBuilder,
        *,
        lenient: bool = True,
        in_string: bool = False,
        one: bool = False,
        most: int = 1,
    ) -> None:
        self.text = text
        self.builder = builder
        self.lenient = lenient
        self.in_string = in_string
        self.one = one
        self.most = most
        self.floor = 1 if most > 1 else 0
        self.offset = 0
        self.state = _VALUE
        self.complete = 0
        self.uncertain = False
        self.stray_sign: int | None = None
        self.reported: set[str] = set()

    def run(self) -> None:
        """Scan the whole text."""
        text, match = self.text, TOKEN.match
        if self.in_string:
            self.offset = text.index('"') + 1
            self.fault(
                "the JSON is inside a string", self.offset - 1, "write it without the quotes around it"
            )
        if self.floor:
            self.builder.open([], self.next_offset())
        while True:
            token = match(text, self.offset)
            if token is None or self.uncertain:
                if self.state == _DONE:
                    return self.extra_text(self.next_offset())
                self.stop(self.next_offset())
            kind = str(token.lastgroup if token.lastgroup != "fraction" else "number")
            start = token.start(kind)
            if kind in _IGNORED and self.skip_ignored(kind, token, start):
                continue
            if self.state == _DONE:
                if not self.continues(kind, token, start):
                    return
            elif kind in ("sign", "wrap"):
                self.offset = start + 1
                self.sign(text[start], start)
            elif kind == "end":
                self.stop(start)
            elif kind == "foreign":
                self.replace_sign(token[kind], start)
            else:
                self.scalar(kind, token, start)

    def skip_ignored(self, kind: str, token: re.Match[str], start: int) -> bool:
        """Skip what is part of no value; return False when it is one after all."""
        text, seen = self.text, token[kind]
        end = token.end(kind)
        if kind == "comment":
            self.fault("a comment in JSON", start, "take the comment out: JSON has none")
        elif kind == "junk":
            self.fault(f"the invisible character U+{ord(seen[0]):04X} between values", start, "take it out")
        elif kind == "escape":
            self.style("JSON that is escaped twice", start)
        elif self.builder.depth > self.floor and seen.startswith("//"):
            end = text.find("\n", end)
            self.fault("a comment in JSON", start, "take the comment out: JSON has none")
        elif self.builder.depth > self.floor and seen.startswith("]]>"):
            return False
        elif "<!--" in seen and COMMENT_TEXT.match(text, end):
            end = text.find("-->", end) + 3
            self.fault("an HTML comment in JSON", start, "take the comment out: JSON has none")
            end = end if end > 2 else -1
        else:
            name = "a CDATA section" if "[" in seen or "]" in seen else "an HTML comment"
            self.fault(f"{name} around JSON", start, "take it out: a script of JSON needs none")
        self.offset = len(text) if end < 0 else end
        return True

    def continues(self, kind: str, token: re.Match[str], start: int) -> bool:
        """Return whether to scan on after a value that is the whole text, or all of it so far."""
        if self.in_string and kind == "quote":
            self.in_string = False
        elif token[kind] in (";", ","):
            if self.stray_sign is not None:
                self.fault("there is nothing before this", start, "take it out")
            self.stray_sign = start
        elif token[kind] in ("[", "{"):
            if self.complete >= self.most:
                if self.one:
                    raise _SecondValueError
                self.extra_text(start)
                return False
            self.fault("a second JSON value in one text", start, "put the values into one list")
            self.stray_sign, self.state = None, _VALUE
            return True
        else:
            if kind != "end":
                self.extra_text(start)
            elif self.stray_sign is not None:
                sign = self.text[self.stray_sign]
                message = f"{sign!r} after the end of the JSON value"
                self.fault(message, self.stray_sign, "take it out", Fix("delete"))
            if self.floor and self.builder.depth:
                self.builder.close()
            return False
        self.offset = token.end(kind)
        return True

    def replace_sign(self, sign: str, start: int) -> None:
        """Treat a sign of another language as the one that JSON has there."""
        state, ours = (_AFTER, ",") if sign == ";" else (_COLON, ":")
        if self.state != state:
            self.stop(start)
        self.fault(f"{sign!r} is used where JSON has {ours!r}", start, f"write {ours} instead")
        self.offset = start + len(sign)
        self.sign(ours, start)

    def scalar(self, kind: str, token: re.Match[str], start: int) -> None:
        """Add a string, number or word, as a key or as a value."""
        state, builder = self.state, self.builder
        named = kind in ("text", "quote")
        if state == _AFTER and (named or not builder.in_mapping):
            self.fault("expected ',' before this", start, "put a comma in between")
            state = _KEY if builder.in_mapping else _VALUE
        if state == _COLON and named:
            self.fault("expected ':' before this", start, "put a colon in between")
        elif state in (_COLON, _AFTER):
            self.stop(start)
        if state in (_KEY, _FIRST_KEY):
            name = self.string(token, kind, start, "") if named else self.plain_key(kind, token, start)
            builder.key(name, start, self.offset)
            self.state = _COLON
            return
        value: Any
        if named:
            within = "" if builder.depth == self.floor else "mapping" if builder.in_mapping else "list"
            value = self.string(token, kind, start, within)
        else:
            self.offset = token.end()
            word = token[kind]
            value = self.number(token, start) if kind == "number" else self.word(word, start)
        builder.put(value, start, self.offset)
        self.value_ended()

    def plain_key(self, kind: str, token: re.Match[str], start: int) -> str:
        """Return a key without quotes."""
        name = token[kind]
        if kind not in ("word", "number") or not COLON_NEXT.match(self.text, token.end()):
            self.stop(start)
        self.offset = token.end()
        self.fault(f"the key {name[:60]} is not in quotes", start, "put it in double quotes")
        return name

    def value_ended(self) -> None:
        """Update the state after a value: note whether it was one at the root."""
        self.state = _AFTER
        if self.builder.depth == self.floor:
            self.state = _DONE
            self.complete += 1

    def sign(self, sign: str, start: int) -> None:
        """Process a bracket, brace, comma or colon."""
        state, builder = self.state, self.builder
        if sign in "[{":
            if state == _AFTER and not builder.in_mapping:
                self.fault("expected ',' before this", start, "put a comma in between")
            elif state == _COLON:
                self.fault("expected ':' before this", start, "put a colon in between")
            elif state not in (_VALUE, _FIRST_ITEM):
                self.stop(start)
            builder.open([] if sign == "[" else {}, start)
            self.state = _FIRST_ITEM if sign == "[" else _FIRST_KEY
        elif sign == ",":
            self.comma(start)
        elif sign == ":":
            if state != _COLON:
                self.stop(start)
            self.state = _VALUE
        else:
            self.end(sign, start)

    def comma(self, start: int) -> None:
        """Process a comma; one with nothing before it is a finding."""
        state, builder = self.state, self.builder
        if state == _COLON or builder.depth == self.floor:
            self.stop(start)
        if builder.in_mapping and state == _VALUE:
            self.missing_value(start)
        elif state != _AFTER:
            self.fault("there is nothing before this comma", start, "take it out")
        self.state = _KEY if builder.in_mapping else _VALUE

    def missing_value(self, start: int) -> None:
        """Add null as the value of a key without one."""
        self.fault("the value of this key is missing", start, "write the value, or leave the key out")
        self.builder.put(None, start)

    def end(self, sign: str, start: int) -> None:
        """Process a closing bracket or brace; a comma right before it is a finding."""
        state, builder = self.state, self.builder
        ours = builder.depth > self.floor and builder.in_mapping == (sign == "}")
        if not ours or state == _COLON:
            self.stop(start)
        if builder.in_mapping and state == _VALUE:
            self.missing_value(start)
        elif state in (_VALUE, _KEY):
            message = f"expected {_EXPECTED[state]} after the comma, found {sign!r}"
            self.fault(message, start, "take the last comma out", Fix("delete"))
        builder.close()
        self.value_ended()

    def number(self, token: re.Match[str], start: int) -> Any:
        """Return the number, or its text with NLD-SYN-003 when it cannot be represented exactly."""
        text = token["number"]
        value = exact_float(text) if token["fraction"] else exact_int(text)
        if value is None:
            shown = text if len(text) <= 40 else f"{text[:37]}..."
            message = f"the number {shown} cannot be kept exactly"
            if len(text) > DIGIT_LIMIT:
                message = f"a number of {len(text):,} characters; at most {DIGIT_LIMIT:,} can be kept"
            self.builder.fault("NLD-SYN-003", message, start, suggestion="write it as text, in quotes")
            return text
        return value

    def word(self, word: str, start: int) -> Any:
        """Return the value of a bare word; one that JSON does not have is its text, and a finding."""
        if word in WORDS:
            return WORDS[word]
        if word in NOT_NUMBERS:
            suggestion = "leave the value out, or write it as text"
            self.builder.fault("NLD-SYN-003", f"{word} is not a number of JSON", start, suggestion=suggestion)
            return word
        ours = JSON_WORDS.get(word)
        if ours is None:
            self.stop(start)
        self.fault(f"{word} is not a word of JSON", start, f"write {ours}", Fix("literal", WORDS[ours]))
        return WORDS[ours]

    def string(self, token: re.Match[str], kind: str, start: int, within: str) -> str:
        """Return the text of a string that begins at `start`, and move the offset after its end.

        `within` is ``mapping`` or ``list`` for a value there, and empty for a key.
        """
        if kind == "text" and (not within or not self.lenient):
            self.offset = token.end()
            return self.text[start + 1 : self.offset - 1]
        quote = '"' if kind == "text" else token["quote"]
        style, begin = quote_style(quote), start + len(quote)
        if style.fault is not None:
            self.style(style.fault, start)
        end = string_end(self.text, begin, style, within=within if self.lenient else "")
        if end is None:
            self.stop(start, "this string is never closed", "close it with a double quote")
        self.offset, self.uncertain = end.behind, not end.sure
        if end.inside and quote == '"':
            message = "double quotes in a string have no backslash"
            self.fault(message, start, 'write \\" for a quote that belongs to the words')
        source, exact = style.layer(self.text[begin : end.before]), style.layer(quote) == quote == '"'

        def report(code: str, message: str, index: int, suggestion: str | None) -> None:
            offset = begin + index if exact else start
            if code == "NLD-SYN-001":
                self.fault(message, offset, suggestion)
            else:
                self.builder.fault(code, message, offset, suggestion=suggestion)

        return unescape(source, report)

    def style(self, fault: str, start: int) -> None:
        """Report, once in a text, that its strings are written in another style."""
        if fault not in self.reported:
            self.reported.add(fault)
            self.fault(fault, start, "put JSON strings in straight double quotes")

    def fault(self, message: str, start: int, suggestion: str | None, fix: Fix | None = None) -> None:
        """Report invalid JSON and continue; raise _InvalidJsonError unless lenient."""
        if not self.lenient:
            raise _InvalidJsonError("NLD-SYN-001", message, start)
        self.builder.fault("NLD-SYN-001", message, start, suggestion=suggestion, fix=fix)

    def extra_text(self, start: int) -> None:
        """Report that text follows the value that is the whole of a JSON text."""
        self.fault("more text after the end of the JSON value", start, "keep one value in one text")

    def next_offset(self) -> int:
        """Return the offset after any white space."""
        space = WHITESPACE.match(self.text, self.offset)
        return space.end() if space else self.offset

    def stop(self, start: int, message: str | None = None, suggestion: str | None = None) -> NoReturn:
        """Report what was expected at an offset, and end the scan."""
        code = "NLD-SYN-001"
        if message is None:
            found = UNEXPECTED.match(self.text, start)
            seen = f"found {found[0]!r}" if found else "and the text ends"
            message = f"expected {_EXPECTED[self.state]}, {seen}"
            suggestion = _hint(found[0], self.state) if found else None
            if found and self.state == _VALUE and self.builder.depth == self.floor and found[0][0].isalpha():
                suggestion = "write JSON, which begins with { or [, or remove the text"
            if self.uncertain:
                suggestion = 'if the words before it go on here, write \\" for the quotes that belong to them'
            elif not found and self.state == _VALUE and self.builder.depth == self.floor:
                code, message = "NLD-SYN-012", "there is no JSON in the input"
        if not self.lenient:
            raise _InvalidJsonError(code, message, start)
        self.builder.fault(code, message, start, suggestion=suggestion)
        raise ScanError


def _hint(found: str, state: int) -> str | None:
    """Return how to fix an unexpected token where a key or a value was expected."""
    if found[0] in _QUOTES:
        return "put JSON strings in straight double quotes"
    if state in (_VALUE, _FIRST_ITEM) and found[0] in "+-.0123456789":
        return "write a digit on both sides of the point, no leading zero and no plus"
    return "put it in double quotes" if found[0].isalpha() else None
