"""One story or many from input to output: read, check, fix, export and embed.

`flow` takes one story the whole way, `archive` many at a time, `fixing` applies automatic fixes, `embedding` writes
JSON-LD into pages. Import from these modules: nothing is loaded here, so that commands start fast.
"""
