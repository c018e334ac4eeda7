"""The workshop: exercises that are written in the learner's own file and editor, checked at every save."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from cnnviz.features.workshop.exercise_list import ExerciseEntry, ExerciseList
from cnnviz.features.workshop.exercise_page import ExercisePage
from cnnviz.features.workshop.learner_file import LearnerFile
from cnnviz.features.workshop.own_training import TRAINABLE, OwnTraining
from cnnviz.session import Session
from cnnviz.system import opener
from cnnviz.system.wording import worded
from cnnviz.widgets import file_dialogs, theme
from cnnviz.widgets.controls import Button, ProgressBar, tell
from cnnviz.widgets.dashed_card import DashedCard
from cnnviz.widgets.layouts import STRETCH, fill, hbox, scrolled, vbox
from cnnviz.widgets.plain import PlainLabel
from cnnviz.widgets.sheet import Sheet
from core.files.atomic import SaveError, write_atomically
from core.mistakes.exercises import exercises, starting_file
from core.training import beside

LEFT = 222
NAME = "my_layers.py"


class WorkshopSheet(Sheet):
    """Checks the learner's file at every save while it is open, and shows what was found.

    `usual_file` is the one that it opens with; `file_used` names another that was chosen.
    """

    file_used = Signal(str)
    usual_file = ""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("workshop", parent)
        self.session = session
        self.entitle(self.tr("Workshop: write it yourself"))
        self.file = LearnerFile(session, self)
        self.file.changed.connect(self.look)
        self.current = 0
        self._build()

    # what others call

    def end_work(self) -> None:
        """Let all work in the background go; the window closes."""
        self.file.end()
        self.page.background.end()
        self.training.close_process()

    # building

    def _build(self) -> None:
        words = self.tr("New file…")
        tip = self.tr("Write a starting file: signatures and docstrings, nothing solved.")
        self.new = Button("workshop_new", "raised", "", self, words, tip, self.new_file)
        words = self.tr("Use my own code…")
        tip = self.tr("Check a file of yours. It runs in a process of its own, and is never written to.")
        self.other = Button("workshop_open", "raised", "", self, words, tip, self.choose_file)
        words = self.tr("Open in the editor")
        tip = self.tr("Open the file in the program that your system opens Python files with.")
        self.editor = Button("workshop_editor", "raised", "pen", self, words, tip, self.open_editor)
        for button in (self.new, self.other, self.editor):
            self.add_tool(button)
        self.empty = DashedCard("workshop_empty", "pen", self)
        self.empty.button.setText(self.tr("New file…"))
        self.empty.button.clicked.connect(self.new_file)
        self.empty.say(
            self.tr(
                "Write the layers of a network yourself, in plain numpy and in your own editor. At every save"
                " each is checked, and what is wrong is named. Begin with a new file, or with code that you"
                " have."
            )
        )
        self.work = QWidget(self)
        left = self._left()
        self.page = ExercisePage(self.session, self.file, self.work)
        self.training = OwnTraining(self.file, self.work)
        self.training.again.connect(self.begin_training)
        self.training.hide()
        fill(hbox(self.work, 22), left, (self.page, 1), (self.training, 1))
        self.unopened = PlainLabel(self, size=theme.SECONDARY, wrap=True, name="workshop_unopened")
        self.unopened.hide()
        self._unopened_save = self.file.saved
        fill(self.body, self.unopened, (self.empty, 1), (self.work, 1))

    def _left(self) -> QWidget:
        left = QWidget(self.work)
        left.setFixedWidth(LEFT)
        self.list = ExerciseList("workshop_list", left, len(exercises()))
        self.list.setAccessibleName(self.tr("Exercises: Up and Down"))
        self.list.chosen.connect(self.choose)
        self.progress_words = PlainLabel(left, size=theme.BODY)
        self.progress = ProgressBar("workshop_progress", left, 6)
        self.train = Button("workshop_train", "raised", "play", left, clicked=self.train_own)
        same = PlainLabel(self.tr("in a terminal, the same:"), left, size=theme.FLOOR, role="faint")
        self.terminal = PlainLabel(left, size=theme.FLOOR, role="dim", mono=True, wrap=True)
        rows = scrolled(self.list, left, "workshop_list_scroll", clear=True)
        rows.setMaximumHeight(self.list.sizeHint().height())
        column = fill(vbox(left, 8), (rows, 99), self.progress_words, self.progress, 4, self.train)
        fill(column, STRETCH, same, self.terminal)
        return left

    # the file

    @Slot()
    def new_file(self) -> None:
        """Ask where to, write the starting file there, and open it in the editor."""
        title = self.tr("A new file for your layers")
        path = file_dialogs.to_save(self, title, NAME, "Python (*.py)", self._folder())
        if path:
            self.begin(path)

    def begin(self, path: Path) -> None:
        """Write the starting file, unless there is a file with something in it: that one is used as it is."""
        try:
            if not path.exists() or not path.stat().st_size:
                write_atomically(path, starting_file(path.name).encode("utf-8"))
        except (OSError, SaveError) as error:
            self.session.message.emit(str(error), "error")
            return
        self.use(path)
        self.open_editor()

    @Slot()
    def choose_file(self) -> None:
        """Ask which file, and check it."""
        title = self.tr("A file with layers of yours")
        path = file_dialogs.to_open(self, title, self.tr("Python (*.py)"), self._folder())
        if path:
            self.use(path)

    def use(self, path: Path) -> None:
        """Check a file, and remember it for the next time."""
        self.file_used.emit(str(path))
        self.unopened.hide()
        if path != self.training.file:
            self.training.forget()
            self._show_training(False)
        self.file.open(path)
        self.look()

    @Slot()
    def open_editor(self) -> None:
        """Open the file in the system's editor for it; where there is none, say where the file is."""
        path = self.file.path
        if path is None:
            return
        words = self.tr("No program is known that opens {0}. Open it in your editor; every save is checked.")
        self.unopened.setText(words.format(path))
        self.unopened.setVisible(not opener.open_file(path))
        self._unopened_save = self.file.saved

    def _folder(self) -> Path | None:
        return self.file.path.parent if self.file.path is not None else None

    # training

    def usable(self) -> list[str]:
        """The exercises that are right and that LeNet-5 has a place for."""
        every = self.file.check.exercises if self.file.check else ()
        right = [checked.exercise.name for checked in every if checked.ok and checked.exercise]
        whole = {*beside.CONVOLUTION} <= {*right}
        return [name for name in right if name in TRAINABLE and (whole or name not in beside.CONVOLUTION)]

    @Slot()
    def train_own(self) -> None:
        """Look at the training there is, or begin one."""
        if self.training.file is None:
            self.begin_training()
        else:
            self._show_training(True)
            self.look()

    @Slot()
    def begin_training(self) -> None:
        """Train with the layers that are right, beside the core's."""
        if self.file.path is not None and self.usable() and not self.file.checking:
            self.training.begin(self.file.path, self.usable())
            self._show_training(True)
            self.look()

    def _show_training(self, shown: bool) -> None:
        self.page.setVisible(not shown)
        self.training.setVisible(shown)

    # looking

    @Slot(int)
    def choose(self, number: int) -> None:
        """Look at another exercise."""
        if number != self.current:
            self.unopened.hide()
        self.current = number
        self._show_training(False)
        self.look()

    @Slot()
    def look(self) -> None:
        """Show what is so now; a hidden sheet does nothing."""
        if not self.isVisible():
            return
        file = self.file
        if file.saved != self._unopened_save:
            self.unopened.hide()
        self.empty.setVisible(file.path is None)
        self.work.setVisible(file.path is not None)
        self.editor.setVisible(file.path is not None)
        if file.path is None:
            self.subtitle.setText("")
            return
        self.subtitle.setText(self._subtitle())
        entries = [self._entry(i) for i in range(len(exercises()))]
        self.list.show_entries(entries, self.current)
        right = sum(entry.state == "right" for entry in entries)
        self.progress_words.setText(self.tr("{0} of {1} are right").format(right, len(entries)))
        self.progress.show_part(right / max(1, len(entries)))
        can = bool(self.usable()) and not file.checking
        self._offer_training(can)
        self.training.offer(can)
        self.terminal.setText(f"cnnviz check {file.path.name} --watch")
        self.page.choose(exercises()[self.current])

    def _offer_training(self, can: bool) -> None:
        """Offer the way back to a training that there is, else to begin one."""
        if self.training.file is not None:
            words = self.tr("Back to the training")
            tip = self.tr("How the training with your layers goes on, or how it ended.")
        else:
            words = self.tr("Train with your layers")
            tip = self.tr(
                "Train LeNet-5 on MNIST with those that are right, beside the core's; the rest is the core's."
            )
        self.train.say(words)
        tell(self.train, words, tip)
        there = self.training.file is not None
        self.train.setEnabled(self.training.isHidden() if there else can)

    def _subtitle(self) -> str:
        file = self.file
        assert file.path is not None
        when = file.saved_at()
        if file.checking:
            return self.tr("{0}, saved {1}, is being checked").format(file.path.name, when)
        if file.check is None:
            return file.path.name
        words = self.tr("{0}, saved {1}, checked in {2} s")
        return words.format(file.path.name, when, f"{file.check.seconds:.1f}")

    def _entry(self, number: int) -> ExerciseEntry:
        exercise = exercises()[number]
        checked = self.file.exercise(exercise.name)
        if checked is None or checked.missing:
            return ExerciseEntry(str(number + 1), worded(exercise.title), "", self.tr("not written yet"))
        if checked.ok:
            return ExerciseEntry(str(number + 1), worded(exercise.title), "right", self.tr("right"))
        words = next(result.words for result in checked.results if not result.ok)
        state = "" if checked.begun else "wrong"
        return ExerciseEntry(str(number + 1), worded(exercise.title), state, worded(words))

    # Qt's own

    def opened(self) -> None:
        if self.file.path is None and self.usual_file and Path(self.usual_file).is_file():
            self.file.open(Path(self.usual_file))
        self.look()
        (self if self.file.path is None else self.list).setFocus()  # no button, which Space would press
