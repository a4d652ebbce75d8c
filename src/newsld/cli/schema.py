"""`newsld schema`: the JSON Schemas that editors and other programs build on."""

from __future__ import annotations

from pathlib import Path

import click

from newsld.cli.streams import put, put_bytes
from newsld.errors import UsageError

__all__ = ["command"]

_SUFFIX = ".schema.json"


@click.command("schema")
@click.argument("name", required=False, default=None, metavar="[NAME]")
@click.option("--list", "listed", is_flag=True, help="List the names of all schemas.")
@click.option("--all", "everything", is_flag=True, help="Write all schemas; takes -o.")
@click.option("--output", "-o", metavar="DIR", help="Write to files in DIR, named NAME.schema.json.")
def command(name: str | None, listed: bool, everything: bool, output: str | None) -> int:
    """Print a JSON Schema: `story` (the default), `front-matter`, `findings` ...

    A schema explains every key of a story; an editor with a YAML language server completes and checks by it.
    """
    from newsld.schema import schemas

    made = schemas()
    names = {file.removesuffix(_SUFFIX).removesuffix(".json"): file for file in made}
    if listed:
        put("".join(f"{one}\n" for one in sorted(names)))
        return 0
    if everything and (name is not None or output is None):
        raise UsageError("--all writes every schema into the folder that -o names")
    name = name or "story"
    if name not in names and name in made:
        name = next(short for short, file in names.items() if file == name)
    if name not in names:
        from newsld.vocabulary import suggest

        near = suggest(name, names)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(names))}"
        raise UsageError(f"there is no schema {name!r}; {hint}")
    if output is None:
        put_bytes(made[names[name]])
        return 0
    from newsld.output import Plan

    plan = Plan(Path(output))
    for file, content in made.items():
        if everything or file == names[name]:
            plan.add(file, content, file)
    for path in plan.write():
        put(f"{path.as_posix()}\n")
    return 0
