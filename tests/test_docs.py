"""The documentation is true: its generated pages are fresh, its examples run, nothing is left out, no link is dead.

Each page has a folder of its own, in which its fenced blocks are taken in order:

- `console`: the lines that begin with `$ ` are run by a shell, and must print the lines that follow them, what goes to
  standard error last. A line that is `…` stands for any lines, a `…` in a line for any words. The last
  command of a block must end with exit status 0, or with the one that `<!-- exit: 1 -->` above the block states.
- `python`: is run, and must print what its lines `# prints: …` say, in their order. Under `<!-- needs: NAME -->`
  it is run where that package is installed.
- under `<!-- file: NAME -->`: is written to the file NAME. Markdown is a story, and has no error.
- `diff` under `<!-- edit: NAME -->`: the lines with `-` in the file NAME become the lines with `+`.
- under `<!-- in: NAME -->`: its lines stand in the file NAME, in this order; `…` as above. A page may
  show parts of a file before the whole of it.
- `markdown`: the same, without being written.
- `json`, `toml`, `yaml`: is parsed.
- `text`: is no example: a form, a picture, a list of words.
- under `<!-- not run: REASON -->`: is left alone.

Any other block fails.
"""

from __future__ import annotations

import importlib.util
import inspect
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

import newsld
from generate import PAGES as GENERATED_PAGES
from newsld.findings.catalogue import catalogue
from newsld.formats import FORMATS

ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md")))
}
NEWSLD = [sys.executable, "-c", "from newsld.cli import main; main(prog_name='newsld')"]
DIRECTIVE = re.compile(r"<!-- (file|edit|in|exit|needs|not run): (.+?) -->")
HEADING = re.compile(r"(#{1,6}) (.+?)\s*#*")
LINK = re.compile(r"(?<!\!)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(([^()\s]+)\)")
MARK = "\x1e"


@dataclass(frozen=True)
class Block:
    """A fenced block of a page, with the comment above it."""

    page: str
    line: int
    language: str
    text: str
    directive: str = ""
    value: str = ""

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def _blocks(page: str) -> Iterator[Block]:
    lines = PAGES[page].split("\n")
    opened: tuple[int, str, str, str] | None = None
    above = ""
    for number, line in enumerate(lines, start=1):
        fence = re.match(r"( {0,3})(`{3,})\s*(\S*)", line)
        if opened is None and fence:
            opened = number, fence[2], fence[3], fence[1]
        elif opened is not None and line.strip() == opened[1]:
            said = DIRECTIVE.fullmatch(above.strip())
            text = "\n".join(held.removeprefix(opened[3]) for held in lines[opened[0] : number - 1])
            yield Block(page, opened[0], opened[2], text, *(said.groups() if said else ()))
            opened, above = None, ""
        elif opened is None and line.strip():
            above = line
    assert opened is None, f"{page}:{opened[0]}: the block is never closed"


BLOCKS = {page: list(_blocks(page)) for page in PAGES}


def test_there_are_pages_and_examples() -> None:
    """A test that collects nothing would hold nothing."""
    assert {"README.md", "docs/tutorial.md", "docs/reference/commands.md"} <= PAGES.keys()
    kinds = {block.language for blocks in BLOCKS.values() for block in blocks}
    assert {"console", "python", "markdown", "yaml", "json", "toml"} <= kinds


