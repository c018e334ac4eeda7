"""The sheet "What excites this channel?": one pass over all test images, and what each channel answers to."""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cnnviz.features.channels.about import AboutChannel
from cnnviz.features.channels.change_panel import ChangePanel
from cnnviz.features.channels.entries import PAGE, ExcitingImages, MeanPatches, short, silent_words, unit
from cnnviz.features.channels.looking import ChannelFindings, SourceImage, WeightedBlock, look, without_colour
from cnnviz.session import Session
from cnnviz.session.background import Background
from cnnviz.session.saving import FileSaving
from cnnviz.system.wording import listed, worded
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, ComboBox, tell
from cnnviz.widgets.keys import STEPS, KeyOwner
from cnnviz.widgets.layouts import fill, hbox, take_out, vbox
from cnnviz.widgets.numbers import at_step
from cnnviz.widgets.plain import PlainLabel
from cnnviz.widgets.segments import Segments, choice
from cnnviz.widgets.sheet import WATCHING, ColumnsSheet
from core.evaluation.survey import RANKINGS
from core.trace.recording import Cell
from core.training import NetworkCopy

NARROW = 1248  # what both columns need
RIGHT = 480
MOST_SEGMENTS = 8
DIGITS = tuple(getattr(Qt.Key, f"Key_{number}") for number in range(10))
KEYS = (*STEPS, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, *DIGITS)


