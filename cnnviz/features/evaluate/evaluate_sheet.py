"""The sheet Evaluate: all test images read at once by a copy of the network, and pages that look into it."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedLayout, QWidget

from cnnviz.features.evaluate.evaluation import EvaluationJob
from cnnviz.features.evaluate.result import Result
from cnnviz.session import Session
from cnnviz.system.translation import QT_TRANSLATE_NOOP, translate
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, Check, ComboBox, restyle, tell
from cnnviz.widgets.keys import KeyOwner, is_plain
from cnnviz.widgets.layouts import fill, hbox, scrolled
from cnnviz.widgets.numbers import significant
from cnnviz.widgets.plain import PlainLabel
from cnnviz.widgets.segments import Segments
from cnnviz.widgets.sheet import Sheet


@dataclass(frozen=True)
class PageRow:
    """A page, `name`Page in the module of its name, and what its segment says in the context "Evaluate"."""

    name: str
    title: str
    tip: str


PAGES: tuple[PageRow, ...] = (
    PageRow(
        "classes",
        QT_TRANSLATE_NOOP("Evaluate", "Classes"),
        QT_TRANSLATE_NOOP("Evaluate", "How well each class is read, and which is taken for which."),
    ),
    PageRow(
        "mistakes",
        QT_TRANSLATE_NOOP("Evaluate", "Mistakes"),
        QT_TRANSLATE_NOOP("Evaluate", "The images that are read wrongly, the most confident ones first."),
    ),
    PageRow(
        "calibration",
        QT_TRANSLATE_NOOP("Evaluate", "Calibration"),
        QT_TRANSLATE_NOOP("Evaluate", "Whether the network is as sure as it is right."),
    ),
    PageRow(
        "map",
        QT_TRANSLATE_NOOP("Evaluate", "Map"),
        QT_TRANSLATE_NOOP("Evaluate", "Each image a point, layer by layer: where the classes come apart."),
    ),
    PageRow(
        "robustness",
        QT_TRANSLATE_NOOP("Evaluate", "Robustness"),
        QT_TRANSLATE_NOOP("Evaluate", "How much noise, shift and rotation its reading bears."),
    ),
    PageRow(
        "unsure",
        QT_TRANSLATE_NOOP("Evaluate", "I don't know"),
        QT_TRANSLATE_NOOP("Evaluate", "A threshold below which it gives no answer, and what that buys."),
    ),
)


HEIGHT = 34  # pixels
PROGRESS = 3


class EvaluationBar(QWidget):
    """Says what the result is of, in numbers; while an evaluation runs, how far it is, with Cancel."""

    def __init__(self, evaluation: EvaluationJob, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("evaluate_bar")
        self.evaluation = evaluation
        self.setFixedHeight(HEIGHT)
        row = hbox(self, 8, (0, 0, 0, PROGRESS))
        self.found = PlainLabel(self, size=theme.BODY, weight=theme.SEMIBOLD)
        self.note = PlainLabel(self, size=theme.SECONDARY, role="dim", wrap=True, elastic=True)
        tip = self.tr("Stop evaluating. The result of before stays.")
        self.cancel = Button("evaluate_cancel", "flat", "", self, self.tr("Cancel"), tip, evaluation.cancel)
        fill(row, self.found, (self.note, 1), self.cancel)
        self._fraction = 0.0
        evaluation.progressed.connect(self._progress)

    def look(self) -> None:
        """Say what is so now."""
        evaluation, result = self.evaluation, self.evaluation.result
        if not evaluation.running:
            self._fraction = 0.0
        self.cancel.setVisible(evaluation.running)
        self.found.setText(self._found(result) if result is not None else "")
        self.found.setVisible(bool(self.found.text()))
        restyle(self.note, "role", "wrong" if evaluation.trouble else "dim")
        self.note.setText(self._note())
        self.setAccessibleName(f"{self.found.text()} {self.note.text()}".strip())
        self.update()

    def _found(self, result: Result) -> str:
        count = len(result.answers)
        if not count:
            return ""
        right = int(result.answers.right.sum())
        words = self.tr("{0} % right: {1} of {2}")
        return words.format(f"{100 * right / count:.2f}", f"{right:,}", f"{count:,}")

    def _note(self) -> str:
        evaluation, result = self.evaluation, self.evaluation.result
        if evaluation.trouble:
            return f"× {evaluation.trouble}"
        if result is None:
            return self.tr("Reading the images...") if evaluation.running else ""
        if not len(result.answers):
            return result.when()
        when = evaluation.session.dated(result.when(), result.version, result.step)
        return self.tr("mean loss {0} · {1}").format(significant(result.answers.loss, signed=False), when)

    def _progress(self, fraction: float) -> None:
        self._fraction = fraction
        self.update()

    # Qt's own

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = self.rect()
        place.setTop(place.bottom() - PROGRESS + 1)
        if self.evaluation.running:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.fillRect(place, theme.colour("line"))
            place.setWidth(round(place.width() * self._fraction))
            painter.fillRect(place, theme.colour("accent"))
        painter.end()


NARROW = 980  # pixels of width below which what is found stands under the choice of pages


class PageStack(QWidget):
    """Pages one at a time, as high at least as the words of the one in sight need; the rest scrolls."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pages = QStackedLayout(self)

    def heightForWidth(self, width: int) -> int:
        page = self.pages.currentWidget()
        layout = page.layout()
        if layout is None or not layout.hasHeightForWidth():
            return page.minimumSizeHint().height()
        return layout.minimumHeightForWidth(width)

    def minimumSizeHint(self) -> QSize:
        least = self.pages.currentWidget().minimumSizeHint()
        return QSize(least.width(), 0 if self.pages.hasHeightForWidth() else least.height())


