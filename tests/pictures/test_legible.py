"""At 1280x720 every screen has room for texts 40 % longer than the English ones."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from cnnviz.system import language

sys.path.insert(0, str(Path(__file__).parent))


def past(replay: Any) -> None:
    """Go back to the beginning, after a step."""
    session = replay.session
    replay.do("tour")
    replay.until(lambda: session.ready and not session.run_before.resting)
    session.step_batch()
    replay.until(lambda: session.snapshot.step > 0)
    session.time.go(session.snapshot.step - 1)
    replay.until(lambda: session.time.exact)
    replay.window.stage.close_message()
    replay.at_rest()


@pytest.mark.slow
def test_no_text_of_any_screen_is_cut(qapp: QApplication, tmp_path: Path) -> None:
    from legible import cut
    from replay import SCREENS, SIZES, Replay

    replay = Replay(tmp_path, "", language.PSEUDO)
    try:
        found = {}
        for name, show in SCREENS:
            show(replay)
            replay.window.resize(*SIZES[0])
            replay.at_rest()
            found |= dict.fromkeys(cut(replay.window), name)
        assert found == {}
        past(replay)
        assert cut(replay.window) == []
    finally:
        replay.window.close()
        replay.window.deleteLater()
        language.use("en", qapp)
