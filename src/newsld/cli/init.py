"""`newsld init`: a story to fill in, made from a raw text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsld.cli.inputs import given
from newsld.cli.streams import put, put_bytes, say, standard_input
from newsld.findings.errors import UsageError

if TYPE_CHECKING:
    from newsld.syntax.document import Source

__all__ = ["command"]


@click.command("init")
@click.argument("text", metavar="TEXT")
@click.option(
    "--output",
    "-o",
    callback=given,
    metavar="FILE",
    help="Write the story to FILE, which must not exist; else to standard output.",
)
@click.option(
    "--body-file",
    callback=given,
    metavar="FILE",
    help="Write the cleaned text to FILE, beside the story or below it, and refer to it; it must not exist.",
)
@click.option("--keep-furniture", is_flag=True, help="Leave lines in that repeat as page furniture.")
def command(text: str, output: str | None, body_file: str | None, keep_furniture: bool) -> int:
    """Make a story in YAML out of a raw text (a file, or - for standard input), with gaps to fill.

    Lines that repeat as page furniture are dropped, and said. Nothing is invented: who wrote it, when and
    where stays open until you fill it in.
    """
    from newsld.pipeline.scaffold import draft

    if body_file is not None and output is None:
        raise UsageError("--body-file stands beside the story: say where that goes with -o")
    source = _source(text)
    made = draft(source, body_file=_beside(body_file, output), keep_furniture=keep_furniture)
    for finding in made.findings:
        from newsld.cli.reports.text import write

        pieces: list[str] = []
        write([finding], pieces.append)
        say("".join(pieces).rstrip("\n"))
    if made.story is None:
        return 1
    for line, count in made.dropped:
        from newsld.cli.reports.text import shown

        say(f"dropped {count} times as page furniture: {shown(line)}")
    if output is None:
        put_bytes(made.story)
        return 0
    files = {Path(output): made.story}
    if body_file is not None and made.body is not None:
        files[Path(body_file)] = made.body
    for path in files:
        if path.exists() or path.is_symlink():
            raise UsageError(f"{path} exists already: name another file, or move it away")
    from newsld.pipeline.output import write_atomic

    for path, content in reversed(files.items()):
        write_atomic(path, content)
        put(f"{path.as_posix()}\n")
    return 0


def _source(text: str) -> Source:
    from newsld.syntax.decode import SIZE_LIMIT
    from newsld.syntax.document import Source

    if text == "-":
        return Source(standard_input().read(SIZE_LIMIT + 1), name="<stdin>")
    path = Path(text)
    if not path.is_file():
        raise UsageError(f"there is no file {text}")
    try:
        return Source(path.read_bytes(), name=path.as_posix(), path=path)
    except OSError as error:
        raise UsageError(f"{text} cannot be read ({error.strerror}): mend its permissions") from error


def _beside(body_file: str | None, output: str | None) -> str | None:
    """The name by which the story refers to its body: a path below the story's folder."""
    if body_file is None or output is None:
        return None
    body, folder = Path(body_file).resolve(), Path(output).resolve().parent
    if not body.is_relative_to(folder):
        raise UsageError(
            f"{body_file} is neither beside {output} nor below: a story refers to no other place"
        )
    return body.relative_to(folder).as_posix()
