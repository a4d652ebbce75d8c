"""Check the images of published articles: they exist, can be fetched, show the story and are large enough."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from newsld.findings import Finding
from newsld.model.text.shorten import quote, shorten
from newsld.syntax.patterns import lazy_pattern
from newsld.web.markup.check import Check
from newsld.web.markup.nodes import Node, Value
from newsld.web.markup.queries import is_reference_only, is_update, number, plain_values

_LEAST_PIXELS: Final = 50_000
_LEAST_WIDTH: Final = 1_200
_RATIOS: Final = {"16x9": 16 / 9, "4x3": 4 / 3, "1x1": 1.0}
_TOLERANCE: Final = 0.02
"""How far an image may deviate from a ratio: 1200 x 676 is 16x9 too."""
_UNSUPPORTED: Final = {
    "tif": "TIFF", "tiff": "TIFF", "heic": "HEIC", "heif": "HEIF", "jxl": "JPEG XL", "jp2": "JPEG 2000",
    "psd": "Photoshop", "eps": "EPS", "ai": "Illustrator", "ico": "icon", "pdf": "PDF", "mp4": "video",
    "webm": "video", "mov": "video", "m3u8": "video", "mp3": "audio", "html": "web page", "htm": "web page",
}  # fmt: skip
"""File name extensions that Google does not show as images, with the type of file."""
_ADDRESS: Final = lazy_pattern(r"https?://(?:[^\s/?#\[\]]+|\[[0-9a-f:.]+\])", re.IGNORECASE)
_SCHEME: Final = lazy_pattern(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_USUAL: Final = lazy_pattern(r"https?://([^\s/?#\[\]]+/[^\s?#]*\.(?:avif|gif|jpe?g|png|webp))")
"""The address of an image as most publishers write it; the group is the address without its scheme."""
_SIZE: Final = re.compile(r"(?<![0-9])([0-9]{2,5})[x×,._-]([0-9]{2,5})(?![0-9])", re.ASCII)
"""A size in the address of an image: width and height."""
_SUPPORTED: Final = "BMP, GIF, JPEG, PNG, WebP, SVG or AVIF"


class ArticleImage(NamedTuple):
    """One image of an article: its value, its addresses, and its size in pixels if the markup has it.

    `is_swapped` is whether the markup has width and height in each other's place, as the address of the image shows;
    here they are right.
    """

    value: Value
    links: tuple[Value, ...]
    width: int | None
    height: int | None
    is_swapped: bool = False


def check_images(article: Node) -> Iterator[Finding]:
    """Yield the findings about the images of an article."""
    if _are_plainly_valid(article):
        return
    images = list(_images(article))
    if not images:
        yield from image_exists(article)
        return
    yield from images_can_be_fetched(article, images)
    yield from images_show_story(article, images)
    if not is_update(article):
        yield from images_are_large(article, images)
        yield from images_are_wide(article, images)


def image_exists(article: Node) -> Iterator[Finding]:
    """Yield NLD-GOO-040 if an article has no image."""
    if not is_update(article) and not article.has("image"):
        suggestion = "add image: the absolute address of a picture that shows the story"
        yield article.finding("NLD-GOO-040", "the article has no image", suggestion=suggestion)


def images_can_be_fetched(article: Node, images: Sequence[ArticleImage]) -> Iterator[Finding]:
    """Yield NLD-GOO-041 for images without an absolute http(s) address."""
    for image in images:
        if not image.links:
            message, suggestion = (
                "the image has no address",
                "add url: the absolute http(s) address of the file",
            )
            yield article.finding("NLD-GOO-041", message, suggestion=suggestion, at=image.value)
        for link in image.links:
            if (fault := _address_fault((link.text or "").strip(), link)) is not None:
                message, suggestion = fault
                yield link.owner.finding("NLD-GOO-041", message, suggestion=suggestion, at=link)


def images_are_large(article: Node, images: Sequence[ArticleImage]) -> Iterator[Finding]:
    """Yield NLD-GOO-042 for images below 50,000 pixels, NLD-GOO-045 for missing shapes."""
    sized = [image for image in images if image.width and image.height]
    for image in sized:
        width, height = image.width or 0, image.height or 0
        if width * height < _LEAST_PIXELS:
            message = f"the image of {width} x {height} has only {width * height:,} pixels"
            suggestion = f"use an image of at least {_LEAST_PIXELS:,} pixels, width times height"
            yield article.finding("NLD-GOO-042", message, suggestion=suggestion, at=image.value)
    if sized and len(sized) == len(images):
        shapes = {name for image in sized for name in _shapes(image.width or 0, image.height or 1)}
        if missing := [name for name in _RATIOS if name not in shapes]:
            message = f"the article has no image in {' or '.join(missing)}"
            suggestion = "add the image in 16x9, 4x3 and 1x1, because search results crop it to each shape"
            yield article.finding("NLD-GOO-045", message, suggestion=suggestion, at="image")


def images_show_story(article: Node, images: Sequence[ArticleImage]) -> Iterator[Finding]:
    """Yield NLD-GOO-043 for images that are the publisher's logo or not in a supported format."""
    logos = {
        _bare(link.text or "")
        for publisher in article.nodes("publisher")
        for logo in publisher.values("logo")
        for link in _links(logo)
    }
    for image in images:
        for link in image.links:
            address = _bare(link.text or "")
            extension = _extension(address)
            if address in logos:
                message, suggestion = (
                    "the image is the publisher’s logo",
                    "use a picture that shows the story",
                )
                yield link.owner.finding("NLD-GOO-043", message, suggestion=suggestion, at=link)
            elif extension in _UNSUPPORTED:
                message = (
                    f"the type of the image file is {_UNSUPPORTED[extension]}, which Google does not show"
                )
                yield link.owner.finding("NLD-GOO-043", message, suggestion=f"use {_SUPPORTED}", at=link)


