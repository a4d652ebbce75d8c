"""JSON-LD that others published: import it as an article without loss, and export it as the same triples."""
