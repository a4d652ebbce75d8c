"""Load the shared entity files of a newsroom, and copy their entities into the stories that use them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from newsld.checks.structure import check_structure
from newsld.findings import Finding
from newsld.findings.errors import ConfigurationError, unreadable_message
from newsld.model.versions import STORY_VERSION
from newsld.syntax.decode import decode
from newsld.syntax.document import Document, Positions, Source, pointer
from newsld.syntax.json import json_positions, load_json
from newsld.syntax.lines import Lines

COLLECTIONS: Final = ("people", "organizations", "places")


class SharedEntities(NamedTuple):
    """Shared entities by id: the collection each is in, its plain data, and the file that defines it."""

    collections: Mapping[str, str]
    items: Mapping[str, Mapping[str, Any]]
    files: Mapping[str, Path]


@lru_cache(maxsize=8)
def load_shared_entities(files: tuple[Path, ...]) -> SharedEntities:
    """Return the entities that the files define.

    A file has the collections `people`, `organizations` and `places` of a story, in YAML or JSON, and no other key.
    Raises ConfigurationError, with the position, for a file that cannot be read or is invalid.
    """
    collections: dict[str, str] = {}
    items: dict[str, Mapping[str, Any]] = {}
    defined_in: dict[str, Path] = {}
    for file in files:
        data = _read(file)
        for collection in COLLECTIONS:
            for name, item in data.get(collection, {}).items():
                if name in items:
                    raise ConfigurationError(
                        f"{file}: {name} is already defined in {defined_in[name]}: remove one of the two"
                    )
                collections[name], items[name], defined_in[name] = collection, item, file
    return SharedEntities(collections, items, defined_in)


def copy_shared(data: dict[str, Any], shared: SharedEntities) -> list[Finding]:
    """Copy the shared entities that a story refers to, and those that they refer to, into its data.

    Return an NLD-REF-006 for each entity that the story defines differently from the shared file.
    """
    from newsld.checks.references import references

    defined = {name: collection for collection, name in _defined(data)}
    findings = [
        _redefined(collection, name, shared.files[name])
        for name, collection in defined.items()
        if name in shared.items and not _same(data[collection][name], collection, name, shared)
    ]
    story: Mapping[str, Any] = data
    while True:
        wanted = {
            name
            for reference in references(story)
            for name, _ in reference.ids()
            if name in shared.items and name not in defined
        }
        added: dict[str, dict[str, Any]] = {}
        for name in sorted(wanted):
            collection = shared.collections[name]
            items = data.setdefault(collection, {})
            if isinstance(items, dict):
                items[name] = dict(shared.items[name])
                added.setdefault(collection, {})[name] = items[name]
                defined[name] = collection
        if not added:
            return findings
        story = added


def _defined(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for collection in (*COLLECTIONS, "events", "quotations", "figures"):
        items = data.get(collection)
        if isinstance(items, dict):
            for name in items:
                yield collection, name


def _same(item: Any, collection: str, name: str, shared: SharedEntities) -> bool:
    """Return whether a definition in a story equals the shared one, however it is written."""
    if shared.collections[name] != collection:
        return False
    if item == shared.items[name]:
        return True
    from pydantic import BaseModel, ValidationError

    from newsld.model import Organization, Person, Place

    kinds: Mapping[str, type[BaseModel]] = {"people": Person, "organizations": Organization, "places": Place}
    try:
        return kinds[collection].model_validate({**item, "id": name}) == kinds[collection].model_validate(
            {**shared.items[name], "id": name}
        )
    except (ValidationError, TypeError):
        return False


def _redefined(collection: str, name: str, file: Path) -> Finding:
    return Finding(
        "NLD-REF-006",
        f"{name} is also defined in {file.name}, and differently",
        suggestion=f"remove it here, or change it in {file.name}",
        pointer=pointer(collection, name),
        at_key=True,
    )


def _read(file: Path) -> dict[str, Any]:
    from newsld.syntax.yaml import load_yaml

    source = Source(name=file.as_posix(), path=file)
    try:
        text, findings = decode(source.content)
    except OSError as error:
        raise ConfigurationError(unreadable_message(str(file), error)) from error
    data: Any = None
    if text is not None:
        data, findings = (load_json if file.suffix == ".json" else load_yaml)(text)
    if findings:
        raise ConfigurationError(str(findings[0].at(None, file=source.name)))
    if not isinstance(data, dict) or not data.keys() <= {"newsld", *COLLECTIONS}:
        raise ConfigurationError(f"{file}: only {', '.join(COLLECTIONS)} are allowed in a shared entity file")
    assert text is not None
    document = Document(
        {"newsld": STORY_VERSION, **data}, source, locate=lambda: _positions(file, text), lines=Lines(text)
    )
    for finding in check_structure(document):
        if finding.severity == "error":
            raise ConfigurationError(str(document.place(finding)))
    return data


def _positions(file: Path, text: str) -> Positions:
    from newsld.syntax.yaml import yaml_positions

    return json_positions(text) if file.suffix == ".json" else yaml_positions(text)
