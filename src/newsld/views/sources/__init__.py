"""Audit the sources of stories: who is quoted, who is named, and how much comes from elsewhere."""
