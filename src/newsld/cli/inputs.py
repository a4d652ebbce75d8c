"""From the PATHs of a command line to inputs, each with its format and the settings that hold for it."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, TypeVar

import click

from newsld.cli.streams import standard_input
from newsld.findings.errors import UsageError

if TYPE_CHECKING:
    from newsld.pipeline.archive import Item
    from newsld.pipeline.settings import Settings

__all__ = ["gather", "given", "input_options", "is_part", "mend_command", "processes", "settings_finder"]

F = TypeVar("F", bound=Callable[..., Any])


def input_options(command: F) -> F:
    """PATH, and the options that say how inputs are read."""
    for add in (
        click.option("--jobs", "-j", type=click.IntRange(0, 512), default=1, show_default=True, metavar="N",
                     help="Use N processes; 0 is one for each processor."),
        click.option("--config", type=click.Path(), metavar="FILE",
                     help="The configuration, instead of the newsld.toml or pyproject.toml nearest to each story."),
        click.option("--stdin-filename", metavar="NAME",
                     help="What standard input would be called as a file: for its format, for reports, for outputs."),
        click.argument("paths", nargs=-1, metavar="PATH..."),
    ):  # fmt: skip
        command = add(command)
    return command


def given(_ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The value of an option that names a file or folder. Raises UsageError for an empty one.

    An empty name is mostly a variable of a shell that nobody set, and the system would read it as this folder.
    """
    if value == "":
        name = next((one for one in parameter.opts if one == "-o"), parameter.opts[0])
        raise UsageError(f"{name} is empty: name a file or a folder after it")
    return value


def gather(
    paths: Sequence[str],
    *,
    config: str | None,
    stdin_filename: str | None,
    output: Path | None = None,
) -> list[Item]:
    """What these paths stand for, in order, each input once.

    Raises UsageError for no path, one that does not exist and a folder with no story in it,
    ConfigurationError for a broken configuration.
    """
    from newsld.pipeline.archive import item_for
    from newsld.pipeline.input_paths import reach, walk

    if not paths:
        raise UsageError("name a file, a folder, or - for standard input")
    if stdin_filename is not None and "-" not in paths:
        raise UsageError("--stdin-filename is about standard input: name - among the paths")
    paths = _expanded(paths)
    if paths.count("-") > 1:
        raise UsageError("standard input (-) can be read once only: leave one - out")
    for path in paths:
        if path != "-":
            reach(path)
    settings_of = settings_finder(config)
    items: dict[Path | None, Item] = {}
    for path in paths:
        here = settings_of(Path() if path == "-" else Path(path))
        found = walk([path], output=output, exclude=here.exclude, folder=here.folder)
        if not found:
            raise UsageError(f"there is no story in {path}: {_stories_of_folders()}")
        for one in found:
            if one.path is None:
                if stdin_filename is not None:
                    name = PurePosixPath(stdin_filename.replace("\\", "/"))
                    one = replace(one, name=stdin_filename, relative=PurePosixPath(name.name or "stdin"))
                    here = settings_of(Path(stdin_filename))
                items[None] = item_for(one, here, stream=standard_input())
            else:
                place = one.path.parent.resolve() / one.path.name
                if place not in items:
                    items[place] = item_for(one, settings_of(one.path))
    return list(items.values())


def _stories_of_folders() -> str:
    """Return which files of a folder are read."""
    from newsld.formats import walked_suffixes

    by_name, by_text = (", ".join(suffixes) for suffixes in walked_suffixes())
    return f"the stories of a folder are {by_name} files, and {by_text} files that begin as a story does"


def settings_finder(config: str | None) -> Callable[[Path], Settings]:
    """What gives the settings for a file or folder: those of `--config`, or the nearest, looked for once a folder.

    Raises ConfigurationError for a broken configuration, here or when it is asked.
    """
    from newsld.pipeline.settings import find_settings, read_settings

    fixed = read_settings(_existing(config)) if config is not None else None
    known: dict[Path, Settings] = {}

    def settings_of(place: Path) -> Settings:
        if fixed is not None:
            return fixed
        folder = place if place.is_dir() else place.parent
        if folder not in known:
            known[folder] = find_settings(place)
        return known[folder]

    return settings_of


def mend_command() -> str:
    """The command that was given, as it writes: without --check."""
    root = click.get_current_context().find_root().command
    words = [word for word in getattr(root, "arguments", ()) if word != "--check"]
    return shlex.join(["newsld", *words])


def _expanded(paths: Sequence[str]) -> list[str]:
    """The paths, with what a pattern names in its place where no shell has put it there.

    Raises UsageError for a pattern that names nothing.
    """
    from glob import glob, has_magic

    found: list[str] = []
    for path in paths:
        if not has_magic(path) or os.path.lexists(path):
            found.append(path)
        elif named := sorted(glob(path, recursive=True)):  # noqa: PTH207 -- as a shell has it, from / too
            found += named
        else:
            raise UsageError(f"no file is named by {path}")
    return found


def is_part(paths: Sequence[str]) -> bool:
    """Whether single files were named, which may be some of those that an earlier run was given."""
    return any(path == "-" or not Path(path).is_dir() for path in paths)


def processes(jobs: int) -> int:
    """The number of processes that `--jobs` asks for."""
    if jobs:
        return jobs
    import os

    return os.cpu_count() or 1


def _existing(config: str) -> Path:
    file = Path(config)
    if not file.is_file():
        from newsld.findings.errors import ConfigurationError

        raise ConfigurationError(f"{config}: there is no such file; --config names a newsld.toml")
    return file
