"""TOML files that a newsroom wrote: read strictly, every fault told with its file and its mend."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from newsld.findings.errors import ConfigurationError

__all__ = ["read_toml"]


def read_toml(file: Path) -> dict[str, Any]:
    """The content of a TOML file; a byte order mark is passed over.

    Raises ConfigurationError, naming the file, when it cannot be read, is not UTF-8 or is not TOML.
    """
    import tomllib

    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ConfigurationError(
            f"{file}: cannot be read ({error.strerror}): mend its permissions"
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{file}: is not UTF-8 at byte {error.start}: save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{file}: is not TOML: {error}") from error
    except RecursionError as error:
        raise ConfigurationError(f"{file}: is nested too deep for a configuration: flatten it") from error
