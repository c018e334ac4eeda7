"""The panel that asks one image: changed until its answer turns or a channel fires; what mattered in it."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QMimeData, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cnnviz.features.channels.looking import MatteredMaps, SourceImage, mattered, pixel_bytes, without_colour
from cnnviz.features.channels.pixel_pictures import PixelPicture, PixelPictures, ProbabilityPair
from cnnviz.session import Session
from cnnviz.session.ascent import BOUNDED, REACHED, STOPPED, STUCK, AscentRunner
from cnnviz.session.background import Background
from cnnviz.system import clipboard
from cnnviz.system.translation import Count
from cnnviz.system.wording import worded
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, ComboBox, Slider, tell
from cnnviz.widgets.layouts import STRETCH, fill, hbox, take_out, vbox
from cnnviz.widgets.numbers import at_step, significant
from cnnviz.widgets.painting import frame, smooth
from cnnviz.widgets.picture import picture
from cnnviz.widgets.plain import PlainLabel
from cnnviz.widgets.segments import Segments, choice
from cnnviz.widgets.undo import KeptChanges
from core.evaluation.pixels import AscentStep, PixelAim, PixelAscent
from core.training import NetworkCopy

READ_AS, FIRES, MATTERED = range(3)
MOST_DIGITS = 10  # classes that stand side by side; of more one is chosen from a list


class ChangePanel(QWidget):
    """`leaving` tells that what was asked for is seen on the canvas: the sheet makes way."""

    leaving = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("excite_change")
        self.setAccessibleName(self.tr("Change pixels until..."))
        self.session = session
        self.source: SourceImage | None = None
        self.copy: NetworkCopy | None = None
        self.step: AscentStep | None = None
        self.first: AscentStep | None = None
        self.maps: MatteredMaps | None = None
        self.mode = READ_AS
        self.aim = 0  # the class that is aimed at, or asked about
        self.layer, self.channel, self.goal = "", 0, float("inf")
        self.channel_name = ""
        self._why = ""
        self._starts = False
        self.classes: tuple[str, ...] = ()
        self.chooser: Segments | ComboBox | None = None
        self.aims = QHBoxLayout()
        self._taken = False  # whether the image was taken from the list, not from the canvas
        self.runner = AscentRunner(session, self)
        self.runner.stepped.connect(self._stepped)
        self.runner.ended.connect(self._ended)
        self.background = Background(session, self)
        self.background.progressed.connect(self._progress)
        self._build()

    # what the sheet calls

    def end_work(self) -> None:
        """The window closes."""
        self.runner.end()
        self.background.end()

    def pause(self) -> None:
        """Stop what runs; the sheet is out of sight."""
        self.runner.stop()
        self.background.cancel()

    def use_large(self, large: bool) -> None:
        """Whether there is room for larger pictures."""
        self.pictures.use_large(large)

    @property
    def follows(self) -> bool:
        """Whether the image is the one on the canvas: none was taken from the list, none is being changed."""
        return not (self._taken or self.runner.running)

    def follow_canvas(self) -> None:
        """Take the image on the canvas, if that is followed."""
        shot = self.session.snapshot
        if shot is None or not self.follows:
            return
        probe = shot.probe
        if self.source is not None and np.array_equal(self.source.image, probe.image):
            return
        name = probe.guest.name if probe.guest is not None else self.tr("the watched image")
        label = None if probe.drawn else probe.label
        self.take(SourceImage(probe.image, label, name), taken=False)

    def take(self, source: SourceImage, taken: bool = True) -> None:
        """Ask about another image."""
        self._taken = taken
        self.source = source
        self.maps = None
        self._why = ""
        self._ask()

    def use_channel(self, layer: str, channel: int, goal: float, name: str) -> None:
        """The channel that is to fire, how strongly its best test image makes it, and what it is called."""
        if (layer, channel, goal) != (self.layer, self.channel, self.goal):
            self.layer, self.channel, self.goal, self.channel_name = layer, channel, goal, name
            if self.mode == FIRES:
                self._ask()
            self.look()

    def use_classes(self, classes: tuple[str, ...]) -> None:
        """Other classes to aim at."""
        if classes == self.classes:
            return
        self.classes = classes
        self.aim = min(self.aim, len(classes) - 1)
        take_out(self.aims, self.chooser)
        text = self.tr("The class to aim at")
        self.chooser = choice("excite_aim", classes, MOST_DIGITS, self, text, self.choose_aim)
        self.chooser.choose(self.aim)
        self.aims.insertWidget(0, self.chooser)

    @Slot(int)
    def choose_aim(self, label: int) -> None:
        """Aim at another class."""
        if not 0 <= label < len(self.classes):
            return
        self.aim = label
        if self.chooser is not None:
            self.chooser.choose(label)
        self._why = ""
        self._ask()

    @Slot()
    def toggle(self) -> None:
        """Start or stop."""
        if self.mode == MATTERED:
            self._ask()
        elif self.runner.running:
            self.runner.stop()
        elif self.background.running or self.step is None:
            self._starts = True  # as soon as the network is there to ask
        elif self.step.reached:  # once more from the image as it was, on the network as it is now
            self._undo()
            self._starts = True
        else:
            self._start()

    def _start(self) -> None:
        self._why = ""
        self.runner.start()
        self.look()

    def follow_network(self) -> None:
        """Say of which network all this is, and where that is now."""
        self.when.setText(self._when())

    def ask_again(self) -> None:
        """Ask the network of now, if it is another one and no image is being changed."""
        if self.copy is not None and not self.runner.running and self.session.moved_on(self.copy.version):
            self._undo()

    # building

    def _build(self) -> None:
        column = vbox(self, 6, (12, 6, 12, 4))
        self.title = PlainLabel(self, size=theme.BODY, weight=theme.SEMIBOLD, wrap=True)
        read = self.tr("Change the image until it is read as a class.")
        fires = self.tr("Change the image until the chosen channel is as high as on its best test image.")
        spoke = self.tr("Which pixels of the image spoke for a class, and which against it.")
        modes = (
            ("excite_read", self.tr("it is read as"), read),
            ("excite_fires", self.tr("this channel fires"), fires),
            ("excite_mattered", self.tr("what mattered"), spoke),
        )
        self.modes = Segments("excite_mode", modes, self)
        self.modes.chosen.connect(self._choose_mode)
        head = fill(hbox(spacing=12), (self.title, 1), self.modes)
        self.aims.setSpacing(10)
        self.go = Button("excite_go", "raised", "play", self, clicked=self.toggle)
        self.steps = PlainLabel(self, size=theme.SECONDARY, role="dim")
        fill(self.aims, STRETCH, self.go, self.steps)
        self.pictures = PixelPictures("excite_pictures", self)
        self.pictures.setAccessibleName(self.tr("The image, what is added, and what comes of it"))
        self.bound_row = QWidget(self)
        row = hbox(self.bound_row, 10)
        words = PlainLabel(self.tr("at most"), self, size=theme.SECONDARY, role="dim")
        self.bound = Slider("excite_bound", self.bound_row)
        self.bound.setRange(2, 120)
        self.bound.setValue(30)
        self.bound.setFixedWidth(120)
        tip = self.tr(
            "The length of the change: the root of the sum of all squared changes of pixels from 0 to 1."
        )
        tell(self.bound, self.tr("How much change is allowed"), tip)
        self.bound.valueChanged.connect(self._bound)
        self.now = PlainLabel(self, size=theme.SECONDARY, role="dim", wrap=True)
        fill(row, words, self.bound, (self.now, 1))
        self.said = PlainLabel(self, size=theme.SECONDARY, wrap=True)
        small, tip = theme.SECONDARY, self.tr("Back to the image as it was.")
        self.changes = KeptChanges(self, self._undo)
        undo = self.changes.undo
        self.undo = Button("excite_undo", "flat", "", self, self.tr("Undo"), tip, undo, small)
        tip = self.tr("Put the changed image onto the drawing pad.")
        self.pad = Button("excite_pad", "flat", "", self, self.tr("To the pad"), tip, self._to_pad, small)
        tip = self.tr("Put the changed image into the clipboard.")
        copy = self.tr("Copy")
        self.copy_button = Button("excite_copy", "flat", "", self, copy, tip, self._copy_image, small)
        self.when = PlainLabel(self, size=theme.FLOOR, role="dim")
        foot = fill(hbox(spacing=8), self.undo, self.pad, self.copy_button, STRETCH, self.when)
        fill(column, head, self.aims, self.pictures, self.bound_row, self.said, STRETCH, foot)
        self.look()

    # asking

    @Slot(int)
    def _choose_mode(self, mode: int) -> None:
        self.mode = mode
        self._why = ""
        self._ask()
        self.look()

    def _ask(self) -> None:
        """Ask the network as it is now about the image; what was under way gives way."""
        self.step = self.first = None  # what was asked before is answered no more
        self.runner.leave()
        self._starts = False
        if self.source is None or not self.isVisible():
            return
        self.background.ask(self.session.network_copy, self._copied)

    def _copied(self, copy: NetworkCopy) -> None:
        source = self.source
        assert source is not None
        self.copy = copy
        self.use_classes(copy.test.classes)
        if source.image.shape[-2:] != copy.train.shape[1:]:
            self.source = None
            self.look()
            return
        if self.mode == MATTERED:
            self.background.start(partial(mattered, copy, source, self.aim), self._found)
        else:
            aim = PixelAim(label=self.aim)
            if self.mode == FIRES and self.layer in copy.network().layers:
                aim = PixelAim(layer=self.layer, channel=self.channel, goal=self.goal)
            network, radius = copy.network(), self.runner.radius
            try:
                ascent = PixelAscent(network, copy.preprocessing, source.image, aim, radius=radius)
            except ValueError as error:
                self._why = worded(str(error))
                self.look()
                return
            self.runner.use(ascent)
        self.look()

    def _found(self, maps: MatteredMaps) -> None:
        self.maps = maps
        self.look()

    @Slot(float)
    def _progress(self, part: float) -> None:
        self.steps.setText(self.tr("covering, {0} %").format(f"{100 * part:.0f}"))

    @Slot(object)
    def _stepped(self, step: AscentStep) -> None:
        before, self.step = self.step, step
        if self.first is None:
            self.first = step
        if self._starts and not step.number:
            self._starts = False
            if not step.reached:
                self._start()
        if before is None or not before.number or not step.number:
            self.look()
        else:  # one of thirty a second: only what it changes
            self._show_change(step)

    @Slot(str)
    def _ended(self, why: str) -> None:
        self._why = why
        self.look()

    @Slot(int)
    def _bound(self, value: int) -> None:
        self._why = "" if self._why == BOUNDED else self._why
        self.runner.bound(value / 10)
        self.look()

    # looking

    def look(self) -> None:
        """Show what is so now."""
        changing = self.mode != MATTERED
        self.title.setText(self.tr("Change pixels until...") if changing else self.tr("What mattered"))
        if self.chooser is not None:
            self.chooser.setVisible(self.mode != FIRES)
        self.go.setVisible(changing)
        self.bound_row.setVisible(changing)
        running = self.runner.running and self.step is not None
        self.go.show_icon("pause" if running else "play")
        text = self.tr("Stop") if running else self.tr("Start")
        self.go.say(text)
        tell(self.go, text, self.tr("Thirty steps a second."))
        self.go.setEnabled(self.step is not None)
        step = self.step
        changed = step is not None and step.number > 0
        if self.changes.count() != int(changed):
            self.changes.follow([self.tr("changing the image")] * changed)
        for button in (self.undo, self.pad, self.copy_button):
            button.setVisible(changing)
            button.setEnabled(changed)
        self.when.setText(self._when())
        if self.source is None:
            self.pictures.show_pictures((), (), ())
            self.steps.setText("")
            self.said.setText(self.tr("There is no image to ask about yet."))
        elif changing:
            self._show_change(step)
        else:
            self._show_mattered()

    def _when(self) -> str:
        if self.copy is None:
            return ""
        words = at_step(self.tr("network at step {0}"), self.copy.step, self.copy.touched)
        return self.session.dated(words, self.copy.version, self.copy.step)

    def _show_change(self, step: AscentStep | None) -> None:
        source, first = self.source, self.first
        assert source is not None
        if step is None or first is None:
            return
        self.steps.setText(self.tr("{0} {0:step|steps}").format(Count(step.number)))
        start = step.image - step.added
        before, now = int(first.probabilities.argmax()), int(step.probabilities.argmax())
        pictures = (
            PixelPicture(self.tr("the image"), pixel_bytes(start), *self._reading(before)),
            PixelPicture(self.tr("what is added"), step.added.mean(axis=0)),
            PixelPicture(self.tr("changed"), pixel_bytes(step.image), *self._reading(now)),
        )
        pairs = []
        for label in dict.fromkeys((before, self.aim if self.mode == READ_AS else now)):
            was, has = float(first.probabilities[label]), float(step.probabilities[label])
            pairs.append(ProbabilityPair(self.classes[label], was, has))
        self.pictures.show_pictures(pictures, ("+", "="), tuple(pairs))
        words = self.tr("{0} of change (now {1}; the image itself is {2})")
        whole = float(np.linalg.norm(start))
        self.now.setText(words.format(f"{self.runner.radius:.1f}", f"{step.size:.1f}", f"{whole:.1f}"))
        self.said.setText(self._sentence(step, first))

    def _reading(self, label: int) -> tuple[str, str]:
        """What an image is read as, with its mark, and the role of its colour."""
        source = self.source
        words = self.tr("reads {0}").format(self.classes[label])
        if source is None or source.label is None:
            return words, "dim"
        right = source.label == label
        return f"{words} {'✓' if right else '×'}", "right" if right else "wrong"

    def _sentence(self, step: AscentStep, first: AscentStep) -> str:
        radius = f"{self.runner.radius:.1f}"
        if self._why not in ("", REACHED, BOUNDED, STUCK, STOPPED):
            return f"× {self._why}"
        if self.mode == FIRES:
            goal = f"{self.goal:.3g}"
            now = significant(step.value, signed=False)
            if self._why == STUCK:
                return self.tr("No gradient reaches the pixels: this channel can't be raised from here.")
            if self._why == BOUNDED:
                words = self.tr("{0} is at {1}; its best test image reaches {2}. Allow more to go on.")
                return words.format(self.channel_name, now, goal)
            words = self.tr("{0}: {1} → {2}; its best test image reaches {3}.")
            return words.format(self.channel_name, significant(first.value, signed=False), now, goal)
        if self._why == BOUNDED:
            return self.tr("Not within {0}: allow more, or choose another class.").format(radius)
        if self._why == STUCK:
            return self.tr("No gradient reaches the pixels: the network is as sure as its numbers allow.")
        if step.reached and not step.number:
            return self.tr("It is read as that already: choose another class.")
        if step.number:
            return self.tr(
                "The gradient of the pixels, step by step: what is added looks like noise, and the image"
                " hardly changes; the answer does."
            )
        return self.tr("Start: the pixels follow their gradient until the network is 90 % sure of the class.")

    def _show_mattered(self) -> None:
        source, maps = self.source, self.maps
        assert source is not None
        image = PixelPicture(self.tr("the image"), without_colour(source.image))
        if maps is None or maps.occlusion.label != self.aim:
            self.pictures.show_pictures((image,), (), ())
            self.said.setText("")
            return
        found = maps.occlusion
        name = self.classes[found.label]
        probability = significant(found.probability, signed=False)
        self.steps.setText(self.tr("{0}: probability {1}").format(name, probability))
        pictures = (
            image,
            PixelPicture(self.tr("covered"), found.map),
            PixelPicture(self.tr("gradient × input"), maps.shares),
        )
        self.pictures.show_pictures(pictures, ("", ""), ())
        words = self.tr(
            "Covered: by how much the probability of {0} falls when a black window of {1} × {1} pixels hides"
            " the place; black on black changes nothing, and what two places show together it can't tell."
            " Gradient × input: each pixel's share in the logit, for very small changes only; where"
            " pixels are black it is zero, though ink there might matter."
        )
        self.said.setText(words.format(name, found.size))

    # what is done with the changed image

    @Slot()
    def _undo(self) -> None:
        self._why = ""
        self._ask()

    def changed_image(self) -> np.ndarray | None:
        """The changed image as bytes, (H, W) or (C, H, W); None while nothing was changed."""
        return None if self.step is None else pixel_bytes(self.step.image)

    @Slot()
    def _to_pad(self) -> None:
        if (image := self.changed_image()) is not None:
            self.runner.stop()
            self._taken = False
            self.leaving.emit()
            self.session.drawing.put(image)

    @Slot()
    def _copy_image(self) -> None:
        if (image := self.changed_image()) is not None:
            mime = QMimeData()
            mime.setImageData(picture(image))
            clipboard.put(mime)
            self.session.message.emit(self.tr("The changed image is in the clipboard."), "info")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.step is None:
            self._ask()  # it was taken while the panel was out of sight

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.go.setFocus(Qt.FocusReason.MouseFocusReason)  # Space starts and stops
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        frame(painter, QRectF(self.rect()), 8, fill="block")
        painter.end()
