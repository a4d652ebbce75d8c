"""The grammar of footnotes, written: from a chain of sources to a text that reads back as the chain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from newsld.formats.markdown.connectors import Connectors
from newsld.formats.markdown.escaping import address, label_text, line_text
from newsld.model.dates import Edtf, format_english, is_edtf, parse_english

__all__ = ["tell"]

Hop = Mapping[str, Any]


def tell(
    chain: list[dict[str, Any]],
    *,
    unknown_origin: bool,
    table: Connectors,
    name_of: Callable[[str], str],
    words_of: Callable[[Mapping[str, int]], str],
) -> str:
    """The text of the footnote that tells a chain, in Markdown on one line.

    It says all that the grammar can say; whether that is the whole chain, only reading it shows. `name_of`
    gives the name of an id, `words_of` the words of a span.
    """
    carried = chain[0].get("inherited") if chain else None
    own = [hop for hop in chain if hop.get("inherited") is None]
    if not chain:
        said = table.no_source
    elif carried and not own:
        said = f"{table.carried_all}[^{carried}]"
    else:
        hops = [_hop(hop, table, name_of, words_of) for hop in own]
        if carried:
            hops[0] += f"{table.carried}[^{carried}]"
        said = hops[0] + "".join(f"{table.citing}{hop}{table.cited}" for hop in hops[1:])
    return f"{said}{table.unknown_origin if unknown_origin else ''}{table.stop}"


def link(key: str, name_of: Callable[[str], str]) -> str:
    """An entity as a link: its name, and its id."""
    words = line_text(name_of(key))
    return f"[{words if not words.startswith('^') else chr(92) + words}][{key}]"


def _hop(
    hop: Hop, table: Connectors, name_of: Callable[[str], str], words_of: Callable[[Mapping[str, int]], str]
) -> str:
    parties = [link(party, name_of) for party in hop["parties"]]
    said = table.comma.join(parties[:-1]) + table.both + parties[-1] if len(parties) > 1 else "".join(parties)
    if "form" in hop:
        said += f"{_article(table, hop['form'])}{line_text(hop['form'])}"
    if "medium" in hop:
        said += f"{table.on}{link(hop['medium'], name_of)}"
    if "role" in hop:
        said += f"{table.role}{line_text(hop['role'])}"
    if "date" in hop:
        said += _date(hop["date"], table, words_of)
    if "url" in hop:
        shown = (
            f"[{line_text(hop['headline'])}]({address(hop['url'])})"
            if "headline" in hop
            else f"<{hop['url']}>"
        )
        said += f"{table.comma}{shown}"
    elif "headline" in hop:
        said += f"{table.comma}“{line_text(hop['headline'])}”"
    return said


def _article(table: Connectors, form: str) -> str:
    if len(table.within) > 1 and table.english_dates and form[:1].casefold() in "aeiou":
        return table.within[1]
    return table.within[0]


def _date(date: Any, table: Connectors, words_of: Callable[[Mapping[str, int]], str]) -> str:
    if isinstance(date, str):
        return f"{table.comma}{_written(date, table)}"
    basis, when = date.get("basis"), date["date"]
    if "words" in date:
        shown = f"[{line_text(words_of(date['words']))}][{label_text(when)}]"
        return f" ({shown})" if basis == "inferred" else f"{table.comma}{shown}"
    written = _written(when, table)
    if basis == "inferred":
        return f" ({written})"
    if basis == "stated":
        whole_day = is_edtf(when) and len(when) == len("2025-03-04")
        return f"{table.dated if whole_day else table.dated_in}{written}"
    return f"{table.comma}{written}"


def _written(date: str, table: Connectors) -> str:
    """A date in words where these read back as the date."""
    words = format_english(Edtf(date)) if table.english_dates else date
    return line_text(words if parse_english(words) == date else date)
