"""Remove page furniture from a raw text: advertisements, share lines, links to other stories."""

from __future__ import annotations

import re
from typing import Final

from newsld.findings import Finding
from newsld.model.text import remove_furniture, split_lines
from newsld.model.text.bylines import LONGEST_BYLINE, is_plain_name, parse_byline, without_place
from newsld.model.text.shorten import quote
from newsld.syntax.patterns import lazy_pattern

_LONGEST: Final = 160
_FURNITURE: Final = lazy_pattern(
    r"(?:advertisement|advertising|sponsored(?: content| post)?|promoted|anzeige|werbung|publicité|publicidad"
    r"|реклама|إعلان|(?:also|please|you may also|read) (?:read|also|like|more|next|this)\b ?[:|–—-].*"
    r"|also read|read more|read next|read also|related(?: articles?| stories| coverage| news| topics)?(?: ?:.*)?"
    r"|watch ?:.*|copyright ?(?:©|\(c\)).*|©.*|all rights reserved\.?|\d+ min(?:ute)?s? read|comments?(?: \(\d+\))?"
    r"|tweet|(?P<open>(?:article|story) continues (?:below|after).*|continue reading(?: below)?.*"
    r"|share(?: this)?(?: article| story| page| post)?(?: (?:on|via|with|to)\b.*)?|email this.*|print this.*"
    r"|(?:follow|like|find) us (?:on|at)\b.*|sign up (?:for|to)\b.*|subscribe(?: (?:now|to|for)\b.*)?"
    r"|listen to this article.*|click here\b.*|download (?:our|the) app\b.*"
    r"|get (?:the|our) .*newsletter.*))",
    re.IGNORECASE,
)
"""Lines of pages; those that are `open` begin as sentences of a story can."""
_READER: Final = lazy_pattern(
    r"\b(?:your?|our|(?-i:us)|newsletters?|inbox|here|app|this article)\b", re.IGNORECASE
)
_REPORTS: Final = lazy_pattern(
    r"\b(?:said|says|told|tells|added|announced|reported|wrote|warned|explained|according to)\b",
    re.IGNORECASE,
)
_FEW_WORDS: Final = 6
_ENDS: Final = lazy_pattern(r"[.!?…:;,。！？।؟][\"'”’»“)\]]*\Z")
_LONGEST_HEADLINE: Final = 160
_HEADING: Final = lazy_pattern(r"#{1,6} [^\n]+\n\n")
"""The headline of Markdown."""
_MOST_OPENING: Final = 4
"""The most lines of a headline, a byline and the like above the first line of a story."""
_BYLINE: Final = lazy_pattern(r"(?:By|BY|Von|Par|Por|Di|Door) [^\W\d_a-z]")
_UPPER: Final = r"[^\W\da-z_]"
_DATELINE: Final = lazy_pattern(
    rf"{_UPPER}{{2,40}}(?:[ .-]{{1,2}}{_UPPER}{{2,40}}){{0,3}}(?=, | \()"
    rf"(?:,? (?:\d{{1,4}}|{_UPPER}[\w.’'-]{{0,30}})){{0,6}}"
    rf"(?: \([^()\n]{{2,40}}\))?(?: ?[—–]| --?) ?[\"“„«‘]?{_UPPER}"
)
"""The place, day and agency before the first sentence: "VELMORA, March 4 (Wire) - A bridge"."""
_BLANK: Final = lazy_pattern(r"\n(?:[ \t\u00a0\u200b\ufeff]*\n)+")


