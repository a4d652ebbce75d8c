"""The version of the story format: the value of the key `newsld` of a story."""

from __future__ import annotations

from typing import Final

STORY_VERSION: Final = 2
