"""One exercise: its quantities, the verdict on one of them, yours beside the right numbers, and the lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QWidget

from cnnviz.features.workshop.arithmetic import ArithmeticTable, table_of
from cnnviz.features.workshop.code_lines import CodeView
from cnnviz.features.workshop.diagnosis_card import DiagnosisCard, DiagnosisText
from cnnviz.features.workshop.first_wrong import FirstWrong, WrongNumber
from cnnviz.features.workshop.hint_list import HintList
from cnnviz.features.workshop.learner_file import LearnerFile
from cnnviz.features.workshop.quantity_chips import QuantityChip, QuantityChips
from cnnviz.features.workshop.three_grids import ComparedArrays, ThreeGrids, same_shape
from cnnviz.session import Session
from cnnviz.session.background import Background, Report
from cnnviz.system.translation import Count
from cnnviz.system.wording import SEMICOLON, listed, worded
from cnnviz.widgets import theme
from cnnviz.widgets.layouts import STRETCH, fill, hbox, vbox
from cnnviz.widgets.numbers import significant
from cnnviz.widgets.plain import PlainLabel
from cnnviz.widgets.segments import Segments
from core.mistakes import lenet
from core.mistakes.case import Case
from core.mistakes.catalogue import complete, mistake, results
from core.mistakes.check import CheckedExercise, FileCheck
from core.mistakes.exercises import Exercise, exercises
from core.mistakes.factors import FACTORS, factor_words
from core.mistakes.lines import CodeLines, lines_named, lines_of
from core.mistakes.report import DiagnosisResult
from core.mistakes.where import axis_names, wrong_places
from core.trace.explain.source import source
from core.trace.trials import explain_trial

NARROW = 1080  # pixels; below, the right column goes under the middle one
RIGHT = 396
TERMS = 9
AROUND = 4  # lines before and after one
STOPPED = ("raises", "time", "died", "nothing")
PLACED = (*STOPPED, "wrote")  # what has a line of its own


@dataclass(frozen=True)
class ExplainedNumber:
    """What the background found: the right arithmetic, the core's lines, and what your number is made of."""

    key: object
    table: ArithmeticTable | None
    reference: CodeLines | None
    same: bool  # whether the named mistakes give your number at that place


