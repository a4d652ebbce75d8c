"""Check markup in a page: scripts do not break the page, and their values are not altered."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cached_property
from html import unescape
from itertools import chain
from typing import TYPE_CHECKING, Any, Final
from unicodedata import combining

from newsld.findings import Finding
from newsld.model.text.shorten import truncate
from newsld.schemaorg.jsonld.own_terms import VERSION as OWN_VERSION
from newsld.syntax.document import escape_pointer
from newsld.syntax.patterns import lazy_pattern
from newsld.web.markup import Check, Markup
from newsld.web.markup.meta_tags import page_finding
from newsld.web.markup.queries import is_apart_from_story

if TYPE_CHECKING:
    from newsld.web.html.page import Script

_BREAKING: Final = lazy_pattern(r"<!--|</?script", re.IGNORECASE)
_COMMENT: Final = lazy_pattern("<!--")
_SCRIPT: Final = lazy_pattern(r"<script[\s/>]", re.IGNORECASE)
_AMPERSAND: Final = lazy_pattern("&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")
_CDATA: Final = lazy_pattern(r"[\s/*]{0,100}<!\[CDATA\[")
_LINE_SEPARATOR: Final = lazy_pattern("[\u2028\u2029]")
_QUOTE: Final = lazy_pattern(r'\\.|"', re.DOTALL)
_ESCAPE: Final = lazy_pattern(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_TAG: Final = lazy_pattern(r"</?[A-Za-z][^<>]*>")
_ADDRESS: Final = lazy_pattern(r"\s*(?:https?:)?//\S+\s*\Z", re.IGNORECASE)
_TYPE: Final = "application/ld+json"
_SUSPECT: Final = lazy_pattern(r"<script\b[^<>]{0,400}", re.IGNORECASE)
_NEAR: Final = lazy_pattern(r"\bld[+-]?json\b|\bjson[+-]ld\b|\bjsonld\b", re.IGNORECASE)
_CONTEXT: Final = lazy_pattern(r"\s*[\[{]\s*\{?\s*\"@context\"\s*:\s*\"https?://(?:www\.)?schema\.org")
_AFTER: Final = lazy_pattern(r"</script[^>]*>([^<]*)", re.IGNORECASE)


def scripts_do_not_break_page(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-EMB-001 for scripts with a `<` that can end them or keep them open."""
    for script in markup.page.scripts if markup.page is not None else ():
        stays_open = _stays_open(script.content)
        match = _BREAKING.search(script.content) if stays_open else _first_breaking(script.content)
        if match is not None:
            message = f"the script contains {match[0]}, which can break the page"
            suggestion = "write every < in the script as \\u003c"
            finding = page_finding(
                markup, script.start + match.start(), "NLD-EMB-001", message, suggestion=suggestion
            )
            yield finding if stays_open else finding.with_severity("warning")
        elif _is_cut(markup, script):
            message = "the script ends inside a string, so the rest of its data shows on the page"
            suggestion = "write </script> inside a string as \\u003c/script\\u003e"
            yield page_finding(markup, script.end, "NLD-EMB-001", message, suggestion=suggestion)


