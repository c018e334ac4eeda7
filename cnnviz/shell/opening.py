"""What files, a paste or a drop bring: looked at, and opened by whoever opens such a thing."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from cnnviz.system.translation import translate
from cnnviz.system.wording import sentences
from core.files.atomic import FileError, one_line
from core.files.kinds import CHECKPOINT, DATA, PICTURE, PICTURES, TRACE, WEIGHTS, file_kind

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell

NAMED = {".safetensors": WEIGHTS, ".trace": TRACE, **dict.fromkeys(PICTURES, PICTURE)}


def opener(path: str | Path) -> str:
    """What opens a path: weights, a checkpoint, a trace, a picture, or else images.

    Its first bytes say what it is; where they say nothing, its name does, and whoever opens it says why not.
    """
    if os.path.isdir(path):
        return DATA
    found = None
    with contextlib.suppress(FileError):
        found = file_kind(path).opens
    return found or NAMED.get(Path(path).suffix.lower(), DATA)


def open_path(window: Shell, path: str | Path) -> None:
    """Open whatever a path names: weights, a run, a trace, a picture, or else images."""
    opened = opener(path)
    if opened in (WEIGHTS, CHECKPOINT):
        window.load_weights(path)
    elif opened == TRACE:
        window.stage.close_sheet()  # it is shown by the network
        window.session.open_trace(path)
    elif opened == PICTURE:
        window.session.drawing.read(path)
    else:
        window.session.own_images.look([path])


def open_paths(window: Shell, files: Sequence[str | Path]) -> None:
    """Open several paths, in whatever order: images first, then the network that is to read them."""
    kinds = {path: opener(path) for path in files}
    images = [path for path in files if kinds[path] == DATA]
    weights = [path for path in files if kinds[path] in (WEIGHTS, CHECKPOINT)]
    others = [path for path in files if kinds[path] not in (DATA, WEIGHTS, CHECKPOINT)]

    def rest(trouble: str) -> None:
        left = [one_line(Path(path).name) for path in (*images[1:], *weights[1:])]
        text = translate(
            "MainWindow", "{0} was not opened: there is one network and one set of images at a time."
        )
        troubles = [trouble, *(text.format(name) for name in left)]

        def say() -> None:
            if any(troubles):
                window.session.message.emit(sentences(troubles), "error")

        if weights:
            window.load_weights(weights[0], then=say)
        else:
            say()
        for path in others:
            window.open_path(path)

    if images and not weights:
        window.session.own_images.look(images)
        for path in others:
            window.open_path(path)
    elif images:
        window.session.open_data(images[0], then=rest)
    else:
        rest("")


def paste(window: Shell) -> None:
    """Have the network read what is on the clipboard, if that is a picture."""
    # Qt gives None for a clipboard that another program has just given up, whatever its types say.
    copied: QMimeData | None = QGuiApplication.clipboard().mimeData()
    take(window, copied or QMimeData())


def take(window: Shell, mime: QMimeData) -> None:
    """Take a picture, or files, that were pasted or dropped; anything else is answered in place."""
    from cnnviz.features.draw import pictures

    files = [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]
    if len(files) == 1:
        window.open_path(files[0])
    elif files:
        open_paths(window, files)
    elif mime.hasImage():
        pictures.put(window.session, mime.imageData())
    else:
        window.session.message.emit(
            translate(
                "MainWindow",
                "Drop one file, or paste one picture, or drop the files of one set: pictures, weights "
                "(.safetensors), recorded batches (.trace), images (folders of pictures, idx, npz, CSV).",
            ),
            "error",
        )
