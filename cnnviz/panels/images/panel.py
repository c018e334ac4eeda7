"""The sheet of images: a wall of all that the run learns from and is tested with, each class and each image.

What is chosen among them goes to the canvas or onto the pad; a user's own images are opened from here too.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cnnviz.background import Background
from cnnviz.panels.images import query, tools
from cnnviz.panels.images.image_card import ImageCard
from cnnviz.panels.images.reading import Answer, Reading
from cnnviz.panels.images.set_card import SetCard
from cnnviz.session import Session
from cnnviz.views.controls import Button
from cnnviz.views.images.chips import ALL, ClassChips
from cnnviz.views.images.wall import ImageWall
from cnnviz.views.sheet import Sheet
from core.data.dataset import Dataset
from core.data.statistics import Statistics, statistics
from core.training.network_copy import NetworkCopy

BOTH = 840  # pixels of height from which the two cards stand one under the other


class ImagesPanel(Sheet):
    """Shows one part of the run's images at a time: those to train on, or those to test with."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("images", "", parent)
        self.session = session
        self.setAccessibleName(self.tr("Images"))
        self.title.setText(self.tr("Images"))
        self.parts: tuple[Dataset, ...] = ()  # to train on, to test with
        self.part = 0
        self.numbers = np.empty(0, np.intp)  # of the images in the wall
        self._range: tuple[int, int] | None = None
        self._run = -1  # that the parts are of
        self._known: dict[Dataset, Statistics] = {}
        self._adding = Background(session, self)
        self.reading = Reading(session, self)
        self.image_card, self.set_card = ImageCard(self), SetCard(self)
        self._build()
        self._adding.progressed.connect(self.set_card.progress)
        self.reading.answered.connect(self._answered)
        session.config_changed.connect(self._run_changed)

    # what others call

    def use_actions(self, actions: Mapping[str, QAction]) -> None:
        """Takes the window's actions: the buttons that open a user's own images trigger them."""
        self.file_button.clicked.connect(actions["open_data"].trigger)
        self.folder_button.clicked.connect(actions["open_folder"].trigger)

    def theme_changed(self) -> None:
        """Paints in the new colours."""
        super().theme_changed()
        for button in self.findChildren(Button):
            button.theme_changed()
        self.wall.refresh()
        self.image_card.theme_changed()
        self._show_image()

    def end_work(self) -> None:
        """Ends what is under way on other threads; the window closes."""
        self._adding.end()
        self.reading.end()

    @property
    def data(self) -> Dataset | None:
        """The images of the part that is shown."""
        return self.parts[self.part] if self.parts else None

    def show_part(self, part: int) -> None:
        """Shows the images to train on (0), or those to test with (1)."""
        self.part = part
        self.part_switch.choose(part)
        self._range = None
        self._show_data()

    def look_for(self, text: str) -> bool:
        """Shows what a text asks for; False, and the reason beside the field, if it can't be."""
        data = self.data
        if data is None:
            return False
        try:
            wanted = query.read(text, data.classes, len(data))
        except ValueError as error:
            self._say(str(error), wrong=True)
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
        self.file_button = tools.button(
            self,
            "images_open_file",
            self.tr("Open images..."),
            self.tr("Start again on images of your own: an idx pair such as Fashion-MNIST, or npz."),
        )
        self.folder_button = tools.button(
            self,
            "images_open_folder",
            self.tr("Open a folder..."),
            self.tr("Start again on pictures of your own, in one folder a class."),
        )
        self.add_tool(self.file_button)
        self.add_tool(self.folder_button)
        row = QHBoxLayout()
        row.setSpacing(14)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(self._finder())
        self.chips = ClassChips("images_classes", self)
        self.chips.setAccessibleName(self.tr("Classes"))
        self.chips.changed.connect(self._classes_changed)
        self.chips.pointed.connect(self._class_pointed)
        left.addWidget(self.chips)
        self.wall = ImageWall("images_wall", self)
        self.wall.setAccessibleName(self.tr("Wall of images"))
        self.wall.chosen.connect(self._show_image)
        self.wall.entered.connect(self.to_canvas)
        self.wall.pointed.connect(self._image_pointed)
        self.wall.scrolled.connect(self._show_note)
        self.wall.sized.connect(self.size_switch.choose)
        self.size_switch.chosen.connect(self.wall.use_size)
        left.addWidget(self.wall, 1)
        self.note = tools.note(self)
        left.addWidget(self.note)
        row.addLayout(left, 1)
        self.image_card.wanted.connect(self.to_canvas)
        self.image_card.drawn_over.connect(self.draw_over)
        for card in (self.image_card, self.set_card):
            card.said.connect(self.session.explain)
        self.card_switch = tools.cards(self)
        self.card_switch.chosen.connect(self._place_cards)
        self.side = tools.side(self, self.card_switch, self.image_card, self.set_card)
        row.addWidget(self.side)
        self.body.addLayout(row, 1)
        self._place_cards()

    def _finder(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.part_switch = tools.parts(self)
        self.part_switch.chosen.connect(self.show_part)
        self.field = tools.field(self)
        self.field.textEdited.connect(self._typed)
        self.field.returnPressed.connect(self._entered)
        self.answer = tools.note(self)
        self.answer.setObjectName("images_answer")
        self.size_switch = tools.sizes(self)
        row.addWidget(self.part_switch)
        row.addWidget(self.field)
        row.addWidget(self.answer, 1)
        row.addWidget(self.size_switch)
        return row

    # the run's images

    @Slot()
    def _run_changed(self) -> None:
        """Another run has begun, maybe on other images; what a hidden sheet holds is let go."""
        if self.isVisible():
            self._ask()
        else:
            self.parts, self._known, self._run = (), {}, -1
            self.wall.show_images(np.empty((0, 28, 28), np.uint8), np.empty(0, np.intp))

    def _ask(self) -> None:
        self.session.ask(self.session.engine.copy, then=self._take)

    def _take(self, copy: NetworkCopy) -> None:
        if not self.isVisible():
            return
        parts, self._run = (copy.train, copy.test), copy.run
        if len(parts) == len(self.parts) and all(a is b for a, b in zip(parts, self.parts, strict=True)):
            self._show_image()  # the network is another: it may read the image otherwise
            return
        self.parts = parts
        self._known = {data: found for data, found in self._known.items() if data in parts}
        for number, data in enumerate(parts):
            tools.name_part(self.part_switch, number, len(data))
        self._range = None
        self.field.clear()
        self._show_data()

    def _show_data(self) -> None:
        """Shows the part from its beginning: classes, wall, and the numbers when they are there."""
        data = self.data
        if data is None:
            return
        self.chips.show_classes(data.classes, np.bincount(data.labels, minlength=len(data.classes)))
        self._filter()
        self._add_up()

    def _filter(self) -> None:
        """The images of the chosen classes, in the range of numbers."""
        data = self.data
        if data is None:
            return
        low, high = self._range or (0, len(data) - 1)
        numbers = np.arange(low, high + 1)
        if self.chips.chosen:
            wanted = np.isin(np.arange(len(data.classes)), list(self.chips.chosen))
            numbers = numbers[wanted[data.labels[low : high + 1]]]
        self.numbers = numbers
        self.wall.empty = self.tr("No image of these classes is among these numbers.")
        self.wall.show_images(data.images, numbers)
        self._say(self._found())
        self._show_image()
        self._show_statistics()

    def _found(self) -> str:
        if self._range is None and not self.chips.chosen:
            return ""
        return self.tr("{0:,} images").format(len(self.numbers))

    def _say(self, text: str, wrong: bool = False) -> None:
        """Answers beside the field."""
        tools.say(self.field, self.answer, text, wrong)

    # the numbers

    def _add_up(self) -> None:
        data = self.data
        if data is None or data in self._known or not self.isVisible():
            self._adding.cancel()
            self._show_statistics()
            return
        self.set_card.wait()
        self._adding.start(lambda report: statistics(data, report), lambda found: self._added(data, found))

    def _added(self, data: Dataset, found: Statistics) -> None:
        self._known[data] = found
        self._show_statistics()

    def _show_statistics(self) -> None:
        data = self.data
        if data is None or data not in self._known:
            return
        chosen = self.chips.chosen
        self.set_card.show_statistics(self._known[data], chosen, self._set_name(data), data.classes)

    def _set_name(self, data: Dataset) -> str:
        training = self.part == 0
        if not self.chips.chosen:
            text = self.tr("All {0:,} training images") if training else self.tr("All {0:,} test images")
            return text.format(len(data))
        names = query.listed([data.classes[label] for label in sorted(self.chips.chosen)])
        text = self.tr("Training images of {0}") if training else self.tr("Test images of {0}")
        return text.format(names)

    # one image

    def name_of(self, number: int) -> str:
        """What an image of this part is called."""
        text = self.tr("training image {0}") if self.part == 0 else self.tr("test image {0}")
        return text.format(number)

    @Slot()
    def _show_image(self) -> None:
        data, number = self.data, self.wall.selected
        if data is None or not 0 <= number < len(data):
            self.image_card.show_image(None, "", -1, ())
            self.reading.of(None)
            return
        label = int(data.labels[number])
        name = self.name_of(number)
        self.image_card.show_image(data.images[number], name[0].upper() + name[1:], label, data.classes)
        self.wall.setAccessibleDescription(self.tr("{0}, label {1}").format(name, data.classes[label]))
        self.reading.of(data.images[number] if self.isVisible() else None)

    @Slot(object)
    def _answered(self, answer: Answer) -> None:
        data, number = self.data, self.wall.selected
        if data is None or not 0 <= number < len(data) or answer.label >= len(data.classes):
            return
        right = answer.label == int(data.labels[number])
        text = self.tr("The network reads {0} {1}  {2:.1f} %, at step {3:,}").format(
            data.classes[answer.label], "✓" if right else "×", 100 * answer.probability, answer.step
        )
        self.image_card.show_reading(text, "right" if right else "wrong")

    @Slot()
    def to_canvas(self) -> None:
        """Has the network answer the selected image, and closes the sheet."""
        data, number = self.data, self.wall.selected
        if data is None or not 0 <= number < len(data):
            return
        if self.part == 0:
            self.session.watch_index(number)
        else:
            self.session.exhibit.show(data.images[number], int(data.labels[number]), self.name_of(number))
        self.closing.emit()

    @Slot()
    def draw_over(self) -> None:
        """Puts a copy of the selected image onto the pad, and closes the sheet."""
        data, number = self.data, self.wall.selected
        if data is not None and 0 <= number < len(data) and data.images.shape[1:] == (28, 28):
            self.closing.emit()
            self.session.drawing.put(data.images[number].copy())

    # what is under the mouse, and what is typed

    @Slot(int)
    def _image_pointed(self, number: int) -> None:
        data = self.data
        if data is None or number < 0:
            self.session.explain("", "")
            return
        words = self.tr("label {0}. Click: enlarge it. Double-click: the network's answer on the canvas.")
        name = self.name_of(number)
        self.session.explain(name[0].upper() + name[1:], words.format(data.classes[data.labels[number]]))

    @Slot(object)
    def _class_pointed(self, label: int | None) -> None:
        data = self.data
        if data is None or label is None:
            self.session.explain("", "")
        elif label == ALL:
            self.session.explain(self.tr("All classes"), self.tr("Click: every class is shown."))
        else:
            count = int(self.chips.counts[label])
            words = self.tr("{0:,} of {1:,} images, {2:.3g} %. Click: show this class, or take it away.")
            sentence = words.format(count, len(data), 100 * count / max(1, len(data)))
            self.session.explain(self.tr("Class {0}").format(data.classes[label]), sentence)

    @Slot()
    def _classes_changed(self) -> None:
        self.field.clear()
        self._range = None
        self._filter()

    @Slot(str)
    def _typed(self, text: str) -> None:
        self.look_for(text)

    @Slot()
    def _entered(self) -> None:
        if self.look_for(self.field.text()):
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
        self.note.setText(
            words.format(int(self.numbers[first]), int(self.numbers[last - 1]), len(self.numbers))
        )

    @Slot()
    def _place_cards(self) -> None:
        """Both cards where there is room for them, else the one that is chosen."""
        both = self.height() >= BOTH
        chosen = self.card_switch.group.checkedId()
        self.card_switch.setVisible(not both)
        self.image_card.setVisible(both or chosen == 0)
        self.set_card.setVisible(both or chosen == 1)

    # Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()
        self._add_up()
        self.wall.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._adding.cancel()
        self.reading.of(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_cards()
