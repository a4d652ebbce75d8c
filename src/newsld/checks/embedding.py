"""Markup in a page: that its scripts break nothing, and that their values arrive as they were meant."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from newsld.findings import Finding
from newsld.syntax.document import escape_pointer
from newsld.web.markup import Check, Markup
from newsld.web.markup.meta_tags import page_finding

if TYPE_CHECKING:
    from newsld.web.html import Script

__all__ = [
    "CHECKS",
    "line_separators_are_escaped",
    "scripts_are_data_blocks",
    "scripts_break_nothing",
    "signs_are_escaped",
    "values_are_plain",
]

_BREAKING: Final = re.compile(r"<!--|</?script", re.IGNORECASE)
_SIGN: Final = re.compile("[>&]")
_SEPARATOR: Final = re.compile("[\u2028\u2029]")
_QUOTE: Final = re.compile(r'\\.|"', re.DOTALL)
_ESCAPE: Final = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_TYPE: Final = "application/ld+json"
_SUSPECT: Final = re.compile(r"<script\b[^<>]{0,400}", re.IGNORECASE)
_NEAR: Final = re.compile(r"\bld[+-]?json\b|\bjson[+-]ld\b|\bjsonld\b", re.IGNORECASE)
_CONTEXT: Final = re.compile(r"\s*[\[{]\s*\{?\s*\"@context\"\s*:\s*\"https?://(?:www\.)?schema\.org")
_BEHIND: Final = re.compile(r"</script[^>]*>([^<]*)", re.IGNORECASE)


def scripts_break_nothing(markup: Markup) -> Iterator[Finding]:
    """NLD-EMB-001: no `<` in a script can end it, or keep it from ending."""
    for script in markup.page.scripts if markup.page is not None else ():
        if found := _BREAKING.search(script.content):
            message = f"{found[0]} in the script can break the page"
            mend = "write every < in it as \\u003c"
            yield page_finding(markup, script.start + found.start(), "NLD-EMB-001", message, suggestion=mend)
        elif _is_cut(markup, script):
            message = "the script ends inside of a text: the rest of its data stands on the page"
            mend = "write </script> in a text as \\u003c/script\\u003e"
            yield page_finding(markup, script.end, "NLD-EMB-001", message, suggestion=mend)


def signs_are_escaped(markup: Markup) -> Iterator[Finding]:
    """NLD-EMB-002: no `>` and no `&` stands bare in a script."""
    for at, sign in _firsts(markup, _SIGN):
        message = f"a bare {sign} in the script is markup where the page is read as XML"
        mend = f"write it as \\u{ord(sign):04x}"
        yield page_finding(markup, at, "NLD-EMB-002", message, suggestion=mend)


def line_separators_are_escaped(markup: Markup) -> Iterator[Finding]:
    """NLD-EMB-003: no U+2028 and no U+2029 stands bare in a script."""
    for at, sign in _firsts(markup, _SEPARATOR):
        message = f"a bare U+{ord(sign):04X} in the script ends the line for older readers of JavaScript"
        mend = f"write it as \\u{ord(sign):04x}"
        yield page_finding(markup, at, "NLD-EMB-003", message, suggestion=mend)


def values_are_plain(markup: Markup) -> Iterator[Finding]:
    """NLD-EMB-004: no value is escaped for HTML, as nothing undoes that in a script; a value that is HTML may be."""
    for block in markup.blocks:
        if block.syntax != "json-ld" or not block.may_have("&"):
            continue
        for at, text in _texts(block.data):
            found = next((one for one in _ESCAPE.finditer(text) if unescape(one[0]) != one[0]), None)
            if found is None or _TAG.search(text):
                continue
            message = f"{found[0]} is an escape of HTML, which readers of the data will see as it stands"
            plain = "".join(_in_json(sign) for sign in unescape(found[0]))
            mend = f"write {plain}"
            yield Finding("NLD-EMB-004", message, suggestion=mend, pointer=at, block=block.number)


def scripts_are_data_blocks(markup: Markup) -> Iterator[Finding]:
    """NLD-EMB-005: a script with JSON-LD has exactly the type of it, and its data inside."""
    page = markup.page
    if page is None:
        return
    for script in page.scripts:
        if script.type != _TYPE:
            yield _mistyped(markup, script.tag, script.type)
        elif script.src is not None:
            message = "the script has src, and no reader of markup follows it"
            mend = "put the data inside of the script"
            yield page_finding(markup, script.tag, "NLD-EMB-005", message, suggestion=mend)
    # Nearly every page has no such tag, and need not be walked for it.
    known = {script.tag for script in page.scripts}
    suspects = {
        one.start(): one.end()
        for one in _SUSPECT.finditer(page.text)
        if one.start() not in known and "json" in one[0].lower()
    }
    if not suspects:
        return
    from newsld.web.html.tokenizer import walk

    for tag in walk(page.text, frozenset({"script"}), until=max(suspects.values())):
        if tag.start in suspects and not tag.inert:
            stated = tag.attributes.get("type", "")
            if _NEAR.search(stated) or _CONTEXT.match(page.text, tag.end):
                yield _mistyped(markup, tag.start, stated)


def _mistyped(markup: Markup, start: int, stated: str) -> Finding:
    message = f"the type of the script is {stated!r}"
    return page_finding(markup, start, "NLD-EMB-005", message, suggestion=f"write {_TYPE}")


def _firsts(markup: Markup, signs: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """The first of some signs in each script, and where it stands in the page."""
    for script in markup.page.scripts if markup.page is not None else ():
        if found := signs.search(script.content):
            yield script.start + found.start(), found[0]


def _is_cut(markup: Markup, script: Script) -> bool:
    """Whether a script ends inside of a string, and what follows it on the page is the rest of that."""
    if markup.page is None or script.content.rstrip().endswith(("}", "]")):
        return False
    quotes = sum(1 for sign in _QUOTE.finditer(script.content) if sign[0] == '"')
    behind = _BEHIND.match(markup.page.text, script.end)
    return quotes % 2 == 1 and behind is not None and '"' in behind[1]


def _texts(data: Any) -> Iterator[tuple[str, str]]:
    """Every text of a block that has an ampersand, with its JSON Pointer, in the order of the text."""
    waiting: list[tuple[Any, str]] = [(data, "")]
    while waiting:
        value, at = waiting.pop()
        if isinstance(value, str):
            if "&" in value:
                yield at, value
        elif isinstance(value, list):
            waiting += [(one, f"{at}/{place}") for place, one in reversed(list(enumerate(value)))]
        elif isinstance(value, dict):
            waiting += [
                (one, f"{at}/{escape_pointer(key)}")
                for key, one in reversed(value.items())
                if key != "@context"
            ]


def _in_json(sign: str) -> str:
    """A sign as it is written in the JSON of a script: by its number where it is markup, or is not seen."""
    plain = sign.isprintable() and not sign.isspace() and sign not in "<>&"
    return json.dumps(sign, ensure_ascii=False)[1:-1] if plain else f"\\u{ord(sign):04x}"


CHECKS: tuple[Check, ...] = (
    Check(("NLD-EMB-001",), "page", scripts_break_nothing),
    Check(("NLD-EMB-002",), "page", signs_are_escaped),
    Check(("NLD-EMB-003",), "page", line_separators_are_escaped),
    Check(("NLD-EMB-004",), "markup", values_are_plain),
    Check(("NLD-EMB-005",), "page", scripts_are_data_blocks),
)
