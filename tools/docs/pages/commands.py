"""The page of commands, from click."""

from __future__ import annotations

import inspect
import re
from typing import Any, Final

from pages.layout import block, join, page, table

__all__ = ["commands"]


def commands() -> str:
    """The page of every command and option, from click."""
    import click

    from newsld.cli import main

    context = click.Context(main, info_name="newsld", **main.context_settings)
    parts = [page("Commands", "What each command does, what it takes and what it answers with.")]
    parts.append(_command(main, context))
    parts.append(_IN_COMMON)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context)
        parts += [f"## newsld {name}", _command(command, inner)]
    return join(parts)


_IN_COMMON: Final = """\
What every command has in common: results go to standard output, everything else to standard error. Exit status 0 means
that no story has an error, 1 that one has (or, with `--check`, that an output is missing or out of date), 2 that the
command could not do its work: no such path, an unknown option or format, a broken configuration, a full disk.
[Run newsld in CI](../how-to/run-in-ci.md) shows them at work."""


def _command(command: Any, context: Any) -> str:
    usage = command.get_usage(context).removeprefix("Usage:").strip()
    said = inspect.cleandoc(command.help or "").replace("\b\n", "")
    rows = [(f"`{_option(one)}`", _meaning(one)) for one in command.params if one.param_type_name == "option"]
    listed = table(("option", "meaning"), rows) if rows else ""
    return join([block("text", re.sub(r"\s+", " ", usage)), said, listed]).rstrip("\n")


def _option(parameter: Any) -> str:
    takes = "" if parameter.is_flag else parameter.metavar or "|".join(getattr(parameter.type, "choices", ()))
    return f"{', '.join(sorted(parameter.opts, key=len))} {takes}".strip()


def _meaning(parameter: Any) -> str:
    said = str(parameter.help or "")
    return f"{said} [default: {parameter.default}]" if parameter.show_default is True else said
