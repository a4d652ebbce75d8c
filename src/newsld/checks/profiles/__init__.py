"""Profiles: which rules `newsld check` runs, chosen by profile, by code and by file.

A profile is a TOML file, in this folder or written by a newsroom. For each rule that it enables it states the page
that documents the rule and the day that page was read.
"""

from __future__ import annotations

from newsld.checks.profiles.profile import (
    BUILT_IN,
    Profile,
    ProfileName,
    RuleSource,
    find_profile,
    profiles_with_rule,
)
from newsld.checks.profiles.rule_names import expand
from newsld.checks.profiles.selection import Selection
from newsld.checks.profiles.unsupported import UnsupportedRule, unsupported_rules

__all__ = [
    "BUILT_IN",
    "Profile",
    "ProfileName",
    "RuleSource",
    "Selection",
    "UnsupportedRule",
    "expand",
    "find_profile",
    "profiles_with_rule",
    "unsupported_rules",
]
