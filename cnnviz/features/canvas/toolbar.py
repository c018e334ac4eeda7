"""The canvas's toolbar: where we are, which image and what the network reads, what limits are shared by."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from cnnviz.features.canvas.scene import CHANGE, GRADIENT, NOW
from cnnviz.features.canvas.shading import FROZEN, PER_LAYER, PER_MAP
from cnnviz.session import Session
from cnnviz.system.translation import translate
from cnnviz.system.wording import listed
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, ComboBox
from cnnviz.widgets.layouts import fill, hbox
from cnnviz.widgets.live_text import LiveText, Span
from cnnviz.widgets.numbers import at_step
from cnnviz.widgets.plain import set_tip
from cnnviz.widgets.segments import Segments
from core.training import Guest

HEIGHT = 32
ARROW = 41  # pixels of a choice without its words
LONGEST = 20  # letters of a class's name that there is room for
NARROW, SHORT = 1000, 640  # pixels of width below which the step is left out, and words are shorter
NARROWEST = 640  # pixels of width that the words of a presentation need at the usual size
IMAGE = 90  # pixels that what is said of the image is cut to there, before the buttons are
ROOMY, PATH = 900, 160  # pixels of width from which the path keeps so many, however long names are


class CanvasToolbar(QWidget):
    """32 px above the canvas."""

    scale_chosen = Signal(str)
    beneath_chosen = Signal(str)  # GRADIENT, NOW or CHANGE, under a past step

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("canvas_toolbar")
        self.setFixedHeight(HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.path = LiveText("breadcrumb", parent=self)
        probe = at_step(translate("CanvasPanel", "probe at step {0}"), 88_888, edited=True)
        sources = self.tr("recorded at step 8,888,888"), self.tr("then: step 88,888 of 88,888"), probe
        self.presenting, self._past = False, (False, False)
        self._source = "", "faint"
        self.source = LiveText("canvas_source", max(sources, key=len), Qt.AlignmentFlag.AlignRight, self)
        self.back = self._button("image_back", "left", self.tr("Previous image ([)"), self._earlier)
        self.forth = self._button("image_forth", "right", self.tr("Next image (])"), self._later)
        self.draw = Button("draw_button", "flat", "pen", self)
        self.draw.setFixedSize(24, 24)
        places = self.tr("test image 88888   label 88  reads 88 ✓"), self._drawn("8")
        self.image = LiveText("image_place", max(places, key=len), Qt.AlignmentFlag.AlignHCenter, self)
        self._names: tuple[str, ...] = ()  # of the classes that there is room for
        self.scale = ComboBox("scale", self)
        self._scales: list[tuple[str, str]] = []  # in full, and in short
        self.scale.setFont(theme.font(theme.SECONDARY))
        self.scale.setAccessibleName(self.tr("Scale of the colours"))
        tip = self.tr(
            "What a colour's limit is shared by: each map alone, a whole layer, or frozen as it is now."
        )
        set_tip(self.scale, tip)
        for text, short, mode in (
            (self.tr("Scale: per layer"), self.tr("per layer"), PER_LAYER),
            (self.tr("Scale: per map"), self.tr("per map"), PER_MAP),
            (self.tr("Scale: frozen"), self.tr("frozen"), FROZEN),
        ):
            self.scale.addItem(text, mode)
            self._scales.append((text, short))
        self._show_scales(False)
        block = self.tr("Every layer of the block in focus, with its kernels (1, or double-click a block).")
        layer = self.tr("One layer alone, one input and one output large (2, or double-click a layer).")
        levels = (
            ("overview", self.tr("Overview"), self.tr("The whole network, a column a block (0).")),
            ("block", self.tr("Block"), block),
            ("layer", self.tr("Layer"), layer),
        )
        self.level = Segments("canvas_level", levels, self)
        self.scale.activated.connect(self._scale_chosen)
        change = self.tr("Beneath: by how much each number has changed.")
        beneath = (
            ("beneath_gradient", self.tr("Gradient"), self.tr("Beneath: the gradients of this past step.")),
            ("beneath_now", self.tr("Now"), self.tr("Beneath: the same numbers at the newest step.")),
            ("beneath_change", self.tr("Change"), change),
        )
        self.beneath = Segments("canvas_beneath", beneath, self)
        self.beneath.hide()
        self.beneath.chosen.connect(self._beneath_chosen)
        session.state_changed.connect(self._show_source)
        self._row = fill(hbox(self, 6, (12, 0, 8, 0)), (self.path, 1), self.source, self.back, self.image)
        fill(self._row, self.forth, self.draw, 10, self.scale, self.beneath, 6, self.level)

    def _drawn(self, name: str) -> str:
        """All that is said of a drawing with a class of this name."""
        drawn = translate("Drawing", "your drawing"), self.tr("reads {0}"), self.tr("gradient for {0}")
        return "   ".join(drawn).replace("{0}", name)

    def _button(self, name: str, icon: str, tip: str, pressed: Callable[[], None]) -> Button:
        made = Button(name, "flat", icon, self, clicked=pressed)
        made.setFixedSize(24, 24)
        set_tip(made, tip)
        made.setAccessibleName(tip)
        return made

    def show_past(self, past: bool, choice: bool) -> None:
        """Show what lies beneath a past step, to choose from if there is a `choice`, in the scale's place."""
        self._past = past, choice
        self.scale.setVisible(not (self.presenting or (past and choice)))
        self.beneath.setVisible(past and choice and not self.presenting)

    def present(self, presenting: bool) -> None:
        """Keep nothing but words, and tell with the step what the network is doing; or put all back."""
        self.presenting = presenting
        for part in (self.back, self.forth, self.draw, self.level):
            part.setHidden(presenting)
        self.show_past(*self._past)
        longest = max(self._states().values(), key=len)
        self.source.make_room(listed((longest, self.tr("recorded at step 8,888,888"))))
        self.source.setVisible(presenting or self.width() >= NARROW)
        self._show_source()

    def magnify(self, by: float) -> None:
        """Write larger, as far as there is room for the words."""
        by = max(1.0, min(by, self.width() / NARROWEST))
        self.setFixedHeight(round(HEIGHT * by))
        for words in (self.path, self.source, self.image):
            words.magnify(by)

    def _states(self) -> dict[str, str]:
        return {
            "loading": self.tr("loading"),
            "training": self.tr("training"),
            "testing": self.tr("testing"),
            "paused": self.tr("paused"),
            "recorded": self.tr("paused"),
            "stale": self.tr("stale"),
            "diverged": self.tr("diverged"),
            "stopped": self.tr("stopped"),
        }

    def show_path(self, *words: str) -> None:
        """Show where we are, from the network down to a channel."""
        spans = []
        for i, word in enumerate(words):
            if i:
                spans.append(Span("  ›  ", "faint"))
            spans.append(Span(word, "text", i == len(words) - 1))
        self.path.set_spans(*spans)

    def show_source(self, text: str, tip: str, role: str = "faint") -> None:
        """Show which step the numbers are of."""
        self._source = text, role
        set_tip(self.source, tip)
        self._show_source()

    @Slot()
    @Slot(str)
    def _show_source(self, _: str = "") -> None:
        text, role = self._source
        if self.presenting:
            state = self.session.state
            testing = state == "training" and self.session.live.engine_state == "evaluating"
            text = listed((self._states()["testing" if testing else state], text))
        self.source.set_spans(Span(text, role))

    def show_image(
        self, position: int, count: int, label: str, prediction: str | None, now: str | None = None
    ) -> None:
        """Show the watched image's place, its label, and what the network reads; None if not known yet.
        With what it reads `now`, the other is what it read then.
        """
        place = Span(self.tr("image {0} / {1}").format(position + 1, count))
        self._show_spans([place, *self._judgement(label, prediction, now)])
        self.back.setEnabled(position > 0)
        self.forth.setEnabled(position + 1 < count)

    def show_guest(self, guest: Guest, label: str, prediction: str | None, live: bool) -> None:
        """Show the name of an image that is not of the batch, and what the network reads; its label, or else
        which class the gradient is for.
        """
        if guest.judged:
            spans = [Span(guest.name, name=guest.name), *self._judgement(label, prediction)]
        else:
            spans = [Span(guest.name, "text", True, guest.name)]
            if prediction is not None:
                reads = "   " + self.tr("reads {0}").format(prediction)
                spans.append(Span(reads, "text", True, prediction))
            spans.append(Span("   " + self.tr("gradient for {0}").format(label), name=label))
        self._show_spans(spans)
        for button in (self.back, self.forth):
            button.setEnabled(live)  # back to the batch

    def _show_spans(self, spans: list[Span]) -> None:
        shot = self.session.snapshot
        names = shot.classes if shot is not None and shot.classes else ("8",)
        if names != self._names:
            self._names, metrics = names, self.image.fontMetrics()
            cut = [name[:LONGEST] for name in names]
            self.image.make_room(self._drawn(max(cut, key=metrics.horizontalAdvance)))
        self.image.set_spans(*spans)

    def _judgement(self, label: str, prediction: str | None, now: str | None = None) -> list[Span]:
        """The label, and what the network reads with its mark."""
        spans = [Span("   " + self.tr("label {0}").format(label), "text", True, label)]
        if prediction is not None and now is not None:
            for words, read in ((self.tr("then {0}"), prediction), (self.tr("now {0}"), now)):
                mark, role = ("✓", "right") if read == label else ("×", "wrong")
                spans.append(Span("  " + words.format(read) + f" {mark}", role, True, read))
        elif prediction is not None:
            right = prediction == label
            mark, role = ("✓", "right") if right else ("×", "wrong")
            reads = "  " + self.tr("reads {0}").format(prediction) + f" {mark}"
            spans.append(Span(reads, role, True, prediction))
        return spans

    def _show_scales(self, short: bool) -> None:
        """Write the kinds of scale in full, or in short."""
        for number, words in enumerate(self._scales):
            self.scale.setItemText(number, words[short])
        longest = max(self.scale.fontMetrics().horizontalAdvance(words[short]) for words in self._scales)
        self.scale.setFixedWidth(longest + ARROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Where it is narrow the step stands in the transport and in the microscope only.
        self.source.setVisible(self.presenting or event.size().width() >= NARROW)
        self._show_scales(event.size().width() < SHORT)
        self.image.setMinimumWidth(IMAGE if event.size().width() < SHORT else 0)
        self.path.setMinimumWidth(PATH if event.size().width() >= ROOMY else 0)
        super().resizeEvent(event)
        self._row.activate()  # else what was made smaller has its old room until the next event

    @Slot()
    def _earlier(self) -> None:
        self.session.watch(self.session.watched - 1)

    @Slot()
    def _later(self) -> None:
        self.session.watch(self.session.watched + 1)

    @Slot(int)
    def _beneath_chosen(self, number: int) -> None:
        self.beneath_chosen.emit((GRADIENT, NOW, CHANGE)[number])

    @Slot(int)
    def _scale_chosen(self, index: int) -> None:
        self.scale_chosen.emit(self.scale.itemData(index))
