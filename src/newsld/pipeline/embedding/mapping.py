"""The mapping file: pages and their stories, one a line, for pages that do not state their address."""

from __future__ import annotations

from pathlib import Path

from newsld.findings.errors import ConfigurationError
from newsld.pipeline.embedding.story_index import address_of, place_of
from newsld.pipeline.input_paths import reach
from newsld.syntax.toml import read_toml

__all__ = ["read_map"]


def read_map(file: Path) -> dict[str, str]:
    """The pages of a mapping file, by the one place where each stands, and where on the shelf its story is.

    The file is TOML: `"path/to/page.html" = "https://..."`, or the path of a story; paths count from its folder.
    Raises ConfigurationError for a file that is not so, and for a page or a story that is not there, and UsageError
    when the file itself is not there.
    """
    reach(str(file))
    found: dict[str, str] = {}
    for page, story in read_toml(file).items():
        if not isinstance(story, str) or not story.strip():
            raise ConfigurationError(f'{file}: {page}: write its story as an address or a path: "story.md"')
        known = address_of(story)
        if known is None and not (file.parent / story).exists():
            raise ConfigurationError(f"{file}: {page}: there is no story {story}: paths count from this file")
        if not (file.parent / page).exists():
            raise ConfigurationError(f"{file}: there is no page {page}: paths count from this file")
        found[place_of(file.parent / page)] = known or place_of(file.parent / story)
    return found
