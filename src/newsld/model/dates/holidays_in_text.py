"""Find the holidays of an English text: "at Christmas", "on Easter Monday", "since Thanksgiving"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from newsld.model.dates.found_dates import FoundDate, compiled, in_reach

_HOLIDAYS: Final = {
    "new year’s eve": (12, 31), "new year's eve": (12, 31), "new year’s day": (1, 1), "new year's day": (1, 1),
    "the new year": (1, 1), "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25),
    "boxing day": (12, 26), "halloween": (10, 31), "valentine’s day": (2, 14), "valentine's day": (2, 14),
    "may day": (5, 1), "veterans day": (11, 11), "juneteenth": (6, 19), "bastille day": (7, 14),
    "independence day": (7, 4), "st patrick’s day": (3, 17), "st patrick's day": (3, 17),
}  # fmt: skip
_MOVABLE: Final = {
    "thanksgiving day": (11, 3, 4),
    "thanksgiving": (11, 3, 4),
    "labor day": (9, 0, 1),
    "labour day": (9, 0, 1),
}
"""The month, the weekday and the number of a holiday: the fourth Thursday of November."""
_OF_EASTER: Final = {"good friday": -2, "easter sunday": 0, "easter monday": 1, "easter": 0}
"""The days from Easter Sunday to a holiday."""


def find_holidays(text: str, is_future: Callable[[int], bool]) -> Iterator[FoundDate]:
    """Yield holidays after a preposition, or with a name that is nothing else."""
    names = "|".join((*_HOLIDAYS, *_MOVABLE, *_OF_EASTER))
    pattern = compiled(
        r"(?<!\w)(?:(?P<before>(?:since )?before|by|until|till|on|at|after|since|over|last|this|next) "
        rf"(?P<name>{names})|(?P<alone>thanksgiving day|new year[’']s (?:eve|day)|christmas (?:eve|day)))"
        r"(?![\w’'-])(?!(?-i: [A-Z]))",
        re.IGNORECASE,
    )
    for match in pattern.finditer(text):
        name, before = (match["name"] or match["alone"]).lower(), (match["before"] or "").lower()
        ahead = before in ("by", "before", "until", "till", "next") or (
            before not in ("last", "since") and is_future(match.start())
        )

        def work_out(published: date, name: str = name, ahead: bool = ahead) -> str:
            own = _holiday(published.year, name)
            step = (ahead and own < published) - (not ahead and own > published)
            return (_holiday(published.year + step, name) if step else own).isoformat()

        yield in_reach(match, "day", work_out)


def _holiday(year: int, name: str) -> date:
    """Return the day of a holiday in a year."""
    if name in _HOLIDAYS:
        return date(year, *_HOLIDAYS[name])
    if name in _OF_EASTER:
        return _easter(year) + timedelta(_OF_EASTER[name])
    month, weekday, count = _MOVABLE[name]
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (count - 1))


def _easter(year: int) -> date:
    """Return Easter Sunday of a year, by the rule of the Gregorian calendar."""
    golden, century = year % 19, year // 100
    moon = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon -= (moon // 28) * (1 - (moon // 28) * (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    shift = moon - weekday
    month = 3 + (shift + 40) // 44
    return date(year, month, shift + 28 - 31 * (month // 4))
