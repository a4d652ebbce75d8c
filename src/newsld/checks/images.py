"""The images of published articles: that they are there, can be fetched, and are large enough."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from newsld.findings import Finding
from newsld.markup.asking import is_stub, is_update, number
from newsld.markup.checking import Check
from newsld.markup.nodes import Node, Value

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
_SUPPORTED: Final = "BMP, GIF, JPEG, PNG, WebP, SVG and AVIF"


class Picture(NamedTuple):
    """One image of an article: where it stands, its addresses, and its size where the markup says it."""

    value: Value
    links: tuple[Value, ...]
    width: int | None
    height: int | None


def images(article: Node) -> Iterator[Finding]:
    """What is wrong with the images of an article."""
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
        yield article.finding("NLD-GOO-040", "has no image", help=mend)


def images_can_be_fetched(article: Node, pictures: Sequence[Picture]) -> Iterator[Finding]:
    """NLD-GOO-041: an image has an absolute http(s) address, and is not put into the markup itself."""
    for picture in pictures:
        if not picture.links:
            message, mend = "an image without an address", "add url, the absolute http(s) address of the file"
            yield article.finding("NLD-GOO-041", message, help=mend, at=picture.value)
        for link in picture.links:
            if (fault := _unfetchable((link.text or "").strip())) is not None:
                message, mend = fault
                yield link.owner.finding("NLD-GOO-041", message, help=mend, at=link)


def images_are_large(article: Node, pictures: Sequence[Picture]) -> Iterator[Finding]:
    """NLD-GOO-042: images have 50,000 pixels at least, and come in 16x9, 4x3 and 1x1."""
    sized = [picture for picture in pictures if picture.width and picture.height]
    for picture in sized:
        width, height = picture.width or 0, picture.height or 0
        if width * height < _LEAST_PIXELS:
            message = f"an image of {width} x {height} has {width * height:,} pixels"
            mend = f"give one of at least {_LEAST_PIXELS:,} pixels, width times height"
            yield article.finding("NLD-GOO-042", message, help=mend, at=picture.value)
    if sized and len(sized) == len(pictures):
        shapes = {name for picture in sized for name, ratio in _RATIOS.items() if _is_of(picture, ratio)}
        if missing := [name for name in _RATIOS if name not in shapes]:
            message = f"has no image in {' or '.join(missing)}"
            mend = "give the picture in 16x9, 4x3 and 1x1: each place of a search page crops its own"
            yield article.finding("NLD-GOO-042", message, help=mend, at="image")


def images_are_of_the_story(article: Node, pictures: Sequence[Picture]) -> Iterator[Finding]:
    """NLD-GOO-043: an image shows the story and not the publisher's logo, in a format that is supported."""
    logos = {
        _bare(link)
        for publisher in article.nodes("publisher")
        for logo in publisher.values("logo")
        for link in _links(logo)
    }
    for picture in pictures:
        for link in picture.links:
            address = _bare(link)
            ending = address.rpartition("/")[2].rpartition(".")[2].lower()
            if address in logos:
                message, mend = (
                    "the image is the publisher’s logo",
                    "give a picture of what the story is about",
                )
                yield link.owner.finding("NLD-GOO-043", message, help=mend, at=link)
            elif ending in _FOREIGN and "." in address.rpartition("/")[2]:
                message = f"the image is a file of another kind: {_FOREIGN[ending]}"
                yield link.owner.finding("NLD-GOO-043", message, help=f"Google reads {_SUPPORTED}", at=link)


def images_are_wide(article: Node, pictures: Sequence[Picture]) -> Iterator[Finding]:
    """NLD-GOO-044: the widest image has 1,200 pixels at least."""
    widths = [picture.width for picture in pictures if picture.width]
    if widths and len(widths) == len(pictures) and max(widths) < _LEAST_WIDTH:
        message = f"the widest image has {max(widths):,} pixels from side to side"
        mend = f"give one of at least {_LEAST_WIDTH:,}: Discover shows narrower ones as thumbnails"
        yield article.finding("NLD-GOO-044", message, help=mend, at="image")


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
    shown = address if len(address) <= 60 else f"{address[:60]}…"
    if address.startswith("//"):
        return f"{shown} has no scheme", f"write https:{shown}"
    if ":" in address.partition("/")[0] and not address.lower().startswith(("http:", "https:")):
        return f"{shown} is no http address", "give the https address of the file"
    return f"{shown} is no absolute address", "write it out, with https:// and the name of the site"


def _is_address(text: str) -> bool:
    return _ADDRESS.match(text) is not None


def _bare(link: Value) -> str:
    """An address without what stands behind its path, and without its scheme."""
    address = (link.text or "").strip().partition("?")[0].partition("#")[0]
    return address.partition("://")[2] or address


def _is_of(picture: Picture, ratio: float) -> bool:
    return abs((picture.width or 0) / (picture.height or 1) - ratio) <= _SHARE * ratio


CHECKS: tuple[Check, ...] = (
    Check(("NLD-GOO-040", "NLD-GOO-041", "NLD-GOO-042", "NLD-GOO-043", "NLD-GOO-044"), "article", images),
)
