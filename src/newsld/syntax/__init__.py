"""Notations: bytes to plain data with places and findings, and back; nothing here knows of news."""
