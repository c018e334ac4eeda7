"""What the canvas shows: one image's numbers all through the network, wherever they come from.

While training runs they are the probe's of the newest snapshot; with a recorded batch they are the trace's.
A Picture makes the two look alike, so that whoever draws doesn't care.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from cnnviz.session.stops import Progress

if TYPE_CHECKING:
    from core.trace.recording import Trace
    from core.training import Guest, Snapshot

INPUT = "input"  # the key of the image itself in `outputs`, and of dL/d(image) in `gradients`


@dataclass(frozen=True)
class Picture:
    """One image through one network, values above and gradients beneath.

    `outputs` and `gradients` share their keys: "input", then the layers in order; shapes (C, H, W) or (F,).
    `parameters` and `parameter_gradients` share "conv1.weight" and so on; the latter are the whole batch's.
    `divisor` is the number of images that the loss was averaged over: 1 for the probe, the batch for a trace.
    `forward` and `backward` name the layers that the cursor has reached; live pictures have reached all.
    """

    kind: str  # "live" | "then", of a past step | "trace"
    step: int
    names: tuple[str, ...]
    outputs: Mapping[str, np.ndarray]
    gradients: Mapping[str, np.ndarray]
    parameters: Mapping[str, np.ndarray]
    parameter_gradients: Mapping[str, np.ndarray]
    image: np.ndarray
    label: int
    prediction: int
    logits: np.ndarray
    probabilities: np.ndarray
    loss: float
    position: int
    count: int
    divisor: int
    spec: dict[str, Any]
    forward: frozenset[str] = field(default_factory=frozenset)
    backward: frozenset[str] = field(default_factory=frozenset)
    loss_reached: bool = True
    updated: bool = True
    classes: tuple[str, ...] = ()  # their names, where they are known
    guest: Guest | None = None  # the image, if it is not one of the batch
    edited: bool = False  # whether the weights were edited since `parameter_gradients` were computed

    def named(self, label: int) -> str:
        """The name of a class; its number where it has none."""
        return named(self.classes, label)

    @property
    def judged(self) -> bool:
        """Whether the label is the truth, rather than only the class that the gradient is for."""
        return self.guest is None or self.guest.judged


def batch_images(trace: Trace, ends: tuple[float, float]) -> np.ndarray:
    """A recorded batch's images as bytes, grey but for three channels; `ends` are the network's numbers for
    black and for white.

    Shape: (N, C, H, W) -> (N, H, W) or (N, 3, H, W), uint8
    """
    low, high = ends
    images = trace.images if trace.images.shape[1] == 3 else trace.images.mean(axis=1)
    return np.asarray(np.rint(np.clip((images - low) * (255 / ((high - low) or 1.0)), 0.0, 255.0)), np.uint8)


def named(classes: tuple[str, ...], label: int) -> str:
    """The name of a class; its number where it has none."""
    return classes[label] if 0 <= label < len(classes) else str(label)


def of_snapshot(snapshot: Snapshot) -> Picture:
    """The picture of a snapshot's probe: everything is known."""
    probe = snapshot.probe
    names = tuple(name for name in probe.outputs if name != INPUT)
    return Picture(
        kind="live",
        step=snapshot.step,
        names=names,
        outputs=probe.outputs,
        gradients=probe.gradients,
        parameters=snapshot.parameters,
        parameter_gradients=snapshot.gradients,
        image=probe.image,
        label=int(probe.label),
        prediction=int(probe.prediction),
        logits=probe.logits,
        probabilities=probe.probabilities,
        loss=float(probe.loss),
        position=int(probe.position),
        count=len(snapshot.watched.labels),
        divisor=1,
        spec=snapshot.spec,
        forward=frozenset(names),
        backward=frozenset(names),
        guest=probe.guest,
        classes=snapshot.classes,
        edited=snapshot.version.newer_than(snapshot.gradients_version),
    )


def of_trace(
    trace: Trace,
    position: int,
    cursor: int,
    spec: dict[str, Any],
    guest: Guest | None = None,
    classes: tuple[str, ...] = (),
) -> Picture:
    """The picture of image `position` of a recorded batch, or of a guest, as far as stop number `cursor`."""
    names = tuple(trace.names)
    first = trace[names[0]]
    outputs = {INPUT: first.input[position]} | {name: trace[name].output[position] for name in names}
    gradients = {INPUT: first.grad_input[position]}
    gradients |= {name: trace[name].grad_output[position] for name in names}
    progress = Progress(trace, cursor)
    probabilities = trace.probabilities[position]
    label = int(trace.labels[position])
    return Picture(
        kind="trace",
        step=trace.step,
        names=names,
        outputs=outputs,
        gradients=gradients,
        parameters={f"{name}.{key}": a for name in names for key, a in trace[name].params.items()},
        parameter_gradients={f"{name}.{key}": a for name in names for key, a in trace[name].grads.items()},
        image=trace.images[position],
        label=label,
        prediction=int(probabilities.argmax()),
        logits=trace.logits[position],
        probabilities=probabilities,
        loss=trace.image_loss(position),
        position=position,
        count=len(trace.labels),
        divisor=len(trace.labels),
        spec=spec,
        forward=progress.layers("forward"),
        backward=progress.layers("backward"),
        loss_reached=progress.through("loss"),
        updated=trace.optimizer is not None and progress.through("update"),
        guest=guest,
        classes=classes,
    )
