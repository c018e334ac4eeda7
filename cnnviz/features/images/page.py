"""What the sheet of images is laid out of: finder, classes and wall at the left, the cards at the side."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from cnnviz.features.images import tools
from cnnviz.features.images.chips import ClassChips
from cnnviz.features.images.finder import Finder
from cnnviz.features.images.image_card import ImageCard
from cnnviz.features.images.set_card import SetCard
from cnnviz.widgets.image_grid import ImageGrid
from cnnviz.widgets.layouts import hbox, vbox

BOTH = 780  # pixels of height from which the two cards stand one under the other


class ImagesPage(QWidget):
    """Holds the parts and gives them their places; what they tell goes to the sheet."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("images_page")
        row = hbox(self, 14)
        left = vbox(spacing=8)
        self.finder = Finder(self)
        self.chips = ClassChips("images_classes", self)
        self.chips.setAccessibleName(self.tr("Classes"))
        self.wall = ImageGrid("images_wall", self)
        self.wall.setAccessibleName(self.tr("Wall of images"))
        self.wall.sized.connect(self.finder.size_choice.choose)
        self.finder.size_choice.chosen.connect(self.wall.use_size)
        self.note = tools.note(self)
        for part, stretch in ((self.finder, 0), (self.chips, 0), (self.wall, 1), (self.note, 0)):
            left.addWidget(part, stretch)
        row.addLayout(left, 1)
        self.card_switch = tools.cards(self)
        self.card_switch.chosen.connect(self._place_cards)
        self.image_card, self.set_card = ImageCard(self), SetCard(self)
        row.addWidget(tools.side(self, self.card_switch, self.image_card, self.set_card))
        self._place_cards()

    @Slot()
    def _place_cards(self) -> None:
        """Both cards where there is room for them, else the one that is chosen."""
        both = self.height() >= BOTH
        chosen = self.card_switch.group.checkedId()
        self.card_switch.setVisible(not both)
        self.image_card.setVisible(both or chosen == 0)
        self.set_card.setVisible(both or chosen == 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_cards()
