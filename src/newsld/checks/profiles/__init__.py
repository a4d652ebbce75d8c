"""Profiles: which rules a check asks, chosen by name, by code and by file.

A profile is a data file, one of those beside this module or a newsroom's own. Each rule that it names comes with the
address that documents it and the day it was read there.
"""

from __future__ import annotations

from newsld.checks.profiles.profile import SHIPPED, Choice, Profile, chosen_by, find_profile
from newsld.checks.profiles.rule_names import expand
from newsld.checks.profiles.selection import Selection
from newsld.checks.profiles.unsupported import UnsupportedRule, unsupported_rules

__all__ = [
    "SHIPPED",
    "Choice",
    "Profile",
    "Selection",
    "UnsupportedRule",
    "chosen_by",
    "expand",
    "find_profile",
    "unsupported_rules",
]
