"""newsld turns a news story into validated schema.org JSON-LD, CSV tables and Markdown, and back again.

Every name is imported when it is first used, so that `import newsld` is fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsld.model.notebook import set_html_writer

if TYPE_CHECKING:
    from newsld.findings import Finding, Unreadable, Unwritable
    from newsld.findings.errors import ConfigurationError, NewsldError, OutputError, UsageError
    from newsld.model import NewsArticle
    from newsld.pipeline.api import check, embed, export, load, read, write
    from newsld.pipeline.archive import ExportResult
    from newsld.pipeline.flow import LoadResult
    from newsld.views.page.show import view

    __version__: str

__all__ = [
    "ConfigurationError",
    "ExportResult",
    "Finding",
    "LoadResult",
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
    "view",
    "write",
]

_MODULES = {
    "ExportResult": "newsld.pipeline.archive",
    **dict.fromkeys(("Finding", "Unreadable", "Unwritable"), "newsld.findings"),
    "LoadResult": "newsld.pipeline.flow",
    "NewsArticle": "newsld.model",
    **dict.fromkeys(("check", "embed", "export", "load", "read", "write"), "newsld.pipeline.api"),
    "view": "newsld.views.page.show",
    **dict.fromkeys((name for name in __all__ if name.endswith("Error")), "newsld.findings.errors"),
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from newsld.model.versions import package_version

        return package_version()
    if name not in _MODULES:
        raise AttributeError(f"module 'newsld' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_MODULES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, "__version__"})


def _show(article: NewsArticle) -> str:
    from newsld.views.page import render_summary

    return render_summary(article)


set_html_writer(_show)
