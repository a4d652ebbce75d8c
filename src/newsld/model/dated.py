"""Define a date in the story, with the basis on which it is known."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from newsld.model.node import Part, accept_text
from newsld.model.spans import BodySpan
from newsld.model.value_types import Date

__all__ = ["Dated"]


class Dated(Part):
    """A date (EDTF) with its basis and its words in the body.

    A story can give the date alone, without a basis.
    """

    date: Date
    """The date, EDTF (ISO 8601-2): `2011-03`, `2024-12-08?`, `[..2000-07]`, `2024-11-27/..`."""

    basis: Literal["stated", "inferred", "given"] | None = None
    """The basis of the date: stated in the body, inferred from the body, or given by the editor from elsewhere."""

    words: BodySpan | None = None
    """The span of the words that the date was read from ("a day earlier")."""

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, data: Any) -> Any:
        return {"date": data} if isinstance(data, (str, date)) else data

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return accept_text(super().__get_pydantic_json_schema__(schema, handler), handler, format="edtf")
