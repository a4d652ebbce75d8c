"""A strict JSON scanner without recursion that goes on after what it can pass over."""

from __future__ import annotations

import re
from typing import Any, Final, NoReturn

from newsld.syntax.numbers import DIGIT_LIMIT, exact_float, exact_int
from newsld.syntax.tree import ScanError, Tree

__all__ = ["scan"]

_TOKEN: Final = re.compile(
    r"""[ \t\n\r]*+(?:
      (?P<text>"[^"\\\x00-\x1f\ud800-\udfff]*+")
    | (?P<sign>[\[\]{},:])
    | (?P<number>-?(?:0|[1-9][0-9]*+)(?P<fraction>(?:\.[0-9]++)?+(?:[eE][-+]?[0-9]++)?+)(?![\w.+-]))
    | (?P<word>-?[A-Za-z_$][\w$]*+)
    | (?P<quote>")
    | (?P<comment>//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/)
    | (?P<end>\Z)
    )""",
    re.VERBOSE,
)
_SPACE: Final = re.compile(r"[ \t\n\r]*+")
_STOP: Final = re.compile(r'["\\\x00-\x1f\ud800-\udfff]')
_HEX: Final = re.compile(r"[0-9a-fA-F]{4}")
_ODD: Final = re.compile(r"[-+.\w]{1,40}|.", re.DOTALL)

_ESCAPES: Final = {
    '"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t",
}  # fmt: skip
_WORDS: Final = {"true": True, "false": False, "null": None}
_NOT_NUMBERS: Final = frozenset({"NaN", "Infinity", "-Infinity"})
_MENDS: Final = {"True": "true", "False": "false", "None": "null", "undefined": "null", "nil": "null"}

_QUOTES: Final = frozenset("'`\u2018\u2019\u201c\u201d\u201e\u00ab")

_VALUE, _FIRST_ITEM, _KEY, _FIRST_KEY, _COLON, _AFTER = range(6)
_EXPECTED: Final = (
    "a value",
    "a value or ']'",
    "a key in double quotes",
    "a key in double quotes or '}'",
    "':' after the key",
    "',' or the end of the collection",
)


def scan(text: str, tree: Tree) -> None:
    """Read one JSON text into a tree. Raises ScanError, with a finding in the tree, where it cannot go on."""
    _Scanner(text, tree).run()


