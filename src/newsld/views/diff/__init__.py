"""Compare two versions of a story: which quotations, sources, figures, dates, names and words have changed."""

from __future__ import annotations

from newsld.views.diff.changes import ACTIONS, KINDS, Change
from newsld.views.diff.compare import compare_articles

__all__ = ["ACTIONS", "KINDS", "Change", "compare_articles"]
