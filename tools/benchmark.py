"""Measure newsld, and print the tables of docs/explanation/performance.md.

`make bench` runs it. Without arguments it measures the sections of the page, in about a quarter of an hour on a quiet
machine; `--write` puts them there. Name sections to measure only these. The sections `archive` and `spark` take longer,
need more, and are measured only if they are named: `python tools/benchmark.py archive --stories 1000000`.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import time

from bench.rounds import update
from newsld.model import GC_THRESHOLDS

SECTIONS = ("floors", "peers", "versions", "commands", "processes")
LONG = ("archive", "spark")


def main() -> None:
    """Measure the sections, print each, and write it into the docs when asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"{', '.join(SECTIONS + LONG)}")
    parser.add_argument("--write", action="store_true", help="write the sections into the page")
    parser.add_argument("--stories", type=int, help="how many stories the sections archive and spark convert")
    options = parser.parse_args()
    if unknown := set(options.sections) - {*SECTIONS, *LONG}:
        parser.error(f"there is no section {min(unknown)!r}: use {', '.join(SECTIONS + LONG)}")
    gc.set_threshold(*GC_THRESHOLDS)  # as the commands do
    for section in options.sections or SECTIONS:
        start = time.perf_counter()
        module = importlib.import_module(f"bench.{section}")
        arguments = [options.stories] if section in LONG and options.stories else []
        content: str = module.measure(*arguments)
        print(f"\n## {section}, {time.perf_counter() - start:.0f} s\n\n{content}", flush=True)
        if options.write:
            update(section, content)


if __name__ == "__main__":
    main()
