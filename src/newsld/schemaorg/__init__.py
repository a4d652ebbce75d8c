"""Articles in the terms of schema.org: the JSON Schemas of stories and their JSON-LD, newsld's own and others'."""
