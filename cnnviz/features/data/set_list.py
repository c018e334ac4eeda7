"""The sets of images that there are to choose from: MNIST, the run's own, those used lately, others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.features.data.assumptions import heading
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, tell
from cnnviz.widgets.layouts import fill, vbox
from cnnviz.widgets.plain import caption

WIDTH = 216  # pixels
IN_USE, SHIPPED = "in use", "shipped"  # what a row stands for, besides a path


class SetList(QWidget):
    """`chosen` tells IN_USE, SHIPPED or a Path."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self._rows: list[tuple[object, Button]] = []
        column = vbox(self, 4)
        column.addWidget(heading(self.tr("Images to choose from"), self))
        self._sets = vbox(spacing=2)
        fill(column, self._sets, 8)
        words = (
            ("open_data", self.tr("Open a file..."), self.tr("An idx pair such as Fashion-MNIST, npz, CSV.")),
            (
                "open_folder",
                self.tr("Open a folder..."),
                self.tr("Pictures of your own, one folder a class."),
            ),
            (
                "bring_back",
                self.tr("Back to the run before"),
                self.tr("It goes on where it stood, on its own images."),
            ),
        )
        self.buttons: dict[str, Button] = {}
        for action, text, sentence in words:
            self.buttons[action] = button = self._button(f"data_{action}", text, text, sentence)
            button.setProperty("kind", "raised")
            column.addWidget(button)
        column.addStretch(1)

    def use_actions(self, actions: Mapping[str, QAction]) -> None:
        """Take the window's actions."""
        for name, button in self.buttons.items():
            button.clicked.connect(actions[name].trigger)
        self.buttons["bring_back"].setVisible(actions["bring_back"].isEnabled())

    def show_sets(self, used: tuple[str, str] | None, recent: Sequence[Path], chosen: object) -> None:
        """Show the images in use, their name and place, MNIST, and paths; `chosen` is what is looked over."""
        for _, button in self._rows:
            self._sets.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._rows = []
        place = "" if used is None else used[1]
        if used is not None and place:
            self._add(IN_USE, self.tr("{0}, in use").format(used[0]), place)
        tip = self.tr("70,000 handwritten digits that come with cnnviz.")
        text = self.tr("MNIST, in use") if used is not None and not place else self.tr("MNIST")
        self._add(SHIPPED if place else IN_USE, text, tip)
        looked = [chosen] if isinstance(chosen, Path) and chosen not in recent else []
        for path in (*looked, *recent):
            if str(path) != place:
                self._add(path, path.name, str(path))
        for what, button in self._rows:
            button.setChecked(what == chosen or (what == IN_USE and str(chosen) == place != ""))

    def _add(self, what: object, text: str, tip: str) -> None:
        button = self._button(f"data_set_{len(self._rows)}", text, text, tip)
        button.setCheckable(True)
        button.clicked.connect(lambda: self.chosen.emit(what))
        self._sets.addWidget(button)
        self._rows.append((what, button))

    def _button(self, name: str, text: str, spoken: str, sentence: str) -> Button:
        button = Button(name, "flat", "", self)
        button.setFont(theme.font(theme.BODY, theme.MEDIUM))
        shown = button.fontMetrics().elidedText(caption(text), Qt.TextElideMode.ElideMiddle, WIDTH - 30)
        button.setText(shown)
        button.setStyleSheet("text-align: left;")
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        tell(button, spoken.rstrip("."), sentence)
        return button
