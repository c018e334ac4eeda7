"""The sheet of weights from elsewhere: which tensor of the file is which here, and what had to be assumed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTableWidget, QTableWidgetItem, QWidget

from cnnviz.session import Session
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, ComboBox, tell
from cnnviz.widgets.keys import ENTER, KeyOwner
from cnnviz.widgets.layouts import fill
from cnnviz.widgets.plain import PlainLabel, set_tip
from cnnviz.widgets.sheet import Sheet
from core.files.atomic import one_line
from core.presets import PRESETS


class WeightsPanel(KeyOwner, Sheet):
    """Show what `session.files.foreign` looks over; Enter takes it."""

    own_keys = ENTER

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("weights", parent)
        self.session = session
        self.entitle(self.tr("Weights from elsewhere"))
        row = QHBoxLayout()
        row.setSpacing(10)
        label = PlainLabel(self.tr("as the network"), self, size=theme.SECONDARY, role="dim")
        self.networks = ComboBox("weights_network", self)
        self.networks.addItem(self.tr("that fits best"), None)
        for preset in PRESETS:
            if not preset.group:
                self.networks.addItem(preset.title, preset.name)
        self.networks.setAccessibleName(self.tr("The network that the weights are of"))
        set_tip(self.networks, self.tr("A file of weights has names and shapes, but not the network itself."))
        self.networks.activated.connect(self._choose)
        self.about = PlainLabel(self, size=theme.SECONDARY, role="dim", wrap=True, name="weights_about")
        fill(row, label, self.networks, (self.about, 1))
        self.body.addLayout(row)
        self.table = QTableWidget(0, 4, self)
        self.table.setObjectName("weights_table")
        self.table.setAccessibleName(self.tr("Which tensor is which"))
        names = (self.tr("in the file"), self.tr("here"), self.tr("shape"), self.tr("what is done to it"))
        self.table.setHorizontalHeaderLabels(names)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(24)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setFont(theme.font(theme.BODY, mono=True))
        self.body.addWidget(self.table, 1)
        self.assumed = PlainLabel(self, size=theme.SECONDARY, role="dim", wrap=True, name="weights_assumed")
        self.body.addWidget(self.assumed)
        foot = QHBoxLayout()
        self.effect = PlainLabel(self, size=theme.SECONDARY, role="dim", wrap=True, name="weights_effect")
        foot.addWidget(self.effect, 1)
        self.use_button = Button("weights_use", "primary", "", self)
        self.use_button.setText(self.tr("Use these weights"))
        words = self.tr("Go on with this network (Enter); the run so far is kept.")
        tell(self.use_button, self.use_button.text(), words)
        self.use_button.clicked.connect(self.use)
        foot.addWidget(self.use_button, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(foot)
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
        rows = () if found is None else found.table
        self.table.setRowCount(len(rows))
        for number, each in enumerate(rows):
            shape = "x".join(map(str, each.shape))
            change = each.change or self.tr("as it is")
            for column, text in enumerate((each.theirs, each.ours, shape, change)):
                self.table.setItem(number, column, QTableWidgetItem(one_line(text)))
        self.table.resizeColumnsToContents()
        if found is None:
            self.about.setText(looked.trouble)
            self.assumed.setText("")
            self.effect.setText(self.tr("Choose another network, or close this: nothing has changed."))
            return
        known = next((preset.title for preset in PRESETS if preset.name == found.preset), "")
        text = self.tr("They fit {0}.") if known else self.tr("A network is proposed from their shapes: {1}.")
        if found.same_network:
            text = self.tr("They fit the network that is there now: {1}.")
        self.about.setText(text.format(known, ", ".join(found.layers)))
        said = [f"{text[:1].upper()}{text[1:]}." for text in found.assumed]
        words = self.tr("What no shape can tell, and is assumed: {0}")
        self.assumed.setText(words.format(one_line(" ".join(said))) if said else "")
        self.effect.setText(
            self.tr("Other names than here: layers were matched by shape, in the order of their names.")
        )

    # Qt's own

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.use()
        else:
            super().keyPressEvent(event)

    def opened(self) -> None:
        self._refresh()
        self.use_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.session.files.foreign.forget()
