"""Convert and export many stories: files in parallel, archives of lines a few megabytes at a time.

Results come in the order of the inputs whatever the number of processes, and memory use stays flat.
"""

from __future__ import annotations

from newsld.pipeline.archive.convert import ConvertOptions, ConvertResult, convert, convert_all
from newsld.pipeline.archive.export import ExportProgress, ExportResult, export_articles, export_inputs
from newsld.pipeline.archive.processes import parallel_map
from newsld.pipeline.archive.shards import ShardProgress, ShardsResult, export_shards
from newsld.pipeline.archive.work_items import InputItem, WorkUnit, first_setting, prepare_input, work_units

__all__ = [
    "ConvertOptions",
    "ConvertResult",
    "ExportProgress",
    "ExportResult",
    "InputItem",
    "ShardProgress",
    "ShardsResult",
    "WorkUnit",
    "convert",
    "convert_all",
    "export_articles",
    "export_inputs",
    "export_shards",
    "first_setting",
    "parallel_map",
    "prepare_input",
    "work_units",
]
