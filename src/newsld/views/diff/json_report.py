"""Write what changed between two versions of a story as JSON, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from newsld.views.diff.changes import Change

if TYPE_CHECKING:
    from newsld.model.text import Span

JSON_VERSION: Final = 1
"""The version of the JSON: it changes when a key changes its meaning or goes."""


def to_json(changes: Sequence[Change], old: str, new: str) -> str:
    """Return the changes as a JSON object; `old` and `new` are the names of the files."""
    found = {"version": JSON_VERSION, "old": old, "new": new, "changes": [_change(one) for one in changes]}
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _change(change: Change) -> dict[str, Any]:
    """Return a change without what is not known about it."""
    sides = {
        side: {key: value for key, value in values.items() if value is not None}
        for side, values in (
            ("old", _side(change.old, change.old_line, change.old_pointer, change.old_words)),
            ("new", _side(change.new, change.new_line, change.new_pointer, change.new_words)),
        )
    }
    found = {
        "kind": change.kind, "action": change.action, "what": change.what, "field": change.field or None,
        "old": sides["old"] or None, "new": sides["new"] or None, "also": list(change.also) or None,
    }  # fmt: skip
    return {key: value for key, value in found.items() if value is not None}


def _side(text: str | None, line: int | None, pointer: str | None, words: Span | None) -> dict[str, Any]:
    return {
        "text": text, "line": line, "pointer": pointer, "words": list(words) if words is not None else None,
    }  # fmt: skip
