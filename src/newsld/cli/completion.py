"""Complete the values of options in a shell: formats, report formats, profiles and rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click

Completer = Callable[["click.Context", "click.Parameter", str], list[str]]


def _completer(names: Callable[[], Iterable[str]]) -> Completer:
    """Return a function that completes the last of several names with commas between them."""

    def complete(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
        before, comma, last = incomplete.rpartition(",")
        return [before + comma + name for name in names() if name.lower().startswith(last.lower())]

    return complete


def _formats() -> list[str]:
    from newsld.formats import all_formats

    return [known.name for known in all_formats() if known.writes]


def _reports() -> list[str]:
    from newsld.cli.reports import REPORTS

    return list(REPORTS)


def _profiles() -> list[str]:
    from newsld.checks.profiles import BUILT_IN

    return list(BUILT_IN)


def _rules() -> list[str]:
    from newsld.findings.catalogue import catalogue

    rules = catalogue()
    groups = dict.fromkeys(code.split("-")[1] for code in rules)
    return [*rules, *groups, "ALL"]


complete_formats = _completer(_formats)
complete_reports = _completer(_reports)
complete_profiles = _completer(_profiles)
complete_rules = _completer(_rules)
