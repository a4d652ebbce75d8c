"""The app by the label `newsld`."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["NewsldConfig"]


class NewsldConfig(AppConfig):  # type: ignore[misc]  # Django has no types
    """What `INSTALLED_APPS` has as `newsld.contrib.django`: template tags, and nothing else."""

    name = "newsld.contrib.django"
    label = "newsld"
