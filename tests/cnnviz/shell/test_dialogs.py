"""What is asked for in a dialog, and what is offered there."""

from __future__ import annotations

from typing import Any

from cnnviz.shell.dialogs import Dialogs
from cnnviz.widgets import file_dialogs


def test_pictures_are_among_the_images_that_are_offered(window: Any, monkeypatch: Any) -> None:
    asked: list[str] = []
    monkeypatch.setattr(file_dialogs, "to_open", lambda parent, title, kinds: asked.append(kinds))
    window.findChild(Dialogs).open_data()
    assert "*.csv" in asked[0].partition(";;")[0]
    assert "*.png" in asked[0].partition(";;")[0]
