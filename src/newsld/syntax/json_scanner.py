"""A JSON scanner without recursion; where a text is no JSON, it reads on as long as there is one way to."""

from __future__ import annotations

import re
from typing import Any, Final, NoReturn

from newsld.syntax.json_strings import JUNK, QUOTE, end_of, style_of, unescape
from newsld.syntax.numbers import DIGIT_LIMIT, exact_float, exact_int
from newsld.syntax.tree import ScanError, Tree

__all__ = ["REPAIR_LIMIT", "scan"]

REPAIR_LIMIT: Final = 2 * 1024 * 1024
"""In how many characters of a text that is no JSON the scanner looks for what was meant."""

_TOKEN: Final = re.compile(
    rf"""[ \t\n\r]*+(?:
      (?P<text>"[^"\\\x00-\x1f\ud800-\udfff]*+")
    | (?P<wrap>(?:(?://|/\*)[ \t]*+)?+(?:<!\[CDATA\[|(?:<!)?+\]\]>|<!--|-->)(?:[ \t]*+\*/)?+)
    | (?P<sign>[\[\]{{}},:])
    | (?P<number>-?(?:0|[1-9][0-9]*+)(?P<fraction>(?:\.[0-9]++)?+(?:[eE][-+]?[0-9]++)?+)(?![\w.+-]))
    | (?P<word>-?[A-Za-z_$@][\w$@-]*+)
    | (?P<quote>{QUOTE})
    | (?P<comment>//[^\n]*+|\#[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/)
    | (?P<junk>[{JUNK}]++)
    | (?P<escape>(?:\\[nrt])++)
    | (?P<foreign>;|=>?+)
    | (?P<end>\Z)
    )""",
    re.VERBOSE,
)
_SPACE: Final = re.compile(r"[ \t\n\r]*+")
_REMARK: Final = re.compile(r"\s*+[^\s\[{\"/<]")
_COLON_NEXT: Final = re.compile(r"[ \t\n\r]*+[:=]")
_ODD: Final = re.compile(r"[-+.\w]{1,40}|.", re.DOTALL)

_WORDS: Final = {"true": True, "false": False, "null": None}
_NOT_NUMBERS: Final = frozenset({"NaN", "Infinity", "-Infinity"})
_MENDS: Final = {"True": "true", "False": "false", "None": "null", "undefined": "null", "nil": "null"}

_QUOTES: Final = frozenset("'`\u2018\u2019\u201c\u201d\u201e\u00ab")
_ASIDE: Final = frozenset({"comment", "wrap", "junk", "escape"})

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


class _NoJsonError(Exception):
    """The text is no JSON; the arguments are those of a fault."""


class _MoreError(Exception):
    """A second value follows the one that should be the whole of a JSON text."""


def scan(text: str, tree: Tree, *, enclosed: bool = False) -> None:
    """Read one JSON text into a tree. Raises ScanError, with a finding in the tree, where it cannot go on.

    JSON is read as what it is. Anything else is read again from the start with patience, where every
    liberty is a finding; several values in one text become a list. `enclosed` says that the text is
    a JSON string whose words are the JSON to read.
    """
    if not enclosed:
        try:
            return _Scanner(text, tree, patient=False).run()
        except _NoJsonError as fault:
            if len(text) > REPAIR_LIMIT:
                tree.fault(*fault.args)
                raise ScanError from fault
            tree.clear()
    try:
        return _Scanner(text, tree, enclosed=enclosed, one=True).run()
    except _MoreError:
        tree.clear()
    several = _Scanner(text, tree, most=len(text))
    try:
        return several.run()
    except ScanError:
        tree.clear()
    _Scanner(text, tree, most=several.complete).run()