def clean_text(text: str) -> tuple[str, list[Finding]]:
    """Return a plain text with blank lines between its paragraphs, and a finding for each line that is removed.

    Furniture are lines that repeat, and short lines such as "Advertisement" or "Read also: ...". A text in which every
    line is a paragraph gets blank lines between them. The findings (NLD-DRF-009) have the line.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    repeated = {line for line, _ in remove_furniture(text).removed}
    findings: list[Finding] = []
    kept: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if bare and (bare in repeated or (len(bare) <= _LONGEST and _is_furniture(bare))):
            findings.append(
                Finding(
                    "NLD-DRF-009",
                    f"the line {quote(bare)} is page furniture and left out",
                    suggestion="if it is part of the text, add it to the draft",
                    line=number,
                    column=1,
                )
            )
            kept.append("")
        else:
            kept.append(line.rstrip())
    cleaned = _BLANK.sub("\n\n", "\n".join(kept)).strip("\n \t")
    lines = split_lines(cleaned)
    if lines is not None and len(lines) > 1:
        cleaned = "\n\n".join(span.slice(cleaned) for span in lines)
    return cleaned, findings


def _is_furniture(line: str) -> bool:
    """Return whether a line is furniture: no sentence of a story such as "Sign up for the race opened, she said."."""
    found = _FURNITURE.fullmatch(line)
    if found is None or found["open"] is None:
        return found is not None
    is_sentence = len(line.split()) > _FEW_WORDS and _ENDS.search(line) is not None
    return not (_REPORTS.search(line) or (is_sentence and not _READER.search(line)))


def separate_opening(text: str, language: str | None) -> str:
    """Return a text with blank lines between its headline, byline and first paragraph, if it has them on single lines.

    Its first lines have to have a byline such as "By Ana Ruiz", or end before a dateline: "VELMORA, March 4 (Wire) -".
    Other lines that are wrapped stay together.
    """
    heading = _HEADING.match(text)
    above = heading[0] if heading is not None else ""
    first, blank, rest = text[len(above) :].partition("\n\n")
    lines = [line.strip() for line in first.split("\n", _MOST_OPENING)]
    starts: set[int] = set()
    for index, line in enumerate(lines):
        if index and _DATELINE.match(line):
            starts.add(index)
            break
        is_above = not "".join(lines[index + 1 : index + 2])[:1].islower()
        if is_above and _BYLINE.match(line) and _byline_authors(line, language):
            starts |= {index, index + 1}
        elif _ENDS.search(line) or line[:1].islower():
            break
    starts = {one for one in starts if 0 < one < len(lines)}
    parts = [("\n\n" if index in starts else "\n") + line for index, line in enumerate(lines)]
    return above + "".join(parts)[1:] + blank + rest if starts else text


def split_byline(text: str, language: str | None) -> tuple[tuple[str, ...], str]:
    """Return the authors in a byline before a text, such as "By Ana Ruiz" or "Ana Ruiz | Reuters", and the rest.

    A byline is a line of names with a word such as "By" before them, or an organization after them; no authors without.
    """
    first, blank, rest = text.partition("\n\n")
    if not blank or "\n" in first:
        return (), text
    authors = _byline_authors(first, language)
    return (authors, rest.strip("\n")) if authors else ((), text)


def _byline_authors(line: str, language: str | None) -> tuple[str, ...]:
    """Return the authors that a line names as a byline; none for any other line."""
    if len(line) > LONGEST_BYLINE or _ENDS.search(line):
        return ()
    byline = parse_byline(line, language=(language or "en").partition("-")[0].lower())
    is_byline = any(one.kind in ("introduction", "organization") for one in byline.extras)
    authors = tuple(map(without_place, byline.names))
    is_plain = is_byline and not byline.collective and all(map(is_plain_name, authors))
    return authors if is_plain else ()


def split_headline(text: str) -> tuple[str | None, str]:
    """Return the headline of a text, which is a first line that is no sentence, and the rest; None without one."""
    first, blank, rest = text.partition("\n\n")
    is_headline = (
        blank
        and "\n" not in first
        and 0 < len(first) <= _LONGEST_HEADLINE
        and not _ENDS.search(first)
        and len(rest) > len(first)
    )
    return (first.strip(), rest.strip("\n")) if is_headline else (None, text)
