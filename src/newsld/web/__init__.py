"""Published pages: HTML as a browser parses it, the data embedded in it, and markup as nodes that rules query."""
