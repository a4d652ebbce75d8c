"""The page of settings, from `Settings`."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

from pages.layout import join, page, table


def configuration() -> str:
    """Return the page of every setting."""
    from newsld.checks.profiles import Selection
    from newsld.pipeline.settings import _SETTINGS, Settings

    defaults = {field.name: field.default for field in (*fields(Settings), *fields(Selection))}
    rows = [
        (f"`{key}`", _SETTING_TEXTS[key], _default(defaults[name])) for key, (name, _) in _SETTINGS.items()
    ]
    settings = table(("setting", "meaning", "default"), rows)
    return join([page("Configuration", _INTRODUCTION), settings, _EXAMPLE, _SHARED])


def _default(value: Any) -> str:
    shown = ", ".join(f"`{one}`" for one in (value if isinstance(value, tuple) else (value,)))
    return shown if value else "none"


_INTRODUCTION: Final = """\
Settings for all stories of a newsroom go into `newsld.toml`, or into `pyproject.toml` under `[tool.newsld]`. newsld
searches the folder of the story, and each folder above it, up to the root of the repository (a folder with `.git`). It
uses the first file that it finds, and ignores the others."""


_EXAMPLE: Final = """\
<!-- file: newsld.toml -->

```toml
zone = "Asia/Kolkata"
entities = ["newsroom.yaml"]
license = "https://creativecommons.org/licenses/by/4.0/"
size-limit = 1048576
exclude = ["drafts/"]
ignore = ["NLD-CIT-004"]

[per-file-ignores]
"archive/" = ["GRD", "NLD-DAT-001"]
```

Paths and patterns are relative to the folder of the file that names them. An unknown setting or an invalid value stops
the run with exit status 2. [Configure rules](../how-to/configure-rules.md) has examples of the last four settings.
In `pyproject.toml`, the table is `[tool.newsld.per-file-ignores]`."""


_SHARED: Final = """\
## Shared entity files

You write about the same people, papers and towns every day. A shared entity file describes each of them once, under
an IRI of its own. Every story can then use the id without declaring it, and every export contains the description. If
a story declares the id differently, newsld reports [NLD-REF-006](findings.md#nld-ref-006).

Describe the entities in `newsroom.yaml`:

<!-- file: newsroom.yaml -->

```yaml
organizations:
  coast-wire:
    type: NewsMediaOrganization
    name: Coast Wire
    iri: https://coastwire.example/#agency
    url: https://coastwire.example/
places:
  port-aldane: {type: City, name: Port Aldane, iri: "https://herald.example/id/port-aldane"}
```

Use them in a story. With the settings above, the time below gets the offset of the time zone:

<!-- file: ferry.md -->

```markdown
---
newsld: 2
headline: Ferry back in service
datePublished: 2025-05-12T07:30:00
---
The ferry to [Port Aldane] runs again, [Coast Wire] reported.[^report]

[^report]: [Coast Wire][coast-wire]; origin not given.
```

```console
$ newsld check ferry.md
checked 1 story: no problems found
$ newsld export ferry.md -f yaml -o -
…
datePublished: 2025-05-12T07:30:00+05:30
…
  coast-wire:
    iri: https://coastwire.example/#agency
…
```"""


_SETTING_TEXTS: Final = {
    "zone": "The IANA name of the time zone for timestamps without an offset. Without it, such timestamps are "
    "[errors](findings.md#nld-dat-001).",
    "entities": "[Shared entity files](#shared-entity-files).",
    "license": "The URL of the license of the CSV package. If you do not set it, newsld reports an "
    "[info](findings.md#nld-inf-001).",
    "sitemap-address": "The URL of the folder in which you publish a [news sitemap](../how-to/make-a-news-sitemap.md) "
    "of more than 1,000 articles. Its index contains the URLs of the others.",
    "size-limit": "The maximum size of one article in bytes; 33554432 is 32 MiB.",
    "exclude": "Files to skip in folders: patterns as in `.gitignore`.",
    "all-articles": "Whether to read all articles of a page, and not only its "
    "[main story](../explanation/reading-pages.md#the-main-story).",
    "body": "Where the text of a page comes from: `markup`, or `page` for the "
    "[visible page](../explanation/reading-pages.md#the-visible-page) if the markup has none.",
    "pipeline": "The installed spaCy pipeline that `newsld draft` uses in addition to its rules, such as "
    "`en_core_web_sm`; needs `newsld[draft]`.",
    "fail-on": "The least severity for which `newsld check` exits with 1: `error`, `warning`, `info` or `never`.",
    "profile": "The [profiles](profiles.md) to enable: a name, or a list of names and of files with "
    "[your own profiles](../how-to/configure-rules.md#write-your-own-profile).",
    "select": "Rules to run instead of those of `default`, or in addition to those of `profile`: codes, groups (`GOO`) "
    "or `ALL`.",
    "extend-select": "Rules to enable in addition.",
    "ignore": "Rules to disable. The more specific name wins: a code over its group, a group over `ALL`.",
    "per-file-ignores": "A table of patterns as in `.gitignore`, each with the rules to disable for these files.",
}
