"""Capture a text offline: rules for quotations, figures, dates, names, roles and chains of sources."""
