"""newsld turns a news story into checked schema.org JSON-LD, tidy CSV tables and Markdown, and back again.

Everything is loaded when it is first used: `import newsld` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsld.api import check, embed, export, load, read, write
    from newsld.findings import Finding
    from newsld.findings.errors import (
        ConfigurationError,
        NewsldError,
        OutputError,
        Unreadable,
        Unwritable,
        UsageError,
    )
    from newsld.model import NewsArticle
    from newsld.pipeline.archive import Export
    from newsld.pipeline.flow import Loaded

    __version__: str

__all__ = [
    "ConfigurationError",
    "Export",
    "Finding",
    "Loaded",
    "NewsArticle",
    "NewsldError",
    "OutputError",
    "Unreadable",
    "Unwritable",
    "UsageError",
    "check",
    "embed",
    "export",
    "load",
    "read",
    "write",
]

_HOMES = {
    "Export": "newsld.pipeline.archive",
    "Finding": "newsld.findings",
    "Loaded": "newsld.pipeline.flow",
    "NewsArticle": "newsld.model",
    **dict.fromkeys(("check", "embed", "export", "load", "read", "write"), "newsld.api"),
    **dict.fromkeys((name for name in __all__ if name.endswith(("Error", "able"))), "newsld.findings.errors"),
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("newsld")
        except PackageNotFoundError:
            return "unknown"
    if name not in _HOMES:
        raise AttributeError(f"module 'newsld' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, "__version__"})
