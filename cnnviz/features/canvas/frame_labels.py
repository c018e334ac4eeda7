"""The numbers of a frame that stand on the backdrop: under the colour bars, beside the classes, the loss."""

from __future__ import annotations

from collections.abc import Mapping

from cnnviz.features.canvas import class_rows, scene_painter
from cnnviz.features.canvas.geometry import LINK, OUTPUT, SPINE
from cnnviz.features.canvas.labels import Labels
from cnnviz.features.canvas.layout import CanvasLayout
from cnnviz.features.canvas.scene import A, B, Scene
from cnnviz.features.canvas.shading import Shade
from cnnviz.widgets import numbers


def write(
    labels: Labels,
    kinds: Mapping[tuple[str, str], str],
    layout: CanvasLayout,
    scene: Scene,
    shades: Mapping[tuple[str, str], Shade | None],
    rows: tuple[class_rows.CanvasClassRow, ...],
    now: tuple[class_rows.CanvasClassRow, ...] = (),
) -> None:
    """Brings the numbers on the backdrop up to date."""
    for column in layout.columns:
        if column.kind == OUTPUT:
            class_rows.write(labels, layout, scene, rows, now)
            loss = "" if scene.loss is None else numbers.significant(scene.loss, signed=False)
            class_rows.write_loss(labels, column, loss)
        elif column.kind not in (SPINE, LINK):
            for lane, down in ((A, 0), (B, layout.twin)):
                if lane not in column.lanes:
                    continue
                shade, kind = shades.get((lane, column.ident)), kinds[lane, column.ident]
                source = (None if shade is None else shade.ends, kind, scene.grey)
                if labels.news((column.ident, lane), source):
                    texts = ("", "")
                    if shade is not None:
                        texts = scene_painter.bar_texts(*shade.ends, kind, scene.grey, column.bar.w)
                    scene_painter.bar_labels(labels, column, lane, texts, down)
    labels.commit()
