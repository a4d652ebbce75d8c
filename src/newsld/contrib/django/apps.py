"""The Django app with the label `newsld`."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["NewsldConfig"]


class NewsldConfig(AppConfig):  # type: ignore[misc]  # Django has no types
    """The app `newsld.contrib.django` for `INSTALLED_APPS`; it contains template tags only."""

    name = "newsld.contrib.django"
    label = "newsld"
