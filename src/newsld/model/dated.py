"""Define a date in the story, with the basis on which it is known."""

from __future__ import annotations

from typing import ClassVar, Literal

from newsld.model.node import ShortForm
from newsld.model.spans import BodySpan
from newsld.model.value_types import Date


class Dated(ShortForm):
    """A date (EDTF) with its basis and its words in the body.

    A story can give the date alone, without a basis.
    """

    short_form: ClassVar = "date"
    short_schema: ClassVar = {"format": "edtf"}

    date: Date
    """The date, EDTF (ISO 8601-2): `2011-03`, `2024-12-08?`, `[..2000-07]`, `2024-11-27/..`."""

    basis: Literal["stated", "inferred", "given"] | None = None
    """The basis of the date: stated in the body, inferred from the body, or given by the editor from elsewhere."""

    words: BodySpan | None = None
    """The span of the words that the date was read from ("a day earlier")."""
