"""Writes the pages of docs/reference that are made from the code: `make docs`, or `python docs/generate.py`.

Each function of `PAGES` makes one page. Nothing on these pages is said twice: help texts, docstrings and the catalogue
of rules are where the words are.
"""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

FOLDER: Final = Path(__file__).resolve().parent / "reference"
MADE: Final = "<!-- Made by docs/generate.py: change the code that it speaks of, then run `make docs`. -->"


def commands() -> str:
    """The page of every command and option, from click."""
    import click

    from newsld.cli import main

    context = click.Context(main, info_name="newsld", **main.context_settings)
    parts = [_page("Commands", "What each command does, what it takes and what it answers with.")]
    parts.append(_command(main, context))
    parts.append(_IN_COMMON)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context)
        parts += [f"## newsld {name}", _command(command, inner)]
    return _join(parts)


_IN_COMMON: Final = """\
What every command has in common: results go to standard output, everything else to standard error. Exit status 0 means
that no story has an error, 1 that one has (or, with `--check`, that an output is missing or out of date), 2 that the
command could not do its work: no such path, an unknown option or format, a broken configuration, a full disk.
[Run newsld in CI](../how-to/run-in-ci.md) shows them at work."""


def _command(command: Any, context: Any) -> str:
    usage = command.get_usage(context).removeprefix("Usage:").strip()
    said = inspect.cleandoc(command.help or "").replace("\b\n", "")
    rows = [(f"`{_option(one)}`", _meaning(one)) for one in command.params if one.param_type_name == "option"]
    table = _table(("option", "meaning"), rows) if rows else ""
    return _join([_block("text", re.sub(r"\s+", " ", usage)), said, table]).rstrip("\n")


def _option(parameter: Any) -> str:
    takes = "" if parameter.is_flag else parameter.metavar or "|".join(getattr(parameter.type, "choices", ()))
    return f"{', '.join(sorted(parameter.opts, key=len))} {takes}".strip()


def _meaning(parameter: Any) -> str:
    said = str(parameter.help or "")
    return f"{said} [default: {parameter.default}]" if parameter.show_default is True else said


def model() -> str:
    """The page of every class and field of the models, from their docstrings."""
    from newsld import models

    parts = [
        _page(
            "Model",
            "Every class and field of an article. Names are those of a story as people write it "
            "([the story's shape](story.md)); in Python they are in snake_case: `datePublished` is `date_published`. "
            "The classes are pydantic models, immutable and closed; what `model_dump_json` writes, "
            "`model_validate_json` reads.",
        ),
        _forms(),
    ]
    classes = [getattr(models, name) for name in models.__all__]
    classes.sort(key=lambda kind: (kind is not models.NewsArticle, kind is not models.Body))
    for kind in classes:
        parts += [f"## {kind.__name__}", inspect.cleandoc(kind.__doc__ or ""), _fields(kind)]
    return _join(parts)


_FORMS: Final = {
    "text": "words, never empty",
    "id": "a slug, `[a-z0-9]+(-[a-z0-9]+)*`; where a field speaks of ids, those of things in the same article",
    "type name": "the name of a schema.org type without its namespace: `NewsMediaOrganization`",
    "address": "an absolute IRI (RFC 3987)",
    "address or `_:`": "an absolute IRI, or `_:` for a node that had none where it was read",
    "language": "a BCP 47 tag: `en-IN`",
    "timestamp": "RFC 3339 with an offset, kept as written: `2025-03-04T18:20:00+00:00`",
    "EDTF date": "a date of the story, kept as written: see [dates](dates.md)",
    "number": "an exact decimal number, of at most 4,000 digits; as text where JSON's numbers would lose digits",
    "whole number": "1, or 1.0, which is the same number",
    "words of the body": "see [words](story.md#words)",
    "one or more": "one value, or a list; a list of one may be written as the one",
    "list": "a list, also of one",
    "by id": "a map with ids for keys",
}


def _forms() -> str:
    return "The forms that values have:\n\n" + _table(("form", "meaning"), _FORMS.items())


def _fields(kind: Any) -> str:
    from newsld.models.wording import fields_in_words

    hints, words = get_type_hints(kind, include_extras=True), fields_in_words(kind)
    rows = []
    for name, field in sorted(kind.model_fields.items(), key=lambda pair: pair[0] in {"iri", "extra"}):
        required = " (needed)" if field.is_required() else ""
        shown = "" if name == "id" else required
        default = (
            field.get_default(call_default_factory=True, validated_data={})
            if not field.is_required()
            else None
        )
        form = _form(hints[name]) + shown
        if default not in (None, (), {}, False):
            form += f"; default `{default}`"
        rows.append((f"`{field.alias or name}`", form, _plain(words.get(name, ""))))
    return _table(("field", "form", "meaning"), rows)


