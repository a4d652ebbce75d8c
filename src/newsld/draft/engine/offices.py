"""Remember who holds which office, to know whom "the captain" means."""

from __future__ import annotations

from newsld.draft.engine.entities import Entities, Entity
from newsld.draft.engine.lexicon import load_lexicon
from newsld.draft.engine.name_titles import SPELLED


class Offices:
    """The people of a text by the offices that they hold."""

    def __init__(self, entities: Entities) -> None:
        """Begin without an office."""
        self._entities = entities
        self._holders: dict[str, list[Entity]] = {}

    def add(self, words: str, person: Entity) -> None:
        """Remember who holds an office, by its words and by the last one."""
        office = words.casefold()
        last = office.split()[-1].rstrip(".")
        for one in {office, last, SPELLED.get(last, last)}:
            self._holders.setdefault(one, []).append(person)

    def of(self, person: Entity) -> set[str]:
        """Return the offices of a person."""
        return {office for office, people in self._holders.items() if person in people}

    def only_holder(self, noun: str) -> Entity | None:
        """Return the one person of a text whose office has a noun as its last word; None if there are several."""
        people = {
            one.name: one
            for office, held in self._holders.items()
            if office.split()[-1] == noun
            for one in held
        }
        return next(iter(people.values())) if len(people) == 1 else None

    def holder(self, head: str, words: str, at: int) -> Entity | None:
        """Return who holds the office of a description at an offset: "the prime minister" is no "transport minister".

        Of several people it is the one mentioned last, or else the first one after that.
        """
        people = self._holders.get(self._office(head, words))
        if people is None:
            return None
        names = {one.name for one in people}
        before = (one for _, one in self._entities.before(at, kind="Person", limit=200) if one.name in names)
        return next(before, None) or min(people, key=lambda one: one.start)

    def other_holder(self, head: str, words: str) -> Entity | None:
        """Return the one who holds the office of a description in other words: "the manager" of a team with a coach."""
        others = load_lexicon().same_offices.get(self._office(head, words), ())
        people = {one.name: one for other in others for one in self._holders.get(other, ())}
        return next(iter(people.values())) if len(people) == 1 else None

    def _office(self, head: str, words: str) -> str:
        is_other = " " in words and any(office.endswith(f" {head}") for office in self._holders)
        return words if is_other else head
