"""The grammar of footnotes, read: from the text of a footnote to the chain of sources that it tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from newsld.formats.markdown.body import Note, Piece
from newsld.formats.markdown.connectors import ENGLISH, Connectors
from newsld.formats.markdown.labels import Labels
from newsld.model.dates import is_edtf, is_iri, parse_english

__all__ = ["AstrayError", "Told", "read_footnote"]

_SLOT: Final = "\0"
"""Stands for a link or a reference while the words around it are read; CommonMark has no NUL."""

_LONGEST: Final = 4000
"""Characters that a footnote may have, links counted as one: what is longer is no chain, and costs time to refuse."""

_BREAK: Final = r"(?:\s*[,،]\s*|\s+)"
_END: Final = re.compile(r"\s*[.।。]?\s*\Z")
_QUOTED: Final = re.compile(r"\s*[,،]\s*“([^”\0]+)”")
_COMMA: Final = re.compile(r"\s*[,،]\s*")
_PARENTHESIS: Final = re.compile(r"[,،]?\s*\(\s*([^()]*?)\s*\)")
_DATE_ENDS: Final = re.compile(r"(?=[,،(\0])|\Z")


class AstrayError(ValueError):
    """A footnote that does not read as a chain: why, and the byte of the source where it goes astray."""

    def __init__(self, reason: str, at: int) -> None:
        super().__init__(reason)
        self.at = at


@dataclass(slots=True)
class Told:
    """What a footnote tells.

    `hops` is story data. With `carried`, the label of an earlier citation, that one's hops come first: those before
    the parties of `hops[0]`, or all of them where there is none. `places` has, for every party, its hop, its
    number, and the byte of the source where it stands.
    """

    hops: list[dict[str, Any]] = field(default_factory=list)
    carried: str | None = None
    unknown_origin: bool = False
    places: list[tuple[int, int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """A table of connectors as patterns."""

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
    )


def _loose(phrase: str) -> str:
    """A phrase as a pattern: any white space for its spaces, none before it, and a word's end after it."""
    words = phrase.strip(" ,،;؛")
    pattern = r"\s+".join(map(re.escape, words.split()))
    return pattern + (r"(?:\s+|(?=\0))" if phrase.endswith(" ") else "")


def read_footnote(
    note: Note, labels: Labels, table: Connectors, find: Callable[[str], dict[str, int] | None]
) -> Told:
    """What a footnote tells.

    `find` gives the place of words in the sentence that the footnote belongs to. A footnote in English is read
    in a story of any language. Raises AstrayError where it does not read as a chain.
    """
    try:
        return _Reader(note, labels, table, find).read()
    except AstrayError:
        if table is ENGLISH:
            raise
        try:
            return _Reader(note, labels, ENGLISH, find).read()
        except AstrayError:
            pass
        raise


