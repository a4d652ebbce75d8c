"""`newsld schema`: print JSON Schemas, the JSON-LD context and table metadata for editors and other programs."""

from __future__ import annotations

from pathlib import Path

import click

from newsld.cli.inputs import output_option
from newsld.cli.streams import write_bytes, write_path, write_text
from newsld.findings.errors import UsageError

_SUFFIXES = (".schema.json", ".jsonld", ".json", ".d.ts")


@click.command("schema")
@click.argument("name", required=False, default=None, metavar="[NAME]")
@click.option("--list", "list_names", is_flag=True, help="List all names.")
@click.option("--all", "write_all", is_flag=True, help="Write all files; needs -o.")
@output_option("DIR", "Write to a file in DIR, named as in schemas/.")
def command(name: str | None, list_names: bool, write_all: bool, output: str | None) -> int:
    """Print a JSON Schema: that of a `story`, the default, or of another NAME.

    The schema describes every key of a story; editors with a YAML language server use it to complete and validate.
    Other names are the `answer` of a language model to newsld draft, the `context` of the JSON-LD, the `chunks` for
    retrieval, the metadata of the tables (`tables.csvw`, `tables.datapackage`), and `newsld` for types in TypeScript.
    """
    from newsld.pipeline.schema_files import build_schema_files

    contents = build_schema_files()
    names = {_short_name(file): file for file in contents}
    if list_names:
        write_text("".join(f"{one}\n" for one in sorted(names)))
        return 0
    if write_all and (name is not None or output is None):
        raise UsageError("--all writes all files to a folder: name it with -o, and leave NAME out")
    name = name or "story"
    if name not in names and name in contents:
        name = _short_name(name)
    if name not in names:
        from newsld.model.text.closest_match import did_you_mean

        hint = did_you_mean(name, names, f"there are {', '.join(sorted(names))}")
        raise UsageError(f"there is no schema {name!r}; {hint}")
    if output is None:
        write_bytes(contents[names[name]])
        return 0
    from newsld.pipeline.output import OutputPlan

    plan = OutputPlan(Path(output))
    for file, content in contents.items():
        if write_all or file == names[name]:
            plan.add(file, content, file)
    for path in plan.write():
        write_path(path)
    return 0


def _short_name(file: str) -> str:
    """Return the name of a file without its suffix (`story` for `story.schema.json`)."""
    suffix = next(suffix for suffix in _SUFFIXES if file.endswith(suffix))
    return file.removesuffix(suffix)
