"""Which language is spoken, and what is known of each."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cnnviz.system import language
from cnnviz.system.language import LanguageError
from cnnviz.terminal import cli


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        ("zh_CN", "zh_CN"),
        ("zh-Hans-SG", "zh_CN"),
        ("zh_CN.UTF-8", "zh_CN"),
        ("zh", "zh_CN"),
        ("zh-Hant-TW", ""),
        ("en-GB", "en"),
        ("C.UTF-8", "en"),
        ("pseudo", "pseudo"),
        ("fi", ""),
        ("", ""),
    ],
)
def test_match(wanted: str, spoken: str) -> None:
    assert language.match(wanted) == spoken


def test_the_variable_comes_before_the_setting_and_the_setting_before_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(language, "of_system", lambda: ["fi", "zh-CN"])
    assert language.choose("en") == "en", "the conftest's"
    monkeypatch.setenv(language.VARIABLE, "zh_CN")
    assert language.choose("en") == "zh_CN"
    monkeypatch.delenv(language.VARIABLE)
    assert language.choose("en") == "en"
    assert language.choose() == "zh_CN"


def test_an_argument_is_taken_out_from_among_the_others() -> None:
    assert language.take_argument(["train", "--language", "zh_CN", "x"]) == ("zh_CN", ["train", "x"])
    assert language.take_argument(["--language=en"]) == ("en", [])
    assert language.take_argument(["train"]) == ("", ["train"])
    with pytest.raises(LanguageError, match="needs the code"):
        language.take_argument(["--language"])


def test_an_unknown_language_is_refused_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--language", "xx", "presets"]) == 2
    assert capsys.readouterr().err.startswith("cnnviz: there is no language 'xx'")


def test_languages_are_listed_with_their_completeness(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["languages"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(language.codes())
    assert all("%" in line for line in lines)


def test_a_terminal_needs_no_qt_to_speak() -> None:
    code = "import sys; from cnnviz.system import wording; sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
