"""Read and write files of lines compressed with gzip or Zstandard, with flat memory and the same bytes every time.

Zstandard is in the standard library from Python 3.14 on; before, the package `backports.zstd` has the same interface.
"""

from __future__ import annotations

import io
import sys
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Literal, Protocol, cast

from newsld.findings.errors import UsageError
from newsld.syntax.containers import Container, container_of, lines_of

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Compression = Literal["gz", "zst"]
"""How a file is compressed: with gzip, or with Zstandard."""

COMPRESSED_SUFFIXES: Final = (".gz", ".zst")
"""The suffixes that follow the suffix of a compressed file's format."""

_CHUNK: Final = 1 << 17
_GZIP: Final = b"\x1f\x8b"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_ZSTD_SKIPPABLE: Final = b"\x2a\x4d\x18"
_MAGIC: Final = 8
_GZIP_FORMAT: Final = 31
"""The `wbits` of zlib for the gzip format, whose header then contains no time."""


def compression_of(head: bytes) -> Compression | None:
    """Return how a file with these first bytes is compressed; None if it is not."""
    if head.startswith(_GZIP):
        return "gz"
    if head.startswith(_ZSTD) or (head[1:4] == _ZSTD_SKIPPABLE and 0x50 <= head[0] <= 0x5F):
        return "zst"
    return None


def without_compression(name: str) -> str:
    """Return a file name without the suffix of its compression."""
    suffix = next((one for one in COMPRESSED_SUFFIXES if name.lower().endswith(one)), "")
    return name[: len(name) - len(suffix)]


def require_compression(kind: Compression) -> None:
    """Raise UsageError if this Python cannot read and write files that are compressed in this way."""
    if kind == "zst":
        _zstd()


def compress(content: bytes | bytearray, kind: Compression) -> bytes:
    """Return bytes as one gzip member or Zstandard frame; several that follow each other are one file."""
    if kind == "gz":
        packer = zlib.compressobj(wbits=_GZIP_FORMAT)
        return packer.compress(content) + packer.flush()
    return cast("bytes", _zstd().compress(bytes(content)))


def decompressed(stream: BinaryIO, head: bytes = b"") -> tuple[BinaryIO, bytes]:
    """Return a stream of the decompressed bytes, and those of `head` that come before it.

    `head` was already read from the stream; without it, the stream can peek. What is not compressed is returned as it
    is. A WARC or Parquet file, which may be compressed, is a stream of its records as lines. Raises UsageError for a
    file that needs a package which is not installed, and for Parquet in a stream that cannot seek.
    """
    start = head or _peek(stream)
    kind = compression_of(start)
    if kind is not None:
        packed = _DecompressedStream(stream, kind, head)
        stream, head = cast("BinaryIO", io.BufferedReader(packed, _CHUNK)), b""
        start = _peek(stream)
    container = container_of(start)
    if container is None:
        return stream, head
    if container == "parquet" and (head or not stream.seekable()):
        raise UsageError("a Parquet file cannot be read from a pipe: name the file")
    if head:
        stream = cast("BinaryIO", io.BufferedReader(_JoinedStream(head, stream), _CHUNK))
    return cast("BinaryIO", io.BufferedReader(_RecordStream(stream, container), _CHUNK)), b""


def _peek(stream: BinaryIO) -> bytes:
    peek = getattr(stream, "peek", None)
    return bytes(peek(_MAGIC)[:_MAGIC]) if peek is not None else b""


def damage_of(stream: BinaryIO) -> str | None:
    """Return why a stream of `decompressed` ended too early; None if it did not."""
    raw = getattr(stream, "raw", None)
    return raw.damage if isinstance(raw, _DecompressedStream | _RecordStream) else None


def decompressed_head(head: bytes) -> bytes:
    """Return the first bytes of a file decompressed, as far as they can be."""
    stream, rest = decompressed(io.BytesIO(b""), head)
    return rest or stream.read(len(head))


