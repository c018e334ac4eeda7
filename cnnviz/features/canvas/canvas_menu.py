"""What the right button offers on the canvas: the number, its map and the picture, to be taken elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu

from cnnviz.features.canvas import hits
from cnnviz.features.canvas.network_view import NetworkView
from cnnviz.features.canvas.scene import B
from cnnviz.session import Session
from cnnviz.session.saving import FileSaving
from cnnviz.system.translation import translate
from cnnviz.widgets import taking


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
            words = translate("CanvasPanel", "Copy the number {0}").format(f"{number:.9g}")
            self._add(menu, words, lambda: taking.copy_text(f"{number:.9g}"))
        if hit is not None and hit.tile is not None and value is not None:
            text = self._text_of(hit)
            self._add(menu, translate("CanvasPanel", "Copy its map as text"), lambda: taking.copy_text(text))
            r = hit.tile.rect.down(view.layout_.twin if hit.lane == B and view.layout_ is not None else 0)
            k = view.magnified
            part = QRect(round((r.x - view.offset) * k), round(r.y * k), round(r.w * k), round(r.h * k))
            words = translate("CanvasPanel", "Copy the picture of its map")
            self._add(menu, words, lambda: taking.copy_picture(self._picture(part)))
        if not menu.isEmpty():
            menu.addSeparator()
        words = translate("CanvasPanel", "Copy the picture of the network")
        self._add(menu, words, lambda: taking.copy_picture(self._picture()))
        self._add(menu, translate("CanvasPanel", "Save the picture of the network..."), self._save)
        return menu

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
        return "\n".join("\t".join(f"{float(v):.9g}" for v in row) for row in rows)

    def _picture(self, part: QRect | None = None) -> QImage:
        """The canvas without what the mouse marks, painted as fine as the picture is."""
        view = self._view
        before, view.hit = view.hit, None
        view.fineness = float(taking.FINE)
        try:
            return taking.picture(view, part)
        finally:
            view.hit, view.fineness = before, 1.0
            view.update()

    def _save(self) -> None:
        path = taking.where_to(self._view, translate("CanvasPanel", "network"))
        if path is not None:
            made = taking.content(self._view, path, self._picture)
            self._session.part(FileSaving).save(path, made)
