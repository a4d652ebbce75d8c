"""Django integration: an app that adds `{% load newsld %}` to templates."""
