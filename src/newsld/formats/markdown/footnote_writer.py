"""Write a chain of sources as the text of a footnote."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from newsld.formats.markdown.connectors import Connectors
from newsld.formats.markdown.escaping import address, label_text, line_text
from newsld.model.dates import Edtf, format_english, is_edtf, parse_english

__all__ = ["write_footnote"]

HopData = Mapping[str, Any]


def write_footnote(
    chain: list[dict[str, Any]],
    *,
    origin: str,
    table: Connectors,
    name_of: Callable[[str], str],
    words_of: Callable[[Mapping[str, int]], str],
) -> str:
    """Return the text of the footnote for a chain, in Markdown on one line.

    Details that the grammar has no place for are left out: parse the text to see whether it is the whole chain.
    `name_of` returns the name of an id, `words_of` the words of a span.
    """
    carried = chain[0].get("inherited") if chain else None
    own = [hop for hop in chain if hop.get("inherited") is None]
    if not chain:
        text = table.own if origin == "own" else table.no_source
    elif carried and not own:
        text = f"{table.carried_all}[^{carried}]"
    else:
        hops = [_hop_text(hop, table, name_of, words_of) for hop in own]
        if carried:
            hops[0] += f"{table.carried}[^{carried}]"
        text = hops[0] + "".join(f"{table.citing}{hop}{table.cited}" for hop in hops[1:])
    ending = table.unknown_origin if origin == "not-given" else ""
    return f"{text}{ending}{table.stop}"


def link(key: str, name_of: Callable[[str], str]) -> str:
    """Return an entity as a link: its name, and its id."""
    words = line_text(name_of(key))
    return f"[{words if not words.startswith('^') else chr(92) + words}][{key}]"


def _hop_text(
    hop: HopData,
    table: Connectors,
    name_of: Callable[[str], str],
    words_of: Callable[[Mapping[str, int]], str],
) -> str:
    parties = [link(party, name_of) for party in hop["parties"]]
    text = table.comma.join(parties[:-1]) + table.both + parties[-1] if len(parties) > 1 else "".join(parties)
    if "form" in hop:
        text += f"{_article(table, hop['form'])}{line_text(hop['form'])}"
    if "medium" in hop:
        text += f"{table.on}{link(hop['medium'], name_of)}"
    if "role" in hop:
        text += f"{table.role}{line_text(hop['role'])}"
    if "date" in hop:
        text += _date_text(hop["date"], table, words_of)
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


def _article(table: Connectors, form: str) -> str:
    if len(table.within) > 1 and table.english_dates and form[:1].casefold() in "aeiou":
        return table.within[1]
    return table.within[0]


def _date_text(date: Any, table: Connectors, words_of: Callable[[Mapping[str, int]], str]) -> str:
    if isinstance(date, str):
        return f"{table.comma}{_plain_date(date, table)}"
    basis, when = date.get("basis"), date["date"]
    if "words" in date:
        shown = f"[{line_text(words_of(date['words']))}][{label_text(when)}]"
        return f" ({shown})" if basis == "inferred" else f"{table.comma}{shown}"
    words = _plain_date(when, table)
    if basis == "inferred":
        return f" ({words})"
    if basis == "stated":
        whole_day = is_edtf(when) and len(when) == len("2025-03-04")
        return f"{table.dated if whole_day else table.dated_in}{words}"
    return f"{table.comma}{words}"


def _plain_date(date: str, table: Connectors) -> str:
    """Return a date in words if these read back as the date, otherwise as it is."""
    words = format_english(Edtf(date)) if table.english_dates else date
    return line_text(words if parse_english(words) == date else date)
