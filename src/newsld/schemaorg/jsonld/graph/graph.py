"""What blocks of JSON-LD say, as one graph: every node once, with its values as they were written.

The values of a graph are in its dialect: written under the dialect's context they are the triples that they were
where they were read. What is plain already is taken as it stands; anything else (terms of its own, lists by
language, reversed properties) goes through the reference processor, and comes back in the same form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Any, Final
from urllib.parse import urljoin

from newsld.model.vocabulary import PREFIXES
from newsld.schemaorg.jsonld.graph.context_profile import STANDARD, Dialect
from newsld.schemaorg.jsonld.graph.expanded import ExpandedReader
from newsld.schemaorg.jsonld.graph.fast_parser import IntricateError, PlainReader, is_keyword
from newsld.schemaorg.jsonld.graph.graph_nodes import BLANK, Ref, Subject, flat
from newsld.schemaorg.jsonld.processor import SCHEMA_ORG, ExpansionError, expand, is_schema_org

__all__ = ["Graph"]

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SOMEWHERE: Final = "https://base.invalid/a/b/c/d/e/f/g/h?i"
"""Stands for the address of a document that has none: only which names are the same is asked of it."""


class Graph:
    """The nodes of any number of blocks, by their keys: `subjects`, in the order in which they are told.

    `base` is the address of the document, where it is known; it only says which names are the same. `tops` are the
    nodes that stand in no other, `invalid` what kept a block from being read exactly, by its number, and `assumed` the
    blocks that were read as schema.org's for want of their contexts.
    """

    def __init__(self, *, dialect: Dialect = STANDARD, base: str | None = None) -> None:
        """A graph in which nothing is said yet."""
        self.dialect = dialect
        self.base = base or _SOMEWHERE
        self.subjects: dict[str, Subject] = {}
        self.tops: dict[str, Subject] = {}
        self.invalid: dict[int | None, str] = {}
        self.assumed: set[int | None] = set()
        self._unnamed = 0
        self._named: dict[str, list[Subject]] = {}

    def add(self, data: Any, number: int | None = None, *, exact: bool = False) -> None:
        """Add what a block says. `exact` asks the reference processor even where the block is plain.

        A block that is no valid JSON-LD is read as far as it can be, and `invalid` says what is wrong with it.
        """
        key = partial(self._key, number=number)
        reader: PlainReader | ExpandedReader
        try:
            if exact:
                raise IntricateError
            reader = PlainReader(self.dialect, key, number)
            reader.read(data)
            if reader.assumed:
                self.assumed.add(number)
        except IntricateError:
            try:
                reader = ExpandedReader(self.dialect, key, number)
                reader.read(self._expanded(data, number))
            except ExpansionError as error:
                self.invalid[number] = str(error)
                reader = PlainReader(self.dialect, key, number, lenient=True)
                reader.read(data)
        self._named.clear()
        tops = set(reader.tops)
        for subject in reader.subjects:
            if not (subject.types or subject.terms):
                continue
            known = self.subjects.setdefault(subject.key, subject)
            if known is not subject:
                known.merge(subject)
            if subject.key in tops:
                self.tops.setdefault(subject.key, known)

    def _expanded(self, data: Any, number: int | None) -> list[Any]:
        try:
            return expand(data)
        except ExpansionError as error:
            if error.code != "loading remote context failed":
                raise
            self.assumed.add(number)
            return expand(_answered(data))

    def subject(self, value: Any, term: str) -> Subject | None:
        """The node that a value of a term is or names, if anything is said of it."""
        if type(value) is str:
            if self.dialect.coercion(term) != "@id":
                return None
            return self.subjects.get(_identity(value, self.base))
        return self.subjects.get(value.key) if type(value) is Ref else None

    def reach(self, start: Subject, seen: set[str]) -> list[Subject]:
        """The node and all that is said forward from it, but for the keys that are `seen`, which grow."""
        found: list[Subject] = []
        if start.key not in seen:
            seen.add(start.key)
            found.append(start)
        for subject in found:
            for other in self.named(subject):
                if other.key not in seen:
                    seen.add(other.key)
                    found.append(other)
        return found

    def named(self, subject: Subject) -> list[Subject]:
        """The nodes that a node names in its values, as often as it names them."""
        known = self._named.get(subject.key)
        if known is None:
            known = self._named[subject.key] = list(self._names_in(subject))
        return known

    def _names_in(self, subject: Subject) -> Iterator[Subject]:
        subjects = self.subjects
        for term, values in subject.terms.items():
            names = self.dialect.coercion(term) == "@id"
            for value in flat(values):
                if type(value) is Ref:
                    found = subjects.get(value.key)
                elif names and type(value) is str:
                    found = subjects.get(_identity(value, self.base))
                else:
                    continue
                if found is not None:
                    yield found

    def _key(self, name: str | None, *, number: int | None) -> str:
        """The key of a name in a block; a new one for no name, and for `@herald`, which is none."""
        if name is None or is_keyword(name):
            self._unnamed += 1
            return f"{BLANK}{self._unnamed}"
        if name.startswith(BLANK):
            return f"{BLANK}{number}:{name[2:]}"
        return _identity(name, self.base)


@lru_cache(maxsize=8192)
def _identity(name: str, base: str) -> str:
    """What two names have in common exactly if they are the same in a document of this address."""
    if _SCHEME.match(name):
        prefix, _, rest = name.partition(":")
        return PREFIXES[prefix] + rest if prefix in PREFIXES and not rest.startswith("//") else name
    try:
        return urljoin(base, name) + ("#" if name.endswith("#") else "")
    except ValueError:
        return name


def _answered(data: Any) -> Any:
    """The block with schema.org's context in place of every other that would have to be fetched."""
    if isinstance(data, list):
        return [_answered(item) for item in data]
    if not isinstance(data, dict):
        return data
    found = {key: _answered(value) for key, value in data.items() if key != "@context"}
    if "@context" in data:
        context = data["@context"]
        several = context if isinstance(context, list) else [context]
        found["@context"] = [_known(item) for item in several]
    return found


def _known(context: Any) -> Any:
    """A context that needs nothing fetched: schema.org's in place of an address, one of its own without imports."""
    if isinstance(context, str):
        return context if is_schema_org(context) else SCHEMA_ORG
    if not isinstance(context, dict):
        return context
    return {key: _scoped(value) for key, value in context.items() if key != "@import"}


def _scoped(definition: Any) -> Any:
    """The definition of a term, which may bring a context of its own."""
    if not isinstance(definition, dict) or "@context" not in definition:
        return definition
    return {**definition, "@context": _answered({"@context": definition["@context"]})["@context"]}
