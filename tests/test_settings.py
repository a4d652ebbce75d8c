"""Settings are found, validated, and refused with a suggestion."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsld.checks.profiles import Selection
from newsld.findings.errors import ConfigurationError
from newsld.pipeline.settings import SIZE_LIMIT, Settings, find_settings, read_settings


def _write(file: Path, text: str | bytes) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_every_setting_is_read_and_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    """All settings are read; entity files are relative to the configuration."""
    newsroom = _write(tmp_path / "shared" / "newsroom.yaml", "newsld: 2\n")
    file = _write(
        tmp_path / "newsld.toml",
        """
        zone = "Asia/Kolkata"
        entities = ["shared/newsroom.yaml"]
        license = "https://creativecommons.org/licenses/by/4.0/"
        size-limit = 1048576
        exclude = ["drafts/", "*.tmp.md"]
        """,
    )
    assert find_settings(tmp_path / "shared") == Settings(
        zone="Asia/Kolkata",
        entities=(newsroom,),
        license="https://creativecommons.org/licenses/by/4.0/",
        size_limit=1048576,
        exclude=("drafts/", "*.tmp.md"),
        file=file,
    )
    assert find_settings(tmp_path / "shared").folder == tmp_path


def test_without_a_configuration_the_defaults_hold(tmp_path: Path) -> None:
    """Without a configuration: no zone, no licence, nothing excluded, and 32 MiB."""
    (tmp_path / ".git").mkdir()
    assert find_settings(tmp_path) == Settings()
    assert Settings().size_limit == SIZE_LIMIT == 33554432
    assert find_settings(tmp_path).folder is None


def test_the_nearest_configuration_counts_alone(tmp_path: Path) -> None:
    """Only the nearest file is used; newsld.toml takes precedence over pyproject.toml in the same folder."""
    _write(tmp_path / "newsld.toml", 'zone = "Europe/Oslo"')
    _write(tmp_path / "desk" / "pyproject.toml", '[tool.newsld]\nzone = "Asia/Tokyo"')
    _write(tmp_path / "desk" / "tool" / "pyproject.toml", '[project]\nname = "other"')
    story = _write(tmp_path / "desk" / "tool" / "story.md", "")
    assert find_settings(story).zone == "Asia/Tokyo"
    _write(tmp_path / "desk" / "newsld.toml", "size-limit = 5")
    assert find_settings(story) == Settings(size_limit=5)


def test_the_search_ends_at_the_root_of_the_repository(tmp_path: Path) -> None:
    """A configuration above the folder with .git is ignored; one in that folder is used."""
    _write(tmp_path / "newsld.toml", 'zone = "Europe/Oslo"')
    _write(tmp_path / "repository" / ".git", "gitdir: elsewhere")
    (tmp_path / "repository" / "stories").mkdir()
    assert find_settings(tmp_path / "repository" / "stories") == Settings()
    _write(tmp_path / "repository" / "newsld.toml", "size-limit = 7")
    assert find_settings(tmp_path / "repository" / "stories").size_limit == 7


FAULTS = {
    'zon = "Europe/Oslo"': "did you mean zone?",
    "licence = 'https://example.org/l'": "did you mean license?",
    "size_limit = 5": "did you mean size-limit?",
    "qqqqqq = 5": "the settings are zone, entities, license, size-limit, exclude, profile",
    "zone = 3": "must be the IANA name",
    'zone = "Mars/Olympus"': "there is no time zone 'Mars/Olympus'",
    'zone = ""': "there is no time zone ''",
    'zone = "../../etc/passwd"': "there is no time zone",
    'zone = "Europe"': "there is no time zone",
    'zone = "Europe/\\u0000"': "there is no time zone",
    'entities = "newsroom.yaml"': "must be a list of strings",
    "entities = [1]": "must be a list of strings",
    'entities = ["nowhere.yaml"]': "there is no file",
    'profile = "googel"': "profile: there is no profile 'googel'; did you mean google?",
    "profile = []": "must name a profile",
    "profile = 3": "profile: must be a list of strings",
    'profile = "nowhere.toml"': "create the file",
    "profiles = 'google'": "did you mean profile?",
    'select = "GOO"': "select: must be a list of strings",
    'select = ["GRT"]': "select: there is no rule 'GRT'; did you mean NLD-GRD?",
    'ignore = ["NLD-SYM-001"]': "ignore: there is no rule 'NLD-SYM-001'; did you mean NLD-SYN-001?",
    "per_file_ignores = {}": "did you mean per-file-ignores?",
    'per-file-ignores = ["GRD"]': "must be a table of patterns",
    'per-file-ignores = {"a/" = "GRD"}': "per-file-ignores: 'a/': must be a list of strings",
    'per-file-ignores = {"a/" = ["GRT"]}': "'a/': there is no rule 'GRT'; did you mean NLD-GRD?",
    'per-file-ignores = {"" = ["GRD"]}': "a pattern is empty",
    'per-file-ignores = {"!" = ["GRD"]}': "is not a valid pattern",
    'per-file-ignores = {"!a" = ["GRD"]}': "is a negated pattern",
    'exclude = [""]': "must be a list of strings",
    'exclude = ["!"]': "is not a valid pattern",
    'license = "CC BY"': "must be the URL of a licence",
    'license = "https://"': "is not the URL of a licence",
    'license = "https://[::1"': "'https://[::1' is not the URL of a licence",
    'license = "javascript:alert(1)"': "is not the URL of a licence",
    "license = 4": "must be the URL of a licence",
    "size-limit = 0": "must be a whole number of bytes",
    "size-limit = 1.5": "must be a whole number of bytes",
    "size-limit = true": "must be a whole number of bytes",
    "zone = ": "is not TOML",
    "zone = 'a'\nzone = 'b'": "is not TOML",
}


@pytest.mark.parametrize(("text", "message"), FAULTS.items())
@pytest.mark.parametrize("name", ["newsld.toml", "pyproject.toml"])
def test_an_invalid_configuration_is_refused_with_its_file_and_a_suggestion(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    """Each error, in either file, names the file and says what to write instead."""
    header = "[tool.newsld]\n" if name == "pyproject.toml" else ""
    file = _write(tmp_path / name, header + text)
    with pytest.raises(ConfigurationError) as caught:
        find_settings(tmp_path)
    assert str(caught.value).startswith(f"{file}: ")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'zone = "\xff"', "is not UTF-8 at byte 8"),
        (b"zone = " + b"[" * 100_000, "newsld.toml"),
        (b"tool = 1", "there is no setting 'tool'"),
    ],
    ids=["not UTF-8", "nested deep", "a key of another file"],
)
def test_hostile_bytes_are_a_configuration_error(tmp_path: Path, content: bytes, message: str) -> None:
    """Content that is not TOML raises no other exception."""
    _write(tmp_path / "newsld.toml", content)
    with pytest.raises(ConfigurationError, match=message):
        find_settings(tmp_path)


def test_a_table_of_the_wrong_kind_is_refused(tmp_path: Path) -> None:
    """`tool.newsld` must be a table."""
    _write(tmp_path / "pyproject.toml", "[tool]\nnewsld = 1")
    with pytest.raises(ConfigurationError, match="must be a table"):
        find_settings(tmp_path)


def test_the_rules_are_chosen_by_profile_name_and_file(tmp_path: Path) -> None:
    """Four settings, in either file; profile files are relative to the folder of the configuration."""
    text = """
        profile = ["trust", "rules/desk.toml"]
        select = ["VOC"]
        ignore = ["NLD-GRD-005"]
        per-file-ignores = {"archive/" = ["CIT"]}
        """
    _write(tmp_path / "rules" / "desk.toml", "[rules]\n")
    _write(tmp_path / "newsld.toml", text)
    _write(tmp_path / "other" / "newsld.toml", 'profile = "google"')
    rules = find_settings(tmp_path).rules
    assert rules.profiles == ("trust", str(tmp_path / "rules" / "desk.toml"))
    assert (rules.select, rules.ignore) == (("VOC",), ("NLD-GRD-005",))
    assert rules.per_file_ignores == (("archive/", ("CIT",)),)
    assert rules.folder == tmp_path
    assert find_settings(tmp_path / "other").rules.profiles == ("google",)
    assert Settings().rules.codes() == Selection(("default",)).codes()


def test_a_configuration_that_is_named_must_exist(tmp_path: Path) -> None:
    """A missing file is reported."""
    with pytest.raises(ConfigurationError, match="cannot be read"):
        read_settings(tmp_path / "newsld.toml")


def test_a_configuration_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    """Editors on Windows put a mark before the text."""
    _write(tmp_path / "newsld.toml", b"\xef\xbb\xbfsize-limit = 9\r\n")
    assert find_settings(tmp_path).size_limit == 9


@pytest.mark.parametrize("kind", ["folder", "loop", "nowhere"])
def test_a_configuration_that_is_no_file_is_refused(tmp_path: Path, kind: str) -> None:
    """A folder or a broken link in the place of the file is reported instead of using the defaults."""
    own = tmp_path / "newsld.toml"
    if kind == "folder":
        own.mkdir()
    else:
        own.symlink_to(own.name if kind == "loop" else kind)
    for find in (lambda: find_settings(tmp_path), lambda: read_settings(own)):
        with pytest.raises(ConfigurationError, match=r"newsld\.toml|nowhere"):
            find()


def test_a_tool_that_is_no_table_is_refused(tmp_path: Path) -> None:
    """`tool = 3` is invalid; a pyproject.toml without `tool` is ignored."""
    _write(tmp_path / "pyproject.toml", "tool = 3")
    with pytest.raises(ConfigurationError, match="tool must be a table"):
        find_settings(tmp_path)
    _write(tmp_path / "pyproject.toml", "[project]\nname = 'x'\n")
    assert find_settings(tmp_path) == Settings()


@pytest.mark.parametrize(
    "setting",
    ["{} = 1", 'profile = "{}"', 'zone = "{}"', 'license = "{}"', 'exclude = ["{}["]', 'select = ["{}"]'],
)
def test_messages_about_long_values_are_short(tmp_path: Path, setting: str) -> None:
    """A message names a value of the file, and does not repeat 50,000 characters of it."""
    (tmp_path / "newsld.toml").write_text(setting.replace("{}", "pro" * 17_000))
    with pytest.raises(ConfigurationError) as raised:
        read_settings(tmp_path / "newsld.toml")
    assert len(str(raised.value)) <= 2_000
