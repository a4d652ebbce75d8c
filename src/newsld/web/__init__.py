"""Web pages: HTML, the structured data in it, and markup as nodes that rules can query."""