def markup_characters_are_escaped(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-EMB-002 for scripts of XHTML with a `&` that ends its parsing, but for those in a CDATA section."""
    from newsld.web.html.head import is_xhtml

    if markup.page is None or not is_xhtml(markup.page.text):
        return
    for at, _ in _first_in_each_script(markup, _AMPERSAND, but=_CDATA):
        message = "the script contains an unescaped &, which breaks a page that is parsed as XML"
        suggestion = "write it as \\u0026"
        yield page_finding(markup, at, "NLD-EMB-002", message, suggestion=suggestion).with_severity("info")


def line_separators_are_escaped(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-EMB-003 for scripts with an unescaped U+2028 or U+2029."""
    for at, sign in _first_in_each_script(markup, _LINE_SEPARATOR):
        message = f"the script contains an unescaped U+{ord(sign):04X}, which ends the line in JavaScript before 2019"
        suggestion = f"write it as \\u{ord(sign):04x}"
        yield page_finding(markup, at, "NLD-EMB-003", message, suggestion=suggestion)


def values_have_no_html_escapes(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-EMB-004 for values with HTML escapes: one finding for each property of a block, at its first value.

    It is an error in an address, which then leads elsewhere, and a warning in other text. A value may have escapes
    if it contains HTML tags or is about HTML: the title of the page shows the same words, or newsld wrote it.
    """
    apart = _ApartFromStory(markup)
    for block in markup.blocks:
        if block.syntax != "json-ld" or not block.may_contain("&") or _is_own(block.data):
            continue
        by_term: dict[tuple[str, bool, bool], list[tuple[str, str, str]]] = {}
        for at, text in _texts(block.data):
            escape = next((one[0] for one in _ESCAPE.finditer(text) if unescape(one[0]) != one[0]), None)
            if escape is not None and not _TAG.search(text) and not _is_shown(markup, text):
                term = _term(at)
                is_address = _ADDRESS.match(text) is not None and term != "@id"
                by_term.setdefault((term, is_address, (block.number, at) in apart), []).append(
                    (at, text, escape)
                )
        for (term, is_address, is_apart), values in by_term.items():
            at, text, escape = values[0]
            effect = "is another address" if is_address else "shows as text in the data"
            message, suggestion = _escape_words(term, text, escape, effect, len(values) - 1)
            finding = Finding("NLD-EMB-004", message, suggestion=suggestion, pointer=at, block=block.number)
            yield (
                finding
                if is_address and not is_apart
                else finding.with_severity("info" if is_apart else "warning")
            )


class _ApartFromStory:
    """The parts of comments, other articles and things that a page lists next to its story, by block and pointer."""

    def __init__(self, markup: Markup) -> None:
        self._markup = markup

    @cached_property
    def _places(self) -> frozenset[tuple[int | None, str]]:
        """The places of the objects, searched once for all blocks."""
        story = {node for article in self._markup.articles for node in (article, *article.others)}
        others = (node for node in self._markup.find_articles(secondary=False) if story and node not in story)
        apart = chain(filter(is_apart_from_story, self._markup.nodes), others)
        return frozenset((node.block.number, node.pointer) for node in apart)

    def __contains__(self, place: tuple[int | None, str]) -> bool:
        """Return whether one of the objects around a value is such a part."""
        number, at = place
        while at and self._places:
            at = at.rpartition("/")[0]
            if (number, at) in self._places:
                return True
        return False


def _escape_words(term: str, text: str, escape: str, effect: str, others: int) -> tuple[str, str]:
    """Return the message and suggestion about a value with an HTML escape, and about the number of others like it."""
    more = "another value of" if others == 1 else f"{others} more values of"
    same = f"; the same in {more} {term}" if others else ""
    if _TAG.search(unescape(text)):
        message = f"{term} is HTML with its tags escaped, as in {escape}{same}"
        return message, "write plain text: without tags, and with the characters themselves"
    message = f"{term} contains the HTML escape {escape}, so it {effect}{same}"
    plain = "".join(_in_json(sign) for sign in unescape(escape))
    return message, f"write {plain} instead"


def _term(pointer: str) -> str:
    """Return the property that a JSON Pointer leads to, without the places in lists."""
    steps = [step for step in pointer.split("/") if not step.isdigit()]
    return truncate(steps[-1].rpartition("~1")[2]) if len(steps) > 1 else "the value"


def _is_own(data: Any) -> bool:
    """Return whether newsld wrote the data: then the story has these words."""
    return isinstance(data, dict) and OWN_VERSION in data


def _is_shown(markup: Markup, text: str) -> bool:
    """Return whether the title of the page shows a text with its escapes."""
    title = markup.page.title if markup.page is not None else None
    return title is not None and bool(text.strip()) and " ".join(text.split()) in title.text


def scripts_are_data_blocks(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-EMB-005 for JSON-LD scripts with another type, or with their data elsewhere."""
    page = markup.page
    if page is None:
        return
    for script in page.scripts:
        if script.type != _TYPE:
            yield _wrong_type(markup, script.tag, script.type)
        elif script.src is not None:
            message = "the script has src, which readers of markup do not follow"
            suggestion = "put the data inside the script"
            yield page_finding(markup, script.tag, "NLD-EMB-005", message, suggestion=suggestion)
    # Tokenizing the page is slow, and nearly no page needs it.
    known = {script.tag for script in page.scripts}
    suspects = {
        one.start(): one.end()
        for one in _SUSPECT.finditer(page.text)
        if one.start() not in known and "json" in one[0].lower()
    }
    if not suspects:
        return
    from newsld.web.html.tokenizer import iter_tags

    for tag in iter_tags(page.text, frozenset({"script"}), until=max(suspects.values())):
        if tag.start in suspects and not tag.inert:
            declared = tag.attributes.get("type", "")
            if _NEAR.search(declared) or _CONTEXT.match(page.text, tag.end):
                yield _wrong_type(markup, tag.start, declared)


def _wrong_type(markup: Markup, start: int, declared: str) -> Finding:
    message = f"the script has the type {declared!r}, not {_TYPE}"
    return page_finding(markup, start, "NLD-EMB-005", message, suggestion=f'write type="{_TYPE}"')


def _first_in_each_script(
    markup: Markup, signs: re.Pattern[str], but: re.Pattern[str] | None = None
) -> Iterator[tuple[int, str]]:
    """Yield the first match in each script, with its offset in the page, except in scripts that begin with `but`."""
    for script in markup.page.scripts if markup.page is not None else ():
        if (match := signs.search(script.content)) and not (but and but.match(script.content)):
            yield script.start + match.start(), match[0]


def _stays_open(content: str) -> bool:
    """Return whether a script goes on after its end tag: it does after `<!--` and `<script`, without `-->` between."""
    for comment in _COMMENT.finditer(content):
        end = content.find("-->", comment.end())
        if _SCRIPT.search(content, comment.end(), end if end >= 0 else len(content)):
            return True
        if end < 0:
            return False
    return False


def _first_breaking(content: str) -> re.Match[str] | None:
    """Return the first `<!--` without `-->`, or `</script`; an opening tag alone and a closed comment break nothing."""
    at = 0
    while (match := _BREAKING.search(content, at)) is not None:
        is_tag = match[0].lower() == "<script"
        end = match.end() if is_tag else content.find("-->", match.end()) if match[0] == "<!--" else -1
        if end < 0:
            return match
        at = end
    return None


def _is_cut(markup: Markup, script: Script) -> bool:
    """Return whether a script ends inside a string and the rest of the string follows it on the page."""
    if markup.page is None or script.content.rstrip().endswith(("}", "]")):
        return False
    quotes = sum(1 for sign in _QUOTE.finditer(script.content) if sign[0] == '"')
    after = _AFTER.match(markup.page.text, script.end)
    return quotes % 2 == 1 and after is not None and '"' in after[1]


def _texts(data: Any) -> Iterator[tuple[str, str]]:
    """Yield the JSON Pointer and text of every string with an ampersand, in document order."""
    stack: list[tuple[Any, str]] = [(data, "")]
    while stack:
        value, at = stack.pop()
        if isinstance(value, str):
            if "&" in value:
                yield at, value
        elif isinstance(value, list):
            stack += [(one, f"{at}/{place}") for place, one in reversed(list(enumerate(value)))]
        elif isinstance(value, dict):
            stack += [
                (one, f"{at}/{escape_pointer(key)}")
                for key, one in reversed(value.items())
                if key != "@context"
            ]


def _in_json(sign: str) -> str:
    """Return a character as JSON in a script: escaped by number if it is markup, invisible or combining."""
    plain = sign.isprintable() and not sign.isspace() and not combining(sign) and sign not in "<>&"
    return json.dumps(sign, ensure_ascii=False)[1:-1] if plain else f"\\u{ord(sign):04x}"


CHECKS: tuple[Check, ...] = (
    Check(("NLD-EMB-001",), "page", scripts_do_not_break_page),
    Check(("NLD-EMB-002",), "page", markup_characters_are_escaped),
    Check(("NLD-EMB-003",), "page", line_separators_are_escaped),
    Check(("NLD-EMB-004",), "markup", values_have_no_html_escapes),
    Check(("NLD-EMB-005",), "page", scripts_are_data_blocks),
)
