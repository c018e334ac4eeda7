"""What is kept in files and comes out of them: weights, traces, whole runs.

Reading and writing happen on the training thread, between two steps. How it went is said in a message; a file
that can't be used changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from cnnviz.session import lesson
from cnnviz.system.paths import trained_network
from core.files.atomic import FileError, one_line
from core.training import Checkpoint, load_checkpoint

if TYPE_CHECKING:
    from cnnviz.session.session import Session
    from core.trace.recording import Trace


class Files(QObject):
    """Saves and opens for a session; its `data_path` says where the run's images are from."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session

    # weights

    def save_weights(self, path: str | Path, elsewhere: Callable[[], None] | None = None) -> None:
        """Saves the network between two steps and says where; what fails offers `elsewhere`."""
        path = Path(path)

        def failed(_: BaseException) -> None:
            if elsewhere is not None:
                self.session.offered.emit(self.tr("Save somewhere else"), elsewhere)

        def saved(_: object) -> None:
            self._say(self.tr("Saved the weights to {0}").format(path))

        self.session.ask(self.session.engine.save, path, then=saved, failed=failed)

    def load_weights(self, path: str | Path) -> None:
        """Loads a network between two steps; a bad file becomes a message and changes nothing."""
        path = Path(path)

        def loaded(_: object) -> None:
            self.session.leave()
            self._say(self.tr("Loaded the weights of {0}").format(path.name))

        self.session.ask_run(self.session.engine.load, path, then=loaded)

    def open_trained(self) -> None:
        """Goes on with the trained network that comes with cnnviz, and tests it on the images there are."""

        def loaded(_: object) -> None:
            self.session.leave()
            text = self.tr("A trained network: LeNet-5 after {0} epochs of MNIST. D draws a digit for it.")
            self._say(text.format(20))
            self.session.ask(self.session.engine.evaluate)

        self.session.ask_run(self.session.engine.load, trained_network(), then=loaded)

    # traces

    def save_trace(self, path: str | Path) -> None:
        """Keeps the recorded batch in a file, for a lesson, and says where."""
        path, trace = Path(path), self.session.trace
        if trace is None:
            self._say(self.tr("There is no recorded batch to keep. Record one first (R)."), "error")
            return

        def saved(_: object) -> None:
            self._say(self.tr("Kept the recorded batch in {0}").format(path))

        self.session.ask(trace.save, path, then=saved)

    def open_trace(self, path: str | Path) -> None:
        """Shows the batch that a file keeps; the running network pauses and stays as it is."""
        from core.trace.recording import Trace

        path = Path(path)

        def opened(trace: Trace) -> None:
            refused = lesson.refusal(trace)
            if refused:
                self._say(refused, "error")
                return
            self.session.exhibit.leave()
            self.session.recording.show_trace(trace, path.name)
            self._say(self.tr("Opened {0}, recorded at step {1:,}").format(path.name, trace.step))

        self.session.pause()
        self.session.ask(Trace.load, path, then=opened)

    @staticmethod
    def reader(path: str | Path) -> Callable[[], tuple[Any, Any]]:
        """What reads the images of a run that is continued, without the pictures that can't be read: whether
        they are the same images is looked at afterwards.
        """

        def read() -> tuple[Any, Any]:
            from cnnviz.session.images import decode
            from core.data.opening import open_train_test

            train, test = open_train_test(Path(path), decode, leave_out=True)
            if train.shape[0] != 1:
                reason = f"its images have {train.shape[0]} channels, and the window shows grey ones only"
                raise FileError(path, reason, "Convert them to grey and begin a run with those")
            return train, test

        return read

    # runs

    def continue_run(self, path: str | Path, then: Callable[[], None] | None = None) -> None:
        """Goes on, paused, with the run of a checkpoint; one that can't be used changes nothing."""
        session = self.session

        def read() -> Checkpoint:
            checkpoint = load_checkpoint(path)
            assert session.engine.trainer is not None
            same = checkpoint.data.get("sha256") == session.engine.trainer.fingerprint["sha256"]
            place = checkpoint.about.get("data")
            other = None if same or not isinstance(place, str) else self.reader(place)
            session.engine.resume(checkpoint, other)
            return checkpoint

        def images_opened(checkpoint: Checkpoint) -> None:
            place = checkpoint.about.get("data")
            session.data_path = Path(place) if isinstance(place, str) else None

        def resumed(checkpoint: Checkpoint) -> None:
            session.leave()
            images_opened(checkpoint)
            if then is not None:
                then()
            text = self.tr("The run stands at step {0} again. Train goes on from there.")
            self._say(text.format(f"{checkpoint.step:,}"))

        session.ask_run(read, then=resumed, late=images_opened)

    def _say(self, text: str, kind: str = "info") -> None:
        self.session.message.emit(one_line(text), kind)  # names of files may hold anything
