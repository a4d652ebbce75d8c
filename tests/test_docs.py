"""The documentation is correct: generated pages are up to date, examples run, nothing is missing, no link is dead.

Each page has a folder of its own, in which its fenced blocks are tried in order:

- `console`: the lines that begin with `$ ` are run by a shell, and must print the lines that follow them, standard
  error last. A line `…` means any lines, a `…` in a line any words. The last command of a block must end with exit
  status 0, or with the one in `<!-- exit: 1 -->` above the block.
- `python`: is run, and must print what its lines `# prints: …` show, in order. Under `<!-- needs: NAME -->` it is
  skipped if that package is not installed.
- under `<!-- file: NAME -->`: is written to the file NAME. Markdown is a story, and must have no error.
- `diff` under `<!-- edit: NAME -->`: the lines with `-` in the file NAME are replaced by the lines with `+`.
- under `<!-- in: NAME -->`: its lines must occur in the file NAME, in this order, with `…` as above. A page may
  show parts of a file before the whole of it.
- `markdown`: must be a story without an error.
- `json`, `toml`, `yaml`: is parsed.
- `text`: is no example: a form, a picture, a list of words.
- under `<!-- not run: REASON -->`: is skipped.

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
from newsld.model import NewsArticle
from newsld.model.fields import MODELS, data_fields_of, properties_of
from newsld.schemaorg.jsonld.namespace import TERMS

ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")))
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
            directive = DIRECTIVE.fullmatch(above.strip())
            text = "\n".join(held.removeprefix(opened[3]) for held in lines[opened[0] : number - 1])
            yield Block(page, opened[0], opened[2], text, *(directive.groups() if directive else ()))
            opened, above = None, ""
        elif opened is None and line.strip():
            above = line
    assert opened is None, f"{page}:{opened[0]}: the block is never closed"


BLOCKS = {page: list(_blocks(page)) for page in PAGES}


def test_there_are_pages_and_examples() -> None:
    """The tests below find pages and examples to try."""
    assert {"README.md", "CONTRIBUTING.md", "docs/tutorial.md", "docs/reference/commands.md"} <= PAGES.keys()
    kinds = {block.language for blocks in BLOCKS.values() for block in blocks}
    assert {"console", "python", "markdown", "yaml", "json", "toml"} <= kinds


@pytest.mark.parametrize("name", sorted(GENERATED_PAGES))
def test_a_generated_page_is_up_to_date(name: str) -> None:
    """`make docs` changes nothing."""
    written = (ROOT / "docs" / "reference" / name).read_text("utf-8")
    assert written == GENERATED_PAGES[name](), f"docs/reference/{name} is out of date: run `make docs`"


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for PATH with the program `newsld`."""
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
    """Every block passes, by the conventions at the top of this file."""
    tried = 0
    for block in BLOCKS[page]:
        _try(block, tmp_path, _environment(programs))
        tried += 1
    assert tried == len(BLOCKS[page])


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
    """Return the file that a later block of the page contains."""
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
    steps = [command.partition("\n") for command in commands[1:]]
    errors = f"{folder}.stderr"
    after = f"__was=$?; cat {errors}; printf '{MARK}'; (exit $__was)"
    script = "".join(f"{{ {typed}\n}} 2> {errors}\n{after}\n" for typed, _, _ in steps)
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
    for (typed, _, expected), actual in zip(steps, printed, strict=True):
        assert _like(expected, actual), (
            f"{block}: $ {typed}\nprinted:\n{actual}\nand the page shows:\n{expected}"
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
    assert _like(expected, printed), f"{block}: printed:\n{printed}\nand the page shows:\n{expected}"


def _like(pattern: str, text: str, *, part: bool = False) -> bool:
    """Whether a text matches what a page shows of it; with `part`, whether a part of it does."""
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


def test_make_export_prints_what_the_readme_shows(programs: Path, tmp_path: Path) -> None:
    """The command of the Makefile prints the listing of the README."""
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
    """The reference has a section for each command, and its options."""
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
    """Each has a section in the reference and a row in the README."""
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
    """The reference explains every name that `import newsld` offers."""
    assert newsld.__all__
    for name in newsld.__all__:
        assert f"\n## {name}\n" in PAGES["docs/reference/api.md"], name
        assert inspect.getdoc(getattr(newsld, name)), f"newsld.{name} has no docstring"


def test_every_term_of_the_newsld_namespace_is_defined() -> None:
    """Each term that the code uses has a definition, from which its page is generated, and no other has."""
    used = {"of", "at", *(f"{term}" for term in TERMS["Dates"])}
    for path in (ROOT / "src" / "newsld").rglob("*.py"):
        text = path.read_text("utf-8")
        if path.is_relative_to(ROOT / "src" / "newsld" / "schemaorg" / "jsonld"):
            used |= set(re.findall(r"newsld:([a-zA-Z]+)", text))
        used |= set(re.findall(r"\{NAMESPACE\}([a-zA-Z]+)", text))
    used |= {field.alias for field in data_fields_of(NewsArticle)}
    defined = [term for terms in TERMS.values() for term in terms]
    assert sorted(defined) == sorted(used)
    dates = {field.term for model in MODELS for field in properties_of(model) if field.kind == "date"}
    assert dates <= TERMS["Dates"].keys()
    assert all(text.endswith((".", "...")) for terms in TERMS.values() for text in terms.values())


def _anchors(page: str) -> set[str]:
    """Return the anchors of a page, as hosts of repositories derive them from headings."""
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
    """Relative links refer to files that exist, and to anchors in them."""
    prose = re.sub(r"(?ms)^ {0,3}(`{3,}).*?^ {0,3}\1 *$", "", PAGES[page])
    prose = re.sub(r"`[^`\n]+`", "``", prose)
    for target in LINK.findall(prose):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        found = (ROOT / page).parent / name if name else ROOT / page
        assert found.exists(), f"{page}: there is no {target}"
        if anchor in ("gh-light-mode-only", "gh-dark-mode-only"):
            assert found.suffix == ".png", f"{page}: {target} is no picture"
        elif anchor:
            inside = found.resolve().relative_to(ROOT).as_posix()
            assert anchor in _anchors(inside), f"{page}: {inside} has no #{anchor}"


def test_every_page_can_be_reached_from_the_index() -> None:
    """Every page can be reached from docs/index.md in at most two steps."""
    start = "docs/index.md"
    reached = {start}
    for _ in range(2):
        for page in sorted(reached):
            for target in LINK.findall(PAGES[page]):
                found = ((ROOT / page).parent / target.partition("#")[0]).resolve()
                if found.is_relative_to(ROOT) and found.relative_to(ROOT).as_posix() in PAGES:
                    reached.add(found.relative_to(ROOT).as_posix())
    assert {page for page in PAGES if page.startswith("docs/")} <= reached


def test_the_site_has_every_page_once() -> None:
    """The navigation of the site lists each page of docs/ once."""
    site = tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]
    listed = sorted(f"docs/{page}" for page in _navigation(site["nav"]))
    assert listed == sorted(page for page in PAGES if page.startswith("docs/"))


