"""The images of published articles: that they are there, can be fetched, and are large enough."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from newsld.findings import Finding
from newsld.model.text.shorten import shorten
from newsld.web.markup.check import Check
from newsld.web.markup.nodes import Node, Value
from newsld.web.markup.queries import is_stub, is_update, number, plainly

__all__ = [
    "CHECKS",
    "Picture",
    "image_is_there",
    "images",
    "images_are_large",
    "images_are_of_the_story",
    "images_are_wide",
    "images_can_be_fetched",
]

_LEAST_PIXELS: Final = 50_000
_LEAST_WIDTH: Final = 1_200
_RATIOS: Final = {"16x9": 16 / 9, "4x3": 4 / 3, "1x1": 1.0}
_SHARE: Final = 0.02
"""How far a picture may be from a ratio: 1200 x 676 is 16x9 too."""
_FOREIGN: Final = {
    "tif": "TIFF", "tiff": "TIFF", "heic": "HEIC", "heif": "HEIF", "jxl": "JPEG XL", "jp2": "JPEG 2000",
    "psd": "Photoshop", "eps": "EPS", "ai": "Illustrator", "ico": "icon", "pdf": "PDF", "mp4": "video",
    "webm": "video", "mov": "video", "m3u8": "video", "mp3": "audio", "html": "web page", "htm": "web page",
}  # fmt: skip
"""Endings of files that Google does not show as images, with what they are."""
_ADDRESS: Final = re.compile(r"https?://(?:[^\s/?#\[\]]+|\[[0-9a-f:.]+\])", re.IGNORECASE)
_USUAL: Final = re.compile(r"https?://([^\s/?#\[\]]+/[^\s?#]*\.(?:avif|gif|jpe?g|png|webp))")
"""The address of an image as most publishers write it, and of that what tells it from others."""
_SUPPORTED: Final = "BMP, GIF, JPEG, PNG, WebP, SVG and AVIF"


class Picture(NamedTuple):
    """One image of an article: where it stands, its addresses, and its size where the markup says it."""

    value: Value
    links: tuple[Value, ...]
    width: int | None
    height: int | None


def images(article: Node) -> Iterator[Finding]:
    """What is wrong with the images of an article."""
    if _are_sound(article):
        return
    pictures = list(_pictures(article))
    if not pictures:
        yield from image_is_there(article)
        return
    yield from images_can_be_fetched(article, pictures)
    yield from images_are_of_the_story(article, pictures)
    if not is_update(article):
        yield from images_are_large(article, pictures)
        yield from images_are_wide(article, pictures)


def image_is_there(article: Node) -> Iterator[Finding]:
    """NLD-GOO-040: an article has an image."""
    if not is_update(article) and not article.has("image"):
        mend = "add image, the absolute address of a picture that shows what the story is about"
        yield article.finding("NLD-GOO-040", "has no image", suggestion=mend)


def images_can_be_fetched(article: Node, pictures: Sequence[Picture]) -> Iterator[Finding]:
    """NLD-GOO-041: an image has an absolute http(s) address, and is not put into the markup itself."""
    for picture in pictures:
        if not picture.links:
            message, mend = "an image without an address", "add url, the absolute http(s) address of the file"
            yield article.finding("NLD-GOO-041", message, suggestion=mend, at=picture.value)
        for link in picture.links:
            if (fault := _unfetchable((link.text or "").strip())) is not None:
                message, mend = fault
                yield link.owner.finding("NLD-GOO-041", message, suggestion=mend, at=link)


def images_are_large(article: Node, pictures: Sequence[Picture]) -> Iterator[Finding]:
    """NLD-GOO-042: images have 50,000 pixels at least, and come in 16x9, 4x3 and 1x1."""
    sized = [picture for picture in pictures if picture.width and picture.height]
    for picture in sized:
        width, height = picture.width or 0, picture.height or 0
        if width * height < _LEAST_PIXELS:
            message = f"an image of {width} x {height} has {width * height:,} pixels"
            mend = f"give one of at least {_LEAST_PIXELS:,} pixels, width times height"
            yield article.finding("NLD-GOO-042", message, suggestion=mend, at=picture.value)
    if sized and len(sized) == len(pictures):
        shapes = {name for picture in sized for name in _shapes(picture.width or 0, picture.height or 1)}
        if missing := [name for name in _RATIOS if name not in shapes]:
            message = f"has no image in {' or '.join(missing)}"
            mend = "give the picture in 16x9, 4x3 and 1x1: each place of a search page crops its own"
            yield article.finding("NLD-GOO-042", message, suggestion=mend, at="image")


def images_are_of_the_story(article: Node, pictures: Sequence[Picture]) -> Iterator[Finding]:
    """NLD-GOO-043: an image shows the story and not the publisher's logo, in a format that is supported."""
    logos = {
        _bare(link.text or "")
        for publisher in article.nodes("publisher")
        for logo in publisher.values("logo")
        for link in _links(logo)
    }
    for picture in pictures:
        for link in picture.links:
            address = _bare(link.text or "")
            ending = _ending(address)
            if address in logos:
                message, mend = (
                    "the image is the publisher’s logo",
                    "give a picture of what the story is about",
                )
                yield link.owner.finding("NLD-GOO-043", message, suggestion=mend, at=link)
            elif ending in _FOREIGN:
                message = f"the image is a file of another kind: {_FOREIGN[ending]}"
                yield link.owner.finding(
                    "NLD-GOO-043", message, suggestion=f"Google reads {_SUPPORTED}", at=link
                )