def _form(hint: Any) -> str:
    """What a field takes, in the words of the table of forms."""
    from newsld.models import fields as kinds
    from newsld.models.spans import Range

    known = {
        "text": kinds.Text, "id": kinds.Slug, "type name": kinds.TypeName, "address": kinds.Iri,
        "address or `_:`": kinds.NodeIri, "language": kinds.Language, "timestamp": kinds.Moment,
        "EDTF date": kinds.Date, "number": kinds.Number, "whole number": kinds.Integer, "words of the body": Range,
    }  # fmt: skip
    for words, alias in known.items():
        if hint == alias:
            return words
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *marks = get_args(hint)
        for mark in marks:
            wrapped = {"_Many": "one or more", "_Listed": "list", "_Keyed": "by id"}.get(type(mark).__name__)
            if wrapped:
                return f"{wrapped}: {_form(get_args(inner)[0])}"
        return _form(inner)
    if origin in {Union, types.UnionType}:
        return " or ".join(_form(one) for one in get_args(hint) if one is not type(None))
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in get_args(hint))
    if origin is dict:
        return "properties by name"
    simple = {bool: "true or false", int: "whole number", str: "text"}
    return simple[hint] if hint in simple else f"[{hint.__name__}](#{hint.__name__.lower()})"


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
        _page("Formats", "What newsld reads and writes. A format is told by the suffix of a file."),
        _table(("format", "read from", "written as"), rows),
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
    return _join(part for part in parts if part)


def _read_from(known: Any) -> str:
    suffixes = ", ".join(f"`{suffix}`" for suffix in known.suffixes)
    return f"a folder with `datapackage.json`, or {suffixes}" if known.folder is not None else suffixes


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
    "[Make a story of a page](../how-to/from-page-to-story.md).",
    "ninjs": "What is read from where, and what is not, is in [ninjs](ninjs.md).",
    "csv": "The tables and their columns are in [tables](tables.md).",
    "news-sitemap": "A guide is in [Make a news sitemap](../how-to/make-a-news-sitemap.md).",
}


def findings() -> str:
    """The page of every rule: what `newsld rule` says of each, and of those that no file can decide."""
    from newsld.cli.rule import explained
    from newsld.profiles import undecided
    from newsld.rules import catalogue

    rules = catalogue()
    asked = ((f"[{one.code}](#{one.code.lower()})", one.severity, one.title) for one in rules.values())
    parts = [_page("Findings", _FINDINGS_ARE), _table(("code", "severity", "rule"), asked)]
    parts += [explained(code).rstrip("\n") for code in rules]
    if undecided():
        rows = ((one.code, one.reason, one.source) for one in undecided().values())
        parts += ["## Rules that no file can decide", _NOT_ASKED, _table(("code", "why not", "source"), rows)]
    return _join(parts)


_FINDINGS_ARE: Final = """\
Every code that `newsld check` can answer with; `newsld rule CODE` prints the same. Which of them are asked is up to the
[profiles](profiles.md). Codes are stable: one may be added, none is used again for something else. An error keeps a
story from being written; a warning and an info do not."""

_NOT_ASKED: Final = """\
These are asked of publishers as well, and newsld does not check them: what they are about is in no file."""


def profiles() -> str:
    """The page of every profile, from the files of the profiles."""
    from newsld.profiles import SHIPPED, find_profile
    from newsld.rules import rule

    parts = [_page("Profiles", _PROFILES_ARE)]
    found = [find_profile(name) for name in SHIPPED]
    parts.append(
        _table(
            ("profile", "rules", "for"),
            ((f"[{one.name}](#{one.name})", str(len(one.codes)), one.title) for one in found),
        )
    )
    for one in found:
        beside = " and ".join(f"`{name}`" for name in one.extends)
        parts += [f"## {one.name}", f"{one.title}." + (f" All rules of {beside}, and:" if beside else "")]
        if one.name == "strict":
            parts.append("Each rule of [the catalogue](findings.md), whoever asks for it.")
            continue
        rows = (
            (
                f"[{code}](findings.md#{code.lower()})",
                rule(code).title,
                _documented(choice.documented or ""),
                choice.read or "",
            )
            for code, choice in one.rules.items()
        )
        parts.append(_table(("code", "rule", "documented", "read"), rows))
    return _join(parts)


def _documented(address: str) -> str:
    page = address.removeprefix("docs/")
    return address if page == address else f"[{Path(page).stem}](../{page})"


_PROFILES_ARE: Final = """\
A profile says which rules `newsld check` asks. Without a word from you that is `default`: what is wrong in what is
there. What somebody misses in it is asked by the profile of those who miss it. Each rule comes with the page that
documents it and the day it was read there. [Choose rules](../how-to/choose-rules.md) shows how to use them, and how to
write one of your own."""


