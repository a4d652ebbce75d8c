"""The JSON report: an array of findings, for programs; its schema is schemas/findings.schema.json."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from newsld.findings import Finding


def write(findings: Iterable[Finding], emit: Callable[[str], object], *, colored: bool = False) -> None:  # noqa: ARG001 -- as every report
    """Write a JSON array with one object per finding; `[]` when there is none."""
    write_array((finding.as_json() for finding in findings), emit)
    emit("\n")


def write_array(items: Iterable[object], emit: Callable[[str], object], *, indent: str = "") -> None:
    """Write a JSON array, one item after the other, so that memory does not grow with their number."""
    separator = "[\n"
    for item in items:
        text = json.dumps(item, ensure_ascii=False, indent=2)
        emit(f"{separator}{indent}  " + text.replace("\n", f"\n{indent}  "))
        separator = ",\n"
    emit("[]" if separator == "[\n" else f"\n{indent}]")
