"""The wheel, in a fresh environment outside the repository, does the main job."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STORIES = ROOT / "fixtures" / "stories"
TREE = [sys.executable, "-c", "from newsld.cli import main; main()"]


def _run(command: list[str], folder: Path, *, tree: bool = False) -> str:
    """What a command prints. Only the working tree's own is told where the source is."""
    names = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))
    }
    if tree:
        names["PYTHONPATH"] = str(ROOT / "src")
    done = subprocess.run(command, cwd=folder, env=names, capture_output=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout.decode()}\n{done.stderr.decode()}"
    return done.stdout.decode()


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the working tree, built with the backend that is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [
        "pip",
        "wheel",
        str(ROOT),
        "--no-deps",
        "--no-build-isolation",
        "--quiet",
        "--wheel-dir",
        str(folder),
    ]
    _run([sys.executable, "-m", *build], folder)
    (built,) = folder.glob("newsld-*.whl")
    return built


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment with newsld from the wheel; what newsld needs is lent."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    place = sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)})
    needs = sysconfig.get_path("purelib"), sysconfig.get_path("platlib")
    Path(place, "needs.pth").write_text("\n".join(dict.fromkeys(needs)) + "\n", "utf-8")
    found = home / ("Scripts" if os.name == "nt" else "bin")
    into = ["--python", str(found / "python"), "install", "--no-deps", "--no-index", "--quiet", str(wheel)]
    _run([sys.executable, "-m", "pip", *into], home)
    where = _run([str(found / "python"), "-c", "import newsld; print(newsld.__file__)"], home).strip()
    assert Path(where).is_relative_to(home), f"newsld comes from {where}"
    return found


def test_the_wheel_holds_the_package_its_data_and_the_schemas_and_nothing_else(wheel: Path) -> None:
    """Every file of src/newsld and schemas/ is in it, byte for byte, with the licence; tests are not."""
    with zipfile.ZipFile(wheel) as opened:
        held = {name: opened.read(name) for name in opened.namelist()}
    expected = {
        f"newsld/{name}": content
        for name, content in _files(ROOT / "src" / "newsld").items()
        if "__pycache__" not in name
    }
    schemas = _files(ROOT / "schemas")
    assert schemas, "schemas/ has no file"
    expected |= {f"newsld/schemas/{name}": content for name, content in schemas.items()}
    assert {name: content for name, content in held.items() if name.startswith("newsld/")} == expected
    described = {name.partition("/")[2] for name in held if not name.startswith("newsld/")}
    assert {"METADATA", "licenses/LICENSE", "licenses/NOTICE"} <= described
    assert {name.partition("/")[0] for name in held if not name.startswith("newsld/")} == {
        wheel.name.removesuffix("-py3-none-any.whl") + ".dist-info"
    }


def test_the_installed_program_says_its_version(programs: Path, tmp_path: Path) -> None:
    """`newsld --version` has the version of pyproject.toml."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert version in _run([str(programs / "newsld"), "--version"], tmp_path).split()


def test_the_installed_program_prints_the_schema(programs: Path, tmp_path: Path) -> None:
    """`newsld schema` works from any directory, schemas included."""
    schema = json.loads(_run([str(programs / "newsld"), "schema"], tmp_path))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_installed_program_exports_the_stories_as_the_working_tree_does(
    programs: Path, tmp_path: Path
) -> None:
    """All stories in one run: the same files with the same bytes, and each can be checked again."""
    newsld = str(programs / "newsld")
    _run([newsld, "export", str(STORIES), "-o", "installed"], tmp_path)
    _run([*TREE, "export", str(STORIES), "-o", "tree"], tmp_path, tree=True)
    written = _files(tmp_path / "installed")
    assert written == _files(tmp_path / "tree")
    for suffix in (".jsonld", ".md", ".csv"):
        assert any(name.endswith(suffix) for name in written), f"no {suffix} was written"
    _run([newsld, "check", "installed"], tmp_path)
    _run([newsld, "export", str(STORIES), "-o", "installed", "--check"], tmp_path)
