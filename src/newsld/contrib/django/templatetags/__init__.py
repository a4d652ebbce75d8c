"""The libraries of tags."""
