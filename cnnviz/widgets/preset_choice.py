"""A choice of presets, grouped: networks with a usual recipe, published recipes, experiments.

Each preset says in a sentence what it is; it stands behind the titles, and as a tooltip.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from cnnviz.system.translation import QT_TRANSLATE_NOOP, translate
from cnnviz.system.wording import worded
from cnnviz.widgets import theme
from cnnviz.widgets.controls import ComboBox
from core.presets import PRESETS

GROUPS = {
    "": QT_TRANSLATE_NOOP("presets", "Networks with a usual recipe"),
    "published": QT_TRANSLATE_NOOP("presets", "Recipes: as others published them"),
    "published-he": QT_TRANSLATE_NOOP("presets", "Recipes: published ones, begun better"),
    "activation": QT_TRANSLATE_NOOP("presets", "Experiment: the activation"),
    "optimiser": QT_TRANSLATE_NOOP("presets", "Experiment: the optimiser"),
    "pooling": QT_TRANSLATE_NOOP("presets", "Experiment: the pooling"),
    "batch-norm": QT_TRANSLATE_NOOP("presets", "Experiment: batch-norm"),
    "initialisation": QT_TRANSLATE_NOOP("presets", "Experiment: the first weights"),
    "learning-rate": QT_TRANSLATE_NOOP("presets", "Experiment: the learning rate"),
}


class PresetChoice(ComboBox):
    """A combo box of the presets' titles under headings; an item's data is its preset's name."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setPlaceholderText(translate("presets", "a network of your own"))
        self.setMaxVisibleItems(24)
        self.fill()

    def fill(self) -> None:
        """List the presets, group by group."""
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        heading = None
        for preset in PRESETS:
            if preset.group != heading:
                heading = preset.group
                item = QStandardItem(translate("presets", GROUPS.get(heading, heading)))
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                item.setData("", Qt.ItemDataRole.UserRole)  # else it would be found as the choice of None
                item.setFont(theme.font(theme.SECONDARY, theme.BOLD))
                model.appendRow(item)
            self.addItem(worded(preset.title), preset.name)
            self.setItemData(self.count() - 1, worded(preset.about), Qt.ItemDataRole.ToolTipRole)
        self.setCurrentIndex(-1)
