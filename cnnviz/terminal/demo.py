"""The demonstration without a screen: the real window, offscreen, through one epoch of the real data.

It presses the window's own buttons, takes its pictures, and leaves them with the weights in a folder.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from cnnviz.system.wording import worded
from core.files.atomic import write_atomically

if TYPE_CHECKING:
    from cnnviz.shell.main_window import MainWindow

FOLDER = "cnnviz-demo"
LARGE, SMALL = (1600, 1000), (1280, 720)
STOP = ("backward", "conv2")  # where the pictures of stepping through are taken


class StoppedError(Exception):
    """Training ended before the epoch did."""


def run(out: str | Path | None = None) -> int:
    """Train LeNet-5 for an epoch, write pictures and weights to `out`; the exit status.

    Raises OSError if the folder can't be written to, KeyboardInterrupt if it is interrupted.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    folder = Path(out or FOLDER).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        pass  # say at once, not after the training, that nothing can be written there
    from cnnviz.shell import app
    from cnnviz.system import settings
    from core.training import TrainConfig

    # A schedule of one epoch: the learning rate comes down to rest by its end.
    config = TrainConfig.from_preset("lenet5-bn", epochs=1)
    application, window = app.create(["cnnviz"], config, remembered=settings.Settings())
    demo = Demo(window, folder)
    before = signal.signal(signal.SIGINT, demo.interrupt)
    try:
        accuracy, images = demo.play()
    except StoppedError as error:
        print(f"cnnviz: {error}", file=sys.stderr)
        return 1
    finally:
        signal.signal(signal.SIGINT, before)
        window.close()
        application.processEvents()
    print(worded(f"pictures and weights: {folder}"))
    print(worded(f"test accuracy: {accuracy:.4f} ({images} images)"))
    return 0


class Demo:
    """Presses the buttons and takes the pictures."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self.window, self.session, self.folder = window, window.session, folder
        self._interrupted = False
        self._error = ""
        self._saved = False
        self.session.message.connect(self._heard)
        self.session.files.used.connect(self._used)

    def interrupt(self, number: int, frame: FrameType | None) -> None:
        """Ctrl+C: noticed between two looks at the window."""
        self._interrupted = True

    def play(self) -> tuple[float, int]:
        """The whole demonstration; the test accuracy and how many images it is of."""
        self.window.resize(*LARGE)
        self.window.show()
        self.wait(lambda: self.session.ready)
        images = self._train()
        shot = self.session.snapshot
        assert shot is not None
        assert shot.test_accuracy is not None
        self.window.save_weights(self.folder / "weights.safetensors")
        self.wait(lambda: self._saved)
        self.window.stage.close_message()
        self._walk()
        return shot.test_accuracy, images

    def _train(self) -> int:
        """One epoch with a progress bar; pictures of the live window on the way. How many images it tests."""
        from tqdm import tqdm

        trainer = self.session.engine.trainer
        assert trainer is not None
        steps, images = trainer.steps_per_epoch, len(trainer.test)
        views = [
            (int(steps * 0.80), "live-1600x1000-dark.png", LARGE, "dark"),
            (int(steps * 0.84), "live-1280x720-dark.png", SMALL, "dark"),
            (int(steps * 0.88), "live-1280x720-light.png", SMALL, "light"),
            (int(steps * 0.92), "live-1600x1000-light.png", LARGE, "light"),
        ]
        choose = steps // 2  # by then a wrongly read image has gradients worth a picture
        self.window.action("step_epoch").trigger()
        with tqdm(total=steps, desc=worded("epoch 1"), unit=worded("step"), file=sys.stderr) as bar:
            while True:
                self.wait(lambda: self.step > bar.n or self._tested())
                bar.update(self.step - bar.n)
                shot = self.session.snapshot
                if shot is not None and shot.train_loss is not None:
                    bar.set_postfix(loss=f"{shot.train_loss:.3f}", refresh=False)
                if self.step >= choose and self.session.wrong_after(0) is not None:
                    choose = steps + 1
                    self.window.action("next_mistake").trigger()
                while views and self.step >= views[0][0]:
                    _, name, size, colours = views.pop(0)
                    self._show_in(size, colours)
                    self.picture(name)
                if self._tested():
                    return images

    def _walk(self) -> None:
        """Record the next batch, walk to the middle of its way back, and take pictures there."""
        self._show_in(LARGE, "dark")
        self.picture("paused-1600x1000-dark.png")
        self.window.action("step_forward").trigger()
        self.wait(lambda: self.session.trace is not None)
        trace = self.session.trace
        assert trace is not None
        while (stop := self.session.stop) is not None and (stop.phase, stop.layer) != STOP:
            if self.session.cursor == len(trace.stops) - 1:
                break
            self.window.action("step_forward").trigger()
            if stop.phase == "loss" and self.session.wrong_after(0) is not None:  # which is known from there
                self.window.action("next_mistake").trigger()
        self.picture("step-1600x1000-dark.png")
        self._show_in(SMALL, "light")
        self.picture("step-1280x720-light.png")

    @property
    def step(self) -> int:
        """How many steps the window knows of."""
        return self.session.snapshot.step if self.session.snapshot is not None else 0

    def picture(self, name: str) -> None:
        """Save the window as it looks now."""
        self.rest(60)
        from cnnviz.system.film_files import png

        write_atomically(self.folder / name, png(self.window.grab().toImage()))

    def wait(self, done: Callable[[], bool]) -> None:
        """Let the window live until something has come true."""
        while not done():
            self.rest(15)

    def rest(self, milliseconds: int) -> None:
        """Let the window live for so long."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()
        if self._interrupted:
            raise KeyboardInterrupt
        if self._error:
            raise StoppedError(self._error)

    def _tested(self) -> bool:
        shot = self.session.snapshot
        return shot is not None and shot.test_step is not None and self.session.state == "paused"

    def _show_in(self, size: tuple[int, int], colours: str) -> None:
        self.window.resize(*size)
        self.window.apply_theme(colours)

    def _heard(self, text: str, kind: str) -> None:
        if kind == "error":
            self._error = text

    def _used(self, path: Path) -> None:
        self._saved = path.parent == self.folder
