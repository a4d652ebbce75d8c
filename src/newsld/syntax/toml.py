"""Read TOML files strictly; errors name the file and say how to fix it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from newsld.findings.errors import ConfigurationError

__all__ = ["read_toml"]


def read_toml(file: Path) -> dict[str, Any]:
    """Return the content of a TOML file, without a byte order mark.

    Raises ConfigurationError, naming the file, when it cannot be read, is not UTF-8 or is not TOML.
    """
    import tomllib

    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ConfigurationError(f"{file}: cannot be read ({error.strerror}): fix its permissions") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{file}: is not UTF-8 at byte {error.start}: save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{file}: is not TOML: {error}") from error
    except RecursionError as error:
        raise ConfigurationError(f"{file}: is nested too deep for a configuration: flatten it") from error
