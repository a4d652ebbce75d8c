"""Print the results of a SARIF file as annotations of GitHub Actions: `python annotate.py newsld.sarif`.

action.yml runs it, so that one check gives both. It needs nothing but Python.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def annotations(log: dict[str, Any]) -> Iterator[str]:
    """Yield `::error file=...,line=...,col=...,title=...::message` for each result, without line ends."""
    for run in log["runs"]:
        for result in run["results"]:
            place = result["locations"][0]["physicalLocation"]
            region = place.get("region", {})
            at = {
                "file": unquote(place["artifactLocation"]["uri"]),
                "line": region.get("startLine"),
                "col": region.get("startColumn"),
                "title": f"{run['tool']['driver']['name']} {result['ruleId']}",
            }
            shown = ",".join(
                f"{key}={_property(str(value))}" for key, value in at.items() if value is not None
            )
            yield f"::{COMMANDS[result['level']]} {shown}::{_data(result['message']['text'])}"


def _data(text: str) -> str:
    """Escape a text for the runner, which ends a command at a line end."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


if __name__ == "__main__":
    for line in annotations(json.loads(Path(sys.argv[1]).read_text("utf-8"))):
        sys.stdout.write(f"{line}\n")