def images_are_wide(article: Node, images: Sequence[ArticleImage]) -> Iterator[Finding]:
    """Yield NLD-GOO-044 for swapped sizes, and if the widest image is narrower than 1,200 pixels."""
    for image in images:
        if image.is_swapped:
            size = f"{image.width} x {image.height}"
            message = f"width and height of the image are swapped: its address says {size}"
            suggestion = f"write {image.width} as the width, and {image.height} as the height"
            yield article.finding("NLD-GOO-044", message, suggestion=suggestion, at=image.value)
    widths = [image.width for image in images if image.width]
    if widths and len(widths) == len(images) and max(widths) < _LEAST_WIDTH:
        message = f"the widest image is {max(widths):,} pixels wide"
        suggestion = f"use one that is at least {_LEAST_WIDTH:,} pixels wide"
        yield article.finding("NLD-GOO-044", message, suggestion=suggestion, at="image")


def _are_plainly_valid(article: Node) -> bool:
    """Return whether a quick look at the JSON shows images without findings."""
    images = plain_values(article, article.data.get("image"))
    logos = _plain_logos(article)
    if not images or logos is None:
        return False
    widths: list[int] = []
    shapes: set[str] = set()
    for image in images:
        links = _plain_links(image)
        if not links or any(_may_be_invalid(link, logos) for link in links):
            return False
        if image.__class__ is dict and ("width" in image or "height" in image):
            width, height = image.get("width"), image.get("height")
            if width.__class__ is not int or height.__class__ is not int or width * height < _LEAST_PIXELS:
                return False
            widths.append(width)
            shapes.update(_shapes(width, height))
    # Unless every image has a size, the shapes and the largest width are unknown.
    return len(widths) < len(images) or (len(shapes) == len(_RATIOS) and max(widths) >= _LEAST_WIDTH)


def _may_be_invalid(link: str, logos: set[str]) -> bool:
    """Return whether an address may have a finding."""
    if usual := _USUAL.fullmatch(link):
        return usual[1] in logos
    address = _bare(link)
    return not _is_address(link) or address in logos or _extension(address) in _UNSUPPORTED


