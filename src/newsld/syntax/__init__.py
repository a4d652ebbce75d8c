"""Notations (JSON, YAML, TOML): bytes to plain data with positions and findings, and back. Knows nothing about news."""
