"""The card in the microscope's column to break a layer, see what that does, or find a hidden mistake."""

from __future__ import annotations

import math
import secrets
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from cnnviz.session import Session
from cnnviz.session.lab import HIDDEN_STEPS, Lab, LabFinding
from cnnviz.system.translation import Count
from cnnviz.system.wording import COLON, SEMICOLON, listed, sentences, worded
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, ComboBox, tell
from cnnviz.widgets.keys import MOVE, KeyOwner
from cnnviz.widgets.layouts import fill, hbox, vbox
from cnnviz.widgets.numbers import significant
from cnnviz.widgets.painting import RIGHT, underline, write
from cnnviz.widgets.plain import PlainLabel
from cnnviz.widgets.segments import Segments
from core.mistakes import Mistake, mistake
from core.mistakes.kinds import kind_of
from core.trace.recording import Cell, Trace
from core.training.twins import AS_RIGHT, SEEN, TESTED, changed_cell

ROW, NAME, WORDS = 17.0, 60.0, 104.0
NEARLY = 0.99  # a cosine from which a tenth of a percent is told


class GradientBars(QWidget):
    """The last layer first, as the gradient comes."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.cosines: dict[str, float] = {}

    def show_cosines(self, cosines: dict[str, float]) -> None:
        """Show other gradients."""
        self.cosines = dict(reversed(cosines.items()))
        self.setFixedHeight(round(ROW * len(self.cosines)) + 2)
        said = (listed((name, self.words(name)), COLON) for name in self.cosines)
        self.setAccessibleName(listed(said, SEMICOLON))
        self.update()

    def words(self, name: str) -> str:
        """What is said of a layer's gradient."""
        cosine = self.cosines[name]
        if math.isnan(cosine):
            return self.tr("no direction")
        if cosine >= AS_RIGHT:
            return self.tr("all of it")
        if cosine < 0:
            return self.tr("{0} %, against it").format(f"{100 * cosine:.0f}")
        if cosine >= NEARLY:  # never rounded up to what a layer that isn't misled has
            return self.tr("{0} %").format(f"{math.floor(1000 * cosine) / 10:.1f}")
        return self.tr("{0} %").format(f"{100 * cosine:.0f}")

    def sizeHint(self) -> QSize:
        return QSize(280, self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for i, (name, cosine) in enumerate(self.cosines.items()):
            y, misled = i * ROW, cosine < AS_RIGHT
            font = theme.font(theme.SECONDARY, theme.SEMIBOLD if misled else theme.REGULAR)
            role = "text" if misled else "dim"
            write(painter, QRectF(0, y, NAME - 6, ROW), name, font, role)
            write(painter, QRectF(0, y, self.width(), ROW), self.words(name), font, role, RIGHT)
            bar = QRectF(NAME, y + 4, self.width() - NAME - WORDS, ROW - 8)
            painter.fillRect(bar, theme.colour("raised"))
            if math.isfinite(cosine):
                bar.setWidth(bar.width() * min(1.0, abs(cosine)))
                painter.fillRect(bar, theme.colour("wrong" if cosine < 0 else "dim"))
        painter.end()


class MistakeList(KeyOwner, QListWidget):
    """A list whose arrows are its own, and not the walk's through the batch."""

    own_keys = MOVE

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Home:
            self.setCurrentRow(1)  # beneath the first heading, which Qt would stop at
        else:
            super().keyPressEvent(event)
        if self.owns(event):  # at an end as well
            event.accept()


KEY = Qt.ItemDataRole.UserRole
LISTED, LISTED_BRIEF = 220, 92  # pixels of the list, while it is chosen from and while a run is looked at
LOW = 560  # pixels of a window in which the button would be out of sight under a long list


class LabCard(QWidget):
    """Everything for breaking a layer, in a column of 296 or 316 px."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.session, self.lab = session, session.part(Lab)
        self.setObjectName("lab_card")
        self.setAccessibleName(self.tr("Break it"))
        title = self._title()
        self.about = PlainLabel(self, size=theme.SECONDARY, role="dim", wrap=True, name="lab_about")
        self.layers = ComboBox("lab_layers", self)
        self.layers.setAccessibleName(self.tr("Layer"))
        self.layers.currentIndexChanged.connect(self._show_mistakes)
        self.mistakes = MistakeList(self)
        self.mistakes.setObjectName("lab_mistakes")
        self.mistakes.setAccessibleName(self.tr("Mistakes: Up and Down"))
        self.mistakes.setFont(theme.font(theme.SECONDARY))
        self.mistakes.setWordWrap(True)
        self.mistakes.setSpacing(1)
        self.mistakes.currentItemChanged.connect(self._show_lesson)
        self.lesson = PlainLabel(self, size=theme.SECONDARY, role="dim", wrap=True, name="lab_lesson")
        self.act = Button("lab_act", "primary", "", self, clicked=self._do)
        self.figures = QWidget(self)
        self._build_figures()
        self.sentence = PlainLabel(self, size=theme.BODY, wrap=True, name="lab_sentence")
        column = fill(vbox(self, 8, (0, 0, 0, 14)), title, self.about, self.layers, self.mistakes)
        # Buttons above what they are about: words of any length don't move them.
        fill(column, self.act, self._ways_on(), self.lesson, self.figures, self.sentence)
        self.lab.changed.connect(self.look)
        session.config_changed.connect(self._offer_layers)
        session.snapshot_changed.connect(self._refresh)
        session.trace_changed.connect(self._refresh)

    # building

    def _title(self) -> QHBoxLayout:
        title = PlainLabel(self.tr("Break it"), self, size=theme.BODY, weight=theme.BOLD, name="lab_title")
        tip = self.tr("One is hidden somewhere: find it by its numbers.")
        words = (
            ("lab_choose", self.tr("Choose"), self.tr("Put a mistake of your choice into a layer.")),
            ("lab_find", self.tr("Find the bug"), tip),
        )
        self.ways = Segments("lab_ways", words, self, picked=self.look)
        close = Button("lab_close", "flat", "close", self, clicked=self.lab.stop)
        tell(close, self.tr("Close"), self.tr("Your own run comes back (Shift+K)"))
        return fill(hbox(spacing=1), (title, 1), self.ways, close)

    def _build_figures(self) -> None:
        table = QGridLayout()
        table.setHorizontalSpacing(12)
        table.setVerticalSpacing(2)
        self._cells: list[PlainLabel] = []
        heads = ("", "", self.tr("twin, right"))
        tested = self.tr("test accuracy, {0} images").format(TESTED)
        rows = (heads, (tested, "", ""), ("", "", ""))
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                role = "" if i and j else "right" if j == 2 else "dim"
                label = PlainLabel(
                    text, self.figures, size=theme.SECONDARY, role=role, mono=bool(i and j), wrap=not j
                )
                label.setAlignment(Qt.AlignmentFlag.AlignRight if j else Qt.AlignmentFlag.AlignLeft)
                table.addWidget(label, i, j)
                if i and j:
                    self._cells.append(label)
                elif j == 1:
                    self.which = label
                elif i == 2:
                    self.over = label
        table.setColumnStretch(0, 1)
        self.when = PlainLabel(self.figures, size=theme.FLOOR, role="faint", wrap=True, name="lab_when")
        words = self.tr("How far the gradients still point the right way")
        title = PlainLabel(
            words, self.figures, size=theme.SECONDARY, role="dim", wrap=True, name="lab_bars_title"
        )
        self.bars = GradientBars("lab_bars", self.figures)
        fill(vbox(self.figures, 4, (0, 4, 0, 0)), table, self.when, title, self.bars)

    def _ways_on(self) -> QVBoxLayout:
        words, tip = self.tr("Put it right"), self.tr("Go on from here without the mistake: does it recover?")
        self.mend = Button("lab_mend", "raised", "undo", self, words, tip, self.lab.mend)
        self.prove = Button("lab_prove", "raised", "check", self, clicked=self._prove)
        words, tip = self.tr("Tell me"), self.tr("Say which mistake it is, and where.")
        self.reveal = Button("lab_reveal", "raised", "", self, words, tip, self._reveal)
        words, tip = self.tr("Back to your run"), self.tr("It waits whole, and goes on where it was.")
        self.back = Button("lab_back", "raised", "reset", self, words, tip, self._back)
        row = fill(QHBoxLayout(), (self.prove, 1), (self.reveal, 1))
        return fill(vbox(spacing=6), self.mend, row, self.back)

    # choosing

    @property
    def finding(self) -> bool:
        """Whether a mistake is to be found."""
        return self.ways.group.checkedId() == 1

    def show_open(self) -> None:
        """Follow the card's being opened or closed."""
        self.setVisible(self.lab.open)
        if self.lab.open:
            self._offer_layers()
            self.look()
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # no box of choices, which Space would open

    @Slot()
    def _offer_layers(self) -> None:
        """Offer the layers of the network in sight, if they are others than those offered already."""
        offered = [self.layers.itemData(i) for i in range(self.layers.count())]
        if not self.lab.open or offered == list(self.lab.offers):
            return
        chosen = self.layers.currentData()
        self.layers.blockSignals(True)
        self.layers.clear()
        kinds = {item["name"]: item["type"] for item in self.lab.spec["layers"]}
        words = self.tr("{0}   {1}, {2} {2:mistake|mistakes}")
        for name, mistakes in self.lab.offers.items():
            self.layers.addItem(words.format(name, kinds[name], Count(len(mistakes))), name)
        self.layers.setCurrentIndex(max(0, self.layers.findData(chosen)))
        self.layers.blockSignals(False)
        self._show_mistakes()

    def choose_as(self, before: LabCard) -> None:
        """Choose what was chosen in the card that this one takes the place of."""
        self.ways.choose(before.ways.group.checkedId())
        self._choose(before.layers.currentData(), before.key)
        self.look()

    def _choose(self, layer: str, key: str) -> None:
        """Choose a layer, and a mistake if it is among that one's."""
        self.layers.setCurrentIndex(max(0, self.layers.findData(layer)))
        rows = [self.mistakes.item(row).data(KEY) for row in range(self.mistakes.count())]
        if key in rows:
            self.mistakes.setCurrentRow(rows.index(key))

    @Slot()
    def _reveal(self) -> None:
        self._choose(self.lab.layer, self.lab.key)
        self.lab.reveal()

    @Slot()
    def _show_mistakes(self) -> None:
        groups = {
            "forward": self.tr("forward"),
            "backward": self.tr("backward"),
            "state": self.tr("state"),
            "update": self.tr("update"),
            "whole run": self.tr("throughout"),
        }
        self.mistakes.clear()
        offers: tuple[Mistake, ...] = self.lab.offers.get(self.layers.currentData(), ())
        for place, words in groups.items():
            some = [each for each in offers if each.place == place]
            if not some:
                continue
            head = QListWidgetItem(words, self.mistakes)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            for each in some:
                item = QListWidgetItem(worded(each.title), self.mistakes)
                item.setData(KEY, each.id)
        first = next((i for i in range(self.mistakes.count()) if self.mistakes.item(i).data(KEY)), -1)
        self.mistakes.setCurrentRow(first)

    @property
    def key(self) -> str:
        """The mistake that is chosen in the list, "" if none is."""
        item = self.mistakes.currentItem()
        return str(item.data(KEY) or "") if item is not None else ""

    @Slot()
    def _show_lesson(self) -> None:
        self.lesson.setText(
            worded(mistake(self.key).lesson) if self.key and not self.finding and not self.lab.running else ""
        )
        self.lesson.setVisible(bool(self.lesson.text()))

    @Slot()
    def _do(self) -> None:
        """Break it, hide one, or tell which one it is, whichever the button says."""
        if not self.finding:
            if self.key:
                self.lab.begin(self.layers.currentData(), self.key)
        elif not self.lab.hidden:
            self.lab.hide(secrets.randbelow(1_000_000))
        else:
            self.lab.guess(self.layers.currentData(), self.key)

    @Slot()
    def _back(self) -> None:
        self.lab.back()
        self.lab.changed.emit()

    @Slot()
    def _prove(self) -> None:
        if not self.lab.hidden and self.lab.key:
            self.session.record(self._look_for_proof)
        else:
            self.session.record()

    def _look_for_proof(self, trace: Trace) -> None:
        """Find a number that the mistake has changed, on the training thread: it takes a layer's pass."""
        find = partial(changed_cell, trace, self.lab.layer)
        self.session.ask(find, then=partial(self._open_proof, trace))

    def _open_proof(self, trace: Trace, cell: Cell | None) -> None:
        if trace is self.session.trace and cell is not None:
            self.session.select(cell)
            self.session.recorded.tell_made(trace)  # another image of it may be in sight now
        elif trace is self.session.trace:
            words = self.tr("The mistake changes no number of step {0}.").format(f"{trace.step:,}")
            self.session.message.emit(words, "info")
            self.session.live.lasts.emit(lambda: self.session.trace is trace)

    # looking

    @Slot()
    def _refresh(self) -> None:
        if self.lab.open and self.isVisible():
            self.figures_now()

    @Slot()
    def look(self, _: int = 0) -> None:
        """Show what is so now."""
        lab, finding = self.lab, self.finding
        if not lab.open:
            return
        about = self.tr("The run begins again from its seed with one mistake. Yours waits, and comes back.")
        if finding:
            words = self.tr(
                "A mistake is drawn and trained with for {0} steps. Read pages, prove, look at the ledger."
            )
            about = words.format(HIDDEN_STEPS)
        self.about.setText(about)
        self.about.setVisible(not lab.running)
        if not finding:
            self.act.say(self.tr("Break it"))
        else:
            self.act.say(self.tr("This is it") if lab.hidden else self.tr("Hide one"))
        self.act.setEnabled(bool(self.key) or not finding or not lab.hidden)
        told = lab.running and not lab.hidden
        self.mend.setVisible(told and not lab.mended)
        self.prove.setVisible(lab.running)
        words, tip = self.tr("Prove it"), self.tr("Record the next batch, and open a number that it changed.")
        if lab.hidden:
            words, tip = self.tr("Record"), self.tr("Record the next batch, to read its pages.")
        self.prove.say(words)
        tell(self.prove, words, tip)
        self.reveal.setVisible(lab.running and lab.hidden)
        self.back.setVisible(lab.running)
        self.figures.setVisible(told)
        brief = told or self.window().height() < LOW
        self.mistakes.setFixedHeight(LISTED_BRIEF if brief else LISTED)
        self.mistakes.scrollToItem(self.mistakes.currentItem())
        self._show_lesson()
        self.figures_now()

    def figures_now(self) -> None:
        """The losses, the bars and the sentence."""
        found = self.lab.found
        losses = (found.verdict.broken, found.verdict.twin) if found else (math.nan,) * 2
        words = self.tr("loss, {0} {0:step|steps}")
        self.over.setText(words.format(Count(found.verdict.steps if found else SEEN)))
        for cell, value in zip(self._cells[2:], losses, strict=True):
            cell.setText(significant(value, signed=False) if math.isfinite(value) else "…")
        for cell, value in zip(self._cells[:2], found.read if found else (math.nan,) * 2, strict=True):
            cell.setText(self.tr("{0} %").format(f"{100 * value:.1f}") if math.isfinite(value) else "…")
        self.which.setText(self.tr("put right") if self.lab.mended else self.tr("broken"))
        self.when.setText(self._when())
        self.bars.show_cosines(found.cosines if found else {})
        self.sentence.setText(self.words())
        self.sentence.setVisible(bool(self.sentence.text()))

    def _when(self) -> str:
        """Of which steps the figures are."""
        found = self.lab.found
        if found is None:
            return ""
        if found.looked in (None, found.step):
            return self.tr("at step {0}").format(f"{found.step:,}")
        words = self.tr("loss at step {0}, accuracy and gradients at step {1}")
        return words.format(f"{found.step:,}", f"{found.looked:,}")

    def words(self) -> str:
        """What there is to say."""
        lab, said = self.lab, self._guessed()
        if not lab.running:
            return ""
        if lab.hidden:
            parts = [said] if said else []
            if self.session.trace is not None:
                words = self.tr(
                    "Step {0} is recorded. Click its numbers: where the terms on a page don't make the"
                    " recorded number, the mistake is in that layer. Choose it, then press “This is it”."
                )
                parts.append(words.format(f"{self.session.trace.step:,}"))
            elif not said:
                words = self.tr("One is in there. Choose the layer and the mistake, then press “This is it”.")
                parts.append(words)
            return sentences(parts)
        name = worded(mistake(lab.key).title) if lab.key else ""
        head = self.tr("{0}: {1}.").format(lab.layer, name)
        if lab.mended:
            words = self.tr("{0} is right again. Its weights were kept when it was put right.")
            head = words.format(lab.layer)
        parts = [said, head] if said else [head]
        if lab.found is None:
            parts.append(self.tr("Train (Space) to see what it does."))
        else:
            parts.append(self._judged(lab.found))
        if self.session.snapshot is not None and self.session.snapshot.touched:
            parts.append(self.tr("Its weights were changed by hand, its twin's weren't."))
        return sentences(parts)

    def _judged(self, found: LabFinding) -> str:
        """How it learns, which layers are misled, and of which that can't be told."""
        learning = {
            "same": self.tr("Nothing changes: not one loss differs from the twin's."),
            "as well": self.tr("It learns all the same, as well as its twin."),
            "worse": self.tr("In this run it learns worse than its twin."),
            "better": self.tr(
                "In this run its loss is lower than its twin's; with another seed it may be otherwise."
            ),
            "unclear": self.tr(
                "Whether it learns as well can't be told: both losses scatter more than they differ."
            ),
            "away": self.tr("It runs away."),
            "early": self.tr("It is too early to say how it learns."),
        }[found.verdict.learning]
        parts = [learning]
        if found.verdict.misled:
            parts.append(self.tr("Misled: {0}.").format(listed(found.verdict.misled)))
        if lost := [name for name, cosine in found.cosines.items() if math.isnan(cosine)]:
            words = self.tr("Nothing can be compared in {0}: a gradient has no direction there.")
            parts.append(words.format(listed(lost)))
        return sentences(parts)

    def _guessed(self) -> str:
        """What is said of the last guess, as long as there is something to guess, or if it was right."""
        lab = self.lab
        if not lab.guesses:
            return ""
        if lab.guesses[-1] == (lab.layer, lab.key):
            return self._right_guess()
        return self._wrong_guess() if lab.hidden else ""

    def _right_guess(self) -> str:
        known = mistake(self.lab.key)
        words = self.tr("✓ That is it, after {0} {0:guess|guesses} and {1} {1:page|pages}. {2}")
        return words.format(Count(len(self.lab.guesses)), Count(self.lab.pages), worded(known.lesson))

    def _wrong_guess(self) -> str:
        layer, key = self.lab.guesses[-1]
        known = mistake(key)
        kind = next(item["type"] for item in self.lab.spec["layers"] if item["name"] == layer)
        shown = listed(q for q in kind_of(kind).quantities if q != "arguments" and q in affected(kind, key))
        words = self.tr("Not this one. “{0}” would show in {1} of {2}; look at its page.")
        return words.format(worded(known.title), shown or "-", layer)

    # Qt's own

    def paintEvent(self, event: QPaintEvent) -> None:
        underline(self)


def affected(kind: str, key: str) -> frozenset[str]:
    """The quantities that a mistake changes."""
    from core.mistakes.catalogue import affects

    return affects(kind_of(kind)).get(key, frozenset())
