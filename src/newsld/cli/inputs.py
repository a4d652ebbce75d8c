"""Turn the PATH arguments of a command into inputs, each with its format and settings."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, TypeVar

import click

from newsld.cli.streams import is_verbose, print_stderr, standard_input, verbosity_options
from newsld.findings.errors import UsageError

if TYPE_CHECKING:
    from newsld.formats import BodySource
    from newsld.pipeline.archive import InputItem
    from newsld.pipeline.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])

jobs_option = click.option(
    "--jobs",
    "-j",
    type=click.IntRange(0, 512),
    default=1,
    show_default=True,
    metavar="N",
    help="Use N processes; 0 uses one per processor.",
)
config_option = click.option(
    "--config",
    type=click.Path(),
    metavar="FILE",
    help="Use this configuration instead of the newsld.toml or pyproject.toml nearest to each file.",
)


def input_options(command: F) -> F:
    """Add the argument PATH to a command, and the options for reading inputs."""
    for add in (
        click.option("--body", type=click.Choice(["markup", "page"]),
                     help="Where the text of a page comes from: only its markup (the default), or also the visible "
                     "page, which needs newsld[page]."),
        click.option("--all-articles", is_flag=True,
                     help="Read all articles of a page, and not only its main story."),
        jobs_option,
        config_option,
        click.option("--stdin-filename", metavar="NAME",
                     help="The file name to assume for standard input: for its format, in reports, and for outputs."),
        verbosity_options,
        click.argument("paths", nargs=-1, metavar="PATH..."),
    ):  # fmt: skip
        command = add(command)
    return command


def output_option(metavar: str, text: str) -> Callable[[F], F]:
    """Return the option `--output` of a command, with its help text."""
    return click.option("--output", "-o", callback=reject_empty, metavar=metavar, help=text)


def reject_empty(_ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return the value of an option that names a file or folder. Raises UsageError for an empty one.

    An empty name is usually an unset shell variable; the system would read it as the current folder.
    """
    if value == "":
        name = next((one for one in parameter.opts if one == "-o"), parameter.opts[0])
        raise UsageError(f"{name} is empty: name a file or a folder")
    return value


def collect_inputs(
    paths: Sequence[str],
    *,
    config: str | None,
    stdin_filename: str | None,
    output: Path | None = None,
    all_articles: bool = False,
    body: BodySource | None = None,
) -> list[InputItem]:
    """Return the inputs that these paths name, in order and without duplicates.

    `all_articles` and `body` replace the settings of these names.
    Raises UsageError when there is no path, a path does not exist or a folder contains no story, and
    ConfigurationError for an invalid configuration.
    """
    from newsld.pipeline.archive import prepare_input
    from newsld.pipeline.input_paths import stat_path, walk

    if not paths:
        raise UsageError("name a file, a folder, or - for standard input")
    if stdin_filename is not None and "-" not in paths:
        raise UsageError("--stdin-filename needs standard input: add - to the paths")
    paths = _expand_patterns(paths)
    if paths.count("-") > 1:
        raise UsageError("standard input (-) can be read only once: remove one -")
    for path in paths:
        if path != "-":
            stat_path(path)
    settings_of = settings_finder(config)
    items: dict[Path | None, InputItem] = {}
    for path in paths:
        here = settings_of(Path() if path == "-" else Path(path))
        inputs = walk([path], output=output, exclude=here.exclude, folder=here.folder)
        if not inputs:
            raise UsageError(f"there is no story in {path}: {_files_read()}")
        for one in inputs:
            if one.path is None:
                if stdin_filename is not None:
                    name = PurePosixPath(stdin_filename.replace("\\", "/"))
                    one = one._replace(name=stdin_filename, relative=PurePosixPath(name.name or "stdin"))
                    here = settings_of(Path(stdin_filename))
                items[None] = prepare_input(one, here, stream=standard_input())
            else:
                place = one.path.parent.resolve() / one.path.name
                if place not in items:
                    items[place] = prepare_input(one, settings_of(one.path))
    if is_verbose():
        for item in items.values():
            print_stderr(
                f"{item.input.name}: {item.format or 'format by its text'}, {item.settings.file or 'no configuration'}"
            )
    return [_with_options(item, all_articles, body) for item in items.values()]


def _with_options(item: InputItem, all_articles: bool, body: BodySource | None) -> InputItem:
    """Return an input with the options of the command line in its settings."""
    if not all_articles and body is None:
        return item
    settings = item.settings
    changed = replace(
        settings, all_articles=all_articles or settings.all_articles, body=body or settings.body
    )
    return replace(item, settings=changed)


def _files_read() -> str:
    """Return a sentence about which files newsld reads in a folder."""
    from newsld.formats import walked_suffixes

    by_name, by_text = (", ".join(suffixes) for suffixes in walked_suffixes())
    return f"newsld reads {by_name} files, and {by_text} files that begin like a story"


def settings_finder(config: str | None) -> Callable[[Path], Settings]:
    """Return a function from a file or folder to its settings: those of `--config`, or the nearest.

    Settings are searched once per folder. Both this function and the returned one raise ConfigurationError for an
    invalid configuration.
    """
    from newsld.pipeline.settings import find_settings, read_settings

    fixed = read_settings(_existing(config)) if config is not None else None
    cached: dict[Path, Settings] = {}

    def settings_of(place: Path) -> Settings:
        if fixed is not None:
            return fixed
        folder = place if place.is_dir() else place.parent
        if folder not in cached:
            cached[folder] = find_settings(place)
        return cached[folder]

    return settings_of


def update_command() -> str:
    """Return the current command line without --check, which updates the files that --check reports."""
    root = click.get_current_context().find_root().command
    words = [word for word in getattr(root, "arguments", ()) if word != "--check"]
    return shlex.join(["newsld", *words])


def _expand_patterns(paths: Sequence[str]) -> list[str]:
    """Return the paths with each pattern replaced by its matches, for shells that leave this to the program.

    Raises UsageError for a pattern that matches nothing.
    """
    from glob import glob, has_magic

    expanded: list[str] = []
    for path in paths:
        if not has_magic(path) or os.path.lexists(path):
            expanded.append(path)
        elif matches := sorted(glob(path, recursive=True)):  # noqa: PTH207 -- as in a shell, also from /
            expanded += matches
        else:
            raise UsageError(f"no file matches {path}")
    return expanded


def may_be_partial(paths: Sequence[str]) -> bool:
    """Return whether single files are named, which may be only some of the inputs of an earlier run."""
    return any(path == "-" or not Path(path).is_dir() for path in paths)


def process_count(jobs: int) -> int:
    """Return the number of processes for `--jobs`; 0 is one per processor."""
    if jobs:
        return jobs
    import os

    return os.cpu_count() or 1


def _existing(config: str) -> Path:
    file = Path(config)
    from newsld.syntax.read_file import is_file

    if not is_file(file):
        from newsld.findings.errors import ConfigurationError

        raise ConfigurationError(f"{config}: there is no such file: give --config the path of a newsld.toml")
    return file
