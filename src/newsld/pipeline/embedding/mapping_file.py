"""Read the mapping file, which names the stories of pages that declare no address, one page per line."""

from __future__ import annotations

from pathlib import Path

from newsld.findings.errors import ConfigurationError
from newsld.pipeline.embedding.story_index import path_key, url_key
from newsld.pipeline.input_paths import stat_path
from newsld.syntax.read_file import exists
from newsld.syntax.toml import read_toml


def read_map(file: Path) -> dict[str, str]:
    """Return the keys of the pages in a mapping file with the keys of their stories in the index.

    The file is TOML: `"path/to/page.html" = "https://..."`, or the path of a story; paths are relative to the folder
    of the file. Raises ConfigurationError for another content, and for a page or a story that does not exist;
    UsageError when the file itself does not exist.
    """
    stat_path(str(file))
    keys: dict[str, str] = {}
    for page, story in read_toml(file).items():
        if not isinstance(story, str) or not story.strip():
            raise ConfigurationError(
                f'{file}: {page}: must be the address or the path of a story, such as "story.md"'
            )
        address = url_key(story)
        if address is None and not exists(file.parent / story):
            raise ConfigurationError(
                f"{file}: {page}: there is no story {story}: paths are relative to this file"
            )
        if not exists(file.parent / page):
            raise ConfigurationError(f"{file}: there is no page {page}: paths are relative to this file")
        keys[path_key(file.parent / page)] = address or path_key(file.parent / story)
    return keys
