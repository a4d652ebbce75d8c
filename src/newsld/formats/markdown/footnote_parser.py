"""Parse the text of a footnote into its chain of sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, NamedTuple

from newsld.formats.markdown.body import Footnote, FootnotePiece
from newsld.formats.markdown.connectors import ENGLISH, Connectors
from newsld.formats.markdown.labels import Labels
from newsld.model.dates import is_edtf, is_iri, parse_english
from newsld.syntax.patterns import lazy_pattern

_SLOT: Final = "\0"
"""Replaces a link or reference while the words around it are parsed; CommonMark has no NUL."""

_LONGEST: Final = 4000
"""The most characters of a footnote, each link counted as one: a longer one is no chain, and is slow to refuse."""

_BREAK: Final = r"(?:\s*[,،]\s*|\s+)"
_END: Final = lazy_pattern(r"\s*[.।。]?\s*\Z")
_QUOTED: Final = lazy_pattern(r"\s*[,،]\s*“([^”\0]+)”")
_COMMA: Final = lazy_pattern(r"\s*[,،]\s*")
_PARENTHESIS: Final = lazy_pattern(r"[,،]?\s*\(\s*([^()]*?)\s*\)")
_DATE_ENDS: Final = lazy_pattern(r"(?=[,،(\0])|\Z")


class FootnoteSyntaxError(ValueError):
    """A footnote cannot be parsed as a chain.

    `at` is the byte of the source where parsing failed, `advice` what to write there, if that is clear.
    """

    def __init__(self, reason: str, at: int, advice: str | None = None) -> None:
        super().__init__(reason)
        self.at = at
        self.advice = advice


@dataclass(slots=True)
class FootnoteChain:
    """The chain that a footnote gives.

    `hops` is story data. `carried_over` is the label of an earlier citation whose hops come first: those before the
    parties of `hops[0]`, or all of them without hops. `party_bytes` has the hop, the number and the byte in the source
    of every party. `origin` is that of the citation, None for the last hop.
    """

    hops: list[dict[str, Any]] = field(default_factory=list)
    carried_over: str | None = None
    origin: str | None = None
    party_bytes: list[tuple[int, int, int]] = field(default_factory=list)


class _Patterns(NamedTuple):
    """The connectors of a language as patterns."""

    citing: re.Pattern[str]
    both: re.Pattern[str]
    on: re.Pattern[str]
    within: re.Pattern[str]
    role: re.Pattern[str]
    dated: re.Pattern[str]
    carried: re.Pattern[str]
    carried_all: re.Pattern[str]
    unknown_origin: re.Pattern[str]
    no_source: re.Pattern[str]
    own: re.Pattern[str]


@cache
def _patterns(table: Connectors) -> _Patterns:
    def any_of(phrases: Iterable[str]) -> str:
        longest = sorted(dict.fromkeys(phrases), key=len, reverse=True)
        return "(?:" + "|".join(_loose(phrase) for phrase in longest) + ")"

    until = rf"(?=\s*\Z|\s*[,،;؛]|\s+\(|\s+{any_of([table.on])}\0|\s+{any_of([table.role])})"
    words = rf"\s*([^,،;؛()\0]+?){until}"
    flags = re.IGNORECASE
    return _Patterns(
        citing=re.compile(_BREAK + any_of([table.citing, *table.also_citing]), flags),
        both=re.compile(rf"{_BREAK}{any_of([table.both])}|\s*[,،]\s*", flags),
        on=re.compile(_BREAK + any_of([table.on]) + r"\s*\0", flags),
        within=re.compile(_BREAK + any_of(table.within) + words, flags),
        role=re.compile(_BREAK + any_of([table.role]) + words, flags),
        dated=re.compile(_BREAK + any_of([table.dated, table.dated_in]), flags),
        carried=re.compile(_BREAK + any_of([table.carried]) + r"\s*\0", flags),
        carried_all=re.compile(any_of([table.carried_all]) + r"\s*\0\s*", flags),
        unknown_origin=re.compile(r"\s*[,،;؛]\s*" + _loose(table.unknown_origin) + r"\Z", flags),
        no_source=re.compile(_loose(table.no_source), flags),
        own=re.compile(_loose(table.own), flags),
    )


def _loose(phrase: str) -> str:
    """Return a phrase as a pattern that matches it with any white space, up to the end of a word."""
    pattern = r"\s+".join(map(re.escape, _bare(phrase).split()))
    return pattern + (r"(?:\s+|(?=\0))" if phrase.endswith(" ") else "")


def _bare(phrase: str) -> str:
    """Return a phrase without the spaces and the punctuation around it."""
    return phrase.strip(" ,،;؛")


def parse_footnote(
    footnote: Footnote, labels: Labels, table: Connectors, find: Callable[[str], dict[str, int] | None]
) -> FootnoteChain:
    """Return the chain that a footnote gives.

    `find` returns the span of words in the sentence of the footnote. English connectors are accepted in a story of any
    language. Raises FootnoteSyntaxError if the text is no chain.
    """
    try:
        return _FootnoteParser(footnote, labels, table, find).parse()
    except FootnoteSyntaxError:
        if table is ENGLISH:
            raise
        try:
            return _FootnoteParser(footnote, labels, ENGLISH, find).parse()
        except FootnoteSyntaxError:
            pass
        raise


class _FootnoteParser:
    """The text of one footnote with slots for links; `at` is the offset of what is not parsed yet, `end` its end."""

    def __init__(
        self,
        footnote: Footnote,
        labels: Labels,
        table: Connectors,
        find: Callable[[str], dict[str, int] | None],
    ) -> None:
        self.footnote = footnote
        self.labels = labels
        self.table = table
        self.find = find
        self.patterns = _patterns(table)
        self.slots: dict[int, FootnotePiece] = {}
        self.starts: list[tuple[int, int]] = []
        parts: list[str] = []
        length = 0
        for piece in footnote.pieces:
            self.starts.append((length, piece.at))
            if piece.target is None and piece.note is None:
                text = piece.text.replace(_SLOT, "\ufffd")
            else:
                self.slots[length] = piece
                text = _SLOT
            parts.append(text)
            length += len(text)
        self.text = "".join(parts)
        if length > _LONGEST:
            raise FootnoteSyntaxError(f"it is longer than {_LONGEST} characters", footnote.at)
        self.at = len(self.text) - len(self.text.lstrip())
        self.end = length
        self.chain = FootnoteChain()

    def error(self, reason: str, at: int | None = None, advice: str | None = None) -> FootnoteSyntaxError:
        """Return the error at an offset of the text, by default `self.at`, with what to write there."""
        at = self.at if at is None else at
        begin, byte = max((start for start in self.starts if start[0] <= at), default=(at, self.footnote.at))
        return FootnoteSyntaxError(
            reason, byte + len(self.text[begin:at].encode("utf-8", "surrogatepass")), advice
        )

    def parse(self) -> FootnoteChain:
        if self.footnote.paragraphs > 1:
            raise FootnoteSyntaxError("a footnote is one paragraph", self.footnote.at)
        stop = _END.search(self.text, self.at)
        self.end = stop.start() if stop else self.end
        origin = self.patterns.unknown_origin.search(self.text, self.at, self.end)
        if origin:
            self.chain.origin = "not-given"
            self.end = origin.start()
        if self.patterns.no_source.fullmatch(self.text, self.at, self.end):
            return self.chain
        if not origin and self.patterns.own.fullmatch(self.text, self.at, self.end):
            self.chain.origin = "own"
            return self.chain
        whole = self.patterns.carried_all.fullmatch(self.text, self.at, self.end)
        if whole:
            self.chain.carried_over = self.earlier_label(self.text.index(_SLOT, self.at))
            return self.chain
        last = self.end
        while True:
            citing = self.patterns.citing.search(self.text, self.at, last)
            self.end = citing.start() if citing else last
            self.parse_hop()
            if citing is None:
                return self.chain
            self.at = citing.end()

    def earlier_label(self, at: int) -> str:
        label = self.slots[at].note
        if label is None:
            raise self.error("expected an earlier footnote, as [^label]", at)
        return label

    def parse_hop(self) -> None:
        """Parse the hop from `at` to `end`."""
        if self.chain.hops and self.table.cited:
            if not self.text[self.at : self.end].endswith(self.table.cited):
                raise self.error(f"“{self.table.cited.strip()}” is missing", self.end)
            self.end -= len(self.table.cited)
        hop: dict[str, Any] = {"parties": []}
        self.chain.hops.append(hop)
        party = self.parse_party()
        if party is None:
            advice = (
                None
                if self.chain.hops[1:]
                else "name a source of the story, or write "
                f"“{self.table.own}{self.table.stop}” or “{self.table.no_source}{self.table.stop}”"
            )
            raise self.error("expected a source: [words][id], or a name of the story", advice=advice)
        while party is not None:
            hop["parties"].append(party)
            before = self.at
            joint = self.patterns.both.match(self.text, self.at, self.end)
            if joint is None:
                break
            self.at = joint.end()
            party = self.parse_party()
            if party is None:
                self.at = before
        while self.at < self.end and self.text[self.at : self.end].strip():
            if not self.parse_detail(hop):
                raise self.unexpected_words()

    def unexpected_words(self) -> FootnoteSyntaxError:
        """Return the error about words after a source that are no detail."""
        words = _COMMA.sub("", self.text[self.at : self.end], count=1).strip()
        advice = None
        if dated := self.patterns.dated.match(self.text, self.at, self.end):
            day = "21 April 2026" if self.table.english_dates else "2026-04-21"
            advice = (
                f"write the day of “{self.text[dated.end() : self.end]}”: {_bare(self.table.dated)} {day}"
            )
        elif words[:1].islower() and _COMMA.match(self.text, self.at, self.end) and _SLOT not in words:
            role = _bare(self.table.role)
            advice = f"a role follows “{role}”: {role} {words}"
        elif _SLOT not in words:
            other = self.patterns.both.sub("", f" {words}", count=1).strip()
            advice = f"if “{other}” is another source, declare it in the data block"
        return self.error("unexpected words", advice=advice)

    def parse_party(self) -> str | None:
        """Parse a party at `at` and return its id; None if there is none."""
        piece = self.slots.get(self.at)
        found: str | None = None
        words: dict[str, int] | None = None
        end = self.at + 1
        if piece is not None:
            meaning = self.labels.find(piece.target.label) if piece.target and piece.target.label else None
            if meaning is not None and meaning.kind == "entity":
                found = meaning.id
                if piece.target is not None and not piece.target.is_shortcut:
                    words = self.find(piece.text)
        else:
            named = self.labels.match_name(self.text[: self.end], self.at)
            if named is not None:
                found, end = named
        if found is not None:
            hop = len(self.chain.hops) - 1
            byte = self.error("", self.at).at
            self.chain.party_bytes.append((hop, len(self.chain.hops[hop]["parties"]), byte))
            self.at = end
            if words is not None:
                self.chain.hops[hop].setdefault("words", []).append(words)
        return found

    def parse_detail(self, hop: dict[str, Any]) -> bool:
        """Parse a detail at `at` into the hop; return False if there is none."""
        return (
            self.parse_medium(hop)
            or self.parse_date(hop)
            or self.parse_form_or_role(hop)
            or self.parse_report(hop)
            or self.parse_carried()
        )

    def set_once(self, hop: dict[str, Any], key: str, value: Any, end: int) -> bool:
        if key in hop:
            raise self.error(f"the {key} of this source is given twice")
        hop[key] = value
        self.at = end
        return True

    def parse_medium(self, hop: dict[str, Any]) -> bool:
        found = self.patterns.on.match(self.text, self.at, self.end)
        piece = self.slots.get(found.end() - 1) if found else None
        if found is None or piece is None or piece.target is None or piece.target.label is None:
            return False
        meaning = self.labels.find(piece.target.label)
        if meaning is None or meaning.kind != "entity":
            return False
        return self.set_once(hop, "medium", meaning.id, found.end())

    def parse_form_or_role(self, hop: dict[str, Any]) -> bool:
        for key, pattern in (("form", self.patterns.within), ("role", self.patterns.role)):
            found = pattern.match(self.text, self.at, self.end)
            if found:
                return self.set_once(hop, key, found[1], found.end())
        return False

    def parse_date(self, hop: dict[str, Any]) -> bool:
        inferred = _PARENTHESIS.match(self.text, self.at, self.end)
        if inferred:
            if inferred[1] == _SLOT:
                return self.linked_date(hop, inferred.start(1), "inferred", inferred.end())
            date = self.date_of(inferred[1])
            if date is None:
                advice = f"parentheses contain an inferred date; write “{inferred[1]}” without them"
                raise self.error(f"“{inferred[1]}” is no date", inferred.start(1), advice)
            return self.set_once(hop, "date", {"date": date, "basis": "inferred"}, inferred.end())
        for pattern, basis in ((self.patterns.dated, "stated"), (_COMMA, None)):
            found = pattern.match(self.text, self.at, self.end)
            if found is None:
                continue
            if found.end() in self.slots and self.linked_date(hop, found.end(), "stated", found.end() + 1):
                return True
            ends = [match.start() for match in _DATE_ENDS.finditer(self.text, found.end(), self.end)][:4]
            for end in reversed(ends):
                date = self.date_of(self.text[found.end() : end].strip())
                if date is not None:
                    return self.set_once(hop, "date", {"date": date, "basis": basis} if basis else date, end)
        return False

    def date_of(self, text: str) -> str | None:
        found = parse_english(text) if text and _SLOT not in text else None
        return str(found) if found is not None else None

    def linked_date(self, hop: dict[str, Any], at: int, basis: str, end: int) -> bool:
        piece = self.slots[at]
        label = piece.target.label if piece.target else None
        meaning = self.labels.find(label) if label else None
        if meaning is None or meaning.kind != "date" or not is_edtf(meaning.id):
            return False
        words = self.find(piece.text)
        if words is None:
            raise self.error(f"“{piece.text}” is not in the sentence of this footnote", at)
        return self.set_once(hop, "date", {"date": meaning.id, "basis": basis, "words": words}, end)

    def parse_report(self, hop: dict[str, Any]) -> bool:
        quoted = _QUOTED.match(self.text, self.at, self.end)
        if quoted:
            return self.set_once(hop, "headline", quoted[1], quoted.end())
        found = _COMMA.match(self.text, self.at, self.end)
        piece = self.slots.get(found.end()) if found else None
        if found is None or piece is None or piece.target is None or piece.target.label is not None:
            return False
        if not is_iri(piece.target.url):
            raise self.error(f"“{piece.target.url}” is no absolute address", found.end())
        if not piece.target.is_autolink and piece.text:
            self.set_once(hop, "headline", piece.text, self.at)
        return self.set_once(hop, "url", piece.target.url, found.end() + 1)

    def parse_carried(self) -> bool:
        found = self.patterns.carried.match(self.text, self.at, self.end)
        if found is None:
            return False
        if len(self.chain.hops) > 1 or self.chain.carried_over:
            raise self.error("only the first source can be carried over, and once")
        self.chain.carried_over = self.earlier_label(found.end() - 1)
        self.at = found.end()
        return True
