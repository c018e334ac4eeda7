"""The explainer strip: one sentence about what is under the mouse and what changes if it moves.

Any panel may speak through `session.explain`; when nobody does, the strip says what the picture shows.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.session import Session, stops
from cnnviz.system.terms import english_terms
from cnnviz.widgets import theme
from cnnviz.widgets.plain import set_tip

HEIGHT = 24


class ExplainerPanel(QWidget):
    """A strip of 24 px under everything: the subject in bold, then the sentence, cut short with dots."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("explainer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Explanation"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self._subject, self._sentence = "", ""
        self.magnified = 1.0
        self._fits = False  # all of it can be read
        self._free = 0  # pixels at the right in which a message stands
        self._page: QWidget | None = None  # what lies over the network
        self._spoken = False  # somebody has said something, and not taken it back
        session.hint_changed.connect(self._hint)
        session.snapshot_changed.connect(self._keep_true)
        session.beneath_changed.connect(self._keep_true)
        session.zoom_changed.connect(self._keep_true)
        session.state_changed.connect(self._state_changed)
        for changed in (session.cursor_changed, session.trace_changed):
            changed.connect(self._show_default)
        self._hint("", "")

    def magnify(self, by: float) -> None:
        """Write larger or smaller."""
        self.magnified = by
        self.setFixedHeight(round(HEIGHT * by))
        self.update()

    @Slot(int)
    def leave_free(self, width: int) -> None:
        """Leave so many pixels at the right to a message."""
        self._free = width
        self.update()

    def text(self) -> str:
        """What the strip says, in full."""
        return f"{self._subject}  {self._sentence}" if self._subject else self._sentence

    @Slot(object)
    def stand_for(self, page: QWidget | None) -> None:
        """Say what a page that lies over the network is for, whenever nobody speaks; None is the network."""
        self._page = page
        self.session.explain("", "")

    @Slot(str)
    def _state_changed(self, _: str) -> None:
        if not self.session.explain_again():
            self._show_default()

    @Slot()
    @Slot(int)
    def _show_default(self, _: object = None) -> None:
        self.session.explain("", "")

    @Slot()
    def _keep_true(self) -> None:
        """Another run, or another step of it, may be in sight while the state is the same."""
        if not self._spoken:
            self._hint("", "")

    @Slot(str, str)
    def _hint(self, subject: str, sentence: str) -> None:
        self._spoken = bool(subject or sentence)
        if not self._spoken:
            subject, sentence = self._default()
        if (subject, sentence) == (self._subject, self._sentence):
            return
        self._subject, self._sentence = subject, sentence
        self.setAccessibleDescription(self.text())
        set_tip(self, self.text())
        self.update()

    def _default(self) -> tuple[str, str]:
        state = self.session.state
        if state == "loading":
            return self.tr("Loading"), self.tr("Reading the images and building the network.")
        if state == "diverged":
            return self.tr("Diverged"), self.tr(
                "A number grew beyond all bounds. A lower learning rate, then Reset, usually helps."
            )
        if self._page is not None:
            return self._page.accessibleName(), self._page.accessibleDescription()
        stop, trace = self.session.stop, self.session.trace
        if stop is not None and trace is not None:
            subject = {
                "forward": self.tr("{0}, forward").format(stop.layer),
                "backward": self.tr("{0}, backward").format(stop.layer),
                "loss": self.tr("The loss"),
                "update": self.tr("The update"),
            }[stop.phase]
            return subject, stops.sentence_at(trace, self.session.cursor)
        shot = self.session.snapshot
        if shot is not None and shot.step == 0 and shot.test_step is None and state == "paused":
            return self.tr("To begin"), self.tr(
                "train now (Space), open the trained network (Ctrl+T), draw a digit (D), or take the tour"
                " (F1). Top: what each layer computed for this image; beneath it, its gradient."
            )
        then = self.session.time.shown
        if then is not None and shot is not None and self.session.beneath:
            words = self.tr(
                "Top: what each layer computed for this image at step {0}. Beneath it, in the same place: by"
                " how much that has changed since, up to step {1}. Orange is positive, blue negative."
            )
            if self.session.beneath == "now":
                words = self.tr(
                    "Top: what each layer computed for this image at step {0}. Beneath it, in the same place:"
                    " what it computes now, at step {1}. Orange is positive, blue negative."
                )
            return self._in_sight(), words.format(f"{then.step:,}", f"{shot.step:,}")
        if self.session.zoom[0] == "layer":
            return self._in_sight(), self.tr(
                "From left to right: what goes in, what the layer makes of it, what comes out. Beneath it:"
                " how the loss would change if that number grew. Orange is positive, blue negative."
            )
        return self._in_sight(), self.tr(
            "Top: what each layer computed for this image. Beneath it, in the same place: how the loss would"
            " change if that number grew. Orange is positive, blue negative."
        )

    def _in_sight(self) -> str:
        """What the canvas shows: the whole network, or a block or a layer of it."""
        part, name = self.session.zoom
        words = {"block": self.tr("Block {0}"), "layer": self.tr("Layer {0}")}
        return words[part].format(name) if part else self.tr("Overview")

    def event(self, event: QEvent) -> bool:
        """Pointed at, it says only what can't be read in it already."""
        if event.type() == QEvent.Type.ToolTip and self._fits:
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._hint("", "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("panel"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))
        painter.scale(self.magnified, self.magnified)
        x, y = 12.0, 16.5
        if self._subject:
            bold = theme.font(theme.SECONDARY, theme.BOLD)
            painter.setFont(bold)
            painter.setPen(theme.colour("text"))
            painter.drawText(QPointF(x, y), self._subject)
            x += QFontMetricsF(bold).horizontalAdvance(self._subject) + 9
        plain = theme.font(theme.SECONDARY, theme.MEDIUM)
        painter.setFont(plain)
        painter.setPen(theme.colour("dim"))
        room = (self.width() - self._free) / self.magnified - x - 12
        metrics = QFontMetricsF(plain)
        sentence = metrics.elidedText(self._sentence, Qt.TextElideMode.ElideRight, room)
        self._fits = sentence == self._sentence
        painter.drawText(QPointF(x, y), sentence)
        terms = english_terms(self.text())
        left = room - metrics.horizontalAdvance(sentence) - metrics.horizontalAdvance(terms) - 24
        if terms and left > 0:
            painter.setPen(theme.colour("faint"))
            painter.drawText(QPointF(x + room - metrics.horizontalAdvance(terms), y), terms)
        painter.end()
