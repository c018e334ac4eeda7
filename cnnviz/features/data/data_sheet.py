"""The sheet of data: which images a run is on, and what was understood of others before they are used.

Example pictures stand as the network will see them, beside what was assumed about them; what is said
otherwise is seen at once. A usual set takes one Enter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from cnnviz.features.data.assumptions import Assumptions, heading, paragraph
from cnnviz.features.data.class_examples import GAP, IMAGE, NAMES, ClassExamples
from cnnviz.features.data.set_list import IN_USE, SHIPPED, SetList
from cnnviz.session import Session
from cnnviz.session.worker import in_words
from cnnviz.system.wording import listed, sentences, worded
from cnnviz.widgets.controls import Button, ProgressBar, restyle
from cnnviz.widgets.keys import ENTER, KeyOwner
from cnnviz.widgets.layouts import STRETCH, fill, hbox, scrolled, vbox
from cnnviz.widgets.sheet import Sheet
from core.data.choices import DataChoices
from core.data.dataset import DIGITS
from core.data.inspection import Inspection, OpenedData, SeveralSetsError
from core.files.atomic import one_line
from core.presets import preset
from core.training import ConfigError, fitting
from core.training.recipe import spec_for

NARROW, SIDE = 270, 330  # pixels of the column at the side, at least and at most
LEAST = NAMES + IMAGE + GAP + 14  # pixels of the classes beside one image each
NOTHING = DataChoices()


class DataSheet(KeyOwner, Sheet):
    """Show what `session.own_images` looks over, or else the images in use."""

    own_keys = ENTER

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("data", parent)
        self.session = session
        self.entitle(self.tr("Data"))
        self.recent: Callable[[], Sequence[Path]] = tuple  # the paths of sets that were used lately
        self._used: OpenedData | None = None  # the images in use
        self._source = ""  # the file that the network of now came from
        self._all: dict[str, int] = {}  # every class of the set, those that are left out among them
        self._sets: tuple[str, ...] = ()  # the sets to choose from
        self._build()
        images = session.own_images
        images.looked.connect(self._refresh)
        images.progressed.connect(self.bar.show_part)
        session.config_changed.connect(self._run_changed)

    # what others call

    def use_actions(self, actions: Mapping[str, QAction]) -> None:
        """Take the window's actions for opening files, and the run before."""
        self.set_list.use_actions(actions)
        self._bring_back = actions["bring_back"]

    def end_work(self) -> None:
        """Let go of what is looked over; the window closes."""
        self.session.own_images.cancel()

    # building

    def _build(self) -> None:
        self.set_list = SetList(self)
        self.set_list.chosen.connect(self._look)
        self.examples = ClassExamples("data_classes", self)
        self.examples.setAccessibleName(self.tr("Classes with their first images"))
        self.examples.toggled.connect(self._toggle)
        subject = self.tr("Class")
        self.session.explain_pointed(self.examples.pointed, lambda at: (subject, self.examples.tip(at)))
        middle = scrolled(self.examples, self, "")
        side = QWidget(self)
        understood = heading(self.tr("What was understood"), side)
        self.facts = paragraph("data_facts", side)
        self.form_heading = heading(self.tr("If it is otherwise"), side)
        self.form = Assumptions(side)
        self.form.chosen.connect(self._choose)
        self.form.refused.connect(self._refused)
        tip = self.tr("Take back all that was said about these images.")
        self.guess_button = self._button("data_guess", self.tr("As guessed"), tip, self._guess)
        also = heading(self.tr("Left out, and what else there is to know"), side)
        self.notes = paragraph("data_notes", side)
        column = fill(
            vbox(side, 7, (12, 10, 14, 10)), understood, self.facts, 4, self.form_heading, self.form
        )
        fill(column, (self.guess_button, 0, Qt.AlignmentFlag.AlignRight), 4, also, self.notes, STRETCH)
        scroll = scrolled(side, self, "")
        scroll.setMinimumWidth(NARROW)
        scroll.setMaximumWidth(SIDE)
        middle.setMinimumWidth(LEAST)
        self.body.addLayout(fill(hbox(spacing=14), self.set_list, (middle, 1), (scroll, 1)), 1)
        self._build_foot()

    def _build_foot(self) -> None:
        self.bar = ProgressBar("data_progress", self)
        self.bar.setAccessibleName(self.tr("How much has been read"))
        self.effect = paragraph("data_effect", self)
        foot = fill(hbox(spacing=8), (self.effect, 1))
        tip = self.tr("Go on without the pictures that can't be read.")
        self.leave_out_button = self._button("data_leave_out", "", tip, self._leave_out)
        tip = self.tr(
            "Bring the images to the size and colours that the network of now takes, so that it can stay."
        )
        self.fit_button = self._button("data_fit", "", tip, self._fit)
        tip = self.tr("Nothing is opened; the run is as it was.")
        self.stop_button = self._button("data_stop", self.tr("Stop reading"), tip, self.closing)
        tip = self.tr("Begin a new run on them (Enter); the run so far is kept.")
        self.use_button = self._button("data_use", self.tr("Use these images"), tip, self.use, "primary")
        for button in (self.leave_out_button, self.fit_button, self.stop_button, self.use_button):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        fill(self.body, self.bar, foot)

    def _button(self, name: str, text: str, tip: str, do: Any, kind: str = "raised") -> Button:
        return Button(name, kind, "", self, text, tip, do)

    # what is done

    @Slot()
    def use(self) -> None:
        """Begin a run on the images that are looked over."""
        if self.use_button.isEnabled():
            self.session.own_images.use()

    @Slot(object)
    def _look(self, what: object) -> None:
        images = self.session.own_images
        if what == SHIPPED:
            images.look_at_shipped()
        elif what == IN_USE:
            images.cancel()
            self._refresh()
        elif isinstance(what, Path):
            images.look([what])

    @Slot(dict)
    def _choose(self, changes: Mapping[str, Any]) -> None:
        try:
            read = DataChoices.of(**changes)
            self.session.own_images.choose(**{name: getattr(read, name) for name in changes})
        except ValueError as error:
            if not self.form.refuse(str(error)):
                self.session.message.emit(str(error), "error")
        else:
            self._refresh()

    @Slot()
    def _refused(self) -> None:
        """What stands in the form isn't what would be used."""
        self.use_button.setEnabled(False)

    @Slot()
    def _guess(self) -> None:
        kept = self.session.own_images.choices
        said = [name for name in NOTHING.as_dict() | kept.as_dict() if name not in ("pair", "leave_out")]
        self.session.own_images.choose(**dict.fromkeys(said))

    @Slot(str)
    def _toggle(self, name: str) -> None:
        images = self.session.own_images
        kept = list(images.choices.classes or self._all)
        kept = [each for each in self._all if (each in kept) != (each == name)]
        try:
            images.choose(classes=None if len(kept) == len(self._all) else tuple(kept))
        except ValueError:
            self.session.message.emit(self.tr("There must be two classes to tell apart."), "info")

    @Slot()
    def _leave_out(self) -> None:
        self.session.own_images.choose(leave_out=True)

    @Slot()
    def _fit(self) -> None:
        channels, height, width = self._taken()
        self.session.own_images.choose(size=(height, width), colour=channels == 3)

    # what is shown

    def _taken(self) -> tuple[int, int, int]:
        """The shape of the images that the network of now takes."""
        shot = self.session.snapshot
        shape = (1, 28, 28) if shot is None else shot.watched.images.shape[1:]
        return (1, *shape) if len(shape) == 2 else (shape[0], shape[1], shape[2])

    @Slot()
    def _refresh(self) -> None:
        """Show what there is to see of the set that is looked over, else of the images in use."""
        if not self.isVisible():
            return
        images = self.session.own_images
        looking = bool(images.looking or images.running)
        shown = images.shown if looking else self._used
        found = None if shown is None else shown.inspection
        if looking and images.opened is not None and images.choices.classes is None:
            self._all = dict(images.opened.inspection.classes)
        elif not looking or found is None:
            self._all = {} if found is None else dict(found.classes)
        if isinstance(images.error, SeveralSetsError):
            self._sets = images.error.names
        elif not images.looking:
            self._sets = ()
        own = looking and bool(images.paths)
        self.examples.show_set(shown, self._all, free=own and len(self._all) > 2)
        self._show_facts(found, images.error if looking else None)
        for widget in (self.form, self.form_heading):
            widget.setVisible(own and images.looking)
        self.guess_button.setVisible(own and images.choices != NOTHING)
        self.form.show_set(found, images.choices, self._sets)
        self._show_foot(found, looking)
        self._show_sets()

    def _show_facts(self, found: Inspection | None, error: Exception | None) -> None:
        restyle(self.facts, "role", "wrong" if error is not None else "dim")
        if error is not None:
            self.facts.setText(worded(in_words(error)))
            self.notes.setText("")
            self.subtitle.setText("")
            return
        if found is None:
            self.facts.setText(self.tr("Reading..."))
            self.notes.setText("")
            self.subtitle.setText("")
            return
        images = self.session.own_images
        whole = images.opened is not None or not images.looking
        first, _, third, fourth, _ = found.lines()
        kind = one_line(first.removeprefix(f"{found.path}: "))
        if whole:
            lines = [kind, third, fourth]
        else:
            lines = [self.tr("Some of the images, as you said; all are being read again."), third]
        self.facts.setText("\n".join(worded(line[:1].upper() + line[1:]) for line in lines))
        texts = (*map(str, found.left_out), *found.notes)
        said = sentences(worded(f"{text[:1].upper()}{text[1:]}.") for text in texts)
        self.notes.setText(one_line(said) if said else self.tr("Nothing is left out."))
        self.subtitle.setText(one_line(found.path) or self.tr("{0}, comes with cnnviz").format(found.name))

    def _show_foot(self, found: Inspection | None, looking: bool) -> None:
        images = self.session.own_images
        reading = looking and images.running
        self.bar.setVisible(reading)
        self.stop_button.setVisible(reading)
        remedy = images.leaving_out(images.error) if images.error is not None else ""
        self.leave_out_button.setVisible(bool(remedy))
        self.leave_out_button.setText(remedy)
        self.use_button.setEnabled(looking and images.error is None and not images.wanted)
        taken = self._taken()
        shape = None if found is None else (found.channels, *found.size)
        other = looking and shape is not None and shape != taken
        self.fit_button.setVisible(bool(other and images.paths))
        colour = self.tr("in colour") if taken[0] == 3 else self.tr("grey")
        words = self.tr("Bring them to {0}x{1}, {2}").format(taken[1], taken[2], colour)
        self.fit_button.setText(words)
        self.fit_button.setAccessibleName(words)
        self.effect.setText(self._effect(found, looking, bool(other)))

    def _effect(self, found: Inspection | None, looking: bool, other: bool) -> str:
        """What using these images will do."""
        images = self.session.own_images
        if not looking:
            return "" if found is None else self.tr("The run is on these images.")
        if images.wanted:
            return self.tr("The run on them begins as soon as all are read.")
        if found is None or images.error is not None:
            return ""
        outputs, classes = len(self._outputs()), len(found.classes)
        if not other and self._source and fitting.takes(self._outputs(), list(found.classes)):
            text = self.tr("The network of {0} stays, on these images; the run so far is kept, with its own.")
            return text.format(one_line(self._source))
        if not other and classes == outputs:
            return self.tr("A new run begins on them; the run so far is kept, with its images.")
        text = self.tr(
            "The network has {0} outputs now: for these images it is made anew, of the same layers, with {1} "
            "outputs, one a class. The run so far is kept."
        ).format(outputs, classes)
        if other:
            text = self.tr(
                "The network takes {0} now: for these images it is made anew, of the same layers, with {1} "
                "inputs and {2} outputs. The run so far is kept."
            )
            shapes = ["x".join(map(str, shape)) for shape in (self._taken(), (found.channels, *found.size))]
            text = text.format(*shapes, classes)
        try:
            return listed((text, *self._changed(found)), " ")
        except ConfigError as error:  # none can be made for them
            return worded(in_words(error))

    def _outputs(self) -> tuple[str, ...]:
        """The classes that the network of now has an output for."""
        shot = self.session.snapshot
        return DIGITS if shot is None else shot.classes

    def _changed(self, found: Inspection) -> Iterator[str]:
        """What else of the network becomes other for such images."""
        config, shape = self.session.config, (found.channels, *found.size)
        own = preset(config.preset).spec() if config.spec is None else config.spec
        made = {item["name"]: item for item in spec_for(config, shape, len(found.classes))["layers"]}
        left = [item["name"] for item in own["layers"] if item["name"] not in made]
        padded = [
            item["name"]
            for item in own["layers"]
            if made.get(item["name"], item).get("padding") != item.get("padding")
        ]
        if left:
            yield self.tr("They are too small for {0}, which is left out.").format(listed(left))
        if padded:
            yield self.tr("They get a border of zeros in {0}.").format(listed(padded))

    def _show_sets(self) -> None:
        images, used = self.session.own_images, self._used
        chosen: object = IN_USE
        if images.looking or images.running:
            chosen = images.paths[0] if images.paths else SHIPPED
        name = None if used is None else (one_line(used.train.name), used.train.place)
        self.set_list.show_sets(name, self.recent(), chosen)
        self.set_list.buttons["bring_back"].setVisible(self._bring_back.isEnabled())

    # the run

    @Slot()
    def _run_changed(self) -> None:
        self._used = None  # until there is an answer
        if self.isVisible():
            self._ask()
            self._refresh()

    def _ask(self) -> None:
        engine = self.session.engine

        def used() -> tuple[OpenedData, str]:
            from core.data.opening import as_opened

            assert engine.trainer is not None
            return as_opened(*engine.trainer.images), engine.trainer.source

        self.session.ask(used, then=self._take_used)

    def _take_used(self, used: tuple[OpenedData, str]) -> None:
        self._used, self._source = used
        self._refresh()

    # Qt's own

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and isinstance(self.focusWidget(), QLineEdit):
            self.use_button.setFocus(Qt.FocusReason.OtherFocusReason)  # what was typed is to be seen first
        elif event.key() in ENTER:
            self.use()
        else:
            super().keyPressEvent(event)

    def opened(self) -> None:
        self._ask()
        self._refresh()
        self.use_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._all, self._sets = {}, ()
            self.session.own_images.cancel()
