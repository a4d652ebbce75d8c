"""Read and write a figure as one text: `over 5 percent — share of votes`, `150 to 160 people — people on board`."""

from __future__ import annotations

import re
from typing import Any, Final

from newsld.syntax.patterns import lazy_pattern
from newsld.syntax.yaml_scalars import plain_value

DASH: Final = " — "
"""Between a quantity and what it measures."""

_SHORT_KEYS: Final = frozenset({"exclusive", "over", "under", "is"})
"""The keys that have a meaning in `expand_figure`, and that it may give: other figures are in full."""
_NUMBER: Final = r"-?[0-9]+(?:\.[0-9]+)?"
_FIGURE: Final = lazy_pattern(
    rf"(?P<nearly>about )?(?:(?P<bound>over|under|min|max) )?(?P<number>{_NUMBER})(?: to (?P<most>{_NUMBER}))?"
    r"(?: (?P<unit>[^—]*[^—\s]))? — "
    r"(?P<measures>.*?)(?: \(about (?P<about>[a-z0-9-]+(?:, about [a-z0-9-]+)*)\))?",
    re.DOTALL,
)


def is_wrong_figure(item: Any) -> bool:
    """Return whether a figure is a text, or has one under `is`, that has no meaning; or is a number alone."""
    text = item.get("is") if isinstance(item, dict) else item
    if isinstance(text, str):
        return figure_in_words(text) is None
    return type(item) in {int, float}


def expand_figure(item: Any) -> Any:
    """Return a figure: in a story `over: 5` is an excluded `min`, `under: 5` an excluded `max`.

    It may also be a text, with more keys under `is`: `over 5 percent — share of the votes (about union)`.
    """
    text = item.get("is") if isinstance(item, dict) else item
    figure = figure_in_words(text) if isinstance(text, str) else None
    if figure is not None:
        item = {**(item if isinstance(item, dict) else {}), **figure}
        item.pop("is", None)
    if not isinstance(item, dict) or "exclusive" in item:
        return item
    over, under = "over" in item and "min" not in item, "under" in item and "max" not in item
    if not over and not under:
        return item
    names = ({"over": "min"} if over else {}) | ({"under": "max"} if under else {})
    result = {names.get(key, key): value for key, value in item.items()}
    if "min" in result and "max" in result and not (over and under):
        return {**result, "exclusive": "min" if over else "max"}
    return {**result, "exclusive": True}


def figure_in_words(text: str) -> dict[str, Any] | None:
    """Return the data of a figure that is a text, with `over` and `under` as they are; None for any other text."""
    found = _FIGURE.fullmatch(text)
    if found is None or (found["most"] and found["bound"]):
        return None
    number, most = plain_value(found["number"]), plain_value(found["most"] or "0")
    if type(number) not in {int, float} or type(most) not in {int, float}:
        return None
    data: dict[str, Any] = {"measures": found["measures"]}
    data |= {"min": number, "max": most} if found["most"] else {found["bound"] or "value": number}
    data |= {"unit": found["unit"]} if found["unit"] else {}
    data |= {"approximate": True} if found["nearly"] else {}
    about = found["about"].split(", about ") if found["about"] else []
    return {**data, **({"about": about if len(about) > 1 else about[0]} if about else {})}


def short_figure(item: dict[str, Any]) -> Any:
    """Return a figure as text, with its other keys in a mapping, where `expand_figure` gives the same data again."""
    exclusive = item.get("exclusive")
    names = {"min": "over"} if exclusive in (True, "min") else {}
    names |= {"max": "under"} if exclusive in (True, "max") else {}
    short = {names.get(key, key): value for key, value in item.items() if key != "exclusive"}
    if not item.keys().isdisjoint(_SHORT_KEYS) and expand_figure(short) != item:
        return item
    bounds = [key for key in ("over", "under", "min", "max", "value") if type(short.get(key)) in {int, float}]
    if not bounds or "measures" not in short:
        return short
    bound = bounds[0]
    used = {"min", "max"} if bounds[:2] == ["min", "max"] else {bound}
    amount = f"{short['min']} to {short['max']}" if len(used) > 1 else str(short[bound])
    if bound != "value" and len(used) == 1:
        amount = f"{bound} {amount}"
    if short.get("approximate") is True:
        amount, used = f"about {amount}", used | {"approximate"}
    unit, about = short.get("unit"), short.get("about", [])
    after = ", ".join(f"about {one}" for one in (about if isinstance(about, list) else [about]))
    text = f"{amount}{f' {unit}' if unit else ''}{DASH}{short['measures']}{f' ({after})' if after else ''}"
    rest = {key: value for key, value in short.items() if key not in {*used, "unit", "measures", "about"}}
    worded = {"is": text, **rest} if rest else text
    return worded if expand_figure(worded) == item else short
