"""JSON-LD from other publishers: import it as articles without loss, and export those as the same triples."""
