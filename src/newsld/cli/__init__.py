"""The command line: `main` and the table of commands; each command is a module of this package.

Neither this module nor a command's module imports anything heavy at the top, so that `newsld --help` is fast.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, Final, NoReturn

import click

from newsld.cli.interrupts import Interrupts
from newsld.cli.streams import OutputClosed, flush_stdout, print_stderr
from newsld.findings.errors import NewsldError
from newsld.model import GC_THRESHOLDS

__all__ = ["main"]

COMMANDS: Final = {
    "check": "Check stories for problems.",
    "diff": "Report what changed between two versions of a story.",
    "draft": "Make drafts of stories from raw text.",
    "embed": "Embed JSON-LD in HTML pages.",
    "export": "Convert stories to JSON-LD, CSV, Markdown and other formats.",
    "init": "Create a story from plain text.",
    "review": "Confirm a draft item by item.",
    "rule": "Explain a rule, or list all rules.",
    "schema": "Print JSON Schemas and other metadata.",
    "sources": "Count whom stories quote and where their statements come from.",
    "view": "Show stories as HTML pages with the sources of each statement.",
}
"""The commands in the order of the help, each with its summary; the module `newsld.cli.NAME` defines `command`."""

INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141


class _Newsld(click.Group):
    """The group of commands. Loads a command when it is used; turns exceptions into one line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's
        # Written from the table, so that help loads no command.
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
            from newsld.model.text.closest_match import did_you_mean

            hint = did_you_mean(name, COMMANDS, f"the commands are {', '.join(COMMANDS)}")
            raise click.UsageError(f"unknown command {name!r}: {hint}", ctx)
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = "newsld",
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command and exit with its status: 0, 1 or 2 (130 when interrupted, 141 on a closed pipe)."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, False, **extra)
        self.arguments = tuple(sys.argv[1:] if args is None else args)
        interrupts = Interrupts()
        try:
            if args is None:  # the process is newsld's own, and ends here
                interrupts.install()
                os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for them takes 30 ms
                gc.set_threshold(*GC_THRESHOLDS)  # importing modules makes much, and hardly any garbage
            code = self._exit_code(args, prog_name, complete_var, extra)
            interrupts.stop_raising()
        except (click.Abort, KeyboardInterrupt):
            interrupts.stop_raising()
            code = INTERRUPTED
        interrupts.ignore()
        _exit(code)

    def _exit_code(
        self,
        args: Sequence[str] | None,
        prog_name: str | None,
        complete_var: str | None,
        extra: dict[str, Any],
    ) -> Any:
        """Run a command and return its exit code; faults are one line on standard error."""
        try:
            code = super().main(args, prog_name, complete_var, False, **extra)
            flush_stdout()
        except click.exceptions.Exit as end:
            code = end.exit_code
        except (OutputClosed, BrokenPipeError):
            code = _discard_stdout(PIPE_CLOSED)
        except click.ClickException as error:
            code = _fail(error.format_message())
        except NewsldError as error:
            code = _fail(str(error))
        except OSError as error:
            code = _fail(f"{_describe(error)}: {error.strerror or error}")
        except MemoryError:
            code = _fail("out of memory: use fewer --jobs, or a lower size-limit")
        return code


def _exit(code: Any) -> NoReturn:
    sys.exit(code if isinstance(code, int) else 0)


def _fail(message: str) -> int:
    """Write a fatal error as one line to standard error and return exit status 2."""
    try:
        flush_stdout()
    except (NewsldError, OutputClosed):
        _discard_stdout(2)
    from newsld.cli.reports.text import escape_unprintable

    print_stderr(f"newsld: {escape_unprintable(' '.join(message.split()))}")
    return 2


def _describe(error: OSError) -> str:
    """Return which file an OSError is about. Without a name it is standard output, where click writes help."""
    if error.filename is None:
        return "standard output cannot be written"
    return f"{os.fsdecode(error.filename)} cannot be used"


def _discard_stdout(code: int) -> int:
    """Redirect standard output to the null device, so that Python reports no error at exit; return `code`."""
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
    cls=_Newsld,
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Print the version."
)
@click.pass_context
def main(ctx: click.Context) -> int | None:
    """Turn a news story into validated schema.org JSON-LD, CSV tables and Markdown, and back again."""
    if ctx.invoked_subcommand is None:
        raise click.UsageError(f"no command given: use {', '.join(COMMANDS)}. Run: newsld --help", ctx)
    return None
