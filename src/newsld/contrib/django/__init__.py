"""Stories in Django: an app whose templates can `{% load newsld %}`."""
