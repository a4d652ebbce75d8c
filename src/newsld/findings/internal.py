"""Turn an unexpected exception about one input into a finding, so that the other inputs are not lost with it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from newsld.findings.errors import NewsldError
from newsld.findings.finding import Finding

INTERNAL_ERROR: Final = "NLD-INT-001"

_LONGEST: Final = 200


def internal_error(error: Exception, file: str | None, task: str = "", *, line: int | None = 1) -> Finding:
    """Return the finding for an exception that newsld did not raise on purpose.

    `task` is what was being done, such as "writing it as csv". Raises the exception itself when it is one that
    newsld raises on purpose, or when memory ran out.
    """
    if isinstance(error, (NewsldError, MemoryError)):
        raise error
    reason = " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":")
    if len(reason) > _LONGEST:
        reason = f"{reason[:_LONGEST]}…"
    message = f"newsld stopped on this input{f', {task}' if task else ''}: {reason}{_place(error)}"
    suggestion = "report this as a defect of newsld, and leave the input out until it is fixed"
    return Finding(
        INTERNAL_ERROR, message, suggestion=suggestion, file=file, line=max(line or 1, 1), column=1
    )


def _place(error: Exception) -> str:
    """Return where in the code an exception was raised, in parentheses."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f" ({Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno})" if trace else ""


def has_internal_error(findings: Iterable[Finding]) -> bool:
    """Return whether newsld stopped on an input, which makes the exit status 2."""
    return any(finding.code == INTERNAL_ERROR for finding in findings)
