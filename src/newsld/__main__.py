"""Start the command line: the script `newsld`, and `python -m newsld`."""

from __future__ import annotations

import sys

_INTERRUPTED = 130


def run() -> None:
    """Run the command line. A Ctrl-C while its modules are imported ends quietly, too."""
    try:
        from newsld.cli import main
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    main(prog_name="newsld")


if __name__ == "__main__":
    run()