TURNS = (Qt.Key.Key_Left, Qt.Key.Key_Right)


class EvaluateSheet(KeyOwner, Sheet):
    """Evaluates by itself when it is opened and there is no result of this very step."""

    own_keys = TURNS

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("evaluate", parent)
        self.session = session
        self.entitle(self.tr("Evaluate"))
        self.evaluation = EvaluationJob(session, self)
        self.evaluation.changed.connect(self.look)
        self.evaluation.shown.connect(self._make_way)
        self.pages: dict[str, Any] = {}
        self._waiting: dict[str, dict[str, Any]] = {}  # what pages of before had, until they are made
        self._given: dict[str, Result | None] = {}  # what each page shows
        self._tests = 0  # of the run in sight, as far as they were looked at
        self._add_tools()
        self.bar = EvaluationBar(self.evaluation, self)
        self.empty = PlainLabel(self, size=theme.BODY, role="dim")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = PageStack(self)
        self.stack = inside.pages
        self.stack.addWidget(self.empty)
        self.scroller = scrolled(inside, self, "evaluate_scroll", clear=True)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self._head = fill(hbox(spacing=16), (self.switch, 0, left), (self.bar, 1))
        fill(self.body, self._head, (self.scroller, 1))
        session.snapshot_changed.connect(self._network_moved)
        session.history_changed.connect(self._tested)
        session.config_changed.connect(self._run_changed)
        self.page_name = PAGES[0].name

    # what others call

    def hand_over(self) -> dict[str, Any]:
        """The result, what its pages have made of it, and which of them is in sight."""
        return {
            "job": self.evaluation.hand_over(),
            "walk": self.evaluation.walk.hand_over(),
            "page": self.page_name,
            "pages": self._waiting | {name: page.hand_over() for name, page in self.pages.items()},
            "repeat": self.repeat.isChecked(),
        }

    def take_over(self, found: dict[str, Any]) -> None:
        """Show the result that there was; a page takes its own part when it is made."""
        self.evaluation.take_over(found["job"])
        self.evaluation.walk.take_over(found["walk"])
        self.which.setCurrentIndex(self.which.findData(self.evaluation.which))
        self.repeat.setChecked(found["repeat"])
        self._waiting = found["pages"]
        self._run_changed()
        self.open_page(found["page"])

    def end_work(self) -> None:
        """Let all work in the background go; the window closes."""
        self.evaluation.end()
        for page in self.pages.values():
            page.end_work()

    def open_page(self, name: str) -> Any:
        """Show the page of that name, made now if it wasn't yet; return it."""
        numbers = [row.name for row in PAGES]
        if name != self.page_name:
            self.session.explain("", "")  # what was said of the page before
        self.page_name = name
        self.switch.choose(numbers.index(name))
        self.look()
        return self.page(name)

    def page(self, name: str) -> Any:
        """A page of PAGES; made when it is first asked for."""
        if name not in self.pages:
            module = importlib.import_module(f"cnnviz.features.evaluate.{name}")
            kind = getattr(module, f"{name.capitalize()}Page")
            self.pages[name] = made = kind(self.session, self.evaluation, self)
            self.stack.addWidget(made)
            if name in self._waiting:
                made.take_over(self._waiting.pop(name))
        return self.pages[name]

    def shows(self, command: str) -> bool:
        return command == "next_mistake"

    def next_mistake(self) -> bool:
        """Go to the next mistake: in the gallery while the sheet is open, else over the canvas.

        False if the canvas shows none that was chosen here.
        """
        if not self.isVisible():
            return self.evaluation.walk.next()
        if self.page_name == "mistakes":
            self.page("mistakes").next()
        else:
            self.open_page("mistakes")
        return True

    @Slot()
    def look(self) -> None:
        """Show what is so now; a hidden sheet does nothing."""
        if not self.isVisible():
            return
        self.bar.look()
        again = self.evaluation.stale or self.evaluation.result is None
        kind = "primary" if again else "raised"
        self.again_button.show_kind(kind)
        self.again_button.setEnabled(not self.evaluation.running and self.session.ready)
        words = self._why_empty()
        if words:
            self.empty.setText(words)
            self._bring(self.empty)
            return
        page, result = self.page(self.page_name), self.evaluation.result
        self._bring(page)
        if self.page_name not in self._given or self._given[self.page_name] is not result:
            self._given[self.page_name] = result
            page.show_result(result)
        page.network_moved()

    def _bring(self, page: QWidget) -> None:
        """Show one page of the stack, from its beginning."""
        if page is not self.stack.currentWidget():
            self.stack.setCurrentWidget(page)
            self.scroller.verticalScrollBar().setValue(0)

    def _why_empty(self) -> str:
        evaluation = self.evaluation
        if not self.session.ready:
            return self.tr("The images are being loaded.")
        if evaluation.empty:
            return self.tr("There are no test images. The training images can be chosen above.")
        if evaluation.result is None:
            if evaluation.running:
                return self.tr("The network is reading the images.")
            return evaluation.trouble or self.tr("Nothing has been evaluated yet.")
        return ""

    # building

    def _add_tools(self) -> None:
        words = tuple(
            (f"evaluate_{row.name}", translate("Evaluate", row.title), translate("Evaluate", row.tip))
            for row in PAGES
        )
        self.switch = Segments("evaluate_pages", words, self)
        self.switch.setAccessibleName(self.tr("Pages"))
        self.switch.chosen.connect(lambda number: self.open_page(PAGES[number].name))
        sets = ((self.tr("test images"), "test"), (self.tr("training images"), "train"))
        tip = self.tr(
            "Which images are read: those it has never learnt from, or those that it is trained on."
        )
        self.which = ComboBox("evaluate_which", self, sets, self.tr("Images"), tip)
        self.which.currentIndexChanged.connect(self._choose_set)
        self.repeat = Check("evaluate_repeat", self.tr("after each test"), self)
        tip = self.tr("Evaluate again after each test, at the end of an epoch, while this sheet is open.")
        tell(self.repeat, self.tr("Evaluate after each test"), tip)
        tip = self.tr("Have the network as it is now read all images. Training isn't held up.")
        self.again_button = Button("evaluate_again", "raised", "", self, self.tr("Evaluate again"), tip)
        self.again_button.clicked.connect(self.evaluation.evaluate)
        for control in (self.which, self.repeat, self.again_button):
            self.add_tool(control)

    @Slot()
    def _choose_set(self) -> None:
        which = self.which.currentData()
        words = translate(
            "actions", "Have the network read all test images: each class, every mistake, how sure it is."
        )
        if which == "train":
            words = self.tr(
                "Have the network read all training images: each class, every mistake, how sure it is."
            )
        self.setAccessibleDescription(words)
        self.session.explain("", "")  # what is said of the sheet is other now
        self.evaluation.choose(which)

    @Slot()
    def _make_way(self) -> None:
        if self.isVisible():
            self.closing.emit()

    # what the session tells

    @Slot()
    def _network_moved(self) -> None:
        if not self.isVisible():
            return
        if self.evaluation.result is None and not self.evaluation.running and not self.evaluation.trouble:
            self._begin()
        else:
            self.look()

    @Slot()
    def _tested(self) -> None:
        tests = len(self.session.history.evaluations)
        news, self._tests = tests > self._tests, tests
        if news and self.isVisible() and self.repeat.isChecked() and not self.evaluation.running:
            self.evaluation.evaluate()

    @Slot()
    def _run_changed(self) -> None:
        result, shot = self.evaluation.result, self.session.snapshot
        if result is not None and shot is not None and shot.run != result.copy.run:
            self.evaluation.forget()
            if self.isVisible():
                self._begin()

    def _begin(self) -> None:
        if self.session.ready and not self.evaluation.running:
            self.evaluation.evaluate()

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        wide = self.width() >= NARROW
        self._head.setDirection(way.LeftToRight if wide else way.TopToBottom)
        self._head.setSpacing(16 if wide else 2)

    def owns(self, event: QKeyEvent) -> bool:
        return super().owns(event) or (is_plain(event) and event.key() in self.page(self.page_name).keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        done = self.page(self.page_name).keys.get(event.key())
        if done is not None and is_plain(event):
            done()
            return
        if event.key() not in TURNS:
            super().keyPressEvent(event)
            return
        names = [row.name for row in PAGES]
        by = 1 if event.key() == Qt.Key.Key_Right else -1
        place = min(max(names.index(self.page_name) + by, 0), len(names) - 1)
        self.open_page(names[place])
        if self.switch.isAncestorOf(self.focusWidget() or self):
            self.switch.group.button(place).setFocus(Qt.FocusReason.TabFocusReason)

    def opened(self) -> None:
        self._tests = len(self.session.history.evaluations)
        if self.evaluation.result is None or self.evaluation.stale:
            self._begin()
        self.look()
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # not a button, which Space would press

    def closed(self) -> None:
        self.evaluation.cancel()
