"""Write a report to the file that `-o` names."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from newsld.cli.inputs import reject_empty
from newsld.cli.streams import write_text
from newsld.findings.errors import OutputError, UsageError

if TYPE_CHECKING:
    from newsld.pipeline.archive import InputItem

_REPORT_IN_MEMORY: Final = 1 << 20
"""Bytes of a report that are held in memory before it is written to a file."""


report_option = click.option(
    "--output-file",
    "-o",
    callback=reject_empty,
    metavar="FILE",
    help="Write the report to FILE; - is standard output, the default.",
)


def report_path(name: str | None, inputs: Iterable[InputItem]) -> Path | None:
    """Return the path of the report, None for standard output.

    Raises UsageError for a folder, and for a file that the report would overwrite: an input, a table of one, or a
    configuration file.
    """
    if name is None or name == "-":
        return None
    path = Path(name)
    if path.is_dir() or name.endswith("/"):
        raise UsageError(f"-o {name} is a folder: name a file, such as {path / 'findings.txt'}")
    if not path.parent.is_dir():
        raise UsageError(f"-o {name}: there is no folder {path.parent}: create it first")
    _refuse_overwriting(list(inputs), path)
    return path


def write_pieces(output: Path | None, pieces: Iterable[str]) -> None:
    """Write a report, piece by piece, to a file or to standard output. Raises as `write_report` does."""
    if output is None:
        for piece in pieces:
            write_text(piece)
    else:
        write_report(output, lambda emit: deque(map(emit, pieces), maxlen=0))


def write_report(output: Path, write: Callable[[Callable[[str], object]], object]) -> None:
    """Write a report atomically to a file, or directly to a device or pipe.

    `write` gets a function that it calls with each piece of the report. Raises OutputError when the file cannot be
    written.
    """
    from tempfile import SpooledTemporaryFile

    from newsld.pipeline.output import write_atomic

    # On disk from a megabyte on: the report of an archive may have gigabytes, and is complete before it is written.
    with SpooledTemporaryFile(_REPORT_IN_MEMORY) as report:
        try:
            write(lambda text: report.write(text.encode("utf-8", "backslashreplace")))
            report.seek(0)
            pieces = iter(lambda: report.read(_REPORT_IN_MEMORY), b"")
            if output.is_file() or not output.exists():
                # A link is preserved and its target written: other programs need /dev/stdout, which is one.
                write_atomic(output.resolve() if output.is_file() else output, pieces)
                return
            # Replacing a device or pipe by a file would break it.
            with output.open("wb") as stream:
                stream.writelines(pieces)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(f"{output} cannot be written: {error.strerror or error}") from error


def _refuse_overwriting(items: list[InputItem], output: Path) -> None:
    from newsld.checks.profiles import BUILT_IN
    from newsld.pipeline.output import OutputPlan

    protected = [item.input.path for item in items if item.input.path is not None]
    for settings in {item.settings.file: item.settings for item in items}.values():
        protected += [path for path in (settings.file, *settings.entities) if path is not None]
        protected += [Path(name) for name in settings.rules.profiles if name not in BUILT_IN]
    folder = OutputPlan(output.parent).folder.resolve()
    for path in protected:
        # A folder that is an input is a CSV package: its files are the tables.
        if path.is_dir() and (folder / output.name).is_relative_to(path.resolve()):
            raise UsageError(f"the report would overwrite {path}, which is an input: choose another -o")
    refuse_inputs(output, protected, "the report", "-o")


def refuse_inputs(output: Path, inputs: Iterable[Path], owner: str, option: str) -> None:
    """Raise UsageError when what `owner` writes to `output`, as `option` says, would overwrite one of the inputs."""
    for path in inputs:
        if output.exists() and path.exists() and path.samefile(output):
            raise UsageError(f"{owner} would overwrite {path}, which is an input: choose another {option}")
