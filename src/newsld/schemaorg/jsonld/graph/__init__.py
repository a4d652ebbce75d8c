"""Blocks of JSON-LD parsed into one graph of nodes, whatever their context."""