def _navigation(entry: object) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, dict):
        yield from _navigation(list(entry.values()))
    elif isinstance(entry, list):
        for one in entry:
            yield from _navigation(one)


@pytest.mark.parametrize("page", sorted(page for page in PAGES if page.startswith("docs/")))
def test_pages_link_only_to_pages_of_the_site(page: str) -> None:
    """A link out of docs/ would be dead on the site."""
    prose = re.sub(r"(?ms)^ {0,3}(`{3,}).*?^ {0,3}\1 *$", "", PAGES[page])
    for target in LINK.findall(re.sub(r"`[^`\n]+`", "``", prose)):
        if not re.match(r"[a-z]+:", target):
            found = ((ROOT / page).parent / target.partition("#")[0]).resolve()
            assert found.is_relative_to(ROOT / "docs"), f"{page}: {target} is not part of the site"


def test_the_citation_has_the_version_of_the_package() -> None:
    """CITATION.cff and pyproject.toml name the same version and license."""
    import yaml

    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert str(citation["version"]) == project["version"]
    assert citation["license"] == project["license"]
    assert citation["repository-code"] == project["urls"]["Source"]
    assert citation["cff-version"] == "1.2.0"


@pytest.mark.parametrize(
    "form", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")), ids=lambda path: path.stem
)
def test_issue_forms_have_what_the_host_requires(form: Path) -> None:
    """Each form has a name, a description and a body whose fields have an id and a label."""
    import yaml

    data = yaml.safe_load(form.read_text("utf-8"))
    if form.stem == "config":
        assert set(data) <= {"blank_issues_enabled", "contact_links"}
        return
    assert {"name", "description", "body"} <= data.keys()
    ids = [field["id"] for field in data["body"]]
    assert ids and len(ids) == len(set(ids))
    assert all(field["attributes"]["label"] for field in data["body"])


def test_headings_go_down_one_level_at_a_time() -> None:
    """A page has one title, and skips no level."""
    for page, content in PAGES.items():
        if page == "CHANGELOG.md":
            continue
        text = re.sub(r"(?ms)^(`{3,}).*?^\1 *$", "", content)
        levels = [len(heading) for heading in re.findall(r"(?m)^(#+) ", text)]
        assert levels and levels[0] == 1 and levels.count(1) == 1, f"{page}: one title, at the top"
        assert all(after <= before + 1 for before, after in pairwise(levels)), f"{page}: a level is skipped"
