"""Match a page to its story: by its canonical link, by its og:url, or by the mapping file, which is read here too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newsld.findings import Finding
from newsld.findings.errors import ConfigurationError
from newsld.pipeline.embedding.story_index import IndexedStory, StoryIndex, path_key, url_key
from newsld.pipeline.input_paths import stat_path
from newsld.syntax.document import Source
from newsld.syntax.read_file import exists
from newsld.syntax.toml import read_toml
from newsld.web.html.splice import MARK_ATTRIBUTE
from newsld.web.markup import Markup
from newsld.web.markup.meta_tags import canonical

if TYPE_CHECKING:
    from newsld.web.html.page import Page


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


class Match(NamedTuple):
    """The story of a page, or the finding that explains why there is none; `numbers` are the stories concerned."""

    story: IndexedStory | None = None
    finding: Finding | None = None
    numbers: tuple[int, ...] = ()


def match_page(page: Page, path: Path, index: StoryIndex, *, single: bool, expected: bool) -> Match:
    """Return the story of a page.

    With `single`, one page and one story are named and nothing else: they match unless they declare different
    addresses. With `expected`, a page without a story is an error.
    """
    declared = list(_declared_addresses(page))
    usable = [(name, key) for name, address in declared if (key := url_key(address))]
    for name, key in usable:
        if stories := index.find(key):
            return _choose(stories, f"the {name} of the page")
    assigned = index.assigned(path)
    if assigned is not None:
        if stories := index.find(assigned):
            return _choose(stories, "the entry of the page in the mapping file")
        message = "the story that the mapping file names for this page is not among the stories after --from"
        return Match(
            finding=Finding(
                "NLD-EMB-020", message, suggestion="add the story after --from, or fix the mapping file"
            )
        )
    if single:
        return _match_single(index, declared if usable else [])
    return Match(finding=_no_match(declared, usable, expected=expected))


def _declared_addresses(page: Page) -> Iterator[tuple[str, str]]:
    """Yield the addresses that a page declares for itself as (source, address); newsld's own tags are ignored."""
    if address := canonical(Markup(Source(b""), [], page)):
        yield "canonical link", address
    for meta in page.meta("og:url"):
        if MARK_ATTRIBUTE not in meta.attributes and (address := meta.get("content")):
            yield "og:url", address


def _choose(stories: list[IndexedStory], key: str) -> Match:
    """Return the match for stories with the same key; an error when their content differs."""
    numbers = tuple([one.number for one in stories])
    if len({one.insert for one in stories}) == 1:
        return Match(stories[0], numbers=numbers)
    names = " and ".join(dict.fromkeys(one.name for one in stories))
    message = f"several stories match {key}: {names}"
    suggestion = "give each story its own url, or leave out all but one"
    return Match(finding=Finding("NLD-EMB-023", message, suggestion=suggestion), numbers=numbers)


def _match_single(index: StoryIndex, declared: list[tuple[str, str]]) -> Match:
    """Return the only story for the only page; an error when both declare addresses that differ."""
    story = index.only()
    if not declared or story.url is None or url_key(story.url) is None:
        return Match(story, numbers=(story.number,))
    name, address = declared[0]
    message = f"the {name} of the page is {address}, but the url of the story is {story.url}"
    suggestion = "name the story of this page, or fix the wrong address"
    return Match(finding=Finding("NLD-EMB-020", message, suggestion=suggestion), numbers=(story.number,))


def _no_match(declared: list[tuple[str, str]], usable: list[tuple[str, str]], *, expected: bool) -> Finding:
    """Return the finding for a page that matches no story."""
    code = "NLD-EMB-020" if expected else "NLD-EMB-021"
    suggestion = "name its story in a file for --map"
    if not declared:
        message = "the page declares no address, so it cannot be matched to a story"
        suggestion = f'add <link rel="canonical" href="https://...">, or {suggestion}'
    elif not usable:
        message = f"the {declared[0][0]} of the page, {declared[0][1]}, is not an absolute URL"
        suggestion = f"write it with https:// and the host, or {suggestion}"
    else:
        message = f"no story has the address of the page, {declared[0][1]}"
        suggestion = f"set the url of the story to it, or {suggestion}"
    return Finding(code, message, suggestion=suggestion)
