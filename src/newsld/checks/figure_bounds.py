"""Check that every figure has a value or bounds that can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newsld.findings import Finding
from newsld.model.text.shorten import quote
from newsld.syntax.document import pointer


def check_figures(data: Mapping[str, Any]) -> list[Finding]:
    """Return NLD-FIG-001 for figures with both a value and bounds, with neither, or with min above max.

    `data` is the plain data of a story, which may be invalid.
    """
    figures = data.get("figures")
    if not isinstance(figures, dict):
        return []
    findings = []
    for name, figure in figures.items():
        if isinstance(figure, dict) and (fault := _fault(figure)):
            message, suggestion, steps = fault
            findings.append(
                Finding(
                    "NLD-FIG-001",
                    f"the figure {quote(name)} {message}",
                    suggestion=suggestion,
                    pointer=pointer("figures", name, *steps),
                )
            )
    return findings


def _fault(figure: Mapping[str, Any]) -> tuple[str, str, tuple[str, ...]] | None:
    low, high = "min" in figure, "max" in figure
    if "value" in figure:
        if low or high:
            return "has a value and bounds", "keep either value: or min: and max:", ("value",)
        return None
    if low and high:
        from newsld.model.numbers import parse_number

        try:
            if parse_number(figure["min"]) <= parse_number(figure["max"]):
                return None
        except ValueError:
            return None
        bounds = f"has a min of {figure['min']}, above its max of {figure['max']}"
        return bounds, "swap the two, or correct the wrong one", ("min",)
    if not low and not high:
        return "has neither a value nor bounds", "add value:, or min: or max:", ()
    return None
