"""JSON Schemas: generate them from the models, validate data with them, and explain what is invalid."""
