"""Show stories to people: as pages, as pictures in notebooks, and as audits."""
