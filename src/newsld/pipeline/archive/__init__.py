"""Many stories: inputs in parallel, an archive a piece at a time, outputs named, written whole or compared.

Results come in the order of the inputs whatever the number of processes, and memory stays flat.
"""

from __future__ import annotations

from newsld.pipeline.archive.convert import Ask, Result, convert, results
from newsld.pipeline.archive.export import Export, Step, export_articles, export_inputs
from newsld.pipeline.archive.processes import spread
from newsld.pipeline.archive.work_items import Item, Task, first_set, item_for, tasks

__all__ = [
    "Ask",
    "Export",
    "Item",
    "Result",
    "Step",
    "Task",
    "convert",
    "export_articles",
    "export_inputs",
    "first_set",
    "item_for",
    "results",
    "spread",
    "tasks",
]
