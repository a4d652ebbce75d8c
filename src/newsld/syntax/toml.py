"""Read TOML files strictly; errors name the file and say how to fix it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from newsld.findings.errors import ConfigurationError, unreadable_message
from newsld.syntax.read_file import read_file

_LIMIT: Final = 16 * 1024 * 1024


def read_toml(file: Path) -> dict[str, Any]:
    """Return the content of a TOML file, without a byte order mark.

    Raises ConfigurationError, naming the file, when it cannot be read, is not UTF-8 or is not TOML.
    """
    import tomllib

    try:
        return tomllib.loads(_read(file).decode("utf-8-sig"))
    except OSError as error:
        raise ConfigurationError(unreadable_message(str(file), error)) from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{file}: is not UTF-8 at byte {error.start}: save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{file}: is not TOML: {error}") from error
    except ValueError as error:  # Python does not convert numbers of more than 4,300 digits
        raise ConfigurationError(f"{file}: has a number with too many digits: shorten it") from error
    except RecursionError as error:
        raise ConfigurationError(f"{file}: is nested too deep for a configuration: flatten it") from error


def _read(file: Path) -> bytes:
    """Return the bytes of a configuration file. Raises ConfigurationError for one that is far too large."""
    content = read_file(file, _LIMIT)
    if len(content) > _LIMIT:
        raise ConfigurationError(f"{file}: has more than {_LIMIT:,} bytes: name a configuration file")
    return content
