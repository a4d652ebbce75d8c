"""Convert and export many stories: files in parallel, archives of lines a few megabytes at a time.

Results come in the order of the inputs whatever the number of processes, and memory use stays flat.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsld.pipeline.archive.convert import ConvertOptions, ConvertResult, convert_all
    from newsld.pipeline.archive.export import ExportProgress, ExportResult, export_articles, export_inputs
    from newsld.pipeline.archive.processes import parallel_map
    from newsld.pipeline.archive.shards import ShardProgress, ShardsResult, export_shards
    from newsld.pipeline.archive.work_items import (
        InputItem,
        WorkUnit,
        first_setting,
        prepare_input,
        work_units,
    )

__all__ = [
    "ConvertOptions",
    "ConvertResult",
    "ExportProgress",
    "ExportResult",
    "InputItem",
    "ShardProgress",
    "ShardsResult",
    "WorkUnit",
    "convert_all",
    "export_articles",
    "export_inputs",
    "export_shards",
    "first_setting",
    "parallel_map",
    "prepare_input",
    "work_units",
]

_MODULES = {
    "newsld.pipeline.archive.convert": ("ConvertOptions", "ConvertResult", "convert_all"),
    "newsld.pipeline.archive.export": ("ExportProgress", "ExportResult", "export_articles", "export_inputs"),
    "newsld.pipeline.archive.processes": ("parallel_map",),
    "newsld.pipeline.archive.shards": ("ShardProgress", "ShardsResult", "export_shards"),
    "newsld.pipeline.archive.work_items": (
        "InputItem",
        "WorkUnit",
        "first_setting",
        "prepare_input",
        "work_units",
    ),
}
"""The modules of the names above: a check does not need those of an export."""


def __getattr__(name: str) -> Any:
    from importlib import import_module

    for module, names in _MODULES.items():
        if name in names:
            value = getattr(import_module(module), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module 'newsld.pipeline.archive' has no attribute {name!r}")
