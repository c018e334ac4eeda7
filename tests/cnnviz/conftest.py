"""A session, networks as the canvas gets them, and scenes of random numbers through them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from cnnviz.features.canvas.blocks import CanvasBlock, LayerShape, blocks
from cnnviz.features.canvas.scene import Scene
from cnnviz.session import Session
from cnnviz.shell import app
from cnnviz.shell.main_window import MainWindow
from cnnviz.system import paths
from core.training import TrainConfig


@pytest.fixture
def begun(qtbot: QtBot, digits: tuple[Any, Any]) -> Iterator[Callable[..., Session]]:
    """Begins a session, with settings, that has made some steps."""
    made: list[Session] = []

    def begin(steps: int = 0, **settings: Any) -> Session:
        config = TrainConfig(**{"batch_size": 32, "epochs": 2, "lr": 0.02, **settings})
        session = Session(config, lambda: digits)
        made.append(session)
        session.start()
        qtbot.waitUntil(lambda: session.ready and session.state == "paused")
        for _ in range(steps):
            session.step_batch()
        qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.step == steps)
        return session

    yield begin
    assert all(session.close() for session in made)


@pytest.fixture
def session(begun: Callable[..., Session]) -> Session:
    return begun()


@pytest.fixture
def open_window(qtbot: QtBot, digits: tuple[Any, Any]) -> Iterator[Callable[..., MainWindow]]:
    """Opens windows of the user's own, as at a start of the program, where they are greeted with files."""
    opened: list[MainWindow] = []

    def make(*files: str, greeted: bool = False) -> MainWindow:
        _, window = app.create(["cnnviz"], TrainConfig(batch_size=32, epochs=2, lr=0.02), lambda: digits)
        if greeted:
            app.greet(window, files)
        window.show()
        opened.append(window)
        qtbot.waitUntil(lambda: window.session.ready)
        return window

    yield make
    for window in opened:
        _ = window.close() or window.close()  # the first time it may say what would be lost
        window.deleteLater()


@pytest.fixture
def folder(own_home: Path) -> Path:
    """Where this test's windows keep their runs."""
    return paths.state_folder() / "runs"


@pytest.fixture
def others(tmp_path: Path) -> Path:
    """Images of one's own, of two classes."""
    rng = np.random.default_rng(3)
    path = tmp_path / "others.npz"
    images = rng.integers(0, 255, (120, 28, 28)).astype(np.uint8)
    np.savez(path, images=images, labels=np.arange(120) % 10)
    return path


def _cut(*layers: tuple[object, ...]) -> tuple[CanvasBlock, ...]:
    return blocks((1, 28, 28), [LayerShape(*layer) for layer in layers])  # type: ignore[arg-type]


@pytest.fixture
def lenet() -> tuple[CanvasBlock, ...]:
    return _cut(
        ("conv1", "conv", (6, 28, 28), (6, 1, 5, 5)),
        ("pool1", "pool", (6, 14, 14)),
        ("bn1", "bn", (6, 14, 14)),
        ("relu1", "relu", (6, 14, 14)),
        ("conv2", "conv", (16, 10, 10), (16, 6, 5, 5)),
        ("pool2", "pool", (16, 5, 5)),
        ("bn2", "bn", (16, 5, 5)),
        ("relu2", "relu", (16, 5, 5)),
        ("conv3", "conv", (120, 1, 1), (120, 16, 5, 5)),
        ("flatten", "flatten", (120,)),
        ("fc4", "fc", (84,), (84, 120)),
        ("relu4", "relu", (84,)),
        ("fc5", "fc", (10,), (10, 84)),
    )


@pytest.fixture
def mlp() -> tuple[CanvasBlock, ...]:
    return _cut(
        ("flatten", "flatten", (784,)),
        ("fc1", "fc", (512,), (512, 784)),
        ("sigmoid1", "sigmoid", (512,)),
        ("fc2", "fc", (128,), (128, 512)),
        ("sigmoid2", "sigmoid", (128,)),
        ("fc3", "fc", (10,), (10, 128)),
    )


@pytest.fixture
def deep() -> tuple[CanvasBlock, ...]:
    """Eight convolutions, with strides and 120 channels at the end, and 30 classes."""
    layers: list[tuple[object, ...]] = []
    channels = 1
    for n, (size, out) in enumerate(
        [(28, 8), (28, 8), (14, 16), (14, 16), (7, 32), (7, 32), (3, 64), (3, 120)], 1
    ):
        layers.append((f"conv{n}", "conv", (out, size, size), (out, channels, 3, 3)))
        layers.append((f"relu{n}", "relu", (out, size, size)))
        channels = out
    layers += [("flatten", "flatten", (1080,)), ("fc9", "fc", (30,), (30, 1080))]
    return _cut(*layers)


@pytest.fixture
def networks(
    lenet: tuple[CanvasBlock, ...], mlp: tuple[CanvasBlock, ...], deep: tuple[CanvasBlock, ...]
) -> dict[str, tuple[CanvasBlock, ...]]:
    return {"lenet": lenet, "mlp": mlp, "deep": deep}


def make_scene(cut: tuple[CanvasBlock, ...], seed: int = 0, **changes: object) -> Scene:
    """A scene of random numbers."""
    rng = np.random.default_rng(seed)
    layers = [layer for block in cut for layer in block.layers]
    outputs = {layer.name: rng.standard_normal(layer.shape).astype(np.float32) for layer in layers}
    gradients = {layer.name: 1e-3 * rng.standard_normal(layer.shape).astype(np.float32) for layer in layers}
    weighted = [layer for layer in layers if layer.weight is not None]
    weights = {layer.name: rng.standard_normal(layer.weight).astype(np.float32) for layer in weighted}
    beneath = {layer.name: 0.01 * rng.standard_normal(layer.weight).astype(np.float32) for layer in weighted}
    for layer, before in zip(layers[1:], layers, strict=False):
        if layer.kind == "relu":
            outputs[layer.name] = np.maximum(outputs[before.name], 0)
    logits = outputs[layers[-1].name]
    p = np.exp(logits) / np.exp(logits).sum()
    gradient = p - np.eye(len(p), dtype=np.float32)[3]
    items: dict[str, object] = {
        "outputs": outputs,
        "gradients": gradients | {layers[-1].name: gradient},
        "weights": weights,
        "beneath": beneath,
        "label": 3,
        "prediction": int(p.argmax()),
        "logits": logits,
        "probabilities": p,
        "logit_gradient": gradient,
        "loss": float(-np.log(p[3])),
    }
    return Scene(**{**items, **changes})  # type: ignore[arg-type]


@pytest.fixture
def scene_of():
    return make_scene
