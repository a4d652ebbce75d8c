"""The page of settings, from `Settings`."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

from pages.layout import join, page, table

__all__ = ["configuration"]


def configuration() -> str:
    """The page of every setting, from `Settings`."""
    from newsld.checks.profiles import Selection
    from newsld.pipeline.settings import _SETTINGS, Settings

    defaults = {field.name: field.default for field in (*fields(Settings), *fields(Selection))}
    rows = [
        (f"`{key}`", _SETTINGS_SAID[key], _default(defaults[name])) for key, (name, _) in _SETTINGS.items()
    ]
    listed = table(("setting", "meaning", "default"), rows)
    return join([page("Configuration", _SETTINGS_ARE), listed, _EXAMPLE, _SHARED])


def _default(value: Any) -> str:
    shown = ", ".join(f"`{one}`" for one in (value if isinstance(value, tuple) else (value,)))
    return shown if value else "none"


_SETTINGS_ARE: Final = """\
What a newsroom sets once for all its stories stands in `newsld.toml`, or in `pyproject.toml` under `[tool.newsld]`.
newsld looks in the folder of the story and in each folder above it, up to the root of the repository (a folder with
`.git`). The first file found counts, alone."""


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

Paths and patterns count from the folder of the file that names them. A setting that does not exist, or a value that
does not fit, ends the run with exit status 2. [Choose rules](../how-to/configure-rules.md) shows the last four at work; in
`pyproject.toml` the table is `[tool.newsld.per-file-ignores]`."""


_SHARED: Final = """\
## Shared entity files

A newsroom writes of the same people, papers and towns every day. A shared entity file describes each once, under an IRI
of its own. Any story may then use the id without defining it, and takes the description with it into everything that is
written from it. A story that defines the id in another way gets [NLD-REF-006](findings.md#nld-ref-006).

This is `newsroom.yaml`:

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

and this a story that uses it, with the settings above. Its time has no offset, so it is that of the zone:

<!-- file: ferry.md -->

```markdown
---
newsld: 1
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


_SETTINGS_SAID: Final = {
    "zone": "The IANA name of the time zone of timestamps without an offset. Without it they are "
    "[findings](findings.md#nld-dat-001).",
    "entities": "The files of [shared entities](#shared-entity-files).",
    "license": "The address of the licence of the CSV package. Without it the package gets an "
    "[info](findings.md#nld-inf-001).",
    "sitemap-address": "The address of the folder that a [news sitemap](../how-to/make-a-news-sitemap.md) of more than "
    "1,000 articles will stand in: its index names the addresses of the others.",
    "size-limit": "The most bytes that one article may have; 33554432 are 32 MiB.",
    "exclude": "What a walk through a folder leaves out: patterns as in `.gitignore`.",
    "profile": "The [profiles](profiles.md) that choose the rules: a name, or a list of names and of files that hold "
    "[one of your own](../how-to/configure-rules.md#write-your-own-profile).",
    "select": "Rules to ask besides: codes, groups (`GOO`) or `ALL`.",
    "ignore": "Rules to leave out. The more exact name counts: a code against its group, a group against `ALL`.",
    "per-file-ignores": "A table of patterns as in `.gitignore`, each with the rules that files so named are spared.",
}
