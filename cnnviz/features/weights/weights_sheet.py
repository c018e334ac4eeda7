"""The sheet of weights from elsewhere: which tensor of the file is which here, and what had to be assumed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTableWidget, QTableWidgetItem, QWidget

from cnnviz.session import Session
from cnnviz.session.foreign_weights import FoundWeights
from cnnviz.system.wording import listed, worded
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, ComboBox
from cnnviz.widgets.keys import ENTER, MOVE, KeyOwner
from cnnviz.widgets.layouts import fill, hbox
from cnnviz.widgets.plain import PlainLabel, set_tip
from cnnviz.widgets.sheet import Sheet
from core.files.atomic import one_line
from core.presets import PRESETS
from core.weights.proposing import ACTIVATIONS, NONE, POOLINGS


class WeightsSheet(KeyOwner, Sheet):
    """Show what `session.files.foreign` looks over; Enter takes it."""

    own_keys = (*ENTER, *MOVE)  # from cell to cell, not from stop to stop of what lies beneath

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("weights", parent)
        self.session = session
        self.entitle(self.tr("Weights from elsewhere"))
        label = PlainLabel(self.tr("as the network"), self, size=theme.SECONDARY, role="dim")
        presets = [(worded(preset.title), preset.name) for preset in PRESETS if not preset.group]
        tip = self.tr("A file of weights has names and shapes, but not the network itself.")
        items = ((self.tr("that fits best"), None), *presets)
        self.networks = ComboBox("weights_network", self, items, tip=tip, picked=self._choose)
        self.networks.setAccessibleName(self.tr("The network that the weights are of"))
        self.about = PlainLabel(self, size=theme.SECONDARY, role="dim", wrap=True, name="weights_about")
        row = fill(hbox(spacing=10), label, self.networks, (self.about, 1))
        self.table = QTableWidget(0, 6, self)
        self.table.setObjectName("weights_table")
        self.table.setAccessibleName(self.tr("Which tensor is which"))
        names = (
            self.tr("in the file"),
            self.tr("here"),
            self.tr("shape"),
            self.tr("activation behind it"),
            self.tr("pooling behind it"),
            self.tr("what is done to it"),
        )
        self.table.setHorizontalHeaderLabels(names)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(28)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setFont(theme.font(theme.BODY, mono=True))
        self.assumed = PlainLabel(self, size=theme.SECONDARY, role="dim", wrap=True, name="weights_assumed")
        self.effect = PlainLabel(self, size=theme.SECONDARY, role="dim", wrap=True, name="weights_effect")
        text = self.tr("Use these weights")
        tip = self.tr("Go on with this network (Enter); the run so far is kept.")
        self.use_button = Button("weights_use", "primary", "", self, text, tip, self.use)
        foot = fill(QHBoxLayout(), (self.effect, 1), (self.use_button, 0, Qt.AlignmentFlag.AlignBottom))
        fill(self.body, row, (self.table, 1), self.assumed, foot)
        self._said = ""  # where the last choice was made: the keyboard stays there
        session.files.foreign.looked.connect(self._refresh)

    @Slot()
    def use(self) -> None:
        """Go on with the network of the file."""
        if self.use_button.isEnabled():
            self.session.files.foreign.use()

    @Slot(int)
    def _choose(self, row: int) -> None:
        self.session.files.foreign.choose(self.networks.itemData(row))

    @Slot()
    def _refresh(self) -> None:
        looked = self.session.files.foreign
        found = looked.found
        if not self.isVisible() or looked.path is None:
            return
        self.subtitle.setText(one_line(str(looked.path)))
        self.networks.setCurrentIndex(max(0, self.networks.findData(looked.like)))
        self.use_button.setEnabled(found is not None)
        if found is None:
            self.table.setRowCount(0)
            self.about.setText(looked.trouble)
            self.assumed.setText("")
            self.effect.setText(self.tr("Choose another network, or close this: nothing has changed."))
            return
        self._fill(found)
        known = next((worded(preset.title) for preset in PRESETS if preset.name == found.preset), "")
        text = self.tr("They fit {0}.") if known else self.tr("A network is proposed from their shapes: {1}.")
        if found.same_network:
            text = self.tr("They fit the network that is there now: {1}.")
        self.about.setText(text.format(known, listed(found.layers)))
        words = self.tr("What no shape can tell, and is assumed: {0}")
        said = worded("; ".join(found.assumed))
        self.assumed.setText(words.format(one_line(said)) if said else "")
        self.effect.setText(
            self.tr("Other names than here: layers were matched by shape, in the order of their names.")
        )

    def _fill(self, found: FoundWeights) -> None:
        """A row for each tensor; behind layers with weights, choices of what no shape tells."""
        self.table.setRowCount(0)
        self.table.setRowCount(len(found.table))
        for number, each in enumerate(found.table):
            shape = "x".join(map(str, each.shape))
            change = worded(each.change) if each.change else self.tr("as it is")
            for column, text in enumerate((each.theirs, each.ours, shape, "", "", change)):
                self.table.setItem(number, column, QTableWidgetItem(one_line(text)))
            layer, _, role = each.ours.rpartition(".")
            for column, name in enumerate(self._unseen(found, layer) if role == "weight" else (), 3):
                if name:
                    choice = self._kind_choice(name, found.kinds[name])
                    self.table.setCellWidget(number, column, choice)
                    if name == self._said:
                        choice.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.resizeColumnsToContents()

    @staticmethod
    def _unseen(found: FoundWeights, layer: str) -> tuple[str, str]:
        """What no shape tells behind a layer, by the names of `kinds`: its activation, and its pooling."""
        behind = found.layers[found.layers.index(layer) + 1 :]
        ours = [each.ours.rpartition(".")[0] for each in found.table]
        weighted = next((at for at, name in enumerate(behind) if name in found.kinds and name in ours), None)
        pooling = next((name for name in behind[:weighted] if name in found.kinds), "")
        return (layer, pooling) if layer in found.kinds else ("", "")

    def _kind_choice(self, name: str, kind: str) -> ComboBox:
        """A choice of activations, or of poolings, for one place."""
        choice = ComboBox(f"weights_kind_{name}", self.table)
        pooling = kind in POOLINGS
        for each in POOLINGS if pooling else ACTIVATIONS:
            choice.addItem(each, each)
        if not pooling:
            choice.addItem(self.tr("none"), NONE)
        choice.setCurrentIndex(choice.findData(kind))
        words = self.tr("The type of the pooling {0}") if pooling else self.tr("The activation behind {0}")
        choice.setAccessibleName(words.format(name))
        set_tip(choice, self.tr("No shape tells it: choose what the program had that these weights are of."))
        choice.activated.connect(lambda row: self._say_kind(name, str(choice.itemData(row))))
        return choice

    def _say_kind(self, name: str, kind: str) -> None:
        self._said = name
        self.session.files.foreign.choose_kind(name, kind)

    # Qt's own

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.use()
        else:
            super().keyPressEvent(event)

    def opened(self) -> None:
        self._said = ""
        self._refresh()
        self.use_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.session.files.foreign.forget()
