"""The page of commands, from click."""

from __future__ import annotations

import inspect
import re
from typing import Any, Final

from pages.layout import block, join, page, table


def commands() -> str:
    """Return the page of every command and option."""
    import click

    from newsld.cli import main

    context = click.Context(main, info_name="newsld", **main.context_settings)
    parts = [
        page("Commands", "Every command and option of newsld. `newsld COMMAND --help` prints the same text.")
    ]
    parts.append(_command(main, context))
    parts.append(_IN_COMMON)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context)
        parts += [f"## newsld {name}", _command(command, inner)]
    return join(parts)


_IN_COMMON: Final = """\
Every command writes results to standard output and everything else to standard error. The exit status is

- 0 if no story has an error,
- 1 if a story has an error or, with `--check`, if an output is missing or out of date,
- 2 if newsld could not run: no such path, an unknown option or format, an invalid configuration, a full disk.

[Run newsld in CI](../how-to/run-in-ci.md) has examples."""


def _command(command: Any, context: Any) -> str:
    usage = command.get_usage(context).removeprefix("Usage:").strip()
    text = inspect.cleandoc(command.help or "").replace("\b\n", "")
    shown = [one for one in command.params if one.param_type_name == "option" and not one.hidden]
    rows = [(f"`{_option(one)}`", _meaning(one)) for one in shown]
    options = table(("option", "meaning"), rows) if rows else ""
    return join([block("text", re.sub(r"\s+", " ", usage)), text, options]).rstrip("\n")


def _option(parameter: Any) -> str:
    value = "" if parameter.is_flag else parameter.metavar or "|".join(getattr(parameter.type, "choices", ()))
    names = sorted(parameter.opts, key=len) + parameter.secondary_opts
    return f"{', '.join(names)} {value}".strip()


def _meaning(parameter: Any) -> str:
    text = str(parameter.help or "")
    return f"{text} [default: {parameter.default}]" if parameter.show_default is True else text
