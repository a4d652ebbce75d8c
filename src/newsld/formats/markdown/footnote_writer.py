"""Write a chain of sources as the text of a footnote, and decide whether the text is the whole chain."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from newsld.formats.markdown.body import parse_body
from newsld.formats.markdown.citations import carry_over
from newsld.formats.markdown.commonmark import parse
from newsld.formats.markdown.connectors import Connectors, connectors_for
from newsld.formats.markdown.escaping import address, label_text, line_text
from newsld.formats.markdown.footnote_parser import FootnoteSyntaxError, parse_footnote
from newsld.formats.markdown.labels import folded
from newsld.formats.markdown.plan import BodyPlan
from newsld.model import Citation, Dated, Hop
from newsld.model.dates import Edtf, format_english, is_edtf, parse_english
from newsld.model.text import Span
from newsld.syntax.patterns import lazy_pattern

_BARE: Final = lazy_pattern(r"(?!.*_)\w[\w ’'.-]*")
"""A name that can be written as it is: without a mark of Markdown, and without a comma."""
_PLAIN_DATE: Final = lazy_pattern(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_DETAILS: Final = ("role", "medium", "form", "url", "headline", "inherited")
_SIMPLE: Final = frozenset({"parties", "inherited", "words", "date"})
_PARTIES_ALONE: Final = {"parties"}


def hop_data(hop: Hop) -> dict[str, Any]:
    """Return a hop as story data, with offsets for words."""
    values = hop.__dict__
    data: dict[str, Any] = {"parties": list(values["parties"])}
    if hop.__pydantic_fields_set__ == _PARTIES_ALONE:
        return data
    for key in _DETAILS:
        value = values[key]
        if value is not None:
            data[key] = value
    if values["date"] is not None:
        data["date"] = _date_data(values["date"])
    if values["words"]:
        data["words"] = [{"start": span.start, "end": span.end} for span in values["words"]]
    return data


def _date_data(date: Dated) -> Any:
    if date.basis is None and date.words is None:
        return str(date.date)
    data: dict[str, Any] = {"date": str(date.date)}
    if date.basis is not None:
        data["basis"] = date.basis
    if date.words is not None:
        data["words"] = {"start": date.words.start, "end": date.words.end}
    return data


class FootnoteWriter:
    """Writes the footnotes of one article.

    Parties are written by their names where a name is enough, otherwise as links; a hop with words has its parties as
    links with these words.
    """

    def __init__(self, plan: BodyPlan) -> None:
        """Use the plan of the body."""
        self.plan = plan
        self.labels = plan.labels
        self.table: Connectors = connectors_for(plan.article.in_language)
        self.linked: dict[str, str] = {}
        """The labels that the footnotes link to, each with the id or date that it means."""
        self._bare: dict[str, bool] = {}
        self._chains: dict[str, list[dict[str, Any]]] = {}
        self._acyclic: dict[str, bool] = {}

    def text(self, citation: Citation) -> str:
        """Return the text of the footnote of a citation, in Markdown on one line.

        Details that the grammar has no place for are left out.
        """
        chain = self._chain(citation)
        carried = chain[0].get("inherited") if chain else None
        own = [hop for hop in chain if hop.get("inherited") is None]
        table = self.table
        if not chain:
            text = table.own if citation.origin == "own" else table.no_source
        elif carried and not own:
            text = f"{table.carried_all}[^{carried}]"
        else:
            sentence = self.sentence(citation)
            hops = [self._hop(hop, sentence) for hop in own]
            if carried:
                hops[0] += f"{table.carried}[^{carried}]"
            text = hops[0] + "".join(f"{table.citing}{hop}{table.cited}" for hop in hops[1:])
        ending = table.unknown_origin if citation.origin == "not-given" else ""
        return f"{text}{ending}{table.stop}"

    def expresses(self, citation: Citation, text: str) -> bool:
        """Return whether the text of its footnote is the whole chain of a citation, and its origin."""
        chain = self._chain(citation)
        own = [hop for hop in chain if hop.get("inherited") is None]
        label = chain[0].get("inherited") if chain else None
        earlier = self.plan.citations.get(label) if label else None
        if label is not None:
            if earlier is None or not self._ends(citation.id):
                return False
            hops = self._chain(earlier)
            if carry_over(hops, label, own) != chain:
                return False
        elif len(own) != len(chain):
            return False
        origin = earlier.origin if earlier is not None and not own else "given"
        if self._is_simple(own, self.sentence(citation)):
            if not chain:
                return True
            return citation.origin in {"not-given", origin} and not (citation.origin == "own" and own)
        return self._reads_back(citation, text, own, origin)

    def _chain(self, citation: Citation) -> list[dict[str, Any]]:
        """Return the chain of a citation as story data."""
        key = citation.id
        if key not in self._chains:
            self._chains[key] = [hop_data(hop) for hop in citation.chain]
        return self._chains[key]

    def _ends(self, label: str) -> bool:
        """Return whether a citation that carries over others does not carry over itself in the end."""
        path: list[str] = []
        following: str | None = label
        while following is not None and following not in self._acyclic:
            if following in path[-1:] or len(path) > len(self.plan.citations):
                self._acyclic.update(dict.fromkeys(path, False))
                return False
            path.append(following)
            citation = self.plan.citations.get(following)
            following = citation.chain[0].inherited if citation is not None and citation.chain else None
        ends = following is None or self._acyclic[following]
        self._acyclic.update(dict.fromkeys(path, ends))
        return ends

    def sentence(self, citation: Citation) -> Span | None:
        """Return the sentence in which the words of the chain are looked for."""
        offsets = self.plan.footnote_offsets.get(citation.id)
        return self.plan.defaults.sentence(offsets[0]) if offsets else None

    # -- one hop -----------------------------------------------------------------------------------------------------

    def _hop(self, hop: Mapping[str, Any], sentence: Span | None) -> str:
        table = self.table
        words = [self.plan.text[one["start"] : one["end"]] for one in hop.get("words", ())]
        parties = [
            self._link(party, words[number]) if number < len(words) else self._party(party, sentence)
            for number, party in enumerate(hop["parties"])
        ]
        text = (
            table.comma.join(parties[:-1]) + table.both + parties[-1]
            if len(parties) > 1
            else "".join(parties)
        )
        if "form" in hop:
            text += f"{_article(table, hop['form'])}{line_text(hop['form'])}"
        if "medium" in hop:
            text += f"{table.on}{self._link(hop['medium'], self._name(hop['medium']))}"
        if "role" in hop:
            text += f"{table.role}{line_text(hop['role'])}"
        if "date" in hop:
            text += self._date(hop["date"])
        if "url" in hop:
            shown = (
                f"[{line_text(hop['headline'])}]({address(hop['url'])})"
                if "headline" in hop
                else f"<{hop['url']}>"
            )
            text += f"{table.comma}{shown}"
        elif "headline" in hop:
            text += f"{table.comma}“{line_text(hop['headline'])}”"
        return text

    def _party(self, party: str, sentence: Span | None) -> str:
        """Return a party without words: its name, or a link whose words are not in the sentence."""
        name = self._name(party)
        if self._is_bare(party, name):
            return name
        if sentence is not None and self.plan.defaults.find_in(name, sentence) is not None:
            self.linked[self.labels.short(party)] = party
            return f"[{self.labels.short(party)}]"
        return self._link(party, name)

    def _link(self, key: str, words: str) -> str:
        label = self.labels.short(key)
        self.linked[label] = key
        shown = line_text(words)
        return f"[{shown if not shown.startswith('^') else chr(92) + shown}][{label}]"

    def _name(self, key: str) -> str:
        item = self.plan.forms.items.get(key)
        return str(item["name"] or key) if item is not None else key

    def _is_bare(self, party: str, name: str) -> bool:
        """Return whether the name of a party is read as this party whatever follows it."""
        if party not in self._bare:
            plain = folded(name)
            names = self.labels.folded_names
            at = bisect_left(names, plain)
            longer = names[at + 1 : at + 2]
            meaning = self.labels.find(name)
            self._bare[party] = (
                _BARE.fullmatch(name) is not None
                and meaning is not None
                and (meaning.kind, meaning.id) == ("entity", party)
                and not (longer and longer[0].startswith(plain))
                and not any(phrase in plain for phrase in _between(self.table))
            )
        return self._bare[party]

    def _date(self, date: Any) -> str:
        table = self.table
        if isinstance(date, str):
            return f"{table.comma}{_date_words(date, table)}"
        basis, when = date.get("basis"), date["date"]
        if "words" in date:
            words = self.plan.text[date["words"]["start"] : date["words"]["end"]]
            self.linked[when] = when
            shown = f"[{line_text(words)}][{label_text(when)}]"
            return f" ({shown})" if basis == "inferred" else f"{table.comma}{shown}"
        words = _date_words(when, table)
        if basis == "inferred":
            return f" ({words})"
        if basis == "stated":
            whole_day = is_edtf(when) and len(when) == len("2025-03-04")
            return f"{table.dated if whole_day else table.dated_in}{words}"
        return f"{table.comma}{words}"

    # -- whether the text is the chain -------------------------------------------------------------------------------

    def _is_simple(self, own: list[dict[str, Any]], sentence: Span | None) -> bool:
        """Return whether nothing in the text of these hops can be read as anything else."""
        for hop in own:
            date = hop.get("date")
            if not hop.keys() <= _SIMPLE or self.table.cited:
                return False
            if date is not None and (
                isinstance(date, str)
                or date.keys() != {"date", "basis"}
                or date["basis"] != "inferred"
                or not _PLAIN_DATE.fullmatch(date["date"])
            ):
                return False
            words = hop.get("words", [])
            parties = hop["parties"]
            if len(words) > len(parties) or len(set(parties)) != len(parties):
                return False
            for party in parties[len(words) :]:
                if not self._is_bare(party, self._name(party)):
                    return False
            for span in words:
                text = self.plan.text[span["start"] : span["end"]]
                if not _BARE.fullmatch(text) or sentence is None:
                    return False
                if self.plan.defaults.find_in(text, sentence) != span:
                    return False
            for party in parties[: len(words)]:
                if self.labels.kinds.get(party) != "entity":
                    return False
        return True

    def _reads_back(self, citation: Citation, text: str, own: list[dict[str, Any]], origin: str) -> bool:
        """Return whether the text, parsed again, has these hops and the origin of the citation."""
        sentence = self.sentence(citation)
        carried = [hop.inherited for hop in citation.chain if hop.inherited][:1]
        markdown = f"[^{citation.id}]: {text}\n"
        events, _ = parse(markdown, lambda one: bool(self.labels.find_all(one.label)), carried)
        body = parse_body(
            events, markdown.encode("utf-8", "surrogatepass"), {}, lambda one: one.label is not None
        )
        if len(body.footnotes) != 1 or body.blocks:
            return False

        def find(words: str) -> dict[str, int] | None:
            return self.plan.defaults.find_in(words, sentence) if sentence else None

        try:
            parsed = parse_footnote(body.footnotes[0], self.labels, self.table, find)
        except FootnoteSyntaxError:
            return False
        found = parsed.origin or origin
        return (
            parsed.hops == own
            and found == citation.origin
            and parsed.carried_over == next(iter(carried), None)
        )


@cache
def _between(table: Connectors) -> list[str]:
    """Return the phrases that separate hops in a language and in English, without what is around them."""
    phrases = [
        one.strip(" ,،").casefold()
        for language in (table, connectors_for("en"))
        for one in (language.citing, *language.also_citing, language.cited)
    ]
    return [one for one in dict.fromkeys(phrases) if one]


def _article(table: Connectors, form: str) -> str:
    if len(table.within) > 1 and table.english_dates and form[:1].casefold() in "aeiou":
        return table.within[1]
    return table.within[0]


def _date_words(date: str, table: Connectors) -> str:
    """Return a date in words if these read back as the date, otherwise as it is."""
    words = format_english(Edtf(date)) if table.english_dates else date
    return line_text(words if parse_english(words) == date else date)
