"""Draw the timeline of an article: what happened when, how exactly the story says so, and what it only implies."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import log2
from typing import TYPE_CHECKING, Any, Final

from newsld.formats.tables.row_builder import RowBuilder, text_in
from newsld.formats.tables.summary_rows import timeline_rows
from newsld.model.dates import Edtf, format_english, parse_edtf, parse_timestamp
from newsld.model.dates.timestamp import BadDate
from newsld.views.page.statements import ShownStatement

if TYPE_CHECKING:
    from newsld.model import NewsArticle

_PROPERTIES: Final = {
    "datePublished": "published",
    "dateModified": "changed",
    "dateCreated": "written",
    "birthDate": "born",
    "deathDate": "died",
    "foundingDate": "founded",
    "asOf": "as of this date",
    "period": "total of this period",
}
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MARGIN: Final = 6.0
"""Percent of the picture that is left free on both sides, for what has an open end."""
_LABEL_ROOM: Final = 23.0
"""The smallest distance of two labels of the axis, in percent."""


@dataclass(slots=True)
class TimelineItem:
    """Something with a date: its name, what the date is of it, and how certain it is."""

    name: str
    what: str
    factuality: str
    words: str
    statement: int | None = None


@dataclass(slots=True)
class TimelineEntry:
    """A date with everything that has it, and its picture.

    `shape` is `point` for a day, `within` for a longer time in which it was, and `span` for what lasted. `left` and
    `right` are its ends in percent; `open_left` and `open_right` say that the story gives none.
    """

    when: str
    shape: str
    left: float
    right: float
    open_left: bool
    open_right: bool
    inferred: bool
    uncertain: bool
    basis: str
    items: list[TimelineItem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Axis:
    """The ticks of a timeline, each with its place in percent and its label, empty where there is no room for one."""

    ticks: tuple[tuple[float, str], ...]
    is_shortened: bool


@dataclass(frozen=True, slots=True)
class _Extent:
    first: date | None
    last: date | None
    lasts: bool


def draw_timeline(
    article: NewsArticle, statements: Sequence[ShownStatement]
) -> tuple[list[TimelineEntry], Axis]:
    """Return the dates of an article in the order of time, and the axis that they are drawn on."""
    numbers = {f"cite-{one.id}": one.number for one in statements}
    builder = RowBuilder(article, "")
    rows = [_columns(row) for row in timeline_rows(builder, article)]
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault((row["date"], row["end"], row["basis"]), []).append(row)
    extents = {key: _extent(found[0]) for key, found in groups.items()}
    scale = _Scale(extents.values())
    entries = [_entry(found, extents[key], scale, numbers) for key, found in groups.items()]
    return entries, scale.axis()


def _columns(row: Sequence[Any]) -> dict[str, Any]:
    names = (
        "date", "earliest", "latest", "basis", "end", "end_earliest", "end_latest", "table", "property", "thing",
        "citation", "name", "factuality", "words",
    )  # fmt: skip
    return dict(zip(names, map(text_in, row[2:]), strict=True))


def _extent(row: dict[str, Any]) -> _Extent:
    """Return the first and last day of a row, None where there is none."""
    if row["end"]:
        return _Extent(_day(row["earliest"]), _day(row["end_latest"]), lasts=True)
    start = _edtf(row["date"])
    lasts = start is not None and start.is_interval
    return _Extent(_day(row["earliest"]), _day(row["latest"]), lasts)


def _entry(
    rows: list[dict[str, Any]], extent: _Extent, scale: _Scale, numbers: dict[str, int]
) -> TimelineEntry:
    first, last = extent.first, extent.last
    row = rows[0]
    shape = "span" if extent.lasts else "point" if first and first == last else "within"
    left = scale.place(first) if first else 0.0
    right = scale.place(last) if last else 100.0
    if first and last is None and not extent.lasts and not row["date"].startswith("["):
        right = left
    when = _in_words(row["date"])
    if row["end"]:
        when = f"{when} to {_in_words(row['end'])}" if when else f"until {_in_words(row['end'])}"
    entry = TimelineEntry(
        when,
        shape,
        round(left, 2),
        round(right, 2),
        first is None,
        last is None,
        row["basis"] == "inferred",
        any(sign in row["date"] + row["end"] for sign in "?~%"),
        row["basis"],
    )
    seen: dict[tuple[str, str, str], TimelineItem] = {}
    for one in rows:
        item = _item(one, numbers)
        same = seen.setdefault((item.name, item.what, item.factuality), item)
        if same is item:
            entry.items.append(item)
    return entry


def _item(row: dict[str, Any], numbers: dict[str, int]) -> TimelineItem:
    statement = numbers.get(str(row["citation"]).partition("#")[2])
    what = "said so" if row["table"] == "citations" else _PROPERTIES.get(row["property"], "")
    if row["table"] == "roles":
        what = "in this role"
    factuality = "" if row["factuality"] in ("", "asserted") else row["factuality"]
    return TimelineItem(row["name"], what, factuality, row["words"], statement)


def _edtf(text: str) -> Edtf | None:
    try:
        return parse_edtf(text) if text else None
    except BadDate:
        return None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _in_words(text: str) -> str:
    if not text:
        return ""
    if (when := _edtf(text)) is not None:
        return format_english(when)
    try:
        return format_english(parse_timestamp(text))
    except BadDate:
        return text


class _Scale:
    """A scale on which days keep their order, and long gaps between them are shortened."""

    def __init__(self, extents: Iterable[_Extent]) -> None:
        self._labels: dict[date, str] = {}
        days: set[date] = set()
        for extent in extents:
            days.update(day for day in (extent.first, extent.last) if day is not None)
            if (day := extent.first or extent.last) is not None:
                label = _label(extent)
                self._labels[day] = min(self._labels.get(day, label), label, key=len)
        self._days = sorted(days)
        at, places = 0.0, [0.0]
        for before, after in zip(self._days, self._days[1:], strict=False):
            at += 1 + log2(max((after - before).days, 1)) / 2
            places.append(at)
        room = 100 - 2 * _MARGIN
        whole = places[-1]
        self._places = {
            day: _MARGIN + (room * place / whole if whole else room / 2)
            for day, place in zip(self._days, places, strict=False)
        }

    def place(self, day: date) -> float:
        """Return the place of a day, in percent."""
        return self._places[day]

    def axis(self) -> Axis:
        """Return the ticks; the last and the first label come first, then those that have room."""
        marked = [day for day in self._days if day in self._labels]
        shown: list[date] = []
        for day in dict.fromkeys([*marked[-1:], *marked[:1], *reversed(marked)]):
            if all(abs(self._places[day] - self._places[other]) >= _LABEL_ROOM for other in shown):
                shown.append(day)
        labels = {day: self._labels[day] for day in shown}
        ticks = tuple((round(self._places[day], 2), labels.get(day, "")) for day in self._days)
        gaps = {after - before for before, after in zip(self._days, self._days[1:], strict=False)}
        return Axis(ticks, is_shortened=bool(gaps) and max(gaps) > timedelta(days=1))


def _label(extent: _Extent) -> str:
    """Return an extent as a label: a year, the years of a longer time, a month, or its first day."""
    first, last = extent.first, extent.last
    day = first or last
    assert day is not None
    if first and last and not extent.lasts:
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        if first.day == 1 and last == first.replace(day=monthrange(first.year, first.month)[1]):
            return f"{_MONTHS[first.month - 1]} {first.year}"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
