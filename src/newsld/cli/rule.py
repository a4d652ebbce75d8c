"""`newsld rule`: which rules there are, and what each is about."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from newsld.cli.streams import put
from newsld.findings.errors import UsageError

if TYPE_CHECKING:
    from newsld.checks.profiles import UnsupportedRule
    from newsld.findings.catalogue import Rule

__all__ = ["command", "explained"]


@click.command("rule", no_args_is_help=False)
@click.argument("code", required=False, metavar="[CODE]")
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    metavar="NAME",
    help="List only the rules of a profile, or of a file with one; may be repeated.",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
def command(*, code: str | None, profiles: tuple[str, ...], form: str) -> int:
    """Say what a rule checks, why, whom it serves and who asks for it; without CODE, list all rules.

    CODE is that of a rule (NLD-GOO-023), or a group of which to list the rules (GOO).
    """
    from newsld.checks.profiles import Selection, expand, unsupported_rules
    from newsld.findings.catalogue import catalogue

    rules = catalogue()
    name = code.strip().upper() if code is not None else "ALL"
    for known in (name, f"NLD-{name}"):
        if known in rules or known in unsupported_rules():
            if profiles:
                raise UsageError(f"--profile lists rules, and {known} is one: leave one of the two out")
            put(explained(known) if form == "text" else _json(_whole(known)))
            return 0
    listed = expand(name)
    if profiles:
        listed &= Selection(profiles).codes()
    chosen = [rules[code] for code in sorted(listed)]
    put(_table(chosen) if form == "text" else _json([_line(rule) for rule in chosen]))
    return 0


def explained(code: str) -> str:
    """All about a rule, in Markdown, under a heading of the second level: what the docs have, word for word.

    Raises KeyError for a code that is neither in the catalogue nor among those that no file can decide.
    """
    from newsld.checks.profiles import unsupported_rules
    from newsld.findings.catalogue import rule

    if code in unsupported_rules():
        return _not_asked(unsupported_rules()[code])
    one = rule(code)
    parts = [f"## {one.code}", f"**{one.title}** ({one.severity})", one.why]
    parts += ["Not so:", _fenced(one.bad)] if one.bad else []
    parts += ["But so:", _fenced(one.good)] if one.good else []
    parts.append("\n".join([f"- Serves: {one.serves}", f"- Source: {one.source}", *_profiles(code)]))
    return "\n\n".join(parts) + "\n"


def _not_asked(one: UnsupportedRule) -> str:
    return f"## {one.code}\n\n**No file can decide this**: {one.reason}.\n\n- Source: {one.source}\n"


def _profiles(code: str) -> Iterable[str]:
    from newsld.checks.profiles import profiles_with_rule

    for profile, choice in profiles_with_rule(code):
        yield f"- Profile `{profile.name}`: {choice.documented}, read {choice.read}"


def _fenced(example: str) -> str:
    ticks = max((len(run) for run in re.findall(r"(?m)^ *(`{3,})", example)), default=2) + 1
    return f"{'`' * ticks}text\n{example}\n{'`' * ticks}"


def _table(rules: Iterable[Rule]) -> str:
    return "".join(f"{one.code}  {one.severity:<7}  {one.title}\n" for one in rules)


def _line(one: Rule) -> dict[str, str]:
    return {"code": one.code, "severity": one.severity, "title": one.title}


def _whole(code: str) -> dict[str, Any]:
    from dataclasses import asdict

    from newsld.checks.profiles import profiles_with_rule, unsupported_rules
    from newsld.findings.catalogue import rule

    if code in unsupported_rules():
        return asdict(unsupported_rules()[code])
    profiles = [{"name": profile.name, **asdict(choice)} for profile, choice in profiles_with_rule(code)]
    return asdict(rule(code)) | {"profiles": profiles}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
