"""Change the ids in the references of a story's data: from short ones to ids, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from newsld.model.reference_targets import (
    ARTICLE_TARGETS,
    CITATION_KIND,
    ITEM_TARGETS,
    PART_TARGETS,
)

Change = Callable[[str], str]


def map_references(data: Mapping[str, Any], change: Change, *, article: bool = True) -> dict[str, Any]:
    """Return story data in which `change` has been applied to every reference, but for those to citations.

    Without `article`, the references of the article itself, such as `author`, are not changed. Neither are mentions.
    """
    result = dict(_mapped(data, ARTICLE_TARGETS, change) if article else data)
    for name, targets in ITEM_TARGETS.items():
        items = result.get(name)
        if not isinstance(items, dict):
            continue
        part, part_targets = PART_TARGETS.get(name, ("", {}))
        result[name] = {
            key: _item(item, targets, part, part_targets, change) if isinstance(item, dict) else item
            for key, item in items.items()
        }
    return result


def _item(
    item: Mapping[str, Any],
    targets: Mapping[str, frozenset[str]],
    part: str,
    part_targets: Mapping[str, frozenset[str]],
    change: Change,
) -> Mapping[str, Any]:
    result = _mapped(item, targets, change)
    if part and isinstance(parts := result.get(part), list):
        changed = [_mapped(one, part_targets, change) if isinstance(one, dict) else one for one in parts]
        return {**result, part: changed}
    return result


def _mapped(
    item: Mapping[str, Any], targets: Mapping[str, frozenset[str]], change: Change
) -> Mapping[str, Any]:
    if targets.keys().isdisjoint(item):
        return item
    result = dict(item)
    for key, kinds in targets.items():
        if key in item and kinds is not CITATION_KIND:
            result[key] = _changed(item[key], change)
    return result


def _changed(value: Any, change: Change) -> Any:
    """Return a reference, a relation or a list of them with the ids changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_changed(one, change) for one in value]
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        return {**value, "id": change(value["id"])}
    return value
