"""The page Mistakes: every wrongly read image, the most confident first, and a walk from one to the next.

The walk goes on over the canvas: whoever looks at a mistake there goes to the next one without coming back.
"""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from cnnviz.features.evaluate.evaluation import EvaluationJob, GalleryPage
from cnnviz.features.evaluate.result import Result, percent
from cnnviz.session import Session
from cnnviz.system.translation import Count
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, ComboBox, tell
from cnnviz.widgets.image_grid import Caption, ImageGrid
from cnnviz.widgets.layouts import fill, hbox, vbox
from cnnviz.widgets.plain import PlainLabel
from core.evaluation.confusion import mistakes

EVERY = -1  # no class in particular
COUNT = 120  # pixels for how many there are; the choices of long names are narrower
SHORT = 3  # letters of a class's name, so that two of them fit a line


class MistakesPage(GalleryPage):
    """A gallery of the mistakes, of one true or read class if chosen."""

    def __init__(self, session: Session, evaluation: EvaluationJob, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("evaluate_page_mistakes")
        self.session, self.evaluation = session, evaluation
        self._short = True  # whether the classes' names are
        gallery = ImageGrid("evaluate_mistakes", self, (84,), 136, 2)
        self.add_gallery(gallery, self.tr("Wrongly read images, the most confident first"))
        self.gallery.entered.connect(self.open)
        evaluation.walk.moved.connect(self.gallery.select)
        self.true = self._choice("evaluate_true", self.tr("True class"))
        self.read = self._choice("evaluate_read", self.tr("Read as"))
        self.count = PlainLabel(self, size=theme.SECONDARY, weight=theme.SEMIBOLD, wrap=True)
        self.count.setMinimumWidth(COUNT)
        tip = self.tr("See how the network comes to read this image so, layer by layer (Enter).")
        self.open_button = Button("evaluate_open_mistake", "raised", "", self, self.tr("To the canvas"), tip)
        self.open_button.clicked.connect(lambda: self.open(self.gallery.selected))
        self.next_button = Button("evaluate_next_mistake", "raised", "right", self, self.tr("Next mistake"))
        tell(self.next_button, self.tr("Next mistake"), self.tr("Select the next mistake (N)."))
        self.next_button.clicked.connect(self.next)
        row = hbox(spacing=8)
        for words, choice in ((self.tr("true class"), self.true), (self.tr("read as"), self.read)):
            label = PlainLabel(words, self, size=theme.SECONDARY, role="dim")
            label.setBuddy(choice)
            fill(row, label, choice, 8)
        fill(row, (self.count, 1), self.next_button, self.open_button)
        fill(vbox(self, 6), row, (self.gallery, 1))

    # what others call

    def show_result(self, result: Result) -> None:
        """List the mistakes of a result; the classes chosen stay chosen."""
        new_classes = self.result is None or self.result.classes != result.classes
        self.result = result
        self._short = max(map(len, result.classes)) <= SHORT
        self.gallery.use_lines(2 if self._short else 3)
        if new_classes:
            for choice in (self.true, self.read):
                choice.blockSignals(True)
                choice.clear()
                choice.addItem(self.tr("any"), EVERY)
                for index, name in enumerate(result.classes):
                    choice.addItem(name, index)
                choice.blockSignals(False)
        self._list()

    def filter(self, true: int, read: int) -> None:
        """List the mistakes of one true class, one class read, or both; -1 is any."""
        self.true.setCurrentIndex(self.true.findData(true))
        self.read.setCurrentIndex(self.read.findData(read))

    @Slot(int)
    def open(self, number: int) -> None:
        """Put a mistake on the canvas, from where the walk goes on."""
        if self.result is not None and number >= 0:
            self.gallery.select(number)
            self.evaluation.walk.begin(self.result, self.gallery.numbers, number)

    @Slot()
    def next(self) -> None:
        """Select the next mistake, round all of them."""
        number = self.gallery.after(self.gallery.selected)
        self.gallery.select(number)
        self.point_image(number)

    # the parts

    def _choice(self, name: str, words: str) -> ComboBox:
        made = ComboBox(name, self, text=words, tip=self.tr("List only the mistakes of one class."))
        made.setMinimumWidth(84)
        made.currentIndexChanged.connect(self._list)
        return made

    @Slot()
    def _list(self) -> None:
        result = self.result
        if result is None:
            return
        true, read = self.true.currentData(), self.read.currentData()
        numbers = mistakes(result.answers, None if true < 0 else true, None if read < 0 else read)
        every = len(result.answers) - int(result.answers.right.sum())
        if every:
            self.gallery.empty = self.tr("No mistake of this kind.")
        else:
            self.gallery.empty = self.tr("Every image is read rightly.")
        self.gallery.show_images(result.dataset.images, numbers, self._caption)
        if not every:
            words = ""
        elif len(numbers) == every:
            words = self.tr("{0} {0:mistake|mistakes, the surest first}").format(Count(every))
        else:
            words = self.tr("{0} of {1} mistakes, the surest first").format(f"{len(numbers):,}", f"{every:,}")
        self.count.setText(words)
        for button in (self.next_button, self.open_button):
            button.setEnabled(len(numbers) > 0)

    def _caption(self, number: int) -> Caption:
        assert self.result is not None
        answers, names = self.result.answers, self.result.classes
        true, read = names[int(answers.labels[number])], names[int(answers.read[number])]
        sure = percent(float(answers.confidence[number]), 1)
        sure, right = self.tr("{0} sure").format(sure), bool(answers.right[number])
        if self._short:
            return Caption((self.tr("true {0}, read as {1}").format(true, read), sure), right)
        lines = self.tr("true {0}").format(true), self.tr("read as {0}").format(read), sure
        return Caption(lines, right, marked=1)
