"""The pages of formats: all of them, ninjs, and the tables of the CSV package."""

from __future__ import annotations

import inspect
import re
from typing import Any, Final

from pages.layout import join, page, table


def formats() -> str:
    """Return the page of every format, from the table of formats and the docstrings of its modules."""
    from newsld.formats import FORMATS, WriteOptions

    rows = [
        (
            f"[{known.name}](#{known.name})",
            _read_from(known) if known.reads else "not read",
            "files with many articles"
            if known.folder is not None
            else f"`{known.suffix}`"
            if known.suffix
            else "not written",
        )
        for known in FORMATS
    ]
    parts = [
        page(
            "Formats",
            "The formats that newsld reads and writes. It recognizes a format by the suffix of the file.",
        ),
        table(("format", "read from", "written as"), rows),
        _READS_BACK,
    ]
    for known in FORMATS:
        text = inspect.cleandoc(known.load().__doc__ or "")
        parts += [f"## {known.name}", text, _MORE.get(known.name, "")]
    parts += [
        "## Options",
        "`newsld.write` has these options. `newsld export` has the same ones:",
        _described(WriteOptions),
        _OWN_FORMAT,
    ]
    return join(part for part in parts if part)


def _read_from(known: Any) -> str:
    suffixes = ", ".join(f"`{suffix}`" for suffix in known.suffixes)
    return f"a folder with `datapackage.json`, or {suffixes}" if known.folder is not None else suffixes


def _described(kind: type) -> str:
    text = inspect.cleandoc(kind.__doc__ or "").partition("\n\n")[2]
    return re.sub(r"\s*\n\s*", " ", text)


_READS_BACK: Final = """\
Every export reads back to an equal article, except N-Quads, text, chunks, SQLite, Parquet, news sitemaps, and the
options `--jsonld page`, `--no-pending` and `--excel`."""


_OWN_FORMAT: Final = """\
## A format of your own

Your own package can add a format as an entry point of the group `newsld.formats`. See
[Interfaces for plug-ins](plug-ins.md) and [Architecture](../explanation/architecture.md#extend-it)."""


_MORE: Final = {
    "markdown": "Guide: [Write a story in Markdown](../how-to/write-a-story-in-markdown.md). "
    "Grammar: [Markdown](markdown.md).",
    "yaml": "Keys: [the story schema](story.md).",
    "json": "Keys: [the story schema](story.md).",
    "jsonld": "Terms: [JSON-LD](jsonld.md).",
    "html": "Guide: [Import a published page](../how-to/import-a-page.md). Order of the syntaxes: "
    "[How newsld reads pages](../explanation/reading-pages.md).",
    "ninjs": "Properties: [ninjs](ninjs.md).",
    "csv": "Tables and columns: [Tables](tables.md). Guide: [Query the tables](../how-to/query-the-tables.md).",
    "text": "A folder walk ignores the file.",
    "chunks": "Print the JSON Schema of a line with `newsld schema chunks`. A passage is one or more whole blocks with "
    "at most 1,200 characters, or whole sentences of a longer block; a heading begins a passage. `start` and `end` "
    "count Unicode code points in the body, and each word of it is in one passage. A folder walk ignores the file.",
    "sqlite": "Tables and columns: [Tables](tables.md). The file, `newsld.sqlite`, has the same content for the same "
    "stories; with another version of SQLite, some bytes of its header differ.",
    "parquet": "Tables and columns: [Tables](tables.md). Dates are dates, lists are lists, numbers are doubles.",
    "news-sitemap": "Guide: [Make a news sitemap](../how-to/make-a-news-sitemap.md).",
}


def ninjs() -> str:
    """Return the page of ninjs, from the table that the format uses."""
    from newsld.formats.ninjs.crosswalk import CROSSWALK, PRESERVED

    ways = {"both": "read and written", "write": "written only"}
    carried = [row for row in CROSSWALK if row.way != "preserved"]
    kept = [row for row in CROSSWALK if row.way == "preserved"]
    parts = [
        page("ninjs", _NINJS_INTRODUCTION),
        "## The crosswalk",
        table(
            ("ninjs", "schema.org", "", "how"),
            ((f"`{row.name}`", row.term, ways[row.way], row.note) for row in carried),
        ),
        "## Properties without a term in schema.org",
        _NINJS_PRESERVED.format(kept=PRESERVED),
        table(("ninjs", "note"), ((f"`{row.name}`", row.note) for row in kept)),
        _NINJS_STORY,
    ]
    return join(parts)


_NINJS_INTRODUCTION: Final = """\
[ninjs](https://iptc.org/standards/ninjs/) is IPTC's News in JSON, in which agencies send their items. newsld reads and
writes version 3.1. It recognizes the suffix `.ninjs.json`. A `.json` file is ninjs if it contains
`"standard": {"name": "ninjs"}`, or a `uri` and one of `headlines`, `bodies` and `versionCreated`.

- **Articles.** An item of type `text` or `composite` is an article, and so is one without a type that has a headline, a
  body or a description. Other items (picture, video, event) are not: [NLD-SYN-006](findings.md#nld-syn-006). In a list
  of items, newsld skips them and reports an info.
- **Round trips.** If you read an item and write it again, you get the equal item, even through another lossless format.
- **Validation.** newsld validates keys, types, allowed values and limits by the official schema. It does not validate
  the form of dates and addresses, GeoJSON, the plans of events, or keys that exclude each other. An unknown key is
  [NLD-NJS-001](findings.md#nld-njs-001) and is preserved, so items of version 2 are read in part.
- **Rules for web pages** apply to the JSON-LD that newsld writes from the item, not to the item."""


_NINJS_PRESERVED: Final = """\
newsld preserves everything else in one property of the article, the JSON literal `{kept}`. It contains the item without
the typed values, with each thing under its id in the story: other headlines and bodies, roles, codes, contacts, and the
properties below. It is for editors, so the `page` profile of JSON-LD omits it."""


_NINJS_STORY: Final = """\
## Data without a property in ninjs

An article contains more than an item: when it was published, who text what and through whom, figures, roles, offsets of
words, the layout of the text. newsld therefore writes the whole article into an additional body of the item, as a
[story in JSON](story.md), and reads it back from there:

```json
{"role": "newsld", "contentType": "application/json", "value": "{\\"newsld\\": 1}"}
```

The official schema allows a body with any role and any media type, and other readers ignore it. If an item contains
everything already, because you read it from ninjs and did not change it, newsld adds no such body. If somebody changes
the item but not the story in it, the item wins, and newsld reports [NLD-NJS-002](findings.md#nld-njs-002).

`--jsonld page` omits the story. Then only these fields are certain to read back: headline, alternative headline,
description, the text without its layout, keywords, genre, language, and the dates of creation and change.

Parties without a name, events that are only claimed or requested, and people who only made the article are in the story
alone, because an item cannot express that something is uncertain. newsld does not act on `embargoedUntil` and
`pubStatus`: it reads and writes an item under embargo like any other."""


def tables() -> str:
    """Return the page of every table and column of the CSV package."""
    from newsld.formats.tables.all_tables import reference_page

    return reference_page()
