"""Settings come back as they were saved, and nothing in the file can keep the window from starting."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from cnnviz.system import paths, settings
from cnnviz.system.settings import Settings
from cnnviz.widgets import file_dialogs, theme


def test_settings_come_back_as_saved(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "settings.json"
    wanted = Settings(theme="light", reduced_motion=True, width=1280, height=720, folder="/tmp/ä €")
    assert settings.save(wanted, file)
    assert settings.load(file) == wanted


def test_a_number_of_workers_that_makes_no_sense_is_one(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    for kept, expected in ((2, 2), (0, 1), (64, 1), (True, 1)):
        file.write_text(json.dumps({"version": settings.VERSION, "workers": kept}))
        assert settings.load(file).workers == expected


def test_without_a_file_there_are_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "none.json") == Settings()


def test_they_stand_in_the_users_config_folder(own_home: Path) -> None:
    assert settings.save(Settings(theme="light"))
    assert own_home in paths.settings_file().parents
    assert settings.load().theme == "light"


@pytest.mark.fault(31)
@pytest.mark.parametrize("bad", [b"", b"{", b"\xff\xfe", b"[]", b"null", b'{"version": 99}', b"[" * 100_000])
def test_a_file_that_is_none_gives_defaults_and_is_kept_aside(tmp_path: Path, bad: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(bad)
    assert settings.load(file) == Settings()
    assert not file.exists()
    assert (tmp_path / "settings.json.bad").read_bytes() == bad


def test_a_value_of_the_wrong_type_falls_back_alone(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    items = {"version": 1, "theme": "pink", "width": "wide", "height": -4, "curves": False, "more": 1}
    file.write_text(json.dumps(items))
    assert settings.load(file) == Settings(curves=False)


@pytest.mark.fault(31)
def test_a_folder_that_refuses_costs_only_the_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert not settings.save(Settings(), tmp_path / "file" / "settings.json")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
names = st.sampled_from(
    ["version", "theme", "width", "height", "maximized", "folder", "curves", "microscope"]
)


contents = st.builds(
    lambda items: json.dumps({"version": 1, **items}).encode(), st.dictionaries(names, json_values)
)


@hypothesis_settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(items=st.dictionaries(names, json_values), whole=st.booleans())
def test_no_file_keeps_the_window_from_starting(
    tmp_path: Path, items: dict[str, object], whole: bool
) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({**items, "version": 1} if whole else items))
    loaded = settings.load(file)
    assert loaded.theme in settings.THEMES
    assert 320 <= loaded.width <= 20_000


@pytest.mark.fault(31)
@pytest.mark.slow
@hypothesis_settings(
    max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.binary(max_size=60) | contents)
def test_a_thousand_broken_files_are_a_thousand_starts(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    loaded = settings.load(file)
    for item in fields(Settings):
        assert type(getattr(loaded, item.name)) is type(item.default)
    assert file.exists() or (tmp_path / "settings.json.bad").read_bytes() == content
    assert settings.save(loaded, file)
    assert settings.load(file) == loaded


@pytest.mark.fault(31)
@pytest.mark.slow
@pytest.mark.parametrize("size", [(320, 240), (1600, 1000), (20_000, 240)])
@pytest.mark.parametrize("shown", [True, False])
def test_whatever_was_remembered_a_window_opens(
    qtbot: QtBot, digits: tuple[Any, Any], size: tuple[int, int], shown: bool
) -> None:
    from cnnviz.shell import app

    for look in settings.THEMES:
        wanted = Settings(look, shown, *size, microscope=shown, curves=shown, folder="\0nowhere\ud800"[:8])
        _, window = app.create(["cnnviz"], data=lambda: digits, remembered=wanted)
        window.show()
        qtbot.waitUntil(lambda: window.session.ready)  # noqa: B023
        assert Path(str(file_dialogs.last)).is_dir()
        window.close()
        window.deleteLater()
    theme.use("dark")
