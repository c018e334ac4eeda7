"""Take a picture of every screen of the window, offscreen, to compare one state of the program with another.

    uv run python tests/pictures/replay.py FOLDER              # take all pictures
    uv run python tests/pictures/replay.py FOLDER --only map   # those whose name holds "map"
    uv run python tests/pictures/replay.py FOLDER --language zh_CN    # in another language than English
    uv run python tests/pictures/replay.py --compare OLD NEW   # which of them differ, and how much

The window shows the network that is shipped, paused; each picture is taken once the window
has stopped changing.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

SIZES = ((1280, 720), (1600, 1000))
THEMES = ("dark", "light")
PATIENCE = 60.0  # seconds that a screen may take to come to rest


class Replay:
    """One window, driven from screen to screen."""

    def __init__(self, folder: Path, only: str, language: str) -> None:
        from cnnviz.app import create
        from cnnviz.system.settings import Settings
        from core.training import TrainConfig

        self.folder, self.only = folder, only
        folder.mkdir(parents=True, exist_ok=True)
        self.app, self.window = create(
            ["cnnviz", "--language", language],
            TrainConfig.from_preset("lenet5-bn"),
            remembered=Settings(reduced_motion=True),
        )
        self.session = self.window.session
        self.window.resize(*SIZES[0])
        self.window.show()
        self.until(lambda: self.session.ready)

    def until(self, done: Callable[[], Any]) -> None:
        """Handle events until something has come true."""
        end = time.monotonic() + PATIENCE
        while not done():
            if time.monotonic() > end:
                raise TimeoutError(f"{done} did not come true")
            self.turn()

    def turn(self) -> None:
        """Handle what has happened, and leave the other threads a moment."""
        self.app.processEvents()
        time.sleep(0.002)

    def do(self, *actions: str) -> None:
        """Trigger actions by their ids."""
        for name in actions:
            self.window.action(name).trigger()
            self.turn()

    def shoot(self, name: str) -> None:
        """Take the screen in both sizes and both themes, each at rest."""
        if self.only and self.only not in name:
            return
        open_now = not self.window.panels.microscope.folded
        for theme in THEMES:
            for width, height in SIZES:
                self.window.resize(width, height)
                if open_now:  # a narrow window would fold it
                    self.window.panels.microscope.fold(False)
                self.window.apply_theme(theme)
                picture = self.at_rest()
                picture.save(str(self.folder / f"{name}-{width}x{height}-{theme}.png"))

    def at_rest(self) -> Any:
        """The window's picture once nothing in it changes for a third of a second."""
        end = time.monotonic() + PATIENCE
        before, since = self.window.grab().toImage(), time.monotonic()
        while time.monotonic() - since < 0.35:
            if time.monotonic() > end:
                print("  never came to rest", file=sys.stderr)
                break
            self.turn()
            now = self.window.grab().toImage()
            if now != before:
                before, since = now, time.monotonic()
        return before

    def all(self) -> None:
        """Every screen in turn."""
        for name, show in SCREENS:
            show(self)
            self.shoot(name)
        self.window.close()
        self.app.processEvents()


def _start(r: Replay) -> None:
    r.do("start")


def _watch(r: Replay) -> None:
    r.do("escape", "open_trained")
    r.until(lambda: r.window.stage.message and _tested(r))
    r.window.stage.close_message()


def _walk_to(phase: str, layer: str) -> Callable[[Replay], None]:
    def show(r: Replay) -> None:
        if r.session.trace is None:
            r.do("record")
            r.until(lambda: r.session.trace is not None)
        stops = r.session.trace.stops
        r.session.set_cursor(next(i for i, s in enumerate(stops) if (s.phase, s.layer) == (phase, layer)))

    return show


def _open_number(layer: str, quantity: str, *index: int) -> Callable[[Replay], None]:
    def show(r: Replay) -> None:
        import core

        r.session.set_cursor(len(r.session.trace.stops) - 1)
        r.session.select(core.Cell(layer, quantity, index))

    return show


def _do(*actions: str) -> Callable[[Replay], None]:
    return lambda r: r.do(*actions)


def _zoom(key: str) -> Callable[[Replay], None]:
    return _do({"0": "overview", "1": "block", "2": "layer"}[key])


def _page(sheet: str, number: int) -> Callable[[Replay], None]:
    """Go to a page of a sheet by its row of choices."""

    def show(r: Replay) -> None:
        from PySide6.QtWidgets import QButtonGroup

        r.window.panels[sheet].findChild(QButtonGroup).button(number).click()

    return show


def _leave(r: Replay) -> None:
    r.do("escape", "escape", "live")


