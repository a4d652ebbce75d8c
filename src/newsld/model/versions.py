"""The version of the story format, which is the value of the key `newsld` of a story, and that of the package."""

from __future__ import annotations

from typing import Final

STORY_VERSION: Final = 2


def package_version() -> str:
    """Return the version of the installed newsld, or "unknown" where it runs without having been installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("newsld")
    except PackageNotFoundError:
        return "unknown"
