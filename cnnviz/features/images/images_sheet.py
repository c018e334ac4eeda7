"""The sheet of images: a wall of all that the run learns from and is tested with, each class and each image.

What is chosen among them goes to the canvas or onto the pad; a user's own images are opened from here too.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QWidget

from cnnviz.features.images.page import ImagesPage
from cnnviz.features.images.part import DatasetPart, read
from cnnviz.features.images.reading import ImageReader, ImageReading, Sums
from cnnviz.session import Session
from cnnviz.session.saving import FileSaving
from cnnviz.system.translation import Count
from cnnviz.system.wording import worded
from cnnviz.widgets.controls import Button, tell
from cnnviz.widgets.image_grid import RESIZE
from cnnviz.widgets.sheet import Sheet
from core.training.network_copy import NetworkCopy


class ImagesSheet(Sheet):
    """Shows one part of the run's images at a time: those to train on, or those to test with."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("images", parent)
        self.session = session
        self.entitle(self.tr("Images"))
        self.parts: tuple[DatasetPart, ...] = ()  # to train on, to test with
        self.numbers = np.empty(0, np.intp)  # of the images in the wall
        self._range: tuple[int, int] | None = None
        self.sums = Sums(session, self)
        self.sums.added.connect(self._show_statistics)
        self.reading = ImageReader(session, self)
        self._build()
        self.reading.answered.connect(self._answered)
        session.config_changed.connect(self._run_changed)
        session.snapshot_changed.connect(self._network_changed)

    # what others call

    def use_actions(self, actions: Mapping[str, QAction]) -> None:
        """Take the window's actions: the button for other images triggers one."""
        self.data_button.clicked.connect(actions["data"].trigger)

    def end_work(self) -> None:
        """End what is under way on other threads; the window closes."""
        self.sums.background.end()
        self.reading.end()

    @property
    def part(self) -> DatasetPart | None:
        """The part that is shown, None before the images are there."""
        return self.parts[self.finder.part.group.checkedId()] if self.parts else None

    @property
    def selected(self) -> int | None:
        """The number of the selected image, None if there is none."""
        part, number = self.part, self.wall.selected
        return number if part is not None and 0 <= number < len(part) else None

    def show_part(self, number: int) -> None:
        """Show the images to train on (0), or those to test with (1)."""
        self.finder.part.choose(number)
        self._range = None
        self._show_data()

    def look_for(self, text: str) -> bool:
        """Show what a text asks for; False, and the reason beside the field, if it can't be."""
        part = self.part
        if part is None:
            return False
        try:
            wanted = read(text, part.data.classes, len(part))
        except ValueError as error:
            self.finder.say(worded(str(error)), wrong=True)
            return False
        self.chips.choose(wanted.labels)
        self._range = None if wanted.first is None or wanted.last is None else (wanted.first, wanted.last)
        self._filter()
        if wanted.image is not None and not self.wall.select(wanted.image):
            self.chips.choose(())  # the image itself was asked for: what hides it gives way
            self._range = None
            self._filter()
            self.wall.select(wanted.image)
        return True

    # building

    def _build(self) -> None:
        self.data_button = Button("images_data", "raised", "", self, self.tr("Use other images..."))
        tip = self.tr("Choose MNIST, images used lately, or your own; the run so far is kept.")
        tell(self.data_button, self.data_button.text().rstrip("."), tip)
        self.add_tool(self.data_button)
        self.page = page = ImagesPage(self)
        page.wall.save = self.session.part(FileSaving).save
        self.body.addWidget(page, 1)
        self.finder, self.chips, self.wall, self.note = page.finder, page.chips, page.wall, page.note
        self.card_switch, self.image_card, self.set_card = page.card_switch, page.image_card, page.set_card
        self.finder.part.chosen.connect(self.show_part)
        self.finder.typed.connect(self.look_for)
        self.finder.entered.connect(self._entered)
        self.chips.changed.connect(self._classes_changed)
        self.chips.pointed.connect(self._class_pointed)
        self.wall.chosen.connect(self._show_image)
        self.wall.entered.connect(self.to_canvas)
        self.wall.pointed.connect(self._image_pointed)
        self.wall.scrolled.connect(self._show_note)
        self.image_card.wanted.connect(self.to_canvas)
        self.image_card.drawn_over.connect(self.draw_over)
        for card in (self.image_card, self.set_card):
            card.said.connect(self.session.explain)
        self.sums.progressed.connect(self.set_card.progress)
        self.set_card.histogram.said.connect(self.session.message)

    # the run's images

    @Slot()
    def _run_changed(self) -> None:
        """Another run has begun, maybe on other images; those that aren't its own, and what a hidden sheet
        holds, are let go.
        """
        own = str(self.session.data_path or "")
        if not self.isVisible() or any(part.data.place != own for part in self.parts):
            self._let_go()
        if self.isVisible():
            self._ask()

    @Slot()
    def _network_changed(self) -> None:
        """The network is another: it may read the image otherwise."""
        if self.isVisible():
            newest = self.reading.newest
            if newest is not None:
                self._answered(newest)
            if newest is None or self.session.moved_on(newest.version):
                self.reading.again()

    def _let_go(self) -> None:
        """Show nothing until there is an answer which images there are."""
        self.parts, self.numbers, self.wall.empty = (), np.empty(0, np.intp), ""
        self.sums.keep(())
        self.chips.show_classes((), np.zeros(0, np.int64))
        self.wall.show_images(np.empty((0, 28, 28), np.uint8), self.numbers)
        self.finder.name_parts()
        self.finder.say("")
        self.set_card.wait()
        self._show_image()

    def _ask(self) -> None:
        self.session.ask(self.session.network_copy, then=self._take)

    def _take(self, copy: NetworkCopy) -> None:
        if not self.isVisible():
            return
        if [part.data for part in self.parts] == [copy.train, copy.test]:
            self._show_image()  # the network is another: it may read the image otherwise
            return
        self.parts = DatasetPart(copy.train, True), DatasetPart(copy.test, False)
        self.sums.keep((copy.train, copy.test))
        self.finder.name_parts(*map(len, self.parts))
        self._range = None
        self.finder.field.clear()
        self._show_data()

    def _show_data(self) -> None:
        """Show the part from its beginning: classes, wall, and the numbers when they are there."""
        if self.part is not None:
            self.chips.show_classes(self.part.data.classes, self.part.counts())
            self._filter()
            self._add_up()

    def _filter(self) -> None:
        """The images of the chosen classes, in the range of numbers."""
        part = self.part
        if part is None:
            return
        chosen = self.chips.chosen
        self.numbers = part.numbers(chosen, *(self._range or ()))
        self.wall.empty = self.tr("There is no image of these classes and numbers.")
        self.wall.show_images(part.data.images, self.numbers)
        everything = not chosen and self._range is None
        self.finder.say(
            "" if everything else self.tr("{0} {0:image|images}").format(Count(len(self.numbers)))
        )
        self.chips.setAccessibleDescription(part.name(chosen))
        self._show_image()
        self._show_statistics()

    # the numbers

    def _add_up(self) -> None:
        part = self.part
        if part is None or self.sums.of(part.data) is not None or not self.isVisible():
            self.sums.background.cancel()
            self._show_statistics()
        else:
            self.set_card.wait()
            self.sums.ask(part.data)

    @Slot()
    def _show_statistics(self) -> None:
        part = self.part
        found = None if part is None else self.sums.of(part.data)
        if part is not None and found is not None:
            chosen = self.chips.chosen
            self.set_card.show_statistics(found, chosen, part.name(chosen), part.data.classes)

    # one image

    @Slot()
    def _show_image(self) -> None:
        part, number = self.part, self.selected
        if part is None or number is None:
            self.image_card.show_image(None, "", "")
            self.reading.of(None)
            return
        image, label = part.data.images[number], part.label(number)
        self.image_card.show_image(image, part.name_of(number, first=True), label)
        self.wall.setAccessibleDescription(self.tr("{0}, label {1}").format(part.name_of(number), label))
        self.reading.of(image if self.isVisible() else None)

    @Slot(object)
    def _answered(self, answer: ImageReading) -> None:
        part, number = self.part, self.selected
        if part is not None and number is not None and answer.label < len(part.data.classes):
            right = answer.label == int(part.data.labels[number])
            self.image_card.show_answer(part.data.classes[answer.label], answer, right, self.session.dated)

    @Slot()
    def to_canvas(self) -> None:
        """Have the network answer the selected image, and close the sheet."""
        part, number = self.part, self.selected
        if part is None or number is None:
            return
        if part.training:
            self.session.watch_index(number)
        else:
            label = int(part.data.labels[number])
            if not self.session.exhibit.show(part.data.images[number], label, part.name_of(number)):
                return  # why not is said
        self.closing.emit()

    @Slot()
    def draw_over(self) -> None:
        """Put a copy of the selected image onto the pad, and close the sheet."""
        part, number = self.part, self.selected
        if part is not None and number is not None:
            self.closing.emit()
            self.session.drawing.put(part.data.images[number].copy())

    # what is under the mouse, and what is typed

    @Slot(int)
    def _image_pointed(self, number: int) -> None:
        self.session.explain_by(
            lambda: ("", "") if self.part is None or number < 0 else self.part.image_words(number)
        )

    @Slot(int)
    def _class_pointed(self, number: int) -> None:
        self.session.explain_by(
            lambda: ("", "") if self.part is None or number < 0 else self.part.class_words(number - 1)
        )

    @Slot()
    def _classes_changed(self) -> None:
        self.finder.field.clear()
        self._range = None
        self._filter()

    @Slot()
    def _entered(self) -> None:
        if self.look_for(self.finder.field.text()):
            self.wall.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _show_note(self) -> None:
        first, last = self.wall.in_sight()
        if first == last:
            self.note.setText("")
            return
        words = self.tr(
            "Images {0} to {1}; {2:,} in all  ·  arrows move, Enter: on the canvas, + and -: size"
        )
        first, last = int(self.numbers[first]), int(self.numbers[last - 1])
        self.note.setText(words.format(first, last, len(self.numbers)))

    # Qt's own

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RESIZE:
            self.wall.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def opened(self) -> None:
        self._ask()
        self._add_up()
        self.wall.setFocus(Qt.FocusReason.OtherFocusReason)

    def closed(self) -> None:
        self.sums.background.cancel()
        self.reading.of(None)
        self.wall.point(-1)
        for picture in (self.image_card.enlarged, self.set_card.mean):
            picture.point(-1, -1)
