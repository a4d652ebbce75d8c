"""Run newsld as its command line does, but in this process."""

from __future__ import annotations

from click.testing import CliRunner, Result

from newsld.cli import main


def invoke(*arguments: object, stdin: str | bytes | None = None, env: dict[str, str] | None = None) -> Result:
    """Run a command; an exception that it does not turn into an exit status is one of the test."""
    words = [str(one) for one in arguments]
    return CliRunner().invoke(main, words, input=stdin, env=env, catch_exceptions=False)