class _Scanner:
    """Where the scan is: the offset behind the last token, and what is expected next."""

    __slots__ = ("offset", "state", "text", "tree")

    def __init__(self, text: str, tree: Tree) -> None:
        self.text = text
        self.tree = tree
        self.offset = 0
        self.state = _VALUE

    def run(self) -> None:
        """Read the whole text."""
        text, tree, match = self.text, self.tree, _TOKEN.match
        while True:
            token = match(text, self.offset)
            if token is None:
                if self.state == _AFTER and not tree.is_open:
                    return self.more(self.skip())
                self.stop(self.skip())
            kind = str(token.lastgroup if token.lastgroup != "fraction" else "number")
            start = token.start(kind)
            if kind == "comment":
                mend = "take the comment out: JSON has none"
                tree.fault("NLD-SYN-001", "a comment in JSON", start, mend=mend)
                self.offset = token.end()
                continue
            if self.state == _AFTER and not tree.is_open:
                return None if kind == "end" else self.more(start)
            if kind == "sign":
                self.offset = token.end()
                self.sign(text[start], start)
            elif kind == "end":
                self.stop(start)
            else:
                self.piece(kind, token, start)

    def piece(self, kind: str, token: re.Match[str], start: int) -> None:
        """Take a string, number or word, as a key or as a value."""
        state, tree = self.state, self.tree
        named = kind in ("text", "quote")
        if state == _AFTER and (named or not tree.in_mapping):
            tree.fault("NLD-SYN-001", "expected ',' before this", start, mend="put a comma in between")
            state = _KEY if tree.in_mapping else _VALUE
        if state in (_COLON, _AFTER):
            self.stop(start)
        if state in (_KEY, _FIRST_KEY):
            if not named:
                self.stop(start)
            tree.key(self.string(kind, token, start), start)
            self.state = _COLON
            return
        value: Any
        if named:
            value = self.string(kind, token, start)
        else:
            self.offset = token.end()
            word = token[kind]
            value = self.number(token, start) if kind == "number" else self.word(word, start)
        tree.put(value, start)
        self.state = _AFTER

    def sign(self, sign: str, start: int) -> None:
        """Take a bracket, brace, comma or colon."""
        state, tree = self.state, self.tree
        if sign in "[{":
            if state == _AFTER and not tree.in_mapping:
                tree.fault("NLD-SYN-001", "expected ',' before this", start, mend="put a comma in between")
            elif state not in (_VALUE, _FIRST_ITEM):
                self.stop(start)
            tree.open([] if sign == "[" else {}, start)
            self.state = _FIRST_ITEM if sign == "[" else _FIRST_KEY
        elif sign == ",":
            if state != _AFTER:
                self.stop(start)
            self.state = _KEY if tree.in_mapping else _VALUE
        elif sign == ":":
            if state != _COLON:
                self.stop(start)
            self.state = _VALUE
        else:
            self.end(sign, start)

    def end(self, sign: str, start: int) -> None:
        """Take a closing bracket or brace; a comma right before it is a finding."""
        state, tree = self.state, self.tree
        ours = tree.is_open and tree.in_mapping == (sign == "}")
        if not ours or (tree.in_mapping and not tree.expects_key) or state == _COLON:
            self.stop(start)
        if state in (_VALUE, _KEY):
            message = f"expected {_EXPECTED[state]} after the comma, found {sign!r}"
            tree.fault("NLD-SYN-001", message, start, mend="take the last comma out")
        tree.close()
        self.state = _AFTER

    def number(self, token: re.Match[str], start: int) -> Any:
        """The number, or its text with NLD-SYN-003 when it cannot be kept."""
        text = token["number"]
        value = exact_float(text) if token["fraction"] else exact_int(text)
        if value is None:
            shown = text if len(text) <= 40 else f"{text[:37]}..."
            message = f"the number {shown} cannot be kept exactly"
            if len(text) > DIGIT_LIMIT:
                message = f"a number of {len(text):,} characters; at most {DIGIT_LIMIT:,} can be kept"
            self.tree.fault("NLD-SYN-003", message, start, mend="write it as text, in quotes")
            return text
        return value

    def word(self, word: str, start: int) -> Any:
        """The value of a bare word; one that JSON does not have is its text, and a finding."""
        if word in _WORDS:
            return _WORDS[word]
        if word in _NOT_NUMBERS:
            mend = "leave the value out, or write it as text"
            self.tree.fault("NLD-SYN-003", f"{word} is not a number of JSON", start, mend=mend)
            return word
        ours = _MENDS.get(word)
        if ours is None:
            self.stop(start)
        self.tree.fault("NLD-SYN-001", f"{word} is not a word of JSON", start, mend=f"write {ours}")
        return _WORDS[ours]

    def string(self, kind: str, token: re.Match[str], start: int) -> str:
        """The text of a string, which begins at `start`; the offset moves behind its end."""
        if kind == "text":
            self.offset = token.end()
            return self.text[start + 1 : self.offset - 1]
        parts: list[str] = []
        offset = start + 1
        while True:
            stop = _STOP.search(self.text, offset)
            if stop is None:
                self.stop(start, "this string is never closed", "close it with a double quote")
            here = stop.start()
            parts.append(self.text[offset:here])
            sign = stop[0]
            if sign == '"':
                self.offset = here + 1
                return "".join(parts)
            if sign == "\\":
                piece, offset = self.escape(here)
                parts.append(piece)
                continue
            offset = here + 1
            parts.append(self.raw(sign, here))

    def raw(self, sign: str, here: int) -> str:
        """A character that JSON wants escaped, as it is; half of a surrogate pair is U+FFFD."""
        if sign >= "\ud800":
            self.surrogate(ord(sign), here)
            return "\ufffd"
        message = f"the control character U+{ord(sign):04X} stands in a string"
        self.tree.fault("NLD-SYN-001", message, here, mend=f"write \\u{ord(sign):04x}")
        return sign

    def escape(self, here: int) -> tuple[str, int]:
        """What the escape at an offset stands for, and the offset behind it."""
        text = self.text
        sign = text[here + 1 : here + 2]
        if sign != "u":
            if sign not in _ESCAPES:
                self.tree.fault(
                    "NLD-SYN-001", f"\\{sign} is no escape of JSON", here, mend="write \\\\ for a backslash"
                )
                return "\\", here + 1
            return _ESCAPES[sign], here + 2
        digits = _HEX.match(text, here + 2)
        if digits is None:
            self.tree.fault("NLD-SYN-001", "\\u needs four hexadecimal digits", here)
            return "\\", here + 1
        unit = int(digits[0], 16)
        if not 0xD800 <= unit <= 0xDFFF:
            return chr(unit), here + 6
        if unit < 0xDC00 and text[here + 6 : here + 8] == "\\u":
            digits = _HEX.match(text, here + 8)
            low = int(digits[0], 16) if digits else 0
            if 0xDC00 <= low <= 0xDFFF:
                return chr(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)), here + 12
        self.surrogate(unit, here)
        return "\ufffd", here + 6

    def surrogate(self, unit: int, here: int) -> None:
        """Say that half of a surrogate pair stands alone."""
        message = f"\\u{unit:04x} is half of a surrogate pair, and the other half is missing"
        self.tree.fault("NLD-SYN-008", message, here, mend="write the character itself")

    def more(self, start: int) -> None:
        """Say that text follows the value that is the whole of a JSON text."""
        message = "more text after the end of the JSON value"
        self.tree.fault("NLD-SYN-001", message, start, mend="one text holds one value")

    def skip(self) -> int:
        """The offset of what stands behind white space."""
        space = _SPACE.match(self.text, self.offset)
        return space.end() if space else self.offset

    def stop(self, start: int, message: str | None = None, mend: str | None = None) -> NoReturn:
        """Say what was expected at an offset, and end the scan."""
        if message is None:
            found = _ODD.match(self.text, start)
            seen = f"found {found[0]!r}" if found else "and the text ends"
            message = f"expected {_EXPECTED[self.state]}, {seen}"
            mend = _hint(found[0], self.state) if found else None
        self.tree.fault("NLD-SYN-001", message, start, mend=mend)
        raise ScanError


def _hint(found: str, state: int) -> str | None:
    """How to mend what stands where a key or a value was expected."""
    if found[0] in _QUOTES:
        return "JSON strings stand in straight double quotes"
    if state in (_VALUE, _FIRST_ITEM) and found[0] in "+-.0123456789":
        return "a JSON number has a digit on both sides of its point, no leading zero and no plus"
    return "put it in double quotes" if found[0].isalpha() else None