class ExercisePage(QScrollArea):
    """Shows the chosen exercise of the newest check of a file."""

    def __init__(self, session: Session, file: LearnerFile, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("workshop_scroll")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.file = file
        self.exercise: Exercise | None = None
        self.quantity = ""
        self._looked_at: FileCheck | None = None  # the check whose first wrong quantity was chosen
        self._explained: ExplainedNumber | None = None
        self._asked: object = None
        self.background = Background(session, self)
        page = QWidget(self)
        page.setObjectName("workshop_page")
        self.setWidget(page)
        self.columns = fill(hbox(page, 24), (self._middle(page), 1), self._side(page))

    # building

    def _middle(self, page: QWidget) -> QWidget:
        middle = QWidget(page)
        column = vbox(middle, 8)
        self.title = PlainLabel(middle, size=theme.READOUT, weight=theme.BOLD)
        self.about = PlainLabel(middle, size=theme.SECONDARY, role="dim", wrap=True)
        self.chips = QuantityChips("workshop_chips", middle)
        self.chips.setAccessibleName(self.tr("Quantities: Left and Right"))
        self.chips.chosen.connect(self._choose_chip)
        self.card = DiagnosisCard("workshop_diagnosis", middle)
        self.grids = ThreeGrids("workshop_grids", middle)
        tip = self.tr("What your file printed while it was checked.")
        words = (
            ("workshop_lines_yours", self.tr("your lines"), self.tr("Where you make this quantity.")),
            ("workshop_lines_core", self.tr("reference"), self.tr("The lines of the core's own layer.")),
            ("workshop_lines_said", self.tr("printed"), tip),
        )
        self.lines = Segments("workshop_lines", words, middle, picked=self._show_lines)
        self.place = PlainLabel(middle, size=theme.SECONDARY, role="dim")
        self.code = CodeView("workshop_code", middle)
        self.code.setAccessibleName(self.tr("Lines of code"))
        self.code.setMinimumHeight(150)
        self.notes = PlainLabel(middle, size=theme.SECONDARY, role="dim", wrap=True)
        top = fill(hbox(spacing=14), (self.title, 0, Qt.AlignmentFlag.AlignTop), (self.chips, 1))
        head = fill(QHBoxLayout(), self.lines, self.place, STRETCH)
        fill(column, top, self.about, self.card, self.grids, head, (self.code, 100), self.notes, STRETCH)
        return middle

    def _side(self, page: QWidget) -> QWidget:
        self.side = QWidget(page)
        self.first = FirstWrong("workshop_first", self.side)
        self.hints = HintList("workshop_hints", self.side)
        self.hints.reference.connect(self._open_reference)
        fill(vbox(self.side, 12), self.first, self.hints, STRETCH)
        return self.side

    # choosing

    def choose(self, exercise: Exercise) -> None:
        """Look at another exercise, at its first quantity that isn't right."""
        if exercise is not self.exercise:
            self.exercise, self.quantity = exercise, ""
            self.lines.choose(0)
        self.look()

    @Slot(int)
    def _choose_chip(self, number: int) -> None:
        self.quantity = self.chips.chips[number].quantity
        self.look()

    @Slot()
    def _open_reference(self) -> None:
        self.lines.choose(1)
        self._show_lines()

    # looking

    def look(self) -> None:
        """Show what is so now."""
        exercise = self.exercise
        if exercise is None:
            return
        checked = self.file.exercise(exercise.name) or self.file.file_trouble()
        found = self._by_quantity(checked, exercise) if checked is not None else {}
        wrong = [q for q in exercise.quantities if q in found and not found[q].ok]
        newer = self.file.check is not self._looked_at
        nothing_wrong = self.quantity not in found or found[self.quantity].ok
        if self.quantity not in exercise.quantities or (newer and nothing_wrong and wrong):
            self.quantity = (*wrong, *exercise.quantities)[0]
        self._looked_at = self.file.check
        self.title.setText(worded(exercise.title))
        self.about.setText(worded(exercise.about))
        faded = self.file.checking
        chips = [self._chip(quantity, found.get(quantity)) for quantity in exercise.quantities]
        self.chips.show_chips(chips, exercise.quantities.index(self.quantity), faded)
        result = found.get(self.quantity) or self._whole(found)
        self.card.say(self._text(checked, result), faded)
        self._show_numbers(checked, result, faded)
        self._show_lines()
        self.about.setVisible(result is None or result.ok or result.verdict == "missing")
        notes = checked.told if checked is not None else []
        self.notes.setText("\n".join(self.tr("Note: {0}").format(worded(note)) for note in notes))
        self.notes.setVisible(bool(notes))

    def _by_quantity(self, checked: CheckedExercise, exercise: Exercise) -> dict[str, DiagnosisResult]:
        """What is to be said of each quantity; what stops is said of the one that is made in that line."""
        found = checked.by_quantity
        for result in checked.by_quantity.values():
            if result.verdict not in STOPPED or result.line is None:
                continue
            for quantity in exercise.quantities:
                code = lines_of(self.file.text, result.line, quantity)
                made_there = code is not None and code.hot == result.line
                if made_there and quantity != "arguments" and quantity not in found:
                    found[quantity] = found.pop(result.quantity)._replace(quantity=quantity)
                    break
        return found

    def _whole(self, found: dict[str, DiagnosisResult]) -> DiagnosisResult | None:
        """What is said of the exercise as a whole, or of what stopped it."""
        stopped = (r for r in found.values() if not r.quantity or r.verdict in STOPPED)
        return next(stopped, None)

    def _chip(self, quantity: str, result: DiagnosisResult | None) -> QuantityChip:
        names = {
            "arguments": self.tr("arguments unchanged"),
            "kept": self.tr("share kept"),
            "masks": self.tr("a mask each"),
            "running_mean": self.tr("running mean"),
            "running_var": self.tr("running variance"),
            "w": self.tr("weights after each step"),
        }
        open_yet = result is None or result.verdict in ("missing", "unseen")
        state = "" if open_yet or result is None else "right" if result.ok else "wrong"
        tip = worded(result.words) if result is not None else self.tr("not there yet")
        return QuantityChip(quantity, names.get(quantity, worded(quantity)), state, tip)

    def _text(self, checked: CheckedExercise | None, result: DiagnosisResult | None) -> DiagnosisText:
        """The verdict in words."""
        if self.file.trouble:
            return DiagnosisText("wrong", "", (self.file.trouble,))
        unwritten = checked is not None and any(r.verdict == "missing" for r in checked.results)
        if unwritten and (result is None or result.verdict == "missing"):
            after = self.tr("Write it in your file, and save.")
            return DiagnosisText("", "", (self.tr("Not written yet."),), after)
        if checked is None or result is None:
            words = self.tr("Nothing is known of it yet.")
            return DiagnosisText("", "", (self.tr("It is being checked.") if self.file.checking else words,))
        name = next((c.name for c in self.chips.chips if c.quantity == result.quantity), result.quantity)
        if result.ok:
            said = self.tr("{0} is right.") if result.quantity != "arguments" else self.tr("{0}: they are.")
            after = worded(result.words.removeprefix("right: ")) if ":" in result.words else ""
            return DiagnosisText("right", "", (said.format(name),), after)
        if result.verdict == "unseen":
            before = self.tr("{0} isn't seen to the end:").format(name)
            return DiagnosisText("", before, (worded(result.words),), self.tr("Mend first what stops there."))
        if result.verdict in PLACED:
            before = self.tr("It doesn't get that far:") if result.verdict != "nothing" else ""
            before = self.tr("An argument is changed:") if result.verdict == "wrote" else before
            words = self.tr("Line {0} of {1}.")
            line = "" if result.line is None else words.format(result.line, self._file_name())
            return DiagnosisText("wrong", before, (worded(result.words),), line)
        says = [worded(mistake(key).says) for key in result.mistakes]
        says += [worded(factor_words(result.factor))] if result.factor else []
        if not says:
            before = self.tr("{0} isn't right yet:").format(name)
            trial = self.tr('First in the trial "{0}".').format(worded(result.trial)) if result.trial else ""
            return DiagnosisText("wrong", before, (worded(result.words),), self._made_of_wrong() or trial)
        says[1:] = [self.tr("and {0}").format(each) for each in says[1:]]
        before = self.tr("Your {0} is what comes out if").format(worded(result.quantity))
        after = self.tr("It equals that in every number of every trial.")
        stops = [r for r in checked.results if r.quantity == result.quantity and r.verdict in STOPPED]
        if stops:
            after = self.tr("It equals that wherever it runs. But {0}").format(worded(stops[0].words))
            return DiagnosisText("wrong", before, tuple(says), after)
        if result.unseen:
            after = self.tr("It equals that in every trial in which it came. In others it stopped before.")
        elif result.words.endswith("it isn't finite)"):
            after = self.tr("It equals that wherever it is a finite number.")
        elif "its shape is wrong)" in result.words:
            after = self.tr(
                "It equals that wherever its shape is right. In another trial the shape is wrong."
            )
        elif "where it is wrong in another way" in result.words:
            after = self.tr(
                "It equals that in every usual trial; in those that ask for more it is wrong in another way."
            )
        pair = checked.report.arrays.get(result.quantity) if checked.report is not None else None
        if pair is not None and not same_shape(pair):
            words = self.tr("Your {0} has the shape {1}; {2} is right.")
            after = words.format(worded(result.quantity), pair[0].shape, pair[1].shape)
        return DiagnosisText("wrong", before, tuple(says), after)

    def _made_of_wrong(self) -> str:
        """For a network: which of the layers that it is made of aren't right themselves."""
        exercise = self.exercise
        if exercise is None or exercise.kind_name != "LeNet5" or self.file.check is None:
            return ""
        parts = [each for each in exercises() if each.kind_name in lenet.KINDS]
        every = [c for c in self.file.check.exercises if c.exercise in parts]
        wrong = [
            worded(c.exercise.title) for c in every if c.exercise is not None and not c.ok and not c.missing
        ]
        words = self.tr("It is made of layers that aren't right themselves: {0}. Begin with those.")
        return words.format(listed(wrong, SEMICOLON)) if wrong else ""

    def _file_name(self) -> str:
        return self.file.path.name if self.file.path is not None else ""

    # the numbers

    def _show_numbers(
        self, checked: CheckedExercise | None, result: DiagnosisResult | None, faded: bool
    ) -> None:
        report = checked.report if checked is not None else None
        pair = report.arrays.get(self.quantity) if report is not None else None
        shown = pair is not None and same_shape(pair)
        self.grids.setVisible(shown)
        exercise = self.exercise
        assert exercise is not None
        if pair is not None and shown:
            yours, right = pair
            at = result.at if result is not None and not result.ok else None
            axes = tuple(
                self._axis(name) for name in axis_names(exercise.kind_name, self.quantity, right.ndim)
            )
            compared = ComparedArrays(self.quantity, yours, right, axes, at)
            self.grids.show_arrays(compared, self._counted(yours, right, at), faded)
        named = result is not None and not result.ok and bool(result.mistakes)
        hints = exercise.of_bias if self.quantity == "db" and exercise.of_bias else exercise.hints
        answer = exercise.reference
        if result is not None and named:
            known = mistake(result.mistakes[0])
            hints = (known.hints[0], known.lesson, hints[-1] if hints else known.hints[2])
            answer = "\n".join(dict.fromkeys(mistake(key).right for key in result.mistakes))
        if result is not None and result.ok:
            hints = ()
        keys = result.mistakes if result is not None else ()
        self.hints.show_hints((exercise.name, self.quantity, keys), tuple(map(worded, hints)), answer)
        self._ask(checked, result)

    def _counted(self, yours: np.ndarray, right: np.ndarray, at: tuple[int, ...] | None) -> str:
        if at is None:
            return self.tr("{0} {0:number|numbers}, all right.").format(Count(right.size))
        count = int(wrong_places(yours, right, 1e-7).sum())
        words = self.tr("{0} of {1} numbers {0:differs|differ}; the first one is outlined.")
        return words.format(Count(count), f"{right.size:,}")

    def _axis(self, name: str) -> str:
        names = {
            "image": self.tr("image"),
            "channel": self.tr("channel"),
            "output channel": self.tr("output channel"),
            "input channel": self.tr("input channel"),
            "step": self.tr("step"),
        }
        return names.get(name, name)

    def _ask(self, checked: CheckedExercise | None, result: DiagnosisResult | None) -> None:
        """Have the first wrong number explained, and the core's lines found."""
        exercise = self.exercise
        assert exercise is not None
        report = checked.report if checked is not None else None
        case = report.cases.get(self.quantity) if report is not None else None
        wrong = result if result is not None and not result.ok and result.at is not None else None
        key = (exercise.name, self.quantity, wrong, id(report))
        if key != self._asked:
            self._asked = key
            self.background.start(
                partial(_explained, key, exercise, self.quantity, case, wrong), self._take, self._no_lines
            )
        self._show_first(wrong)

    @property
    def _found(self) -> ExplainedNumber | None:
        """The explanation of what is in sight, once there is one."""
        found = self._explained
        return found if found is not None and found.key == self._asked else None

    def _take(self, explained: ExplainedNumber) -> None:
        self._explained = explained
        if self._found is not None:
            key = self._asked
            assert isinstance(key, tuple)
            self._show_first(key[2])
            self._show_lines()

    def _no_lines(self, error: Exception) -> None:
        """Without an explanation the numbers stand alone."""

    def _show_first(self, wrong: DiagnosisResult | None) -> None:
        if wrong is None or wrong.at is None or wrong.yours is None or wrong.right is None:
            self.first.show_number(None)
            return
        place = f"[{', '.join(map(str, wrong.at))}]" if wrong.at else ""
        found, sentence = self._found, ""
        if found is not None and found.same:
            words = self.tr("With that mistake the same place comes to {0}: your number.")
            sentence = words.format(significant(wrong.yours, digits=4))
        table = found.table if found is not None else None
        name = f"{worded(wrong.quantity)}{place}"
        self.first.show_number(
            WrongNumber(name, wrong.yours, wrong.right, worded(wrong.trial), table, sentence)
        )

    # the lines

    @Slot()
    def _show_lines(self, _: int = 0) -> None:
        which = self.lines.group.checkedId()
        exercise = self.exercise
        assert exercise is not None
        checked = self.file.exercise(exercise.name) or self.file.file_trouble()
        said = self.file.check.said if self.file.check is not None else []
        self.lines.group.button(2).setVisible(bool(said))
        if which == 1:
            code = self._found.reference if self._found is not None else None
            self.code.show_code(code, "right")
            self.place.setText(code.name if code is not None else self.tr("There are no lines for this one."))
            return
        if which == 2 and said:
            self.code.show_code(CodeLines(tuple(said), 1), "wrong")
            self.place.setText(self.tr("The last lines that your file printed"))
            return
        result = None
        if checked is not None:
            found_results = checked.by_quantity
            result = found_results.get(self.quantity) or self._whole(found_results)
        line = checked.line if checked is not None else None
        stopped = result is not None and result.verdict in PLACED and result.line is not None
        if line is None and result is not None:
            line = result.line
        code = lines_of(self.file.text, line, self.quantity) if line is not None else None
        if stopped and result is not None and result.line is not None:
            code = lines_of(self.file.text, result.line, self.quantity) or code
            code = _marked(code, result.line, self.file.text)
        unwritten = result is None or result.verdict == "missing"
        if code is None and unwritten:
            names = (exercise.kind_name, exercise.name.replace("-", "_"))
            code = lines_named(self.file.text, names, self.quantity)
        if code is None and unwritten:
            code = CodeLines(tuple(exercise.start.splitlines()), 1)
            self.code.show_code(code, "right")
            self.place.setText(self.tr("How it begins"))
            return
        ok = result is not None and result.ok
        self.code.show_code(code, "right" if ok else "wrong")
        self.place.setText("")
        if code is not None:
            last = code.first + len(code.lines) - 1
            words = (
                self.tr("{0}, {1}, lines {2} to {3}") if code.name else self.tr("{0}{1}, lines {2} to {3}")
            )
            self.place.setText(words.format(self._file_name(), code.name, code.first, last))

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() + 222 >= NARROW
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self.columns.direction() != way:
            self.columns.setDirection(way)
        self.side.setFixedWidth(RIGHT) if wide else self.side.setMinimumWidth(0)
        if not wide:
            self.side.setMaximumWidth(16777215)


def around(text: str, line: int) -> CodeLines:
    """The lines around one of them."""
    every = text.splitlines()
    first = max(1, line - AROUND)
    return CodeLines(tuple(every[first - 1 : line + AROUND]), first, line)


def _marked(code: CodeLines | None, line: int, text: str) -> CodeLines:
    """The lines with another one marked; those around it where it isn't among them."""
    if code is not None and code.first <= line < code.first + len(code.lines):
        return CodeLines(code.lines, code.first, line, code.name)
    return around(text, line)


def _explained(
    key: object,
    exercise: Exercise,
    quantity: str,
    case: Case | None,
    wrong: DiagnosisResult | None,
    report: Report,
) -> ExplainedNumber:
    """The right arithmetic of the first wrong number, and the core's lines that make such numbers."""
    report(0.0)
    kind = exercise.kind
    table, same = None, False
    if case is None:
        case = complete(kind, kind.trials[0].case)
    at = wrong.at if wrong is not None and wrong.at is not None else None
    if at is None:
        shape = results(kind, frozenset(), case).get(quantity, np.zeros(())).shape
        at = (0,) * len(shape)
    told = explain_trial(kind, case, quantity, at)
    ours = wrong.right if wrong is not None else None
    if told is not None and ours is not None and abs(told.total - ours) <= 1e-7 * max(told.scale, 1e-12):
        table = table_of(told, TERMS, kind.name.startswith("BatchNorm"))
    if wrong is not None and (wrong.mistakes or wrong.factor) and wrong.yours is not None:
        made = results(kind, frozenset(wrong.mistakes), case).get(quantity)
        by = FACTORS[wrong.factor](case, quantity) if wrong.factor else 1.0
        made = None if made is None or by is None else by * made
        scale = max(abs(wrong.yours), 1e-12)
        same = (
            made is not None and made.ndim == len(at) and abs(float(made[at]) - wrong.yours) <= 1e-6 * scale
        )
    method = source(told.rule) if told is not None else None
    reference = None
    if method is not None:
        name = f"{method.file}: {method.name}"
        reference = CodeLines(method.lines, method.first, method.hot_number, name)
    elif exercise.reference:
        reference = CodeLines(tuple(exercise.reference.splitlines()), 1)
    return ExplainedNumber(key, table, reference, same)
