"""The hints' place in the microscope's column: the card at its top, a mark on its rail while it is folded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cnnviz.features.health.checkup import Checkup
from cnnviz.session import Session
from cnnviz.system import language

if TYPE_CHECKING:
    from cnnviz.features.health.hint_card import HintCard


class HintsInColumn(QObject):
    """Makes the card when there is the first hint; `mark` is told how many hints there are and the worst."""

    def __init__(
        self, session: Session, rows: QVBoxLayout, column: QWidget, mark: Callable[[int, str], None]
    ) -> None:
        super().__init__(column)
        self.session = session
        self.card: HintCard | None = None
        self._rows, self._column, self._mark = rows, column, mark
        self.checkup = Checkup.of(session)
        self.checkup.hints_changed.connect(self._show)
        self.checkup.again.connect(self._open_settings)
        self.checkup.not_again.connect(self._show_settings_of_run)

    @Slot()
    def _show(self) -> None:
        hints = self.checkup.hints
        if self.card is None and hints:
            from cnnviz.features.health.hint_card import HintCard

            self.card = HintCard(self.session, self._rows.parentWidget())
            self._rows.insertWidget(0, self.card)
        if hints:
            from core.health import words

            self._mark(len(hints), words(hints[0], language.current()).title)
        else:
            self._mark(0, "")

    @Slot(object)
    def _open_settings(self, config: object) -> None:
        window: Any = self._column.window()
        window.again(config)

    @Slot()
    def _show_settings_of_run(self) -> None:
        window: Any = self._column.window()
        window.panels.settings.take_back()