class _Decompressor(Protocol):
    """What decompresses one gzip member or Zstandard frame."""

    @property
    def eof(self) -> bool:
        """Whether it has ended."""

    @property
    def needs_input(self) -> bool:
        """Whether more data is needed before more bytes come."""

    @property
    def unused_data(self) -> bytes:
        """The bytes after its end."""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Return at most so many bytes; what is left of the data is kept."""


class _GzipMember:
    """Decompresses one member of a gzip file, with the interface that Zstandard has."""

    def __init__(self) -> None:
        self._packed = zlib.decompressobj(wbits=_GZIP_FORMAT)

    @property
    def eof(self) -> bool:
        """Whether the member has ended."""
        return self._packed.eof

    @property
    def needs_input(self) -> bool:
        """Whether more data is needed before more bytes come."""
        return not self._packed.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        """The bytes after the end of the member."""
        return self._packed.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Return at most so many bytes; what is left of the data is kept. Raises zlib.error."""
        return self._packed.decompress(self._packed.unconsumed_tail + data, max_length)


class _ConvertedStream(io.RawIOBase):
    """A stream of what other bytes contain. It ends at damaged data, and `damage` then says what is wrong."""

    def __init__(self, stream: BinaryIO) -> None:
        self.damage: str | None = None
        self._stream = stream
        self._position = 0

    def tell(self) -> int:
        """Return the number of bytes that were read from this stream."""
        return self._position

    def readable(self) -> bool:
        """Return True: the stream can be read."""
        return True


class _DecompressedStream(_ConvertedStream):
    """The decompressed bytes of a stream."""

    def __init__(self, stream: BinaryIO, kind: Compression, head: bytes) -> None:
        require_compression(kind)
        super().__init__(stream)
        self._kind: Compression = kind
        self._input = head
        self._member: _Decompressor | None = None

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read decompressed bytes into a buffer, and return their number; 0 at the end."""
        view = memoryview(buffer).cast("B")
        content = b""
        while not content and self.damage is None and self._fill():
            assert self._member is not None, "the stream has an open member"
            data, self._input = self._input, b""
            try:
                content = self._member.decompress(data, len(view))
            except (zlib.error, OSError) as error:
                self.damage = _reason(error)
            except Exception as error:
                if type(error).__name__ != "ZstdError":
                    raise
                self.damage = _reason(error)
            if self._member.eof:
                self._input, self._member = self._member.unused_data, None
        view[: len(content)] = content
        self._position += len(content)
        return len(content)

    def _fill(self) -> bool:
        """Return whether there is a member to decompress, after opening one and reading more input as needed."""
        if self._member is None:
            if self._kind == "gz":
                self._input = self._input.lstrip(b"\0")  # padding, as tape drives add it
            while not self._input:
                self._input = self._stream.read(_CHUNK)
                if not self._input:
                    return False
                if self._kind == "gz":
                    self._input = self._input.lstrip(b"\0")
            self._member = _GzipMember() if self._kind == "gz" else _zstd().ZstdDecompressor()
        elif self._member.needs_input:
            self._input = self._stream.read(_CHUNK)
            if not self._input:
                self.damage = "it ends in the middle of its compressed data"
                return False
        return True


class _JoinedStream(io.RawIOBase):
    """Bytes that were read before, and the stream that they come from."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        """Return True: the stream can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read bytes into a buffer, and return their number; 0 at the end."""
        view = memoryview(buffer).cast("B")
        content = self._head[: len(view)] or self._stream.read(len(view))
        self._head = self._head[len(view) :]
        view[: len(content)] = content
        return len(content)


class _RecordStream(_ConvertedStream):
    """The records of a WARC or Parquet file as lines."""

    def __init__(self, stream: BinaryIO, container: Container) -> None:
        super().__init__(stream)
        self._records = lines_of(stream, container)
        self._rest = b""

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read lines into a buffer, and return the number of bytes; 0 at the end."""
        view = memoryview(buffer).cast("B")
        while not self._rest and self.damage is None:
            try:
                self._rest = next(self._records, b"")
            except ValueError as error:
                self.damage = _reason(error)
            if not self._rest:
                self.damage = damage_of(self._stream) or self.damage
                break
        content, self._rest = self._rest[: len(view)], self._rest[len(view) :]
        view[: len(content)] = content
        self._position += len(content)
        return len(content)


def _reason(error: Exception) -> str:
    return f"its data is damaged ({' '.join(str(error).split())})"


def _zstd() -> Any:
    """Return the module for Zstandard. Raises UsageError if there is none."""
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    except ImportError:
        raise UsageError(
            "files compressed with Zstandard need a package. Run: pip install 'newsld[zstd]'"
        ) from None
    return zstd