class _Reader:
    """One footnote being read: its text with slots for links, and how far reading has come."""

    def __init__(
        self, note: Note, labels: Labels, table: Connectors, find: Callable[[str], dict[str, int] | None]
    ) -> None:
        self.note = note
        self.labels = labels
        self.table = table
        self.find = find
        self.patterns = _patterns(table)
        self.slots: dict[int, Piece] = {}
        self.starts: list[tuple[int, int]] = []
        parts: list[str] = []
        length = 0
        for piece in note.pieces:
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
            raise AstrayError("it is longer than any chain", note.at)
        self.at = len(self.text) - len(self.text.lstrip())
        self.end = length
        self.told = Told()

    def astray(self, reason: str, at: int | None = None) -> AstrayError:
        """The error for a place in the text, by default where reading has come."""
        at = self.at if at is None else at
        begin, byte = max((start for start in self.starts if start[0] <= at), default=(at, self.note.at))
        return AstrayError(reason, byte + len(self.text[begin:at].encode("utf-8", "surrogatepass")))

    def read(self) -> Told:
        if self.note.paragraphs > 1:
            raise AstrayError("a footnote is one paragraph", self.note.at)
        stop = _END.search(self.text, self.at)
        self.end = stop.start() if stop else self.end
        origin = self.patterns.unknown_origin.search(self.text, self.at, self.end)
        if origin:
            self.told.unknown_origin = True
            self.end = origin.start()
        if self.patterns.no_source.fullmatch(self.text, self.at, self.end):
            return self.told
        whole = self.patterns.carried_all.fullmatch(self.text, self.at, self.end)
        if whole:
            self.told.carried = self.earlier(self.text.index(_SLOT, self.at))
            return self.told
        last = self.end
        while True:
            citing = self.patterns.citing.search(self.text, self.at, last)
            self.end = citing.start() if citing else last
            self.hop()
            if citing is None:
                return self.told
            self.at = citing.end()

    def earlier(self, at: int) -> str:
        label = self.slots[at].note
        if label is None:
            raise self.astray("an earlier footnote is to stand here, as [^label]", at)
        return label

    def hop(self) -> None:
        """One hop, from where reading has come up to `end`."""
        if self.told.hops and self.table.cited:
            if not self.text[self.at : self.end].endswith(self.table.cited):
                raise self.astray(f"“{self.table.cited.strip()}” is missing", self.end)
            self.end -= len(self.table.cited)
        hop: dict[str, Any] = {"parties": []}
        self.told.hops.append(hop)
        party = self.party()
        if party is None:
            raise self.astray("a source is to stand here: [words][id], or a name of the front matter")
        while party is not None:
            hop["parties"].append(party)
            before = self.at
            joint = self.patterns.both.match(self.text, self.at, self.end)
            if joint is None:
                break
            self.at = joint.end()
            party = self.party()
            if party is None:
                self.at = before
        while self.at < self.end and self.text[self.at : self.end].strip():
            if not self.detail(hop):
                raise self.astray("this is no part of a chain")

    def party(self) -> str | None:
        """The id of a party that stands here, which is then passed."""
        piece = self.slots.get(self.at)
        found: str | None = None
        end = self.at + 1
        if piece is not None:
            meaning = self.labels.find(piece.target.label) if piece.target and piece.target.label else None
            if meaning is not None and meaning.kind == "entity":
                found = meaning.id
        else:
            named = self.labels.named(self.text[: self.end], self.at)
            if named is not None:
                found, end = named
        if found is not None:
            hop = len(self.told.hops) - 1
            byte = self.astray("", self.at).at
            self.told.places.append((hop, len(self.told.hops[hop]["parties"]), byte))
            self.at = end
        return found

    def detail(self, hop: dict[str, Any]) -> bool:
        """A detail that stands here, put into the hop; False where there is none."""
        return self.medium(hop) or self.date(hop) or self.phrases(hop) or self.report(hop) or self.carried()

    def put(self, hop: dict[str, Any], key: str, value: Any, end: int) -> bool:
        if key in hop:
            raise self.astray(f"the {key} of this source is told twice")
        hop[key] = value
        self.at = end
        return True

    def medium(self, hop: dict[str, Any]) -> bool:
        found = self.patterns.on.match(self.text, self.at, self.end)
        piece = self.slots.get(found.end() - 1) if found else None
        if found is None or piece is None or piece.target is None or piece.target.label is None:
            return False
        meaning = self.labels.find(piece.target.label)
        if meaning is None or meaning.kind != "entity":
            return False
        return self.put(hop, "medium", meaning.id, found.end())

    def phrases(self, hop: dict[str, Any]) -> bool:
        for key, pattern in (("form", self.patterns.within), ("role", self.patterns.role)):
            found = pattern.match(self.text, self.at, self.end)
            if found:
                return self.put(hop, key, found[1], found.end())
        return False

    def date(self, hop: dict[str, Any]) -> bool:
        inferred = _PARENTHESIS.match(self.text, self.at, self.end)
        if inferred:
            if inferred[1] == _SLOT:
                return self.linked_date(hop, inferred.start(1), "inferred", inferred.end())
            date = self.date_of(inferred[1])
            if date is None:
                raise self.astray(f"“{inferred[1]}” is no date", inferred.start(1))
            return self.put(hop, "date", {"date": date, "basis": "inferred"}, inferred.end())
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
                    return self.put(hop, "date", {"date": date, "basis": basis} if basis else date, end)
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
            raise self.astray(f"“{piece.text}” does not stand in the sentence of this footnote", at)
        return self.put(hop, "date", {"date": meaning.id, "basis": basis, "words": words}, end)

    def report(self, hop: dict[str, Any]) -> bool:
        quoted = _QUOTED.match(self.text, self.at, self.end)
        if quoted:
            return self.put(hop, "headline", quoted[1], quoted.end())
        found = _COMMA.match(self.text, self.at, self.end)
        piece = self.slots.get(found.end()) if found else None
        if found is None or piece is None or piece.target is None or piece.target.label is not None:
            return False
        if not is_iri(piece.target.url):
            raise self.astray(f"“{piece.target.url}” is no absolute address", found.end())
        if not piece.target.automatic and piece.text:
            self.put(hop, "headline", piece.text, self.at)
        return self.put(hop, "url", piece.target.url, found.end() + 1)

    def carried(self) -> bool:
        found = self.patterns.carried.match(self.text, self.at, self.end)
        if found is None:
            return False
        if len(self.told.hops) > 1 or self.told.carried:
            raise self.astray("only the first source can be carried over, and once")
        self.told.carried = self.earlier(found.end() - 1)
        self.at = found.end()
        return True