def configuration() -> str:
    """The page of every setting, from `Settings`."""
    from newsld.profiles import Selection
    from newsld.settings import _SETTINGS, Settings

    defaults = {field.name: field.default for field in (*fields(Settings), *fields(Selection))}
    rows = [
        (f"`{key}`", _SETTINGS_SAID[key], _default(defaults[name])) for key, (name, _) in _SETTINGS.items()
    ]
    table = _table(("setting", "meaning", "default"), rows)
    return _join([_page("Configuration", _SETTINGS_ARE), table, _EXAMPLE, _SHARED])


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
does not fit, ends the run with exit status 2. [Choose rules](../how-to/choose-rules.md) shows the last four at work; in
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
checked 1 story: nothing to report
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
    "[one of your own](../how-to/choose-rules.md#a-profile-of-your-own).",
    "select": "Rules to ask besides: codes, groups (`GOO`) or `ALL`.",
    "ignore": "Rules to leave out. The more exact name counts: a code against its group, a group against `ALL`.",
    "per-file-ignores": "A table of patterns as in `.gitignore`, each with the rules that files so named are spared.",
}


def api() -> str:
    """The page of every public name of the package, from signatures and docstrings."""
    import newsld

    parts = [
        _page(
            "Python interface",
            "What `import newsld` offers. Everything else may change without notice, but for the classes of "
            "[the model](model.md), whose fields change as the story's shape does.",
        )
    ]
    for name in sorted(newsld.__all__, key=lambda name: (isinstance(getattr(newsld, name), type), name)):
        thing = getattr(newsld, name)
        parts += [f"## {name}", *_described_name(name, thing)]
    return _join(parts)


def _described_name(name: str, thing: Any) -> Iterator[str]:
    said = inspect.cleandoc(thing.__doc__ or "") if callable(thing) else ""
    if inspect.isfunction(thing):
        yield _block("text", _signature(name, thing))
        yield said
    elif isinstance(thing, type):
        head = f"class {name}(Exception)" if issubclass(thing, Exception) else f"class {name}"
        held = [f"    {field.name}: {field.type}" for field in fields(thing)] if is_dataclass(thing) else []
        yield _block("text", "\n".join([head + ":" * bool(held), *held]))
        yield said
        if thing.__module__.startswith("newsld.models"):
            yield f"Its fields are in [the model](model.md#{name.lower()})."
        methods = [
            (member, found)
            for member, found in vars(thing).items()
            if inspect.isfunction(found) and not member.startswith("_")
        ]
        for member, found in methods if not thing.__module__.startswith("newsld.models") else ():
            said = _plain(inspect.cleandoc(found.__doc__ or ""))
            yield f"`{_signature(f'{name}.{member}', found, method=True)}`: {said}"
    else:
        yield _block("text", f"{name} = {thing!r}" if isinstance(thing, str | int) else name)


def _signature(name: str, function: Callable[..., Any], *, method: bool = False) -> str:
    signature = inspect.signature(function)
    taken = list(signature.parameters.values())[1 if method else 0 :]
    shown, keyword = [], False
    for parameter in taken:
        if parameter.kind is parameter.KEYWORD_ONLY and not keyword:
            shown.append("*")
            keyword = True
        default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
        shown.append(
            f"{'**' * (parameter.kind is parameter.VAR_KEYWORD)}{parameter.name}: {parameter.annotation}{default}"
        )
    line = f"{name}({', '.join(shown)}) -> {signature.return_annotation}"
    if len(line) <= 100:
        return line
    return f"{name}(\n    " + ",\n    ".join(shown) + f",\n) -> {signature.return_annotation}"


def _described(kind: type) -> str:
    said = inspect.cleandoc(kind.__doc__ or "").partition("\n\n")[2]
    return re.sub(r"\s*\n\s*", " ", said)


def _page(title: str, promise: str) -> str:
    return f"{MADE}\n\n# {title}\n\n{promise}"


def _block(language: str, content: str) -> str:
    return f"```{language}\n{content}\n```"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    listed = [list(heads)]
    lines = [f"| {' | '.join(listed[0])} |", f"|{'---|' * len(listed[0])}"]
    lines += [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|").strip()


def _plain(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text)


def _join(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def ninjs() -> str:
    """The page of the crosswalk between ninjs and schema.org, from the table that the format follows."""
    from newsld.formats.ninjs.crosswalk import CROSSWALK, KEPT

    ways = {"both": "read and written", "write": "written only"}
    carried = [row for row in CROSSWALK if row.way != "kept"]
    kept = [row for row in CROSSWALK if row.way == "kept"]
    parts = [
        _page("ninjs", _NINJS_IS),
        "## The crosswalk",
        _table(
            ("ninjs", "schema.org", "", "how"),
            ((f"`{row.name}`", row.term, ways[row.way], row.note) for row in carried),
        ),
        "## What schema.org has no place for",
        _NINJS_KEPT.format(kept=KEPT),
        _table(("ninjs", "note"), ((f"`{row.name}`", row.note) for row in kept)),
        _NINJS_WRITTEN,
    ]
    return _join(parts)


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


PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "api.md": api,
    "commands.md": commands,
    "configuration.md": configuration,
    "findings.md": findings,
    "formats.md": formats,
    "model.md": model,
    "ninjs.md": ninjs,
    "profiles.md": profiles,
    "tables.md": tables,
}
"""The generated pages of docs/reference, and what makes each."""


if __name__ == "__main__":
    for page, make in PAGES.items():
        (FOLDER / page).write_text(make(), "utf-8")
