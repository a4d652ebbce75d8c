"""ninjs 3.1 (`.ninjs.json`): the items of news agencies, IPTC's News in JSON, read and written.

An item that others wrote is read and written again as the equal item: what schema.org has a place for is typed, and the
rest rides along. An article of ours is written as an item that anybody can read. What ninjs has no place for stands in
one more body of the item, as a story in JSON (role `newsld`), so that the equal article is read back; the `page`
profile leaves that body out.
"""

from __future__ import annotations

from newsld.formats.ninjs.reader import read
from newsld.formats.ninjs.writer import write

__all__ = ["read", "write"]