@pytest.mark.parametrize("name", sorted(GENERATED_PAGES))
def test_a_generated_page_says_what_the_code_says(name: str) -> None:
    """`make docs` would change nothing."""
    written = (ROOT / "docs" / "reference" / name).read_text("utf-8")
    assert written == GENERATED_PAGES[name](), f"docs/reference/{name} is out of date: run `make docs`"


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the program `newsld`, as somebody who installed newsld has it on PATH."""
    folder = tmp_path_factory.mktemp("programs")
    program = folder / "newsld"
    program.write_text(f'#!/bin/sh\nexec {shlex.join(NEWSLD)} "$@"\n', "utf-8")
    program.chmod(0o755)
    return folder


def _environment(programs: Path) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEWSLD")}
    return kept | {
        "PATH": f"{programs}{os.pathsep}{kept['PATH']}",
        "PYTHONPATH": str(Path(newsld.__file__).parent.parent),
        "PYTHONDONTWRITEBYTECODE": "1",
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "LC_ALL": "C.UTF-8",
    }


@pytest.mark.parametrize("page", [page for page in PAGES if BLOCKS[page]])
def test_the_examples_of_a_page_run(page: str, programs: Path, tmp_path: Path) -> None:
    """Every block does what the convention at the top of this file says."""
    for block in BLOCKS[page]:
        _try(block, tmp_path, _environment(programs))


def _try(block: Block, folder: Path, environment: Mapping[str, str]) -> None:
    file = folder / block.value if block.directive in {"file", "edit", "in"} else folder
    match block.directive, block.language:
        case "not run", _:
            return
        case "file", _:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text + "\n", "utf-8")
            if block.language == "markdown":
                _check_story(block, file)
        case "edit", "diff":
            _edit(block, file)
        case "in", _:
            text = file.read_text("utf-8") if file.exists() else _announced(block)
            assert _like(block.text, text, part=True), f"{block}: {block.value} has no such lines"
        case _, "console":
            _run_console(block, folder, environment)
        case "needs", "python" if importlib.util.find_spec(block.value) is None:
            return
        case "" | "needs", "python":
            _run_python(block, folder, environment)
        case "", "markdown":
            _check_story(block, block.text.encode())
        case "", "text":
            return
        case "", "json":
            json.loads(block.text)
        case "", "toml":
            tomllib.loads(block.text)
        case "", "yaml":
            _parse_yaml(block)
        case _:
            pytest.fail(f"{block}: nothing says how to try a block of {block.language or 'no language'}")


def _check_story(block: Block, source: Path | bytes) -> None:
    errors = [str(one) for one in newsld.check(source, "markdown") if one.severity == "error"]
    assert not errors, f"{block}: {errors}"


def _announced(block: Block) -> str:
    """The file that a later block of the page holds."""
    later = [one.text for one in BLOCKS[block.page] if (one.directive, one.value) == ("file", block.value)]
    assert later, f"{block}: there is no {block.value}"
    return later[0]


def _parse_yaml(block: Block) -> None:
    import yaml

    assert yaml.safe_load(block.text) is not None, f"{block}: says nothing"


def _edit(block: Block, file: Path) -> None:
    lines = block.text.split("\n")
    assert all(line[:1] in "+- " for line in lines), f"{block}: lines of a diff begin with + or - or a space"
    before = "\n".join(line[1:] for line in lines if line[:1] != "+")
    after = "\n".join(line[1:] for line in lines if line[:1] != "-")
    text = file.read_text("utf-8")
    assert text.count(before) == 1, f"{block}: {file.name} has these lines {text.count(before)} times"
    file.write_text(text.replace(before, after), "utf-8")


def _run_console(block: Block, folder: Path, environment: Mapping[str, str]) -> None:
    commands = re.split(r"(?m)^\$ ", block.text)
    assert not commands[0].strip(), f"{block}: begins with a command"
    told = [command.partition("\n") for command in commands[1:]]
    beside = f"{folder}.stderr"
    after = f"__was=$?; cat {beside}; printf '{MARK}'; (exit $__was)"
    script = "".join(f"{{ {typed}\n}} 2> {beside}\n{after}\n" for typed, _, _ in told)
    done = subprocess.run(
        ["/bin/sh", "-c", script],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    *printed, rest = done.stdout.decode("utf-8").split(MARK)
    assert not rest, f"{block}: {rest}"
    for (typed, _, expected), actual in zip(told, printed, strict=True):
        assert _like(expected, actual), (
            f"{block}: $ {typed}\nprinted:\n{actual}\nand the page says:\n{expected}"
        )
    status = int(block.value) if block.directive == "exit" else 0
    assert done.returncode == status, f"{block}: exit status {done.returncode}\n{printed[-1]}"


def _run_python(block: Block, folder: Path, environment: Mapping[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", block.text],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    printed = done.stdout.decode("utf-8")
    assert done.returncode == 0, f"{block}:\n{printed}"
    expected = "\n".join(re.findall(r"(?m)^ *# prints: (.*)$", block.text))
    assert _like(expected, printed), f"{block}: printed:\n{printed}\nand the page says:\n{expected}"


def _like(pattern: str, text: str, *, part: bool = False) -> bool:
    """Whether a text is what a page shows of it; `part`: whether it has that somewhere."""
    wanted = []
    for line in pattern.strip("\n").split("\n"):
        stripped = line.strip()
        wanted.append(
            r"(?:.*\n)*?" if stripped == "…" else re.escape(line.rstrip()).replace("…", ".*") + r"[ \t]*\n"
        )
    whole = "".join(wanted)
    if part:
        return re.search(f"(?m)^{whole}", text.rstrip("\n") + "\n") is not None
    text = "\n".join(line.rstrip() for line in text.strip("\n").split("\n"))
    return re.fullmatch(whole, text + "\n") is not None


def test_what_make_export_prints_is_what_the_readme_says(programs: Path, tmp_path: Path) -> None:
    """The listing of the README is what the command of the Makefile writes from fixtures/stories."""
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures")
    (block,) = [block for block in BLOCKS["README.md"] if block.text.startswith("$ make export\n…")]
    recipe = (ROOT / "Makefile").read_text("utf-8").partition("\nexport:")[2].split("\n\n")[0].split("\n")[1:]
    script = "\n".join(line.strip().removeprefix("@").replace("$(BIN)/", "") for line in recipe)
    done = subprocess.run(
        ["/bin/sh", "-ec", script],
        cwd=tmp_path,
        env=_environment(programs),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    printed = done.stdout.decode("utf-8")
    assert done.returncode == 0, printed
    assert _like(block.text.partition("\n")[2], printed), printed


def test_every_command_and_option_is_in_the_reference() -> None:
    """Whatever can be typed can be looked up."""
    import click

    from newsld.cli import main

    page = PAGES["docs/reference/commands.md"]
    context = click.Context(main, info_name="newsld")
    names = main.list_commands(context)
    assert {"check", "export", "init", "schema"} <= set(names)
    for name in names:
        command = main.get_command(context, name)
        assert command is not None
        section = page.partition(f"\n## newsld {name}\n")[2].partition("\n## ")[0]
        assert section, f"`newsld {name}` has no section"
        assert (command.help or "").strip(), f"`newsld {name}` has no help"
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not parameter.hidden:
                assert parameter.help, f"{parameter.opts[0]} of `newsld {name}` has no help"
                for option in (*parameter.opts, *parameter.secondary_opts):
                    assert re.search(rf"`[^`]*{re.escape(option)}\b[^`]*`", section), (
                        f"{option} of `newsld {name}`"
                    )


def test_every_format_is_in_the_reference_and_the_readme() -> None:
    """Each has a section of its own, and a line on the first page."""
    assert FORMATS
    for known in FORMATS:
        assert f"\n## {known.name}\n" in PAGES["docs/reference/formats.md"], known.name
        assert f"`{known.name}`" in PAGES["README.md"], known.name


def test_every_rule_is_in_the_reference() -> None:
    """Each code has a section, and so an address that never changes."""
    assert catalogue()
    for code in catalogue():
        assert f"\n## {code}\n" in PAGES["docs/reference/findings.md"], code


def test_every_public_name_is_in_the_reference() -> None:
    """What `import newsld` offers is explained."""
    assert newsld.__all__
    for name in newsld.__all__:
        assert f"\n## {name}\n" in PAGES["docs/reference/api.md"], name
        assert inspect.getdoc(getattr(newsld, name)), f"newsld.{name} has no docstring"


def test_every_term_of_our_own_is_explained() -> None:
    """Each term of the newsld namespace that the code names has its line in the reference."""
    written = {
        term
        for path in (ROOT / "src" / "newsld" / "schemaorg" / "jsonld").glob("*.py")
        for term in re.findall(r"newsld:([a-zA-Z]+)", path.read_text("utf-8"))
    }
    from newsld.schemaorg.jsonld.terms import DATES

    dates = {"observationDate", "datePublished", *(term for pairs in DATES.values() for _, term in pairs)}
    written |= dates | {f"{term}Basis" for term in dates} | {"of", "at"}
    explained = set(re.findall(r"(?m)^\| `newsld:(\w+)` \|", PAGES["docs/reference/jsonld.md"]))
    assert explained == written


def _anchors(page: str) -> set[str]:
    """The anchors of a page, as the usual hosts of repositories make them from headings."""
    found: list[str] = []
    fenced = False
    for line in PAGES[page].split("\n"):
        fenced ^= line.lstrip().startswith("```")
        heading = HEADING.fullmatch(line)
        if heading and not fenced:
            words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading[2]).replace("`", "")
            slug = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
            found.append(slug if slug not in found else f"{slug}-{found.count(slug)}")
        found += re.findall(r'<a id="([^"]+)">', line)
    return set(found)


@pytest.mark.parametrize("page", sorted(PAGES))
def test_every_link_leads_somewhere(page: str) -> None:
    """Relative links name files that are there, and anchors that these have."""
    prose = re.sub(r"(?ms)^ {0,3}(`{3,}).*?^ {0,3}\1 *$", "", PAGES[page])
    prose = re.sub(r"`[^`\n]+`", "``", prose)
    for target in LINK.findall(prose):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        found = (ROOT / page).parent / name if name else ROOT / page
        assert found.exists(), f"{page}: there is no {target}"
        if anchor:
            inside = found.resolve().relative_to(ROOT).as_posix()
            assert anchor in _anchors(inside), f"{page}: {inside} has no #{anchor}"


def test_every_page_can_be_reached_from_the_index() -> None:
    """No page is an island: links lead from docs/index.md to each, on at most two steps."""
    start = "docs/index.md"
    reached = {start}
    for _ in range(2):
        for page in sorted(reached):
            for target in LINK.findall(PAGES[page]):
                found = ((ROOT / page).parent / target.partition("#")[0]).resolve()
                if found.is_relative_to(ROOT) and found.relative_to(ROOT).as_posix() in PAGES:
                    reached.add(found.relative_to(ROOT).as_posix())
    assert {page for page in PAGES if page.startswith("docs/")} <= reached


def test_headings_go_down_one_level_at_a_time() -> None:
    """A page has one title, and no level is skipped."""
    for page, content in PAGES.items():
        if page == "CHANGELOG.md":
            continue
        text = re.sub(r"(?ms)^(`{3,}).*?^\1 *$", "", content)
        levels = [len(heading) for heading in re.findall(r"(?m)^(#+) ", text)]
        assert levels and levels[0] == 1 and levels.count(1) == 1, f"{page}: one title, at the top"
        assert all(after <= before + 1 for before, after in pairwise(levels)), f"{page}: a level is skipped"
