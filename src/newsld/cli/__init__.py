"""The command line: `main`, with one module a command beside this file.

Nothing heavy is imported here, nor as a command's module is loaded: `newsld --help` stays quick.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, Final, NoReturn

import click

from newsld.cli.streams import Closed, say, settle
from newsld.findings.errors import NewsldError

__all__ = ["main"]

COMMANDS: Final = {
    "check": "Say what is wrong with stories.",
    "embed": "Put stories into the pages that tell them.",
    "export": "Write stories in other formats.",
    "init": "Make a story in YAML out of a raw text.",
    "rule": "Say what a rule is about, or list them all.",
    "schema": "Print the schemas that others build on.",
}
"""Every command in the order of the help, with its line there; its module has it as `command`."""

INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141


class _Newsld(click.Group):
    """The group of commands, each loaded when it is asked for; faults become one line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's
        # The lines stand here, so that help need not load a single command.
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- click's
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"newsld.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from newsld.model.text.closest_match import suggest

            near = suggest(name, COMMANDS)
            hint = f"did you mean {near[0]}?" if near else f"the commands are {', '.join(COMMANDS)}"
            raise click.UsageError(f"there is no command {name!r}; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = "newsld",
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command and exit with what it answers: 0, 1 or 2."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, False, **extra)
        self.arguments = tuple(sys.argv[1:] if args is None else args)
        try:
            code = super().main(args, prog_name, complete_var, False, **extra)
            settle()
        except click.exceptions.Exit as end:
            code = end.exit_code
        except (click.Abort, KeyboardInterrupt):
            code = INTERRUPTED
        except (Closed, BrokenPipeError):
            code = _silenced(PIPE_CLOSED)
        except click.ClickException as fault:
            code = _refused(fault.format_message())
        except NewsldError as fault:
            code = _refused(str(fault))
        except OSError as fault:
            code = _refused(f"{_place(fault)}: {fault.strerror or fault}")
        except MemoryError:
            code = _refused("out of memory: use fewer --jobs, or a lower size-limit")
        _leave(code)


def _leave(code: Any) -> NoReturn:
    sys.exit(code if isinstance(code, int) else 0)


def _refused(message: str) -> int:
    """Say in one line why newsld cannot go on."""
    try:
        settle()
    except (NewsldError, Closed):
        _silenced(2)
    say(f"newsld: {' '.join(message.split())}")
    return 2


def _place(fault: OSError) -> str:
    """What the system refused: a path, or standard output, to which click writes help by itself."""
    if fault.filename is None:
        return "standard output cannot be written"
    return f"{os.fsdecode(fault.filename)} cannot be used"


def _silenced(code: int) -> int:
    """Nobody listens any more: keep Python from saying so as it ends."""
    if sys.stdout is None:
        return code
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        import newsld

        click.echo(f"newsld {newsld.__version__}")
        ctx.exit()


@click.group(
    cls=_Newsld, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Print the version."
)
@click.pass_context
def main(ctx: click.Context) -> int | None:
    """Turn a news story into checked schema.org JSON-LD, tidy CSV tables and Markdown, and back again."""
    if ctx.invoked_subcommand is None:
        raise click.UsageError(f"name a command: {', '.join(COMMANDS)}; newsld --help explains them", ctx)
    return None
