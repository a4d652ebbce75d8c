"""Read and write ninjs 3.1 (`.ninjs.json`): the items of news agencies, IPTC's News in JSON.

An item of others that is read and written again is the equal item: what schema.org has a term for becomes typed fields,
and the rest is preserved. A story is written as an item that any program can read. What ninjs has no property for goes
into one more body of the item, as a story in JSON (role `newsld`), so that the equal article is read back; the `page`
profile leaves that body out.
"""

from __future__ import annotations

from newsld.formats.ninjs.reader import read
from newsld.formats.ninjs.writer import write

__all__ = ["read", "write"]
