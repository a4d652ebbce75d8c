"""Define the state of a capture: what made it, who has verified it, and what nobody has confirmed yet."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints, WithJsonSchema

from newsld.model.node import Part
from newsld.model.value_types import PATTERN_END, DateTime, FieldKind, Listed, Many, Text

_HASH = r"^[0-9a-f]{16}"

Hash = Annotated[
    str,
    StringConstraints(pattern=_HASH + "$"),
    WithJsonSchema({"type": "string", "pattern": _HASH + PATTERN_END}),
    FieldKind("text"),
]
"""The first 16 hexadecimal digits of a SHA-256."""


class Generation(Part):
    """The program or the model that made a capture, and when."""

    by: Text
    """The program with its version: `newsld/0.1 en_core_web_sm/3.8.0`."""

    at: DateTime
    """The time when the capture was made."""

    hash: Hash | None = None
    """The hash of the body and the data that were made."""


class Verification(Part):
    """A person who has verified a capture, and when."""

    by: Text
    """The person: `human:ines`."""

    at: DateTime
    """The time when the capture was verified."""

    hash: Hash | None = None
    """The hash of the body and the data that were verified."""


class OpenItem(Part):
    """One item of a draft that a person has to look at."""

    item: Text
    """The id of the item: that of an entity, an event, a quotation or a figure, `cite-` and the label of a citation,
    `date-` and a date, the id of a person with `-role-` and a number, `refused-` and a number, or `missed-` with a kind
    and a number."""

    what: Text | None = None
    """What was captured: "AP, citing Joe Biden"."""

    why: Text | None = None
    """Why a person has to look at it."""

    instead: Text | None = None
    """What another engine says instead: a chain of ids such as `ap > joe-biden`, the id of a speaker, a date."""

    words: Text | None = None
    """The words of the body that it was read from."""


class DraftState(Part):
    """What nobody has confirmed yet. Deleting an item confirms it."""

    sure: Many[Text] = ()
    """Ids of the items that two engines agree on, or that a proven rule found."""

    look: Listed[OpenItem] = ()
    """The items to look at, those first for which a mistake costs most."""