def _plain_logos(article: Node) -> set[str] | None:
    """Return the bare addresses of the publishers' logos; None if the JSON does not show them plainly."""
    addresses: set[str] = set()
    for publisher in plain_values(article, article.data.get("publisher")) or ():
        logos = plain_values(article, publisher.get("logo")) if publisher.__class__ is dict else []
        for logo in logos or ():
            links = _plain_links(logo)
            if not links:
                return None
            addresses.update(map(_bare, links))
    return addresses


def _plain_links(raw: Any) -> list[str]:
    """Return the addresses in the JSON of an image; none if they are not all strings."""
    if raw.__class__ is str:
        return [raw]
    links = [raw[term] for term in ("url", "contentUrl") if term in raw] if raw.__class__ is dict else []
    return links if all(link.__class__ is str for link in links) else []


def _images(article: Node) -> Iterator[ArticleImage]:
    """Yield the images of an article without bare references to others."""
    for value in article.values("image"):
        node = value.node
        if node is None:
            if value.text is not None:
                yield ArticleImage(value, (value,), None, None)
        elif not is_reference_only(node):
            links, width, height = tuple(_links(value)), number(node, "width"), number(node, "height")
            if width and height and any(_says_swapped(link.text or "", width, height) for link in links):
                yield ArticleImage(value, links, height, width, is_swapped=True)
            else:
                yield ArticleImage(value, links, width, height)


def _says_swapped(address: str, width: int, height: int) -> bool:
    """Return whether an address contains the height before the width, such as 1440x1080 for a width of 1080."""
    sizes = {(int(first), int(second)) for first, second in _SIZE.findall(address)}
    return width != height and (height, width) in sizes and (width, height) not in sizes


def _links(value: Value) -> Iterator[Value]:
    """Yield the values that are the addresses of an image."""
    node = value.node
    if node is None:
        if value.text is not None:
            yield value
        return
    links = [link for term in ("url", "contentUrl") for link in node.values(term) if link.text is not None]
    if not links:
        links = [link for link in node.values("@id") if link.text is not None and _is_address(link.text)]
    yield from links


def _address_fault(address: str, link: Value) -> tuple[str, str] | None:
    """Return the message and suggestion for an address that cannot be fetched, None for a valid one."""
    if address[:5].lower() == "data:":
        return "the image is inside the markup (data:)", "publish the image as a file and write its address"
    if _is_address(address):
        return None
    if link.block.syntax in ("microdata", "rdfa") and not _SCHEME.match(address):
        return None  # HTML resolves it against the address of the page, which a file does not state
    shown = f"the image address {quote(address)}"
    if address.startswith("//"):
        return f"{shown} has no scheme", f"write https:{shorten(address)}"
    if ":" in address.partition("/")[0] and not address.lower().startswith(("http:", "https:")):
        return f"{shown} is not an http(s) address", "write the https address of the file"
    return f"{shown} is not absolute", "write the full address, with https:// and the name of the site"


def _is_address(text: str) -> bool:
    return _ADDRESS.match(text) is not None


def _bare(link: str) -> str:
    """Return an address without its scheme, query and fragment."""
    address = link.strip().partition("?")[0].partition("#")[0]
    return address.partition("://")[2] or address


def _extension(address: str) -> str:
    """Return the file name extension in lower case; empty if there is none."""
    _, dot, extension = address.rpartition("/")[2].rpartition(".")
    return extension.lower() if dot else ""


@lru_cache(maxsize=1024)
def _shapes(width: int, height: int) -> list[str]:
    """Return the names of the ratios that an image of this size has."""
    return [name for name, ratio in _RATIOS.items() if abs(width / height - ratio) <= _TOLERANCE * ratio]


CHECKS: tuple[Check, ...] = (
    Check(
        ("NLD-GOO-040", "NLD-GOO-041", "NLD-GOO-042", "NLD-GOO-043", "NLD-GOO-044", "NLD-GOO-045"),
        "article",
        check_images,
    ),
)
