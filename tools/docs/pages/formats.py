"""The pages of formats: all of them, ninjs, and the tables of the CSV package."""

from __future__ import annotations

import inspect
import re
from typing import Any, Final

from pages.layout import join, page, table

__all__ = ["formats", "ninjs", "tables"]


def formats() -> str:
    """The page of every format, from the table of formats and the modules that it names."""
    from newsld.formats import FORMATS, WriteOptions

    rows = [
        (
            f"[{known.name}](#{known.name})",
            _read_from(known) if known.reads else "not read",
            "files of many articles"
            if known.folder is not None
            else f"`{known.suffix}`"
            if known.suffix
            else "not written",
        )
        for known in FORMATS
    ]
    parts = [
        page("Formats", "What newsld reads and writes. A format is told by the suffix of a file."),
        table(("format", "read from", "written as"), rows),
        "All but N-Quads, sitemaps, the `page` profile, `--no-pending` and `--excel` read back to an equal article.",
    ]
    for known in FORMATS:
        said = inspect.cleandoc(known.load().__doc__ or "")
        parts += [f"## {known.name}", said, _MORE.get(known.name, "")]
    parts += [
        "## How to write",
        "The options of `newsld.write` and, in the same words, of `newsld export`:",
        _described(WriteOptions),
        _OWN_FORMAT,
    ]
    return join(part for part in parts if part)


def _read_from(known: Any) -> str:
    suffixes = ", ".join(f"`{suffix}`" for suffix in known.suffixes)
    return f"a folder with `datapackage.json`, or {suffixes}" if known.folder is not None else suffixes


def _described(kind: type) -> str:
    said = inspect.cleandoc(kind.__doc__ or "").partition("\n\n")[2]
    return re.sub(r"\s*\n\s*", " ", said)


_OWN_FORMAT: Final = """\
## A format of your own

A package can bring a format as an entry point of the group `newsld.formats` that leads to a `newsld.formats.Format`.
[Architecture](../explanation/architecture.md#where-a-new-format-goes) shows where it goes."""


_MORE: Final = {
    "markdown": "The grammar is in [Markdown](markdown.md); a guide is in "
    "[Write a story in Markdown](../how-to/write-a-story-in-markdown.md).",
    "yaml": "The keys are in [the story's shape](story.md).",
    "json": "The keys are in [the story's shape](story.md).",
    "jsonld": "The terms are in [JSON-LD](jsonld.md).",
    "html": "What is read in which order is in [Reading pages](../explanation/reading-pages.md); a guide is in "
    "[Make a story of a page](../how-to/import-a-page.md).",
    "ninjs": "What is read from where, and what is not, is in [ninjs](ninjs.md).",
    "csv": "The tables and their columns are in [tables](tables.md).",
    "news-sitemap": "A guide is in [Make a news sitemap](../how-to/make-a-news-sitemap.md).",
}


def ninjs() -> str:
    """The page of the crosswalk between ninjs and schema.org, from the table that the format follows."""
    from newsld.formats.ninjs.crosswalk import CROSSWALK, KEPT

    ways = {"both": "read and written", "write": "written only"}
    carried = [row for row in CROSSWALK if row.way != "kept"]
    kept = [row for row in CROSSWALK if row.way == "kept"]
    parts = [
        page("ninjs", _NINJS_IS),
        "## The crosswalk",
        table(
            ("ninjs", "schema.org", "", "how"),
            ((f"`{row.name}`", row.term, ways[row.way], row.note) for row in carried),
        ),
        "## What schema.org has no place for",
        _NINJS_KEPT.format(kept=KEPT),
        table(("ninjs", "note"), ((f"`{row.name}`", row.note) for row in kept)),
        _NINJS_WRITTEN,
    ]
    return join(parts)


_NINJS_IS: Final = """\
[ninjs](https://iptc.org/standards/ninjs/) is IPTC's News in JSON, in which agencies send their items. newsld reads and
writes version 3.1. A file is known by its suffix `.ninjs.json`; a `.json` file is ninjs when it says so itself
(`"standard": {"name": "ninjs"}`), or has a `uri` and one of `headlines`, `bodies` and `versionCreated` beside it.

- An item of type `text` or `composite`, and one without a type that has a headline, a body or a description, is an
  article. One of another kind (picture, video, event) is none: [NLD-SYN-006](findings.md#nld-syn-006). In a list of
  items those are left out, and an info says so.
- An item that is read and written again is the equal item, after any format in between that reads back.
- Keys, types, allowed values and limits are asked as the official schema has them, and a fault is an error. Formats of
  dates and addresses are not, GeoJSON and the plans of events are left alone, and of keys that exclude each other
  nothing is said. An unknown key is [NLD-NJS-001](findings.md#nld-njs-001) and is kept: so items of version 2 are read
  in part. The rules for web pages are not asked of an item: they are asked of the JSON-LD that is made of it."""


_NINJS_KEPT: Final = """\
Whatever has no place is kept as it is in one property of the article, the JSON literal `{kept}`: the
item without what is typed, each thing by its id in the story. It is for desks: the `page` profile of JSON-LD leaves it
out. The same holds for what the table above does not take: other headlines and bodies, roles, codes and contacts."""


_NINJS_WRITTEN: Final = """\
## What ninjs has no place for

An article of ours holds more than an item can say: when it was published, who said what and through whom, figures,
roles, offsets of words, the layout of the text. So that the equal article is read back, it stands whole in one more
body of the item, as a [story in JSON](story.md):

```json
{"role": "newsld", "contentType": "application/json", "value": "{\\"newsld\\": 1}"}
```

The official schema allows for it (a body may have any role and any media type), and other readers pass over it. An item
that says all without it has none: one that was read from ninjs and not changed since. When the item is changed beside
the story in it, the item counts and [NLD-NJS-002](findings.md#nld-njs-002) says so. `--profile page` leaves the story
out. Then these fields alone are sure to be read back: headline, alternative headline, description, the text without its
layout, keywords, genre, language, and when it was made and changed.

Parties without a name, events that are only claimed or asked for, and people who are only its makers are in the story
alone: an item cannot say that something is not sure. newsld does not act on `embargoedUntil` and `pubStatus`: an item
under embargo is read and written like any other."""


def tables() -> str:
    """The page of every table and column of the CSV package, as the format declares them."""
    from newsld.formats.csv.tables import reference

    return reference()
