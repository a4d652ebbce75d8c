"""`newsld check --fix` and `--diff`: what has one right answer is mended before the rest is said."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeVar

import click

from newsld.cli.streams import put, put_bytes, say
from newsld.findings.errors import UsageError

if TYPE_CHECKING:
    from newsld.pipeline.archive import Item
    from newsld.syntax.document import Source

__all__ = ["Mending", "fix_options", "mend"]

F = TypeVar("F", bound=Callable[..., Any])


def fix_options(command: F) -> F:
    """The options `fix` and `diff` of a command."""
    for add in (
        click.option("--diff", is_flag=True,
                     help="Show what --fix would change, as a unified diff, and write nothing; exit status 1 if it "
                     "would change something."),
        click.option("--fix", is_flag=True,
                     help="Mend in the files what has one right answer, then report what is left. Standard input goes "
                     "to standard output mended, and the report to standard error."),
    ):  # fmt: skip
        command = add(command)
    return command


@dataclass(frozen=True, slots=True)
class Mending:
    """The inputs as they are now, how many files were changed (or would be), and where a report is put."""

    items: list[Item]
    files: int
    put: Callable[[str], None]


def mend(items: list[Item], *, diff: bool) -> Mending:
    """Mend inputs: their files are written anew, and standard input goes to standard output.

    With `diff` nothing is written but the differences, to standard output. Pages, tables, and what is over the
    size limit are left as they are. How much was mended is said on standard error. Raises UsageError for an
    input that cannot be read, OutputError for one that cannot be written.
    """
    from newsld.model.text.unified_diff import unified_diff
    from newsld.pipeline.fixing import fix
    from newsld.pipeline.output import write_atomic

    now: list[Item] = []
    files = findings = 0
    out = put
    for item in items:
        source, item = _opened(item)
        try:
            fixed = fix(source, item.format, item.settings)
            content = source.content if item.input.path is None or fixed is not None else b""
        except OSError as error:
            why = error.strerror or str(error)
            raise UsageError(
                f"{source.name} cannot be read ({why}): mend its permissions, or leave it out"
            ) from error
        if fixed is not None:
            files += 1
            findings += len(fixed.mended)
        if diff:
            if fixed is not None:
                put(unified_diff(content, fixed.content, old_name=source.name, new_name=source.name))
        elif item.stream is not None and item.input.path is None:
            mended = fixed.content if fixed is not None else content
            put_bytes(mended)
            item, out = replace(item, head=mended), _to_standard_error
        elif fixed is not None:
            assert item.input.path is not None, "what is no stream has a path"
            write_atomic(item.input.path.resolve(), fixed.content)
        now.append(item)
    if files:
        done = "would be mended" if diff else "mended"
        say(f"{findings:,} finding{'s' * (findings != 1)} {done} in {files:,} file{'s' * (files != 1)}")
    return Mending(now, files, out)


def _opened(item: Item) -> tuple[Source, Item]:
    """The source of an item, and the item as it can be read again: standard input can be read once."""
    from newsld.syntax.document import Source

    if item.stream is None:
        return Source(name=item.input.name, path=item.input.path), item
    if item.input.path is not None:
        # A pipe or device is no file that could be written anew.
        return Source(b"", name=item.input.name), item
    rest = item.settings.size_limit + 1 - len(item.head)
    content = item.head + item.stream.read(max(rest, 0))
    source = Source(content, name=item.input.name)
    if len(content) > item.settings.size_limit:
        raise UsageError(
            "standard input is over the size limit: mend a file, or raise size-limit in newsld.toml"
        )
    return source, replace(item, head=content, stream=BytesIO())


def _to_standard_error(text: str) -> None:
    sys.stderr.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stderr.buffer.flush()
