"""The tables of articles: declared once, and written as CSV, SQLite and Parquet."""
