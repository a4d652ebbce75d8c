"""Load how often each rule of the engine is right, as `make eval` measured it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

__all__ = ["measured_precision"]


@cache
def measured_precision() -> Mapping[str, float]:
    """Return the measured precision of each rule by its name, 0 to 1."""
    table = json.loads(files("newsld.draft.engine").joinpath("precision.json").read_text("utf-8"))
    return {rule: right / found for rule, (right, found) in table.items() if found}
