"""An article as a JSON-LD graph, and back: the mapping to schema.org 30.0."""
