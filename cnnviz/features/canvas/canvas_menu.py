"""What the right button offers on the canvas: the number, its map and the picture, to be taken elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu

from cnnviz.features.canvas import hits
from cnnviz.features.canvas.geometry import Rect
from cnnviz.features.canvas.network_view import NetworkView
from cnnviz.features.canvas.scene import B
from cnnviz.session import Session
from cnnviz.session.saving import FileSaving
from cnnviz.system.translation import translate
from cnnviz.widgets import taking
from cnnviz.widgets.numbers import unrounded


class CanvasMenu:
    """Makes the menu for what lies under the mouse."""

    def __init__(self, session: Session, view: NetworkView, open_page: Callable[[hits.Hit], None]) -> None:
        self._session, self._view, self._open_page = session, view, open_page

    def made(self, hit: hits.Hit | None) -> QMenu:
        """The menu; it goes when it is closed."""
        view, menu = self._view, QMenu(self._view)
        menu.setObjectName("canvas_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        value = view.value_at(hit) if hit is not None else None
        if hit is not None and value is not None:
            number = float(value)
            self._add(menu, translate("CanvasPanel", "Open its page"), lambda: self._open_page(hit))
            words = translate("CanvasPanel", "Copy the number {0}").format(unrounded(number))
            self._add(menu, words, lambda: taking.copy_text(unrounded(number)))
        if hit is not None and hit.tile is not None and value is not None:
            text = self._text_of(hit)
            self._add(menu, translate("CanvasPanel", "Copy its map as text"), lambda: taking.copy_text(text))
            r = hit.tile.rect.down(view.layout_.twin if hit.lane == B and view.layout_ is not None else 0)
            part = self._part(r)
            words = translate("CanvasPanel", "Copy the picture of its map")
            self._add(menu, words, lambda: taking.copy_picture(self._picture(taking.FINE, part)))
        if not menu.isEmpty():
            menu.addSeparator()
        if hit is not None and view.layout_ is not None and hit.column.tiles:
            name, column = hit.key, self._part(hit.column.rect)
            taking.add_pictures(
                menu,
                translate("CanvasPanel", "Copy the picture of {0}").format(name),
                translate("CanvasPanel", "Save the picture of {0}").format(name),
                self.subject(name, column),
            )
        taking.add_pictures(
            menu,
            translate("CanvasPanel", "Copy the picture of the network"),
            translate("CanvasPanel", "Save the picture of the network"),
            self.subject(translate("CanvasPanel", "network")),
        )
        return menu

    def subject(self, name: str, part: QRect | None = None) -> taking.Subject:
        """The canvas, or a part of it, to take a picture of."""
        return taking.Subject(
            name,
            self._view,
            lambda fine: self._picture(fine, part),
            self._session.part(FileSaving).save,
            (lambda: taking.widget_svg(self._view)) if part is None else None,
        )

    def _part(self, rect: Rect) -> QRect:
        """A rectangle of the layout in the view's own pixels."""
        k, left = self._view.magnified, rect.x - self._view.offset
        return QRect(round(left * k), round(rect.y * k), round(rect.w * k), round(rect.h * k))

    @staticmethod
    def _add(menu: QMenu, words: str, do: Callable[[], None]) -> None:
        menu.addAction(words.replace("&", "&&")).triggered.connect(do)

    def _text_of(self, hit: hits.Hit) -> str:
        """The numbers of the tile under the mouse: a line a row, tabs between."""
        tile, scene = hit.tile, self._view.scene
        values = scene.array(hit.lane, hit.key) if scene is not None else None
        if tile is None or values is None:
            return ""
        rows = np.array_split(
            [values[hit.column.index(tile, *divmod(i, tile.cols))] for i in range(tile.count)],
            range(tile.cols, tile.count, tile.cols),
        )
        return "\n".join("\t".join(unrounded(float(v)) for v in row) for row in rows)

    def _picture(self, fine: float, part: QRect | None = None) -> QImage:
        """The canvas without what the mouse marks, painted as fine as the picture is."""
        view = self._view
        before, view.hit = view.hit, None
        view.fineness = float(fine)
        try:
            return taking.picture(view, part, fine)
        finally:
            view.hit, view.fineness = before, 1.0
            view.update()
