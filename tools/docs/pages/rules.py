"""The pages of rules: the catalogue, and the profiles that choose from it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pages.layout import join, page, table

__all__ = ["findings", "profiles"]


def findings() -> str:
    """The page of every rule: what `newsld rule` says of each, and of those that no file can decide."""
    from newsld.checks.profiles import unsupported_rules
    from newsld.cli.rule import explain_rule
    from newsld.findings.catalogue import catalogue

    rules = catalogue()
    asked = ((f"[{one.code}](#{one.code.lower()})", one.severity, one.title) for one in rules.values())
    parts = [page("Findings", _FINDINGS_ARE), table(("code", "severity", "rule"), asked)]
    parts += [explain_rule(code).rstrip("\n") for code in rules]
    if unsupported_rules():
        rows = ((one.code, one.reason, one.source) for one in unsupported_rules().values())
        parts += ["## Rules that no file can decide", _NOT_ASKED, table(("code", "why not", "source"), rows)]
    return join(parts)


_FINDINGS_ARE: Final = """\
Every code that `newsld check` can answer with; `newsld rule CODE` prints the same. Which of them are asked is up to the
[profiles](profiles.md). Codes are stable: one may be added, none is used again for something else. An error keeps a
story from being written; a warning and an info do not."""


_NOT_ASKED: Final = """\
These are asked of publishers as well, and newsld does not check them: what they are about is in no file."""


def profiles() -> str:
    """The page of every profile, from the files of the profiles."""
    from newsld.checks.profiles import BUILT_IN, find_profile
    from newsld.findings.catalogue import rule

    parts = [page("Profiles", _PROFILES_ARE)]
    found = [find_profile(name) for name in BUILT_IN]
    parts.append(
        table(
            ("profile", "rules", "for"),
            ((f"[{one.name}](#{one.name})", str(len(one.codes)), one.title) for one in found),
        )
    )
    for one in found:
        beside = " and ".join(f"`{name}`" for name in one.extends)
        parts += [f"## {one.name}", f"{one.title}." + (f" All rules of {beside}, and:" if beside else "")]
        if one.name == "strict":
            parts.append("Each rule of [the catalogue](findings.md), whoever asks for it.")
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


_PROFILES_ARE: Final = """\
A profile says which rules `newsld check` asks. Without a word from you that is `default`: what is wrong in what is
there. What somebody misses in it is asked by the profile of those who miss it. Each rule comes with the page that
documents it and the day it was read there. [Choose rules](../how-to/configure-rules.md) shows how to use them, and how to
write one of your own."""
