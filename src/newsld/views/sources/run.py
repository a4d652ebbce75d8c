"""Run a source audit over inputs: files, folders and archives, a few megabytes at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from newsld.findings import Finding
from newsld.pipeline.archive import ConvertOptions, InputItem, convert_all, work_units
from newsld.views.sources.audit import Audit
from newsld.views.sources.story_audit import audit_story


def audit_inputs(
    items: Iterable[InputItem],
    *,
    jobs: int = 1,
    report: Callable[[int, Sequence[Finding]], object] | None = None,
) -> Audit:
    """Return the audit of all stories of these inputs; those with errors, and repeated ones, are not counted.

    `report` gets the position of each input, and the findings that say why a story is not counted. Raises UsageError
    for an input that cannot be read.
    """
    audit = Audit()
    options = ConvertOptions(include_info=False, summarize=audit_story)
    for result in convert_all(work_units(items), options, jobs=jobs):
        for row in result.summaries:
            audit.add(row.row)
        if report is not None:
            report(result.place, result.findings)
    return audit
