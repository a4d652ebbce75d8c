"""The pages of rules: the catalogue, and the profiles that choose from it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pages.layout import join, page, table


def findings() -> str:
    """Return the page of every rule, with the text of `newsld rule`, and of rules that newsld cannot check."""
    from newsld.checks.profiles import unsupported_rules
    from newsld.cli.rule import explain_rule
    from newsld.findings.catalogue import catalogue

    rules = catalogue()
    listed = ((f"[{one.code}](#{one.code.lower()})", one.severity, one.title) for one in rules.values())
    parts = [page("Findings", _FINDINGS), table(("code", "severity", "rule"), listed)]
    parts += [explain_rule(code).rstrip("\n") for code in rules]
    if unsupported_rules():
        rows = ((one.code, one.reason, one.source) for one in unsupported_rules().values())
        parts += [
            "## Rules that newsld cannot check",
            _NOT_CHECKED,
            table(("code", "why not", "source"), rows),
        ]
    return join(parts)


_FINDINGS: Final = """\
Every code that `newsld check` can report. `newsld rule CODE` prints the same text. [Profiles](profiles.md) choose the
rules. Codes are stable: new ones are added, and no code is reused. A story with an error is not exported. Warnings and
infos do not stop an export."""


_NOT_CHECKED: Final = """\
Search engines require these too. newsld does not check them, because no file contains the answer."""


def profiles() -> str:
    """Return the page of every profile, from the files of the profiles."""
    from newsld.checks.profiles import BUILT_IN, find_profile
    from newsld.findings.catalogue import rule

    parts = [page("Profiles", _PROFILES)]
    found = [find_profile(name) for name in BUILT_IN]
    parts.append(
        table(
            ("profile", "rules", "for"),
            ((f"[{one.name}](#{one.name})", str(len(one.codes)), one.title) for one in found),
        )
    )
    for one in found:
        extended = " and ".join(f"`{name}`" for name in one.extends)
        parts += [f"## {one.name}", f"{one.title}." + (f" All rules of {extended}, and:" if extended else "")]
        if one.name == "strict":
            parts.append("Every rule of [the catalogue](findings.md).")
            continue
        rows = (
            (
                f"[{code}](findings.md#{code.lower()})",
                rule(code).title,
                _documented(choice.documented or ""),
                choice.read or "",
            )
            for code, choice in one.rules.items()
        )
        parts.append(table(("code", "rule", "documented", "read"), rows))
    return join(parts)


def _documented(address: str) -> str:
    page = address.removeprefix("docs/")
    return address if page == address else f"[{Path(page).stem}](../{page})"


_PROFILES: Final = """\
A profile is a set of rules for one reader. By default, `newsld check` uses the profile `default`, which reports what is
wrong with the data that is there. Other profiles also report what their readers miss. Each rule has the page that
documents it, and the day when it was read there. [Configure rules](../how-to/configure-rules.md) explains how to enable
profiles, and how to write your own."""
