"""`python -m newsld`: the command line, where the script of that name is not on the path."""

from __future__ import annotations

from newsld.cli import main

if __name__ == "__main__":
    main(prog_name="newsld")
