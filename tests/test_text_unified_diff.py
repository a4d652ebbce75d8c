"""Unified diffs that `patch` can apply."""

from __future__ import annotations

import pytest

from newsld.model.text.unified_diff import unified_diff


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            b"b: 2",
            b"b: 3\n",
            "--- a.yaml\n+++ b.yaml\n@@ -1 +1 @@\n-b: 2\n\\ No newline at end of file\n+b: 3\n",
        ),
        ("a\n", "a\n", ""),
        ("a\r\n", "b\r\n", "--- a.yaml\n+++ b.yaml\n@@ -1 +1 @@\n-a\r\n+b\r\n"),
    ],
)
def test_lines_keep_their_ends(old: str | bytes, new: str | bytes, expected: str) -> None:
    """Lines keep their ends, and a last line without one is marked."""
    assert unified_diff(old, new, old_name="a.yaml", new_name="b.yaml") == expected