def images_are_wide(article: Node, pictures: Sequence[Picture]) -> Iterator[Finding]:
    """NLD-GOO-044: the widest image has 1,200 pixels at least."""
    widths = [picture.width for picture in pictures if picture.width]
    if widths and len(widths) == len(pictures) and max(widths) < _LEAST_WIDTH:
        message = f"the widest image has {max(widths):,} pixels from side to side"
        mend = f"give one of at least {_LEAST_WIDTH:,}: Discover shows narrower ones as thumbnails"
        yield article.finding("NLD-GOO-044", message, suggestion=mend, at="image")


def _are_sound(article: Node) -> bool:
    """Whether an article has images, and nothing to say of them at first sight."""
    pictures = plainly(article, article.data.get("image"))
    logos = _plain_logos(article)
    if not pictures or logos is None:
        return False
    widths: list[int] = []
    shapes: set[str] = set()
    for picture in pictures:
        links = _plain_links(picture)
        if not links or any(_is_odd(link, logos) for link in links):
            return False
        if picture.__class__ is dict and ("width" in picture or "height" in picture):
            width, height = picture.get("width"), picture.get("height")
            if width.__class__ is not int or height.__class__ is not int or width * height < _LEAST_PIXELS:
                return False
            widths.append(width)
            shapes.update(_shapes(width, height))
    # Of pictures some of which have no size, nothing is known.
    return len(widths) < len(pictures) or (len(shapes) == len(_RATIOS) and max(widths) >= _LEAST_WIDTH)


def _is_odd(link: str, logos: set[str]) -> bool:
    """Whether there may be something to say of an address."""
    if usual := _USUAL.fullmatch(link):
        return usual[1] in logos
    address = _bare(link)
    return not _is_address(link) or address in logos or _ending(address) in _FOREIGN


def _plain_logos(article: Node) -> set[str] | None:
    """The addresses of the logos of who publishes an article, without what differs; None where they are not plain."""
    found: set[str] = set()
    for publisher in plainly(article, article.data.get("publisher")) or ():
        logos = plainly(article, publisher.get("logo")) if publisher.__class__ is dict else []
        for logo in logos or ():
            links = _plain_links(logo)
            if not links:
                return None
            found.update(map(_bare, links))
    return found


def _plain_links(raw: Any) -> list[str]:
    """The addresses of an image as it is written; none where they are not all plain."""
    if raw.__class__ is str:
        return [raw]
    found = [raw[term] for term in ("url", "contentUrl") if term in raw] if raw.__class__ is dict else []
    return found if all(link.__class__ is str for link in found) else []


def _pictures(article: Node) -> Iterator[Picture]:
    """The images that the markup says anything of."""
    for value in article.values("image"):
        node = value.node
        if node is None:
            if value.text is not None:
                yield Picture(value, (value,), None, None)
        elif not is_stub(node):
            yield Picture(value, tuple(_links(value)), number(node, "width"), number(node, "height"))


def _links(value: Value) -> Iterator[Value]:
    """The values that say the address of an image, each with its own place."""
    node = value.node
    if node is None:
        if value.text is not None:
            yield value
        return
    found = [link for term in ("url", "contentUrl") for link in node.values(term) if link.text is not None]
    if not found:
        found = [link for link in node.values("@id") if link.text is not None and _is_address(link.text)]
    yield from found


def _unfetchable(address: str) -> tuple[str, str] | None:
    """Why nobody can fetch an address, and the mend; None for one that can be."""
    if address[:5].lower() == "data:":
        return "the image is inside the markup (data:)", "put the file on the site and give its address"
    if _is_address(address):
        return None
    shown = shorten(address)
    if address.startswith("//"):
        return f"{shown} has no scheme", f"write https:{shown}"
    if ":" in address.partition("/")[0] and not address.lower().startswith(("http:", "https:")):
        return f"{shown} is no http address", "give the https address of the file"
    return f"{shown} is no absolute address", "write it out, with https:// and the name of the site"


def _is_address(text: str) -> bool:
    return _ADDRESS.match(text) is not None


def _bare(link: str) -> str:
    """An address without what stands behind its path, and without its scheme."""
    address = link.strip().partition("?")[0].partition("#")[0]
    return address.partition("://")[2] or address


def _ending(address: str) -> str:
    """What stands behind the last full stop of a file's name, in lower case; nothing where there is none."""
    _, dot, ending = address.rpartition("/")[2].rpartition(".")
    return ending.lower() if dot else ""


@lru_cache(maxsize=1024)
def _shapes(width: int, height: int) -> list[str]:
    """The names of the ratios that a picture of this size has."""
    return [name for name, ratio in _RATIOS.items() if abs(width / height - ratio) <= _SHARE * ratio]


CHECKS: tuple[Check, ...] = (
    Check(("NLD-GOO-040", "NLD-GOO-041", "NLD-GOO-042", "NLD-GOO-043", "NLD-GOO-044"), "article", images),
)
