"""Define a reference between entities, with the basis on which it is known."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

from newsld.model.node import ShortForm
from newsld.model.spans import BodySpan
from newsld.model.value_types import Reference, Targets


class Relation(ShortForm):
    """A reference from one entity or event to another, with its basis and its words in the body.

    A story can give the id alone, without a basis.
    """

    short_form: ClassVar = "id"

    id: Reference
    """The id of the person, organization, place or event."""

    basis: Literal["stated", "inferred", "given"] | None = None
    """The basis of the relation: stated in the body, inferred from the body, or given by the editor from elsewhere."""

    words: BodySpan | None = None
    """The span of the words that the relation was read from ("his younger brother")."""

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing but the id."""
        return self.basis is None and self.words is None


PersonRelation: TypeAlias = Annotated[Relation, Targets("person")]
PlaceRelation: TypeAlias = Annotated[Relation, Targets("place")]
EventRelation: TypeAlias = Annotated[Relation, Targets("event")]
BodyOrStateRelation: TypeAlias = Annotated[Relation, Targets("organization", "place")]
AgentRelation: TypeAlias = Annotated[Relation, Targets("person", "organization", "place")]
AnyRelation: TypeAlias = Annotated[
    Relation, Targets("person", "organization", "place", "event", "quotation", "figure")
]
