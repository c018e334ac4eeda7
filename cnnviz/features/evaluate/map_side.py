"""The column beside the map: which class has which colour, and what of the images is shown."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QScrollArea, QVBoxLayout, QWidget

from cnnviz.features.evaluate.class_legend import HEIGHT, ClassLegend, LegendRow
from cnnviz.features.evaluate.mapping import Mapping
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, tell
from cnnviz.widgets.plain import PlainLabel

WIDTH = 208  # pixels


class MapSide(QWidget):
    """`changed` tells that other classes are shown, or another one is looked at."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        head = PlainLabel(self.tr("Class, images, read wrongly"), self)
        head.setFont(theme.font(theme.SECONDARY))
        head.setProperty("role", "dim")
        self.legend = ClassLegend("map_legend", self)
        tip = self.tr("Click hides or shows a class, double click all others.")
        tell(self.legend, self.tr("Classes"), tip)
        self.legend.looked_at.connect(self._changed)
        self.legend.switched.connect(self._changed)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        self._area.setWidget(self.legend)
        self.legend.setAutoFillBackground(False)
        self.all = Button("map_all", "raised", "", self)
        self.all.setText(self.tr("All classes"))
        tell(self.all, self.tr("All classes"), self.tr("Show every class again (A)"))
        self.all.clicked.connect(self.legend.show_all)
        self.wrong = QCheckBox(self.tr("only those read wrongly"), self)
        self.wrong.setObjectName("map_wrong")
        self.wrong.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.wrong.setFont(theme.font(theme.SECONDARY))
        tell(self.wrong, self.tr("Only those read wrongly"), self.tr("Leave out what is read rightly."))
        self.wrong.toggled.connect(self._changed)
        note = PlainLabel(self)
        note.setFont(theme.font(theme.SECONDARY))
        note.setProperty("role", "dim")
        note.setWordWrap(True)
        note.setText(
            self.tr(
                "A ring marks what is read wrongly. Dots that overlap here may lie apart in directions "
                "that two axes can't show. Wheel: closer; drag: move; Home: whole."
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(head)
        column.addWidget(self._area, 1000)  # as much as it needs, before the empty room beneath
        column.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.wrong)
        column.addStretch(1)
        column.addWidget(note)

    def show_mapping(self, mapping: Mapping | None) -> None:
        """Counts the images of each class of a mapping, and those read wrongly."""
        if mapping is None:
            self.legend.show_rows(())
            return
        result, indices = mapping.result, mapping.indices
        labels, right = result.answers.labels[indices], result.answers.right[indices]
        count = len(result.classes)
        images = np.bincount(labels, minlength=count).tolist()
        wrong = np.bincount(labels[~right], minlength=count).tolist()
        rows = zip(result.classes, images, wrong, strict=True)
        self.legend.show_rows(tuple(LegendRow(*row) for row in rows))
        self._area.setMaximumHeight(self.legend.sizeHint().height())
        self._changed()

    @Slot()
    def _changed(self) -> None:
        self.all.setEnabled(bool(self.legend.hidden))
        if self.legend.at >= 0:
            middle = round(self.legend.row_box(self.legend.at).center().y())
            self._area.ensureVisible(0, middle, 0, round(HEIGHT))
        self.changed.emit()
