"""The checks: one module a kind of check, none of which knows another."""
