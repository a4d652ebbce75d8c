"""`newsld rule`: explain a rule, or list the rules."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from newsld.cli.completion import complete_profiles, complete_rules
from newsld.cli.streams import write_text
from newsld.findings.errors import UsageError

if TYPE_CHECKING:
    from newsld.checks.profiles import UnsupportedRule
    from newsld.findings.catalogue import Rule


@click.command("rule", no_args_is_help=False)
@click.argument("code", required=False, shell_complete=complete_rules, metavar="[CODE]")
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    shell_complete=complete_profiles,
    metavar="NAME",
    help="List only the rules of this profile, or of a profile in a TOML file; repeatable.",
)
@click.option(
    "-f",
    "--output-format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="The output format.",
)
def command(*, code: str | None, profiles: tuple[str, ...], form: str) -> int:
    """Explain a rule: what it checks, why, who benefits, and its source. Without CODE, list all rules.

    CODE is the code of a rule (NLD-GOO-023), or a group of rules to list (GOO).
    """
    from newsld.checks.profiles import Selection, expand, unsupported_rules
    from newsld.findings.catalogue import catalogue

    rules = catalogue()
    name = code.strip().upper() if code is not None else "ALL"
    for full_code in (name, f"NLD-{name}"):
        if full_code in rules or full_code in unsupported_rules():
            if profiles:
                raise UsageError(f"--profile lists rules, but {full_code} is a single rule: leave one out")
            write_text(_plain(explain_rule(full_code)) if form == "text" else _json(_details(full_code)))
            return 0
    codes = expand(name)
    if profiles:
        codes &= Selection(profiles).codes()
    selected = [rules[code] for code in sorted(codes)]
    write_text(_table(selected) if form == "text" else _json([_summary(rule) for rule in selected]))
    return 0


def explain_rule(code: str) -> str:
    """Return the explanation of a rule in Markdown, under a second-level heading; the docs contain the same text.

    Raises KeyError for a code that is neither in the catalogue nor an unsupported rule.
    """
    from newsld.checks.profiles import unsupported_rules
    from newsld.findings.catalogue import rule

    if code in unsupported_rules():
        return _explain_unsupported(unsupported_rules()[code])
    one = rule(code)
    parts = [f"## {one.code}", f"**{one.title}** ({one.severity})", one.why]
    parts += ["Incorrect:", _fenced(one.bad)] if one.bad else []
    parts += ["Correct:", _fenced(one.good)] if one.good else []
    parts.append("\n".join([f"- Serves: {one.serves}", f"- Source: {one.source}", *_profiles(code)]))
    return "\n\n".join(parts) + "\n"


def _plain(markdown: str) -> str:
    """Return an explanation for a terminal: without marks of Markdown, and with examples indented."""
    lines: list[str] = []
    fence = ""
    for line in markdown.splitlines():
        if not fence and line.startswith("```"):
            fence = line.removesuffix("text")
        elif fence and line == fence:
            fence = ""
        elif fence:
            lines.append(f"    {line}".rstrip())
        else:
            bare = line.removeprefix("## ").removeprefix("- ")
            lines.append(
                re.sub(r"^\*\*(.+)\*\*", r"\1", bare).replace("Profile `", "Profile ").replace("`: ", ": ")
            )
    return "\n".join(lines) + "\n"


def _explain_unsupported(one: UnsupportedRule) -> str:
    return f"## {one.code}\n\n**newsld cannot check this**: {one.reason}.\n\n- Source: {one.source}\n"


def _profiles(code: str) -> Iterable[str]:
    from newsld.checks.profiles import profiles_with_rule

    for profile, choice in profiles_with_rule(code):
        yield f"- Profile `{profile.name}`: {choice.documented}, read {choice.read}"


def _fenced(example: str) -> str:
    ticks = max((len(run) for run in re.findall(r"(?m)^ *(`{3,})", example)), default=2) + 1
    return f"{'`' * ticks}text\n{example}\n{'`' * ticks}"


def _table(rules: Iterable[Rule]) -> str:
    return "".join(f"{one.code}  {one.severity:<7}  {one.title}\n" for one in rules)


def _summary(one: Rule) -> dict[str, str]:
    return {"code": one.code, "severity": one.severity, "title": one.title}


def _details(code: str) -> dict[str, Any]:
    from newsld.checks.profiles import profiles_with_rule, unsupported_rules
    from newsld.findings.catalogue import rule

    if code in unsupported_rules():
        return unsupported_rules()[code]._asdict()
    profiles = [{"name": profile.name, **choice._asdict()} for profile, choice in profiles_with_rule(code)]
    return rule(code)._asdict() | {"profiles": profiles}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