class ChannelsSheet(KeyOwner, ColumnsSheet):
    """Has the images read when it is opened and nothing is known of the network there is now."""

    own_keys = KEYS
    inherited = "found", "layer", "channel", "ranking"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("excite", "", NARROW, parent)
        self.session = session
        self.entitle(self.tr("What excites this channel?"))
        self.found: ChannelFindings | None = None
        self.layer, self.channel = "", 0
        self.ranking = RANKINGS[0]
        self._wanted: tuple[str, int] | None = None  # what was selected when it was opened
        self._trouble = ""
        self._part = 0.0
        self._shown: tuple[object, ...] = ()
        self.background = Background(session, self)
        self.background.progressed.connect(self._progress)
        self.background.ended.connect(self.look)
        self._build()
        session.snapshot_changed.connect(self._moved_on)
        session.time.changed.connect(self._moved_on)
        session.config_changed.connect(self._run_changed)

    # what others call

    def take_over(self, found: dict[str, Any]) -> None:
        """Show what was found, unless it is of another run's images."""
        super().take_over(found)
        self.rankings.choose(RANKINGS.index(self.ranking))
        self._run_changed()
        if self.found is not None:
            self._offer_blocks(self.found.blocks)
            self.change.use_classes(self.found.copy.test.classes)

    def end_work(self) -> None:
        """Let all work in the background go; the window closes."""
        self.background.end()
        self.change.end_work()

    # building

    def _build(self) -> None:
        tip = self.tr("Stop reading the images. What was found before stays.")
        text, stop = self.tr("Cancel"), self.background.cancel
        self.cancel = Button("excite_cancel", "flat", "", self, text, tip, stop)
        tip = self.tr("Have the network as it is now read all test images. Training isn't held up.")
        text, again = self.tr("Look again"), self.look_again
        self.again_button = Button("excite_again", "raised", "reset", self, text, tip, again)
        self.add_tool(self.cancel)
        self.add_tool(self.again_button)
        self.empty.button.setText(self.tr("Have them read"))
        self.empty.button.clicked.connect(self.look_again)
        fill(self.columns, (self._left(), 1), self._right())

    def _left(self) -> QWidget:
        left = QWidget(self.page)
        column = vbox(left, 6)
        self.choices = hbox(spacing=10)
        self.choices.addStretch(1)
        self.block_choice: Segments | ComboBox | None = None
        self.layer_choice: Segments | None = None
        self.after = PlainLabel(self.tr("after"), left, size=theme.SECONDARY, role="dim")
        self.index_words = PlainLabel(left, size=theme.SECONDARY, role="dim", elastic=True)
        self.page_words = PlainLabel(left, size=theme.SECONDARY, role="dim")
        self.back = self._turn(left, "excite_page_back", "left", self.tr("Channels before these"), -PAGE)
        self.forth = self._turn(left, "excite_page_next", "right", self.tr("Channels after these"), PAGE)
        above = fill(QHBoxLayout(), (self.index_words, 1), self.page_words, self.back, self.forth)
        self.means = MeanPatches("excite_means", left)
        self.means.setAccessibleName(self.tr("The channels of the layer: Left and Right"))
        self.means.entered.connect(self.choose_channel)
        self.means.layer_wanted.connect(self._turn_layer)
        self.heading = PlainLabel(left, size=theme.BODY, weight=theme.SEMIBOLD, wrap=True)
        least = self.tr("The images on which its least value is least.")
        zero = self.tr("The images whose highest value is nearest to zero: it can't make up its mind.")
        rows = (
            ("excite_highest", self.tr("highest"), self.tr("The images on which it rises most.")),
            ("excite_lowest", self.tr("lowest"), least),
            ("excite_zero", self.tr("around zero"), zero),
        )
        self.rankings = Segments("excite_ranking", rows, left, picked=self._choose_ranking)
        below = fill(QHBoxLayout(), (self.heading, 1), self.rankings)
        self.silent = PlainLabel(left, size=theme.SECONDARY, role="wrong")
        self.entries = ExcitingImages("excite_entries", left)
        self.entries.save = self.session.part(FileSaving).save
        self.entries.setAccessibleName(
            self.tr("The images: Enter shows one on the canvas, C takes it to change")
        )
        self.entries.setStatusTip(
            self.tr("What excites a channel")
            + "\n"
            + self.tr(
                "A channel has no name of its own: what it looks for shows in the images that raise it most."
                " Click: that image on the canvas. Shift and click, or C: change it."
            )
        )
        self.entries.entered.connect(self._exhibit)
        self.entries.taken.connect(self._take)
        subject = self.tr("What excites a channel")
        self.session.explain_pointed(self.entries.pointed, lambda at: (subject, self.entries.tip(at)))
        fill(column, self.choices, above, self.means, below, self.silent, (self.entries, 1))
        return left

    def _right(self) -> QWidget:
        right = QWidget(self.page)
        right.setFixedWidth(RIGHT)
        column = vbox(right, 6)
        self.about = AboutChannel("excite_about", right)
        self.about.setAccessibleName(self.tr("Mean, kernels, and mean by class"))
        self.change = ChangePanel(self.session, right)
        self.change.leaving.connect(self.closing)
        self.changes = self.change.changes
        fill(column, self.about, (self.change, 1))
        return right

    def _turn(self, parent: QWidget, name: str, icon: str, text: str, by: int) -> Button:
        made = Button(name, "flat", icon, parent, clicked=lambda: self.choose_channel(self.channel + by))
        tell(made, text, self.tr("Sixteen channels stand side by side (Page Up, Page Down)."))
        return made

    # having the images read

    @property
    def running(self) -> bool:
        """Whether the images are being read."""
        return self.background.running

    @Slot()
    def look_again(self) -> None:
        """Have the network as it is now read all test images."""
        self._trouble, self._part = "", 0.0
        self.background.ask(self.session.network_copy, self._copied, self._failed)
        self.look()

    def _copied(self, copy: NetworkCopy) -> None:
        if not len(copy.test):
            self._trouble = self.tr("There are no test images.")
        else:
            self.background.start(partial(look, copy), self._found, self._failed)

    def _found(self, found: ChannelFindings) -> None:
        before, self.found = self.found, found
        if before is None or before.copy.spec != found.copy.spec:
            self._offer_blocks(found.blocks)
        layer, channel = self._wanted or (self.layer, self.channel)
        self._wanted = None
        if layer not in found.layers:
            layer, channel = found.blocks[0].layers[-1], 0
        self.change.use_classes(found.copy.test.classes)
        self.choose(layer, channel)
        self.change.ask_again()

    def _failed(self, error: BaseException) -> None:
        self._trouble = worded(str(error)) or type(error).__name__
        self.look()

    @Slot(float)
    def _progress(self, part: float) -> None:
        self._part = part
        self._show_head()
        if self.found is None:
            self._show_empty()

    # choosing

    def _offer_blocks(self, blocks: tuple[WeightedBlock, ...]) -> None:
        take_out(self.choices, self.block_choice)
        names, text = [each.name for each in blocks], self.tr("Layers with weights")
        self.block_choice = choice("excite_blocks", names, MOST_SEGMENTS, self.page, text, self._choose_block)
        self.choices.insertWidget(0, self.block_choice)

    def _offer_layers(self, block: WeightedBlock) -> None:
        self.choices.removeWidget(self.after)
        take_out(self.choices, self.layer_choice)
        rows = tuple(
            (f"excite_after_{name}", short(kind), self.tr("after {0}").format(name))
            for name, kind in zip(block.layers, block.kinds, strict=True)
        )
        self.layer_choice = Segments("excite_layers", rows, self.page)
        self.layer_choice.setAccessibleName(self.tr("After which layer of the block"))
        self.layer_choice.chosen.connect(lambda number: self.choose(block.layers[number], self.channel))
        self.choices.insertWidget(1, self.after)
        self.choices.insertWidget(2, self.layer_choice)

    def block_of(self, layer: str) -> int:
        """The number of the block that a layer is in."""
        assert self.found is not None
        return next(n for n, each in enumerate(self.found.blocks) if layer in each.layers)

    @Slot(int)
    def _choose_block(self, number: int) -> None:
        assert self.found is not None
        block = self.found.blocks[number]
        here = self.found.blocks[self.block_of(self.layer)]
        kind = here.kinds[here.layers.index(self.layer)]
        same = [name for name, each in zip(block.layers, block.kinds, strict=True) if each == kind]
        self.choose(same[-1] if same else block.layers[-1], self.channel)

    @Slot(int)
    def choose_channel(self, channel: int) -> None:
        """Look at another channel of the layer."""
        if self.found is not None:
            self.choose(self.layer, channel)

    def choose(self, layer: str, channel: int) -> None:
        """Look at a channel of a layer; beyond the ends it is the last or the first."""
        if self.found is None or layer not in self.found.layers:
            return
        count = self.found.layers[layer].shape[0]
        self.layer, self.channel = layer, min(max(channel, 0), count - 1)
        self.look()

    @Slot(int)
    def _turn_layer(self, by: int) -> None:
        """Look at the same channel of the next layer, or of the one before."""
        if self.found is not None:
            names = [name for block in self.found.blocks for name in block.layers]
            at = min(max(names.index(self.layer) + by, 0), len(names) - 1)
            self.choose(names[at], self.channel)

    @Slot(int)
    def _choose_ranking(self, number: int) -> None:
        self.ranking = RANKINGS[number]
        self.look()

    def _selected(self) -> tuple[str, int] | None:
        """The layer and channel of the cell that is selected in the trace."""
        cell = self.session.selection
        if cell is None or cell.quantity not in ("output", "grad_output") or len(cell.index) < 2:
            return None
        return cell.layer, int(cell.index[1])

    # looking

    @Slot()
    def look(self) -> None:
        """Show what is so now; a hidden sheet does nothing."""
        if not self.isVisible():
            return
        found = self.found
        self.cancel.setVisible(self.running)
        self.again_button.setVisible(found is not None)
        self.again_button.setEnabled(not self.running and self.session.ready)
        stale = found is not None and self.session.moved_on(found.version)
        self.again_button.show_kind("primary" if stale else "raised")
        self.show_columns(found is not None)
        self._show_head()
        if found is None:
            self._show_empty()
            return
        self._show_choices(found)
        key = (found, self.layer, self.channel, self.ranking)
        if key != self._shown:
            self._shown = key
            self._show_channel(found)

    def _show_empty(self) -> None:
        self.empty.button.setVisible(not self.running)
        self.empty.button.setEnabled(self.session.ready)
        if self.running:
            text = self.tr("All test images are being read, {0} %.").format(f"{100 * self._part:.0f}")
        elif self._trouble:
            text = f"× {self._trouble}"
        else:
            text = self.tr("Have all test images read, and see what each channel looks for.")
        self.empty.say(text)

    def _show_head(self) -> None:
        found = self.found
        if self._trouble and found is not None:
            self.subtitle.setText(f"× {self._trouble}")
        elif self.running and found is not None:
            words = self.tr("reading, {0} %; this is of step {1}")
            self.subtitle.setText(words.format(f"{100 * self._part:.0f}", f"{found.copy.step:,}"))
        elif found is None:
            self.subtitle.setText("")
        else:
            words = self.tr("all {0} test images, {1} s").format(
                f"{len(found.copy.test):,}", f"{found.seconds:.1f}"
            )
            when = at_step(self.tr("network at step {0}"), found.copy.step, found.copy.touched)
            text = listed((words, when))
            self.subtitle.setText(self.session.dated(text, found.version, found.copy.step))

    def _show_choices(self, found: ChannelFindings) -> None:
        number = self.block_of(self.layer)
        block = found.blocks[number]
        if self.block_choice is not None:
            self.block_choice.choose(number)
        shown = self.layer_choice
        names = [f"excite_after_{name}" for name in block.layers]
        if shown is None or [each.objectName() for each in shown.group.buttons()] != names:
            self._offer_layers(block)
        assert self.layer_choice is not None
        self.layer_choice.choose(block.layers.index(self.layer))

    def _show_channel(self, found: ChannelFindings) -> None:
        survey, layer, channel = found.layers[self.layer], self.layer, self.channel
        count = survey.shape[0]
        noun = unit(found, layer)
        silent = frozenset(np.flatnonzero(survey.active == 0).tolist())
        self.means.show_means(found.means[layer], channel, silent, noun)
        self.index_words.setText(
            self.tr("The mean of what excites each of its {0} channels most:").format(count)
            if len(survey.shape) > 1
            else self.tr("The mean of what excites each of its {0} units most:").format(count)
        )
        many = count > PAGE
        for widget in (self.page_words, self.back, self.forth):
            widget.setVisible(many)
        first = self.means.first
        self.page_words.setText(self.tr("{0}-{1} of {2}").format(first, min(first + PAGE, count) - 1, count))
        self.back.setEnabled(first > 0)
        self.forth.setEnabled(first + PAGE < count)
        ranking = survey.ranking(self.ranking)
        shown = int((ranking.images[channel] >= 0).sum())
        heads = (
            self.tr("{0} {1}: the {2} images with the highest value"),
            self.tr("{0} {1}: the {2} images with the lowest value"),
            self.tr("{0} {1}: the {2} images nearest to zero"),
        )
        self.heading.setText(heads[RANKINGS.index(self.ranking)].format(layer, noun.format(channel), shown))
        quiet = silent_words(found, layer, channel)
        if not shown:
            quiet = self.tr("Its numbers ran away: no image can be ranked.")
        self.silent.setText(quiet)
        self.silent.setVisible(bool(quiet))
        self.entries.show_channel(found, layer, channel, ranking)
        block = found.blocks[self.block_of(layer)]
        self.about.show_channel(found, block.name, layer, channel)
        peak = float(survey.peak[channel])
        goal = peak if math.isfinite(peak) and peak > 0 else 1.0
        self.change.use_channel(layer, channel, goal, f"{layer} {noun.format(channel)}")

    def shows(self, command: str) -> bool:
        return command in WATCHING and self.change.follows

    # what the session tells

    @Slot()
    def _moved_on(self) -> None:
        if self.isVisible():
            self.look()
            self.change.follow_canvas()
            self.change.follow_network()

    @Slot()
    def _run_changed(self) -> None:
        shot = self.session.snapshot
        if self.found is not None and shot is not None and shot.version.data != self.found.version.data:
            self.found = None  # of other images: nothing of it can be shown beside these
            self._shown = ()
            if self.isVisible():
                self.look_again()

    def _entry(self, number: int) -> SourceImage | None:
        found = self.found
        if found is None:
            return None
        index = int(found.layers[self.layer].ranking(self.ranking).images[self.channel, number])
        image = without_colour(found.copy.test.images[index])
        name = self.tr("test image {0}").format(f"{index:,}")
        return SourceImage(image, int(found.copy.test.labels[index]), name)

    @Slot(int)
    def _exhibit(self, number: int) -> None:
        """Put an image on the canvas, and select the cell where the channel is highest."""
        entry, found = self._entry(number), self.found
        if entry is None or found is None or entry.label is None:
            return
        ranking = found.layers[self.layer].ranking(self.ranking)
        place, shape = int(ranking.places[self.channel, number]), found.layers[self.layer].shape
        inner = divmod(place, shape[2]) if len(shape) == 3 else ()
        layer, index = self.layer, (0, self.channel, *inner)
        if self.session.exhibit.show(entry.image, entry.label, entry.name):
            self.session.record(lambda trace: Cell(layer, "output", index))
            self.closing.emit()

    @Slot(int)
    def _take(self, number: int) -> None:
        if (entry := self._entry(number)) is not None:
            self.change.take(entry)

    # Qt's own

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, found = Qt.Key(event.key()), self.found
        if found is None or key not in KEYS:
            super().keyPressEvent(event)
            return
        if key in DIGITS:
            self.change.choose_aim(DIGITS.index(key))
            return
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._turn_layer(1 if key == Qt.Key.Key_Down else -1)
            return
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -PAGE}.get(key, PAGE)
        self.choose_channel(self.channel + by)

    def opened(self) -> None:
        wanted = self._selected()
        if self.found is None or self.session.moved_on(self.found.version):
            self._wanted = wanted
            if self.session.ready:
                self.look_again()
        elif wanted is not None:
            self.choose(*wanted)
        self.look()
        self.change.follow_canvas()
        self.means.setFocus(Qt.FocusReason.OtherFocusReason)

    def closed(self) -> None:
        self.background.cancel()
        self.change.pause()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.height() >= 800
        self.change.use_large(False if self.width() < 1000 else roomy)
        self.entries.setMinimumHeight(4 * 92 if not roomy else 4 * 140)
