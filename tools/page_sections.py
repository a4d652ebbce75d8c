"""Replace the sections of a page of docs/ that a tool writes: they lie between two comments."""

from __future__ import annotations

from pathlib import Path


def replace_section(page: Path, marker: str, content: str) -> None:
    """Replace what is between the comment with a marker, `NAME: command`, and the comment `end of NAME`."""
    begin, end = f"<!-- {marker} -->\n", f"<!-- end of {marker.partition(':')[0]} -->"
    head, begins, rest = page.read_text("utf-8").partition(begin)
    _, ends, tail = rest.partition(end)
    assert begins and ends, f"{page} has no section {marker}"
    page.write_text(f"{head}{begin}{content}{end}{tail}", "utf-8")
