"""The output channels of the picked layer: which one is looked at, and which are switched off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cnnviz.features.touch.channel_switches import ChannelSwitches
from cnnviz.features.touch.slab import in_channel
from cnnviz.session import Session
from cnnviz.session.weight_edits import Touching
from cnnviz.widgets import theme
from cnnviz.widgets.controls import tell
from cnnviz.widgets.plain import PlainLabel
from core.training.acts import silenced


class ChannelRow(QWidget):
    """The switches with a caption that counts; `asked` tells that one was pressed."""

    asked = Signal()

    def __init__(self, session: Session, touching: Touching, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self.touching = session, touching
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._caption = PlainLabel(self)
        self._caption.setObjectName("channel_caption")
        self._caption.setFont(theme.font(theme.FLOOR, theme.MEDIUM))
        self._caption.setProperty("role", "dim")
        column.addWidget(self._caption)
        self.switches = ChannelSwitches(self)
        tell(
            self.switches,
            self.tr("Output channels and their switches"),
            self.tr("Click a number to pick the channel, its switch to turn it off or on (arrows, Space)."),
        )
        column.addWidget(self.switches)
        self.switches.chosen.connect(self._chosen)
        self.switches.switched.connect(self._switched)
        self.switches.pointed.connect(self._explain)

    def refresh(self) -> None:
        """Shows the newest snapshot's channels."""
        shot, touching = self.session.snapshot, self.touching
        if shot is None:
            return
        off = silent(shot.spec, shot.parameters, touching.layer)
        self.switches.show_channels(off, touching.channel)
        text = self.tr("output channel {0} of {1}").format(touching.channel, len(off))
        if off.any():
            text = self.tr("{0}; {1} off").format(text, int(off.sum()))
        self._caption.setText(text)
        state = self.tr("off") if off[touching.channel] else self.tr("on")
        words = self.tr("{0} channel {1} is {2}").format(touching.layer, touching.channel, state)
        self.switches.setAccessibleDescription(words)

    @Slot(int)
    def _chosen(self, channel: int) -> None:
        touching = self.touching
        if touching.array is not None:
            index = in_channel(touching.array, touching.index, channel)
            touching.pick(touching.layer, touching.parameter, index)

    @Slot(int)
    def _switched(self, channel: int) -> None:
        shot = self.session.snapshot
        if shot is not None:
            self.asked.emit()
            off = silent(shot.spec, shot.parameters, self.touching.layer)
            self.touching.switch(channel, off=not off[channel])

    @Slot(int)
    def _explain(self, channel: int) -> None:
        if channel < 0:
            self.session.explain("", "")
            return
        self.session.explain(
            self.tr("{0} channel {1}").format(self.touching.layer, channel),
            self.tr("Its switch silences it: weights, bias and batch-norm become zero, or come back."),
        )


def silent(spec: Mapping[str, Any], parameters: Mapping[str, np.ndarray], layer: str) -> np.ndarray:
    """Which output channels of a layer say nothing: all that a switch would set to zero is zero.

    Shape: bool (channels,)
    """
    count = len(parameters[f"{layer}.weight"])
    off = np.ones(count, bool)
    for name in silenced(spec, layer):
        if name in parameters:  # a running mean isn't; the weights say enough
            off &= ~parameters[name].reshape(count, -1).any(axis=1)  # (C, ...) -> (C, rest)
    return off
