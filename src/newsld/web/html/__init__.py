"""HTML: read scripts, head and metadata of a page as a browser does, and insert a block into it.

Nothing here builds a tree. Every offset is exact, so that a finding can point into the page and an insertion can
leave every other byte unchanged.
"""
