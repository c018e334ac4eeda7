"""Parts of the update's sheet: two numbers before and now, and the test images whose answer changed."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cnnviz.features.update.findings import UpdateFindings
from cnnviz.features.update.grids import ChangedImages
from cnnviz.system.translation import translate
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, tell
from cnnviz.widgets.layouts import STRETCH, fill, hbox, vbox
from cnnviz.widgets.numbers import significant
from cnnviz.widgets.plain import PlainLabel

LONG = 220  # pixels of words from which they may take two lines
LEAST = 60  # pixels of a title, which is smaller where it must be


class BeforeAndNow(QWidget):
    """Words, and two numbers: before and at the line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = hbox(self, 8)
        self.words = PlainLabel(self, size=theme.BODY, role="dim")
        self.numbers = PlainLabel(self, size=theme.READOUT, weight=theme.MEDIUM, mono=True)
        fill(row, self.words, self.numbers)

    def show_figures(self, words: str, before: float, now: float, digits: int) -> None:
        """The numbers with so many significant digits; one that isn't known is "…"."""
        self.setVisible(bool(words))
        texts = [
            significant(each, signed=False, digits=digits) if math.isfinite(each) else "…"
            for each in (before, now)
        ]
        self.words.setText(words)
        self.words.setWordWrap(self.words.fontMetrics().horizontalAdvance(words) > LONG)
        self.numbers.setText(f"{texts[0]} → {texts[1]}")
        self.setAccessibleName(f"{words} {self.numbers.text()}")


def heading(parent: QWidget, column: QVBoxLayout) -> tuple[QLabel, QLabel]:
    """A title and a note at its right, as a row of a column."""
    title = PlainLabel(parent, size=theme.BODY, weight=theme.SEMIBOLD)
    title.setMinimumWidth(LEAST)
    note = PlainLabel(parent, size=theme.SECONDARY, role="dim", wrap=True)
    note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    row = QHBoxLayout()
    fill(row, title, (note, 1))
    column.addLayout(row)
    return title, note


class ChangedTestImages(QWidget):
    """The test images that changed their answer, how many did so which way, and what there is to say."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = vbox(self, 6)
        title, self.note = heading(self, column)
        title.setText(translate("UpdateSheet", "Test images that changed their answer"))
        counts = hbox(spacing=16)
        count = partial(PlainLabel, parent=self, size=theme.SECONDARY, wrap=True)
        self.now_right = count(role="right", weight=theme.SEMIBOLD)
        self.now_wrong = count(role="wrong", weight=theme.SEMIBOLD)
        self.neither = count(role="dim")
        self.more = Button("update_more", "flat", "", self, size=theme.SECONDARY)
        fill(counts, self.now_right, self.now_wrong, self.neither, STRETCH, self.more)
        self.grid = ChangedImages("update_changed", self)
        self.grid.setAccessibleName(translate("UpdateSheet", "Test images that changed their answer"))
        self.hint = PlainLabel(self, size=theme.SECONDARY, role="dim", wrap=True)
        fill(column, counts, self.grid, self.hint)

    def show_findings(self, findings: UpdateFindings, t: float, running: bool, stopped: bool) -> None:
        """Show what changed, or how far the reading is; `t` is the place that the line is at."""
        changed, test = findings.changed, findings.test
        for label in (self.now_right, self.now_wrong, self.neither):
            label.setVisible(changed is not None)
        if changed is None or test is None:
            self.note.setText("")
            self.more.hide()
            self.hint.setText(self._missing(findings, stopped))
            self.grid.show_changed(None, self.grid.images, ())
            return
        if self.grid.changed is not changed:
            self.grid.show_changed(changed, test.data.images, test.data.classes)
        right, wrong, neither = changed.counts
        self.now_right.setText(translate("UpdateSheet", "✓ {0} now right").format(f"{right:,}"))
        self.now_wrong.setText(translate("UpdateSheet", "× {0} now wrong").format(f"{wrong:,}"))
        self.neither.setText(translate("UpdateSheet", "{0} wrong both times").format(f"{neither:,}"))
        of = translate("UpdateSheet", "{0} of {1}")
        self.note.setText(of.format(f"{len(changed.images):,}", f"{changed.total:,}"))
        hidden, everything = self.grid.hidden, self.grid.everything
        self.more.setVisible(hidden > 0 or everything)
        more = translate("UpdateSheet", "{0} more").format(f"{hidden:,}")
        self.more.setText(translate("UpdateSheet", "fewer") if everything else more)
        tip = translate("UpdateSheet", "Show all of them, or as many as there is room for.")
        tell(self.more, self.more.text(), tip)
        words = translate("UpdateSheet", "Click one to see it on the canvas.")
        if not len(changed.images):
            words = translate("UpdateSheet", "No test image changed its answer.")
        if running and changed.t != t:
            words = translate("UpdateSheet", "These are of {0}×; those of the line are being read.")
            words = words.format(f"{changed.t:.3g}")
        self.hint.setText(words)

    def _missing(self, findings: UpdateFindings, stopped: bool) -> str:
        """Why there is nothing to show yet."""
        if findings.why_no_test:
            return findings.why_no_test
        if stopped:
            return translate("UpdateSheet", "Stopped before all test images were read.")
        part = findings.stage_part if findings.stage == "answers" else 0.0
        total = 0 if findings.test is None else len(findings.test.data)
        words = translate("UpdateSheet", "Reading {0} test images, {1} %")
        return words.format(f"{total:,}" if total else "…", f"{100 * part:.0f}")
