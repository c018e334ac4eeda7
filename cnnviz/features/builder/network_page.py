"""The page where a network is put together: palette, layers, picture, totals, and the way into a run.

Every edit goes to the blueprint; cards and picture are told anew from what its check answers.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from cnnviz.features.builder import words
from cnnviz.features.builder.blocks import WIDTH as PALETTE
from cnnviz.features.builder.blocks import NetworkBlocks, Palette
from cnnviz.features.builder.card_list import CardList, Heads
from cnnviz.features.builder.layer_card import NARROWEST, ROOMY
from cnnviz.features.builder.words import cards, stages
from cnnviz.session import Session
from cnnviz.system.translation import QT_TRANSLATE_NOOP, Count, translate
from cnnviz.system.wording import listed, worded
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, ComboBox, restyle, tell
from cnnviz.widgets.keys import KeyOwner
from cnnviz.widgets.layouts import STRETCH, fill, hbox, scrolled, vbox
from cnnviz.widgets.plain import PlainLabel, set_tip
from cnnviz.widgets.sheet import Heir
from cnnviz.widgets.undo import KeptChanges
from core.blueprint import GROUPS, Blueprint, Checked, parse
from core.blueprint.check import bytes_text
from core.presets import preset
from core.training import TrainConfig
from core.training.fitting import is_presets

SCROLL_BAR = 8  # pixels


class NetworkTotals(KeyOwner, QWidget):
    """The totals or what is wrong, and the way into a run: `use_wanted` is emitted once it is confirmed."""

    use_wanted = Signal()
    settings_wanted = Signal()
    asking = False  # whether a confirmation is waited for
    _totals = _note = _error = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("build_foot")
        self._promise = ""
        self.setFixedHeight(44)
        self.totals = PlainLabel(self, size=theme.BODY, weight=theme.SEMIBOLD, name="build_totals")
        self.note = PlainLabel(self, size=theme.SECONDARY, name="build_note")
        for label in (self.totals, self.note):
            label.setMinimumWidth(40)
        words = fill(vbox(spacing=1), STRETCH, self.totals, self.note, STRETCH)
        tip = self.tr(
            "Open the settings of the run, filled with this network: choose the recipe, then reset."
        )
        text, wanted = self.tr("Open in settings"), self.settings_wanted
        self.settings = Button("build_settings", "raised", "", self, text, tip, wanted)
        text = self.tr("Use this network")
        self.use = Button("build_use", "primary", "", self, text, clicked=self.ask)
        tip = self.tr("Back to the layers; nothing has happened (Esc)")
        self.wait = Button("build_not_yet", "raised", "", self, self.tr("Not yet"), tip, self.withdraw)
        text = self.tr("Begin the new run")
        self.begin = Button("build_begin_run", "primary", "", self, text, clicked=self._confirmed)
        row = hbox(self, 8, (0, 4, 0, 0))
        fill(row, (words, 1), self.settings, self.use, self.wait, self.begin)
        self._say()
        self.withdraw()

    def show_answer(self, totals: str, note: str, error: str, promise: str) -> None:
        """Show the totals, or what is wrong; `promise` is what using the network will do."""
        self._totals, self._note, self._error, self._promise = totals, note, error, promise
        for button in (self.use, self.settings):
            button.setEnabled(not error)
        why = self.tr("Not while something is wrong: {0}").format(error)
        tell(self.use, self.use.text(), why if error else promise)
        tell(self.begin, self.begin.text(), promise)
        self.withdraw()

    @Slot()
    def ask(self) -> None:
        """Say what will happen, and wait for it to be confirmed."""
        self._show(asking=True)
        self.totals.setText(self.tr("Use this network?"))
        self.note.setText(self._promise)
        self.note.setProperty("role", "dim")
        self.begin.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def withdraw(self) -> None:
        """Take the question back."""
        had = self.begin.hasFocus() or self.wait.hasFocus()
        self._show(asking=False)
        self._say()
        if had:
            self.use.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _confirmed(self) -> None:
        self.withdraw()
        self.use_wanted.emit()

    def _say(self) -> None:
        self.totals.setText(self._totals)
        self.note.setText(self._error or self._note)
        set_tip(self.note, self._error)
        restyle(self.note, "role", "wrong" if self._error else "dim")

    def _show(self, asking: bool) -> None:
        self.asking = asking
        for button in (self.settings, self.use):
            button.setVisible(not asking)
        for button in (self.wait, self.begin):
            button.setVisible(asking)

    own_keys = (Qt.Key.Key_Escape,)

    def owns(self, event: QKeyEvent) -> bool:
        return self.asking and super().owns(event)  # Esc answers no; otherwise it closes the sheet

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.asking and event.key() == Qt.Key.Key_Escape:
            self.withdraw()
        else:
            super().keyPressEvent(event)


# Presets whose networks differ; the others are one of these with another recipe.
NETWORKS = ("lenet5-bn", "lenet5", "lenet5-1998", "vgg", "cifar", "published-mlp", "published-conv")
TITLES = {
    "published-mlp": QT_TRANSLATE_NOOP("build", "784-512-128-10, fully connected"),
    "published-conv": QT_TRANSLATE_NOOP("build", "Two small convolutions"),
    "vgg": QT_TRANSLATE_NOOP("build", "Eight convolutions (small VGG)"),
}


def networks() -> list[tuple[str, str]]:
    """(name, title) of each that comes with cnnviz."""
    own = {name: translate("build", title) for name, title in TITLES.items()}
    return [(name, own.get(name) or worded(preset(name).title)) for name in NETWORKS]


RUNNING, EMPTY = "", "empty"


class NetworkStart(ComboBox):
    """The networks that a list of layers can begin from."""

    def __init__(self, page: QWidget) -> None:
        own = [(title, name) for name, title in networks()]
        items = ((self.tr("the network in the window"), RUNNING), *own, (self.tr("an empty list"), EMPTY))
        tip = self.tr("Put the layers of another network in place of these; undo brings these back.")
        super().__init__("build_start", page, items, self.tr("Begin from"), tip)
        self.setPlaceholderText(self.tr("Begin from..."))
        self.setCurrentIndex(-1)
        self.setMinimumWidth(210)


PICTURE = 230  # the picture is left out below this width


class NetworkPage(Heir, QWidget):
    """`begun`: a run with the network has begun; `again` carries a config for the settings."""

    begun = Signal()
    again = Signal(object)

    inherited = "blueprint", "_fresh"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent, focusPolicy=Qt.FocusPolicy.ClickFocus)
        self.setObjectName("build_network")
        self.setAccessibleName(self.tr("Network"))
        self.session = session
        self.blueprint = Blueprint()
        self.answer: Checked = self.blueprint.check((1, 28, 28), 10)
        self._fresh = True
        self._asked = False  # whether a run is being begun
        self.start = NetworkStart(self)
        self.start.activated.connect(self._begin)
        self.changes = KeptChanges(self, self._undo, self._redo)
        self._tools = self.start, *self.changes.buttons("build", self)
        self._build_body()

    # what the sheet calls

    def tools(self) -> tuple[QWidget, ...]:
        """The controls for the sheet's head."""
        return self._tools

    def opened(self) -> None:
        """The sheet has been opened: the keyboard is here."""
        self.follow()
        if self.blueprint.items and not self.list.current:
            self.choose(self.blueprint.items[0].key)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self) -> None:
        """Check for the run that there is; the first time, the network in the window is what there is."""
        if self._fresh and self.session.snapshot is not None:
            self._fresh = False
            self.blueprint.begin(self.session.snapshot.spec, self.image_shape())
            self.blueprint.forget()
        self.refresh()

    def _undo(self) -> None:
        self.blueprint.undo()
        self.refresh()

    def _redo(self) -> None:
        self.blueprint.redo()
        self.refresh()

    # what the network is for

    def image_shape(self) -> tuple[int, ...]:
        """One image of the run, (C, H, W)."""
        shot = self.session.snapshot
        return tuple(shot.probe.outputs["input"].shape) if shot is not None else (1, 28, 28)

    def classes(self) -> int:
        """How many classes the run's images have."""
        shot = self.session.snapshot
        return int(shot.probe.probabilities.size) if shot is not None else 10

    def config(self) -> TrainConfig:
        """The run that the network would be used in: the settings of this one, with its spec.

        The preset's own network for these images stays the preset's, with the weights that it begins with.
        """
        spec, settings = self.answer.spec(), self.session.live.settings
        same = is_presets(spec, settings.preset, self.image_shape(), self.classes())
        return replace(settings, spec=None if same else spec)

    # building

    def _build_body(self) -> None:
        named = {kind: translate("build", sentence) for kind, sentence in words.LAYER_TIPS.items()}
        groups = [
            (translate("build", words.GROUPS[group]), [(kind, named[kind]) for kind in kinds])
            for group, kinds in GROUPS
        ]
        self.palette_ = Palette(groups, self)
        self.palette_.wanted.connect(self._add)
        self.list = CardList()
        self.list.empty_text = self.tr("No layer yet: add one from the left, or begin from a network above.")
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.list.typed.connect(self._typed)
        self.list.flagged.connect(self._flagged)
        self.list.settled.connect(self._settled)
        self.list.remove_wanted.connect(self._remove)
        self.list.fix_wanted.connect(self._fix)
        self.list.moved.connect(self._move)
        self.list.pointed.connect(self._pointed)
        self.area = scrolled(self.list, self, "layer_area", clear=True)
        self.blocks = NetworkBlocks(self)
        self.list.chosen.connect(self.blocks.show_current)
        self.blocks.chosen.connect(lambda key: self.choose(key, focus=True))
        self.session.explain_pointed(self.blocks.pointed, self._about_stage)
        self.foot = NetworkTotals(self)
        self.foot.use_wanted.connect(self._use)
        self.foot.settings_wanted.connect(lambda: self.again.emit(self.config()))
        self.area.setMinimumWidth(ROOMY + 20)
        heads = Heads(self.list, self)
        self.area.verticalScrollBar().rangeChanged.connect(heads.update)
        cards = fill(vbox(spacing=2), heads, (self.area, 1))
        choice = scrolled(self.palette_, self, "palette_area", clear=True)
        choice.setFixedWidth(self.palette_.width() + SCROLL_BAR)
        made = fill(hbox(spacing=14), (cards, 1), (self.blocks, 1))
        row = fill(hbox(spacing=14 - SCROLL_BAR), choice, (made, 1))
        fill(vbox(self, 4), (row, 1), self.foot)

    # showing

    def refresh(self, keep: bool = False) -> None:
        """Check the blueprint and show what came of it; `keep` lets a question at the foot stand."""
        image, batch = self.image_shape(), self.session.config.batch_size
        self.answer = self.blueprint.check(image, self.classes(), batch)
        self.list.show_cards(cards(self.blueprint.items, self.answer))
        self.blocks.show_stages(stages(self.answer, image, self.tr("image")))
        edit = [self.tr("edit of the network")]
        self.changes.follow(edit * self.blueprint.done, edit * self.blueprint.undone)
        if keep:
            return
        answer = self.answer
        totals = self.tr("{0} parameters, {1} multiply-adds an image")
        if any(row.grey or row.output is None for row in answer.rows):
            totals = self.tr("{0} parameters, {1} multiply-adds an image before the trouble")
        totals = totals.format(f"{answer.parameters:,}", f"{answer.multiply_adds:,}")
        note = self.tr("about {0} to train in batches of {1}; {2} {2:layer|layers}")
        note = note.format(bytes_text(answer.memory), batch, Count(len(answer.rows)))
        self.foot.show_answer(totals, note, worded(answer.error), self._promise())

    def _promise(self) -> str:
        text = self.tr(
            "A new run begins from seed {0}, with the settings of this one. This run is kept in Runs."
        )
        return text.format(self.session.config.seed)

    def choose(self, key: int, focus: bool = False) -> None:
        """Make a layer the current one, in the list and in the picture."""
        self.list.choose(key, focus)
        self.blocks.show_current(key)

    # edits

    @Slot(int)
    def _begin(self, index: int) -> None:
        name = self.start.itemData(index)
        self.start.setCurrentIndex(-1)
        spec: dict[str, Any] = {"layers": []}
        if name == RUNNING:
            if self.session.snapshot is None:
                return
            spec = dict(self.session.snapshot.spec)
        elif name != EMPTY:
            spec = preset(name).spec()
        self.blueprint.begin(spec, self.image_shape())
        self.refresh()
        if self.blueprint.items:
            self.choose(self.blueprint.items[0].key)

    @Slot(str)
    def _add(self, kind: str) -> None:
        index = self._place(self.list.current)
        made = self.blueprint.add(kind, len(self.blueprint.items) if index is None else index + 1)
        self.refresh()
        self.choose(made.key)

    def _place(self, key: int) -> int | None:
        places = [i for i, item in enumerate(self.blueprint.items) if item.key == key]
        return places[0] if places else None

    @Slot(int, str, str)
    def _typed(self, key: int, argument: str, text: str) -> None:
        index = self._place(key)
        if index is None:
            return
        if argument == "name":
            self.blueprint.rename(index, text, typing=True)
        else:
            self.blueprint.set(index, argument, parse(text), typing=True)
        self.refresh()

    @Slot(int)
    def _settled(self, key: int) -> None:
        """The typing is over: what is typed next is another edit, and each value is shown as it was read."""
        index = self._place(key)
        if index is not None and self.blueprint.items[index].name != self.blueprint.items[index].name.strip():
            self.blueprint.rename(index, self.blueprint.items[index].name.strip(), typing=True)
        self.blueprint.seal()
        self.refresh(keep=True)
        card = self.list.card(key)
        if card is not None:
            card.show_text(card.text, force=True)

    @Slot(int, str, bool)
    def _flagged(self, key: int, argument: str, on: bool) -> None:
        index = self._place(key)
        if index is not None:
            self.blueprint.set(index, argument, on)
            self.refresh()

    @Slot(int)
    def _remove(self, key: int) -> None:
        index = self._place(key)
        if index is None:
            return
        card = self.list.card(key)
        focused = card is not None and (card.hasFocus() or card.isAncestorOf(self.focusWidget() or self))
        self.blueprint.remove(index)
        self.refresh()
        if self.blueprint.items:
            near = self.blueprint.items[min(index, len(self.blueprint.items) - 1)].key
            self.choose(near, focus=focused)

    @Slot(int, int)
    def _move(self, key: int, to: int) -> None:
        index = self._place(key)
        if index is not None:
            self.blueprint.move(index, to)
            self.refresh()
            self.choose(key)

    @Slot(int)
    def _fix(self, key: int) -> None:
        row = next((row for row in self.answer.rows if row.key == key), None)
        if row is not None and row.fix is not None:
            self.blueprint.apply(row.fix)
            self.refresh()
            self.choose(key)

    # looking

    @Slot(int, bool)
    def _pointed(self, key: int, here: bool) -> None:
        index = self._place(key)
        if not here or index is None:
            self.session.explain("", "")
            return
        row = self.answer.rows[index]
        sentence = worded(row.error or row.note) or translate("build", words.LAYER_TIPS[row.kind])
        if row.grey:
            sentence = self.tr("Nothing is known here while a layer before it has a trouble.")
        self.session.explain(listed((row.name, row.kind)), sentence)

    def _about_stage(self, number: int) -> tuple[str, str]:
        stage = self.blocks.stages[number]
        sentence = self.tr("{0}, every map drawn to the same scale. Click: go to its layer.")
        return stage.names, sentence.format(stage.words)

    # into a run

    @Slot()
    def _use(self) -> None:
        if not self.answer.fine or self._asked:
            return
        self._asked = True
        self.session.ask(self.session.engine.reset, self.config(), then=self._taken, failed=self._refused)

    def _taken(self, _: object) -> None:
        self._asked = False
        self.session.leave()
        self.begun.emit()
        before = self.session.run_before
        if before.is_news:
            before.say(self.tr("A new run began; the one before was kept."))

    def _refused(self, _: object) -> None:
        self._asked = False  # the session has said why; the list is as it was

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fits = self.width() >= PALETTE + ROOMY + 38
        self.area.setMinimumWidth((ROOMY if fits else NARROWEST) + 20)
        self.blocks.setVisible(self.width() - PALETTE - ROOMY - 48 >= PICTURE)