def _draw(r: Replay) -> None:
    """Draw a seven on the pad with the mouse."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    r.do("draw")
    pad = r.window.panels["MicroscopePanel"].draw_card.pad
    at = [
        QPoint(round(x * pad.width()), round(y * pad.height()))
        for x, y in ((0.3, 0.25), (0.7, 0.25), (0.45, 0.8))
    ]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at[0])
    for point in at[1:]:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at[-1])


def _tested(r: Replay) -> bool:
    """Whether a network that was opened has been tested as well."""
    return r.session.state == "paused" and r.session.snapshot.test_step is not None


def _map(r: Replay) -> None:
    _page("EvaluateSheet", 3)(r)
    page = r.window.panels["EvaluateSheet"].page("map")
    r.until(lambda: page.mapping is not None and page.mapping.complete)


def _health(r: Replay) -> None:
    r.do("build", "health")
    checkup = r.window.panels["HealthSheet"].checkup
    r.until(lambda: checkup.units and checkup.units_step == r.session.snapshot.step)


def _tour(r: Replay) -> None:
    """Take the tour, whose network is tested first."""
    r.do("lab", "tour")
    r.until(lambda: _tested(r))


SCREENS: tuple[tuple[str, Callable[[Replay], None]], ...] = (
    ("start", _start),
    ("watch", _watch),
    ("microscope-folded", _do("microscope")),
    ("curves-folded", lambda r: r.do("microscope", "curves")),
    ("settings", lambda r: r.do("curves", "settings")),
    ("step-forward-conv1", lambda r: (r.do("settings"), _walk_to("forward", "conv1")(r))[0]),
    ("step-loss", _walk_to("loss", "loss")),
    ("step-backward-conv2", _walk_to("backward", "conv2")),
    ("number-conv-output", _open_number("conv2", "output", 0, 3, 5, 5)),
    ("number-conv-grad", _open_number("conv2", "grad_input", 0, 3, 5, 5)),
    ("number-conv-weight-grad", _open_number("conv1", "weight.grad", 2, 0, 1, 3)),
    ("number-weight-after", _open_number("conv1", "weight.after", 2, 0, 1, 3)),
    ("number-pool", _open_number("pool1", "output", 0, 1, 4, 4)),
    ("number-batchnorm", _open_number("bn1", "grad_input", 0, 1, 4, 4)),
    ("number-relu", _open_number("relu1", "grad_input", 0, 1, 4, 4)),
    ("number-linear", _open_number("fc4", "output", 0, 7)),
    ("number-loss", _open_number("loss", "value")),
    ("ledger", _do("ledger")),
    ("block", lambda r: (r.session.select(None), _walk_to("backward", "conv2")(r), _zoom("1")(r))[0]),
    ("layer", _zoom("2")),
    ("live-again", lambda r: (_zoom("0")(r), _leave(r))[0]),
    ("draw", _draw),
    ("touch", lambda r: (r.do("draw"), r.do("touch"))[0]),
    ("evaluate-classes", lambda r: (r.do("touch"), r.do("evaluate"))[0]),
    ("evaluate-mistakes", _page("EvaluateSheet", 1)),
    ("evaluate-calibration", _page("EvaluateSheet", 2)),
    ("evaluate-map", _map),
    ("evaluate-robustness", _page("EvaluateSheet", 4)),
    ("evaluate-unsure", _page("EvaluateSheet", 5)),
    ("excite", lambda r: (r.do("evaluate"), r.do("excite"))[0]),
    ("update", _do("excite", "record", "update")),
    ("images", lambda r: (r.do("update", "live"), r.do("images"))[0]),
    ("data", lambda r: (r.do("images"), r.do("data"))[0]),
    ("build-network", lambda r: (r.do("data"), r.do("build"))[0]),
    ("build-convolution", _page("BuildSheet", 1)),
    ("health", _health),
    ("runs", lambda r: (r.do("health"), r.do("runs"))[0]),
    ("workshop", lambda r: (r.do("runs"), r.do("workshop"))[0]),
    ("lab", lambda r: (r.do("workshop"), r.do("lab"))[0]),
    ("tour", _tour),
)


def differences(old: Path, new: Path) -> Iterator[str]:
    """One line for each picture that is missing, new or different."""
    import numpy as np
    from PySide6.QtGui import QImage

    def pixels(path: Path) -> np.ndarray:
        image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
        data = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        return data[:, : image.width() * 4].reshape(image.height(), image.width(), 4)[..., :3].astype(int)

    names = sorted({p.name for folder in (old, new) for p in folder.glob("*.png")})
    for name in names:
        if not (old / name).exists() or not (new / name).exists():
            yield f"{name}: only in {'new' if (new / name).exists() else 'old'}"
            continue
        a, b = pixels(old / name), pixels(new / name)
        if a.shape != b.shape:
            yield f"{name}: {a.shape[:2]} became {b.shape[:2]}"
            continue
        off = np.abs(a - b).max(axis=2) > 8
        if off.any():
            rows, columns = np.nonzero(off)
            area = f"x {columns.min()}-{columns.max()}, y {rows.min()}-{rows.max()}"
            yield f"{name}: {off.sum():,} pixels differ, {area}"


def main() -> int:
    """Take the pictures, or compare two folders of them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--only", default="")
    parser.add_argument("--language", default="en")
    parser.add_argument("--compare", type=Path, nargs=2, metavar=("OLD", "NEW"))
    options = parser.parse_args()
    if options.compare:
        lines = list(differences(*options.compare))
        print("\n".join(lines) or "all pictures are the same")
        return 1 if lines else 0
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[name] = home
        Replay(options.folder, options.only, options.language).all()
    return 0


if __name__ == "__main__":
    sys.exit(main())
