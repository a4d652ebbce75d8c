"""`newsld init`: create a story to fill in from plain text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from newsld.cli.inputs import output_option, reject_empty
from newsld.cli.streams import print_findings, print_stderr, standard_input, write_bytes, write_path
from newsld.findings.errors import UsageError, unreadable_error

if TYPE_CHECKING:
    from newsld.syntax.document import Source


@click.command("init")
@click.argument("text", metavar="TEXT")
@output_option("FILE", "Write the story to FILE, which must not exist, instead of standard output.")
@click.option(
    "--body-file",
    callback=reject_empty,
    metavar="FILE",
    help="Write the cleaned text to FILE, in the folder of the story or below it, and refer to it from the story. "
    "FILE must not exist.",
)
@click.option("--keep-furniture", is_flag=True, help="Keep repeated lines such as page headers and footers.")
def command(text: str, output: str | None, body_file: str | None, keep_furniture: bool) -> int:
    """Create a story from plain text (a file, or - for standard input), with fields to fill in.

    The story is in Markdown, or in YAML if FILE ends in .yaml or if the text has a file of its own.

    Repeated lines such as page headers and footers are removed and listed. Nothing is invented: author, date and
    place stay empty until you fill them in.
    """
    from newsld.pipeline.scaffold import draft

    if body_file is not None and output is None:
        raise UsageError("--body-file needs -o: name the file for the story")
    form = _form(output)
    if body_file is not None and form == "markdown":
        raise UsageError("a story with --body-file is in YAML: name a file that ends in .yaml")
    source = _read_source(text)
    _refuse_page(source)
    result = draft(
        source, body_file=_body_reference(body_file, output), keep_furniture=keep_furniture, form=form
    )
    print_findings(result.findings)
    if result.story is None:
        return 1
    for line, count in result.dropped:
        from newsld.cli.reports.text import escape_unprintable

        print_stderr(f"removed a line that occurs {count} times: {escape_unprintable(line)}")
    if output is None:
        write_bytes(result.story)
        return 0
    files = {Path(output): result.story}
    if body_file is not None and result.body is not None:
        files[Path(body_file)] = result.body
    for path in files:
        if path.exists() or path.is_symlink():
            raise UsageError(f"{path} already exists: name another file, or move it away")
    from newsld.pipeline.output import write_atomic

    for path, content in reversed(files.items()):
        write_atomic(path, content)
        write_path(path)
    return 0


def _form(output: str | None) -> Literal["markdown", "yaml"]:
    """Return the format of the story by the name of its file; Markdown for standard output."""
    name = (output or "story.md").lower()
    if name.endswith((".yaml", ".yml")):
        return "yaml"
    if name.endswith((".md", ".markdown")):
        return "markdown"
    raise UsageError(f"{output} has no known suffix: name a file that ends in .md or .yaml")


def _read_source(text: str) -> Source:
    from newsld.syntax.decode import SIZE_LIMIT
    from newsld.syntax.document import Source
    from newsld.syntax.read_file import read_file

    if text == "-":
        return Source(standard_input().read(SIZE_LIMIT + 1), name="<stdin>")
    path = Path(text)
    if not path.is_file():
        raise UsageError(f"there is no file {text}")
    try:
        return Source(read_file(path), name=path.as_posix(), path=path)
    except OSError as error:
        raise unreadable_error(text, error) from error


def _refuse_page(source: Source) -> None:
    """Raise UsageError for a web page, whose tags would become the text of the story."""
    from newsld.formats.sniffing import HEAD, head_of, is_html

    if source.name.lower().endswith((".html", ".htm", ".xhtml")) or is_html(head_of(source.content[:HEAD])):
        raise UsageError(
            f"{source.name} is a web page: import it with newsld export {source.name} -o DIR -f markdown --body page"
        )


def _body_reference(body_file: str | None, output: str | None) -> str | None:
    """Return the path by which the story refers to its body file, relative to the folder of the story."""
    if body_file is None or output is None:
        return None
    body, folder = Path(body_file).resolve(), Path(output).resolve().parent
    if not body.is_relative_to(folder):
        raise UsageError(
            f"{body_file} is outside the folder of {output}: name a file in that folder or below it"
        )
    return body.relative_to(folder).as_posix()
