"""`newsld schema`: the schemas, the context and the metadata that editors and other programs build on."""

from __future__ import annotations

from pathlib import Path

import click

from newsld.cli.inputs import given
from newsld.cli.streams import put, put_bytes
from newsld.findings.errors import UsageError

__all__ = ["command"]

_SUFFIXES = (".schema.json", ".jsonld", ".json")


@click.command("schema")
@click.argument("name", required=False, default=None, metavar="[NAME]")
@click.option("--list", "listed", is_flag=True, help="List all names.")
@click.option("--all", "everything", is_flag=True, help="Write every file; takes -o.")
@click.option(
    "--output", "-o", callback=given, metavar="DIR", help="Write to a file in DIR, named as in schemas/."
)
def command(name: str | None, listed: bool, everything: bool, output: str | None) -> int:
    """Print what other programs build on: the JSON Schema of a `story` (the default) or of something else.

    A schema explains every key of a story; an editor with a YAML language server completes and checks by it.
    There are also the `context` of our JSON-LD, and the metadata of the tables (`tables.csvw`, `tables.datapackage`).
    """
    from newsld.pipeline.schema_files import published

    made = published()
    names = {_short(file): file for file in made}
    if listed:
        put("".join(f"{one}\n" for one in sorted(names)))
        return 0
    if everything and (name is not None or output is None):
        raise UsageError("--all writes every file into the folder that -o names")
    name = name or "story"
    if name not in names and name in made:
        name = _short(name)
    if name not in names:
        from newsld.model.text.closest_match import suggest

        near = suggest(name, names)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(names))}"
        raise UsageError(f"there is no schema {name!r}; {hint}")
    if output is None:
        put_bytes(made[names[name]])
        return 0
    from newsld.pipeline.output import Plan

    plan = Plan(Path(output))
    for file, content in made.items():
        if everything or file == names[name]:
            plan.add(file, content, file)
    for path in plan.write():
        put(f"{path.as_posix()}\n")
    return 0


def _short(file: str) -> str:
    """What a file goes by: its name without what says of which kind it is."""
    suffix = next(suffix for suffix in _SUFFIXES if file.endswith(suffix))
    return file.removesuffix(suffix)