class _Scanner:
    """Where the scan is: the offset behind the last token, and what is expected next.

    `patient` tells what was meant from what is JSON. Of the values at the root, `most` are read, and a list
    is made of them when that is more than one; `one` asks for _MoreError if there is a second.
    """

    __slots__ = (
        "complete", "dangling", "doubt", "enclosed", "floor", "most", "offset", "one", "patient",
        "said", "state", "text", "tree",
    )  # fmt: skip

    def __init__(
        self,
        text: str,
        tree: Tree,
        *,
        patient: bool = True,
        enclosed: bool = False,
        one: bool = False,
        most: int = 1,
    ) -> None:
        self.text = text
        self.tree = tree
        self.patient = patient
        self.enclosed = enclosed
        self.one = one
        self.most = most
        self.floor = 1 if most > 1 else 0
        self.offset = 0
        self.state = _VALUE
        self.complete = 0
        self.doubt = False
        self.dangling: int | None = None
        self.said: set[str] = set()

    def run(self) -> None:
        """Read the whole text."""
        text, match = self.text, _TOKEN.match
        if self.enclosed:
            self.offset = text.index('"') + 1
            self.fault(
                "the JSON stands inside a string", self.offset - 1, "write it without the quotes around it"
            )
        if self.floor:
            self.tree.open([], self.skip())
        while True:
            token = match(text, self.offset)
            if token is None or self.doubt:
                if self.state == _DONE:
                    return self.more(self.skip())
                self.stop(self.skip())
            kind = str(token.lastgroup if token.lastgroup != "fraction" else "number")
            start = token.start(kind)
            if kind in _ASIDE and self.aside(kind, token, start):
                continue
            if self.state == _DONE:
                if not self.goes_on(kind, token, start):
                    return
            elif kind in ("sign", "wrap"):
                self.offset = start + 1
                self.sign(text[start], start)
            elif kind == "end":
                self.stop(start)
            elif kind == "foreign":
                self.foreign(token[kind], start)
            else:
                self.piece(kind, token, start)

    def aside(self, kind: str, token: re.Match[str], start: int) -> bool:
        """Pass over what is no part of any value; False when it is one after all."""
        text, seen = self.text, token[kind]
        end = token.end(kind)
        if kind == "comment":
            self.fault("a comment in JSON", start, "take the comment out: JSON has none")
        elif kind == "junk":
            self.fault(f"the invisible character U+{ord(seen[0]):04X} between values", start, "take it out")
        elif kind == "escape":
            self.style("JSON that is escaped twice", start)
        elif self.tree.depth > self.floor and seen.startswith("//"):
            end = text.find("\n", end)
            self.fault("a comment in JSON", start, "take the comment out: JSON has none")
        elif self.tree.depth > self.floor and seen.startswith("]]>"):
            return False
        elif "<!--" in seen and _REMARK.match(text, end):
            end = text.find("-->", end) + 3
            self.fault("an HTML comment in JSON", start, "take the comment out: JSON has none")
            end = end if end > 2 else -1
        else:
            name = "a CDATA section" if "[" in seen or "]" in seen else "an HTML comment"
            self.fault(f"{name} around JSON", start, "take it out: a script of JSON needs none")
        self.offset = len(text) if end < 0 else end
        return True

    def goes_on(self, kind: str, token: re.Match[str], start: int) -> bool:
        """Whether to read on behind a value that is the whole of a text, or all of it so far."""
        if self.enclosed and kind == "quote":
            self.enclosed = False
        elif token[kind] in (";", ","):
            if self.dangling is not None:
                self.fault("nothing stands before this", start, "take it out")
            self.dangling = start
        elif token[kind] in ("[", "{"):
            if self.complete >= self.most:
                if self.one:
                    raise _MoreError
                self.more(start)
                return False
            self.fault("a second JSON value in one text", start, "put the values into one list")
            self.dangling, self.state = None, _VALUE
            return True
        else:
            if kind != "end":
                self.more(start)
            elif self.dangling is not None:
                sign = self.text[self.dangling]
                self.fault(f"{sign!r} after the end of the JSON value", self.dangling, "take it out")
            if self.floor and self.tree.depth:
                self.tree.close()
            return False
        self.offset = token.end(kind)
        return True

    def foreign(self, sign: str, start: int) -> None:
        """Take a sign of another language for the one that JSON has there."""
        state, ours = (_AFTER, ",") if sign == ";" else (_COLON, ":")
        if self.state != state:
            self.stop(start)
        self.fault(f"{sign!r} stands where JSON has {ours!r}", start, f"write {ours} instead")
        self.offset = start + len(sign)
        self.sign(ours, start)

    def piece(self, kind: str, token: re.Match[str], start: int) -> None:
        """Take a string, number or word, as a key or as a value."""
        state, tree = self.state, self.tree
        named = kind in ("text", "quote")
        if state == _AFTER and (named or not tree.in_mapping):
            self.fault("expected ',' before this", start, "put a comma in between")
            state = _KEY if tree.in_mapping else _VALUE
        if state == _COLON and named:
            self.fault("expected ':' before this", start, "put a colon in between")
        elif state in (_COLON, _AFTER):
            self.stop(start)
        if state in (_KEY, _FIRST_KEY):
            name = self.string(token, kind, start, "") if named else self.plain_key(kind, token, start)
            tree.key(name, start, self.offset)
            self.state = _COLON
            return
        value: Any
        if named:
            within = "" if tree.depth == self.floor else "mapping" if tree.in_mapping else "list"
            value = self.string(token, kind, start, within)
        else:
            self.offset = token.end()
            word = token[kind]
            value = self.number(token, start) if kind == "number" else self.word(word, start)
        tree.put(value, start, self.offset)
        self.ended()

    def plain_key(self, kind: str, token: re.Match[str], start: int) -> str:
        """A key without quotes."""
        name = token[kind]
        if kind not in ("word", "number") or not _COLON_NEXT.match(self.text, token.end()):
            self.stop(start)
        self.offset = token.end()
        self.fault(f"the key {name[:60]} is not in quotes", start, "put it in double quotes")
        return name

    def ended(self) -> None:
        """A value has ended: see whether it was one at the root."""
        self.state = _AFTER
        if self.tree.depth == self.floor:
            self.state = _DONE
            self.complete += 1

    def sign(self, sign: str, start: int) -> None:
        """Take a bracket, brace, comma or colon."""
        state, tree = self.state, self.tree
        if sign in "[{":
            if state == _AFTER and not tree.in_mapping:
                self.fault("expected ',' before this", start, "put a comma in between")
            elif state == _COLON:
                self.fault("expected ':' before this", start, "put a colon in between")
            elif state not in (_VALUE, _FIRST_ITEM):
                self.stop(start)
            tree.open([] if sign == "[" else {}, start)
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
        """Take a comma; one with nothing before it is a finding."""
        state, tree = self.state, self.tree
        if state == _COLON or tree.depth == self.floor:
            self.stop(start)
        if tree.in_mapping and state == _VALUE:
            self.nothing(start)
        elif state != _AFTER:
            self.fault("nothing stands before this comma", start, "take it out")
        self.state = _KEY if tree.in_mapping else _VALUE

    def nothing(self, start: int) -> None:
        """A key without a value has null for one."""
        self.fault("the value of this key is missing", start, "write the value, or leave the key out")
        self.tree.put(None, start)

    def end(self, sign: str, start: int) -> None:
        """Take a closing bracket or brace; a comma right before it is a finding."""
        state, tree = self.state, self.tree
        ours = tree.depth > self.floor and tree.in_mapping == (sign == "}")
        if not ours or state == _COLON:
            self.stop(start)
        if tree.in_mapping and state == _VALUE:
            self.nothing(start)
        elif state in (_VALUE, _KEY):
            message = f"expected {_EXPECTED[state]} after the comma, found {sign!r}"
            self.fault(message, start, "take the last comma out")
        tree.close()
        self.ended()

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
        self.fault(f"{word} is not a word of JSON", start, f"write {ours}")
        return _WORDS[ours]

    def string(self, token: re.Match[str], kind: str, start: int, within: str) -> str:
        """The text of a string, which begins at `start`; the offset moves behind its end.

        `within` is ``mapping`` or ``list`` for a value there, and nothing for a key.
        """
        if kind == "text" and (not within or not self.patient):
            self.offset = token.end()
            return self.text[start + 1 : self.offset - 1]
        quote = '"' if kind == "text" else token["quote"]
        style, begin = style_of(quote), start + len(quote)
        if style.fault is not None:
            self.style(style.fault, start)
        end = end_of(self.text, begin, style, within=within if self.patient else "")
        if end is None:
            self.stop(start, "this string is never closed", "close it with a double quote")
        self.offset, self.doubt = end.behind, not end.sure
        if end.inside and quote == '"':
            message = "double quotes stand in a string without a backslash"
            self.fault(message, start, 'write \\" for a quote that belongs to the words')
        source, exact = style.layer(self.text[begin : end.before]), style.layer(quote) == quote == '"'

        def report(code: str, message: str, index: int, mend: str | None) -> None:
            offset = begin + index if exact else start
            if code == "NLD-SYN-001":
                self.fault(message, offset, mend)
            else:
                self.tree.fault(code, message, offset, mend=mend)

        return unescape(source, report)

    def style(self, fault: str, start: int) -> None:
        """Say once in a text that its strings are written in another style."""
        if fault not in self.said:
            self.said.add(fault)
            self.fault(fault, start, "JSON strings stand in straight double quotes")

    def fault(self, message: str, start: int, mend: str | None) -> None:
        """Say that something is not JSON, and go on; without patience, begin again with it."""
        if not self.patient:
            raise _NoJsonError("NLD-SYN-001", message, start)
        self.tree.fault("NLD-SYN-001", message, start, mend=mend)

    def more(self, start: int) -> None:
        """Say that text follows the value that is the whole of a JSON text."""
        self.fault("more text after the end of the JSON value", start, "one text holds one value")

    def skip(self) -> int:
        """The offset of what stands behind white space."""
        space = _SPACE.match(self.text, self.offset)
        return space.end() if space else self.offset

    def stop(self, start: int, message: str | None = None, mend: str | None = None) -> NoReturn:
        """Say what was expected at an offset, and end the scan."""
        code = "NLD-SYN-001"
        if message is None:
            found = _ODD.match(self.text, start)
            seen = f"found {found[0]!r}" if found else "and the text ends"
            message = f"expected {_EXPECTED[self.state]}, {seen}"
            mend = _hint(found[0], self.state) if found else None
            if self.doubt:
                mend = 'if the words before it go on here, write \\" for the quotes that belong to them'
            elif not found and self.state == _VALUE and self.tree.depth == self.floor:
                code, message = "NLD-SYN-012", "there is no JSON in the input"
        if not self.patient:
            raise _NoJsonError(code, message, start)
        self.tree.fault(code, message, start, mend=mend)
        raise ScanError


def _hint(found: str, state: int) -> str | None:
    """How to mend what stands where a key or a value was expected."""
    if found[0] in _QUOTES:
        return "JSON strings stand in straight double quotes"
    if state in (_VALUE, _FIRST_ITEM) and found[0] in "+-.0123456789":
        return "a JSON number has a digit on both sides of its point, no leading zero and no plus"
    return "put it in double quotes" if found[0].isalpha() else None
