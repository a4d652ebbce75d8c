"""`newsld check --fix` and `--diff`: apply automatic fixes before the remaining findings are reported."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from newsld.cli.streams import pluralize, print_stderr, write_bytes, write_text
from newsld.findings.errors import UsageError, unreadable_error

if TYPE_CHECKING:
    from newsld.findings import Finding
    from newsld.pipeline.archive import InputItem
    from newsld.pipeline.input_paths import Input
    from newsld.syntax.document import Source

F = TypeVar("F", bound=Callable[..., Any])


def fix_options(command: F) -> F:
    """Add the options `--fix` and `--diff` to a command."""
    for add in (
        click.option("--follow-links", is_flag=True,
                     help="Let --fix also change files outside of a folder that a symbolic link in it leads to."),
        click.option("--diff", is_flag=True,
                     help="Show what --fix would change as a unified diff, and write nothing. Exit with 1 if "
                     "something would change."),
        click.option("--fix", is_flag=True,
                     help="Fix problems that have exactly one solution, and regenerate the tables for readers "
                     "in Markdown, then report the rest. With standard input, the fixed story goes to standard "
                     "output and the report to standard error."),
    ):  # fmt: skip
        command = add(command)
    return command


class FixRun(NamedTuple):
    """The result of a run: the inputs to check next, the number of changed files, and where to write the report."""

    items: list[InputItem]
    files: int
    write_report: Callable[[str], None]
    findings: list[Finding]


def apply_fixes(items: list[InputItem], *, diff: bool, follow_links: bool = False) -> FixRun:
    """Fix inputs: rewrite their files; write standard input, fixed, to standard output.

    With `diff`, only write the differences to standard output. Pages, tables and inputs over the size limit are
    skipped. So are, with a finding, links that lead out of their folder, except with `follow_links`. A summary goes to
    standard error. Raises UsageError for an input that cannot be read, OutputError for a file that cannot be written.
    """
    from newsld.findings.internal import internal_error
    from newsld.formats import find_format
    from newsld.model.text.unified_diff import unified_diff
    from newsld.pipeline.fixing import fix
    from newsld.pipeline.output import outside_link, write_atomic
    from newsld.syntax.compression import compression_of

    fixed_items = [item for item in items if item.input.fault is not None]
    files = fixes = packed = 0
    findings: list[Finding] = []
    write_report = write_text
    for item in items:
        if item.input.fault is not None:
            continue
        source, item = _reread(item)
        try:
            result = fix(source, item.format, item.settings)
            packed += find_format(item.format).lines and compression_of(source.content) is not None
            content = source.content if item.input.path is None or result is not None else b""
        except Exception as error:
            if not isinstance(error, OSError) or item.input.walked:
                if not isinstance(error, OSError):
                    findings.append(internal_error(error, source.name, "fixing it"))
                fixed_items.append(item)
                continue
            raise unreadable_error(source.name, error) from error
        if result is not None and not diff and not follow_links and _leads_outside(item.input):
            assert item.input.path is not None, "an input that is a link has a path"
            findings.append(replace(outside_link(item.input.path), file=source.name))
            result = None
        if result is not None:
            files += 1
            fixes += len(result.fixed)
        if diff:
            if result is not None:
                write_text(unified_diff(content, result.content, old_name=source.name, new_name=source.name))
        elif item.stream is not None and item.input.path is None:
            output = result.content if result is not None else content
            write_bytes(output)
            item, write_report = replace(item, head=output), _write_stderr
        elif result is not None:
            assert item.input.path is not None, "an input without a stream has a path"
            write_atomic(item.input.path.resolve(), result.content)
        fixed_items.append(item)
    _report_skipped(items, packed)
    if files:
        done = "would be fixed" if diff else "fixed"
        print_stderr(f"{pluralize(fixes, 'finding')} {done} in {pluralize(files, 'file')}")
    return FixRun(fixed_items, files, write_report, findings)


def _report_skipped(items: list[InputItem], packed: int) -> None:
    """Write to standard error how many inputs cannot be fixed; `packed` of them are compressed."""
    from newsld.formats import find_format

    if unfixable := sum(find_format(item.format).fixable is None for item in items):
        print_stderr(f"{pluralize(unfixable, 'file')} skipped: --fix does not change pages and tables")
    if packed:
        print_stderr(
            f"{pluralize(packed, 'file')} skipped: --fix does not change compressed files; decompress them first"
        )


def _leads_outside(found: Input) -> bool:
    """Return whether an input that was found in a folder is a link to a file outside of it."""
    if not found.walked or found.path is None or not found.path.is_symlink():
        return False
    folder = found.path.parents[len(found.relative.parts) - 1]
    return not found.path.resolve().is_relative_to(folder.resolve())


def _reread(item: InputItem) -> tuple[Source, InputItem]:
    """Return the source of an item, and an item that can be read again, since a stream is read only once."""
    from newsld.syntax.document import Source

    if item.stream is None:
        return Source(name=item.input.name, path=item.input.path, walked=item.input.walked), item
    if item.input.path is not None:
        # A pipe or device cannot be rewritten.
        return Source(b"", name=item.input.name), item
    rest = item.settings.size_limit + 1 - len(item.head)
    content = item.head + item.stream.read(max(rest, 0))
    source = Source(content, name=item.input.name)
    if len(content) > item.settings.size_limit:
        raise UsageError(
            "standard input is over the size limit: fix a file instead, or raise size-limit in newsld.toml"
        )
    return source, replace(item, head=content, stream=BytesIO())


def _write_stderr(text: str) -> None:
    sys.stderr.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stderr.buffer.flush()
