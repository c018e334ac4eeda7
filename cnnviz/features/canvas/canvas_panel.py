"""The canvas panel: carries the session's numbers to the painted network, and back what is done there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, Slot
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QWidget

from cnnviz.features.canvas import cells, hits, scenes, sentences
from cnnviz.features.canvas.canvas_menu import CanvasMenu
from cnnviz.features.canvas.network_picture import BLOCK, LAYER
from cnnviz.features.canvas.network_view import NetworkView
from cnnviz.features.canvas.scene import GRADIENT, A, B, Scene
from cnnviz.features.canvas.shading import Shader
from cnnviz.features.canvas.single_layer import SingleLayerView, Touched
from cnnviz.features.canvas.slide import SlideBar
from cnnviz.features.canvas.toolbar import CanvasToolbar
from cnnviz.session import Session, stops
from cnnviz.session.lab import Lab
from cnnviz.session.picture import INPUT, Picture, of_snapshot
from cnnviz.system.wording import listed
from cnnviz.widgets.layouts import fill, vbox
from cnnviz.widgets.numbers import at_step
from cnnviz.widgets.sheet import Heir
from core.trace.recording import Cell, Trace


class CanvasPanel(Heir, QWidget):
    """The network in two lanes, for the watched image: live, or at a stop of a recorded batch."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("canvas")
        self.setAccessibleName(self.tr("Network"))
        self.toolbar = CanvasToolbar(session, self)
        self.view = NetworkView(self)
        self.view.setAccessibleName(self.tr("Network canvas"))
        self._about = self.tr(
            "Above, what each layer computed; beneath it, its gradient, or what is chosen at a past step."
            " Tab goes from map to map, Up and Down choose the layer of a block, Page Up and Page Down its"
            " channels; 0, 1 and 2 show the network, a block, a layer; Plus opens more sources of the"
            " selected number, P slides over a layer."
        )
        self.view.setAccessibleDescription(self._about)
        self._column = fill(vbox(self, 0), self.toolbar, (self.view, 1))
        self._seen: object = None  # the shape of the images, and the network's spec
        self._shown: object = None  # that shape, and the network's layers
        self._inherited: dict[str, Any] = {}  # until the network is there that it is of
        self._slides: str | None = None  # the layer to be slid over as soon as a batch is recorded
        self._looked: object = -1  # the guest, or the place in the batch, of the last picture
        self._place: tuple[Trace | None, int, int] = None, 0, 0  # where in which recorded batch that was
        self.alone = SingleLayerView(session, self.view)
        self.touched = Touched(session, self.view)
        self._picture: Picture | None = None
        self._beneath = GRADIENT  # what lies under a past step
        self.toolbar.scale_chosen.connect(self.view.set_scale)
        self.toolbar.beneath_chosen.connect(self._beneath_chosen)
        self.toolbar.level.chosen.connect(self.show_level)
        self.view.zoom_changed.connect(self._zoomed)
        self.view.hovered.connect(self._hovered)
        self.view.choice_changed.connect(self._choice_changed)
        self.view.stop_chosen.connect(session.set_cursor)
        self.view.step_asked.connect(self._step)
        self.view.cell_chosen.connect(self._cell_chosen)
        self.view.channel_chosen.connect(self._tell_channel)
        self.view.clicked.connect(lambda: session.explain_by(self._about_pointed))
        self.menu = CanvasMenu(session, self.view, self._cell_chosen)
        self.view.menu_asked.connect(self._open_menu)
        session.selection_changed.connect(self._selection_changed)
        self.view.painted.connect(session.painted)
        session.snapshot_changed.connect(self._snapshot_changed)
        session.trace_changed.connect(self.refresh)
        session.hovered_changed.connect(self.refresh)
        session.recorded.refused.connect(self.refresh)  # which may have waited for it
        session.trace_changed.connect(self._slide_recorded)
        session.cursor_changed.connect(self._moved)
        session.watched_changed.connect(self._moved)
        session.state_changed.connect(self._state_changed)
        session.config_changed.connect(self._show_path)
        session.trace_changed.connect(self._show_path)
        self._state_changed(session.state)
        session.recorded.refused.connect(self._slide_no_more)
        self._lab = session.part(Lab)
        self._lab.changed.connect(self._frame_broken)

    @Slot()
    def _frame_broken(self) -> None:
        lab = self._lab
        told = lab.running and not lab.hidden and not lab.mended
        self.view.set_broken(lab.layer if told else "")

    def colour_with(self, shader: Shader) -> Shader:
        """Colour with other limits, and their scale; returns what has coloured until now."""
        before, self.view.shader = self.view.shader, shader
        self.toolbar.scale.setCurrentIndex(self.toolbar.scale.findData(shader.mode))
        self.view.shade()
        self.view.update()
        return before

    def use_actions(self, actions: Mapping[str, QAction]) -> None:
        """The button that opens the pad."""
        self.toolbar.draw.follow(actions["draw"], text=False)

    @cached_property
    def slide(self) -> SlideBar:
        """The bar under the canvas; made when a layer is first looked at."""
        made = SlideBar(self.session, self)
        made.hide()
        self._column.addWidget(made)
        return made

    @property
    def _has_slide(self) -> bool:
        return "slide" in vars(self)

    def slide_window(self) -> None:
        """Slide the window over the layer looked at, or pause it; records a batch and goes there first."""
        if self.session.trace is None:
            self._slides = self.view.operation.layer.name if self.view.operation is not None else ""
            self.session.record(lambda _: None)
            return
        if self.view.level != LAYER:
            self.view.zoom_layer(self.session.selection.layer if self.session.selection else "")
        self.slide.toggle()

    @Slot()
    def _slide_recorded(self) -> None:
        """The batch is there that was recorded in order to slide over it: all of it can be slid over."""
        layer, self._slides = self._slides, None
        if layer is not None and self.session.trace is not None:
            self.session.set_cursor(len(self.session.trace.stops) - 1)
            if layer:
                self.view.zoom_layer(layer)
            self.slide_window()

    @Slot()
    def _slide_no_more(self) -> None:
        """The batch doesn't come that was to be slid over."""
        self._slides = None

    @Slot()
    def refresh(self) -> None:
        """Show what the session has to show now."""
        if not self.isVisible():
            return
        picture = self.session.picture()
        self._picture = picture
        self._place = self.session.trace, self.session.cursor, self.session.watched
        if picture is None:
            return
        seen = picture.outputs[INPUT].shape, picture.spec
        if seen != self._seen:
            self._seen, structure = seen, (seen[0], scenes.layers_of(picture))
            if structure != self._shown:
                self._shown = structure
                self.view.set_network(scenes.network(picture))
                self._look_as_before()
                self._show_path()
        self._show_scene(picture)
        self._show_image(picture)
        self.session.explain_again()

    def hand_over(self) -> dict[str, Any]:
        """Which layers, channels and scale are looked at, of which network."""
        scale = self.toolbar.scale.currentIndex()
        return {"shown": self._shown, "choice": self.view.choice, "level": self.view.level, "scale": scale}

    def take_over(self, found: dict[str, Any]) -> None:
        self._inherited = found

    def _look_as_before(self) -> None:
        """Look at what the one before did, in the same network."""
        found, self._inherited = self._inherited, {}
        if found and found["shown"] == self._shown:
            self.toolbar.scale.setCurrentIndex(found["scale"])
            self.view.set_scale(self.toolbar.scale.currentData())
            self.view.look(found["choice"], found["level"])

    @np.errstate(all="ignore")  # numbers out of all bounds are shown as they are
    def _show_scene(self, picture: Picture) -> None:
        trace, grey = self.session.trace, self.session.shown.pixel_ends
        if trace is None:
            looked = picture.guest or picture.position
            moving = self.session.training and looked == self._looked and picture.judged
            self._looked = looked
            newest = self._newest(picture)
            self.toolbar.show_past(picture.kind == "then", newest is not None)
            if picture.kind == "then":
                beneath = self._beneath if newest is not None else GRADIENT
                scene = scenes.past(picture, newest or picture, grey, beneath)
            else:
                scene = scenes.live(picture, grey, moving)
            self.view.set_scene(self._extended(scene, picture))
            self.session.lay_beneath(scene.twin.kind if scene.twin is not None else "")
            return
        self.session.lay_beneath("")
        self.toolbar.show_past(False, False)
        selected = self.session.selection
        turned = selected.layer if selected is not None and selected.quantity == "grad_input" else ""
        turned = turned if scenes.types(picture.spec).get(turned) == "Conv2d" else ""
        scene = scenes.stepping(picture, trace, self.session.cursor, grey, turned)
        if self.session.hovered in scene.weights:
            key = f"{self.session.hovered}.weight"
            scene = replace(scene, current=frozenset({(A, key), (B, key)}))
        stop = trace.stops[self.session.cursor]
        cut = self.view.blocks
        before = self.view.scene.cursor if self.view.scene is not None else -1
        if before != self.session.cursor and stop.phase in ("forward", "backward"):
            self.view.go_along(stop.layer)
        scene = self._extended(scene, picture)
        self.view.set_scene(scene, scenes.wanted(stop, picture.names, cut), scenes.block_of(stop.layer, cut))
        self._show_path()

    def _newest(self, picture: Picture) -> Picture | None:
        """The newest step of what is shown of a past one; None if they can't lie under one another."""
        shot = self.session.snapshot
        if picture.kind != "then" or shot is None or self.view.level == LAYER:
            return None
        newest = of_snapshot(shot)
        same = (newest.guest, newest.position) == (picture.guest, picture.position)
        return newest if same and newest.image.shape == picture.image.shape else None

    @Slot(str)
    def _beneath_chosen(self, beneath: str) -> None:
        self._beneath = beneath
        self.refresh()

    def _show_image(self, picture: Picture) -> None:
        said = picture.named(picture.prediction) if np.isfinite(picture.probabilities).all() else "?"
        reads = said if picture.loss_reached else None
        live = picture.kind != "trace"
        if picture.guest is not None:
            self.toolbar.show_guest(picture.guest, picture.named(picture.label), reads, live)
        else:
            twin = self.view.scene.twin if self.view.scene is not None else None
            now = picture.named(twin.prediction) if twin is not None else None
            label = picture.named(picture.label)
            self.toolbar.show_image(picture.position, picture.count, label, reads, now)
        if picture.kind == "then":
            newest = self.session.time.steps.stop - 1
            text = self.tr("then: step {0} of {1}").format(f"{picture.step:,}", f"{newest:,}")
            tip = self.tr(
                "The network as it was at this step, made again. Click a number to record its batch."
            )
        elif live:
            shot = self.session.in_sight
            touched = shot is not None and shot.touched
            text = at_step(self.tr("probe at step {0}"), picture.step, touched)
            tip = self.tr(
                "This image alone through the newest weights, batch-norm and dropout as when testing."
                " The weights' gradients are those of the training batch."
            )
        else:
            past = self.session.time.step is not None
            words = self.tr("recorded at step {0}, then") if past else self.tr("recorded at step {0}")
            text = words.format(f"{picture.step:,}")
            tip = self.tr("One image of the recorded batch, exactly as it was trained on.")
            if picture.guest is not None:
                tip = self.tr("This image alone, as when testing: nothing was learnt from it.")
        self.toolbar.show_source(text, tip, "accent" if picture.kind == "then" else "faint")

    @Slot()
    def _show_path(self) -> None:
        view = self.view
        alone = view.focused.name if view.level == BLOCK and view.blocks else ""
        if view.operation is not None:
            alone = view.operation.layer.name
        self.session.zoom_to(("", "block", "layer")[view.level] if alone else "", alone)
        words = [self.session.heading()]
        chosen = self.view.selected
        cell = self.session.selection
        name = ""
        if chosen is not None and self.view.layout_ is not None:
            name = self.view.layout_.of_block(chosen[0]).layer.name
        if cell is not None and self.session.trace is not None:
            where = [f"[{', '.join(str(i) for i in cell.index)}]"] if cell.index else []
            self.toolbar.show_path(*words, cell.layer, cell.quantity, *where)
            return
        if self.view.operation is not None:
            op = self.view.operation
            words += [op.layer.name, f"{op.before.name}[{op.taken}] → {op.layer.name}[{op.made}]"]
            self.toolbar.show_path(*words)
            return
        if self.view.zoomed and self.view.blocks:
            words.append(self.view.focused.name)
        if chosen is not None and name:
            words += [name] if name != words[-1] else []
            words.append(self.tr("channel {0}").format(chosen[1]))
        self.toolbar.show_path(*words)
        self.view.setAccessibleDescription(listed((self.toolbar.path.text, self._about), ". "))

    @Slot()
    def _tell_channel(self) -> None:
        """Say what was selected by key; of what is clicked more is said."""
        if self.view.selected is not None and self.view.hasFocus():
            self.session.explain_by(self._about_channel)

    def _about_channel(self) -> tuple[str, str]:
        """What there is to say of the selected channel of the layer that its block shows now."""
        chosen, layout = self.view.selected, self.view.layout_
        if chosen is None or layout is None:
            return "", ""
        alone = self.view.zoomed or len(self.view.blocks[chosen[0]].shown) == 1
        return sentences.channel(layout.of_block(chosen[0]).layer, chosen[1], alone)

    @Slot()
    def _snapshot_changed(self) -> None:
        shot, recorded = self.session.snapshot, self.session.recorded
        # A pause that a recording made comes with what was recorded, which is shown then.
        comes = recorded.waiting and shot is not None and shot.state == "paused"
        if recorded.trace is None and not comes:
            self.refresh()

    @Slot(int)
    def _moved(self, _: int) -> None:
        if self.session.trace is not None:
            trace, *there = self._place
            if trace is not self.session.trace or there != [self.session.cursor, self.session.watched]:
                self.refresh()
            self._mark_number()

    @Slot(str)
    def _state_changed(self, state: str) -> None:
        self.view.set_stale(state == "stale")
        loading = self.tr("Loading the images …")
        self.view.empty_text = loading if state == "loading" else self.tr("Press Train")

    @Slot(object, QPoint)
    def _open_menu(self, hit: hits.Hit | None, place: QPoint) -> None:
        if self.view.scene is not None:
            self.menu.made(hit).popup(place)

    @Slot(object)
    def _cell_chosen(self, hit: hits.Hit) -> None:
        """Select a number of the recorded batch; live, of the next batch or the guest, recorded for it."""
        trace, scene = self.session.trace, self.view.scene
        if scene is None or self.view.value_at(hit) is None:
            return
        hit = self.view.of_channel(hit)
        if self._has_slide:
            self.slide.filling = False
        if scene.past is None and trace is None and self.touched.take(hit):
            return
        if scene.twin is not None:
            hit = replace(hit, lane=A)  # what lies beneath is the same number
        if trace is None:
            # A live number is gone before it could be explained: the same place in the next batch is.
            guest = self._picture.guest if self._picture is not None else None
            # Until it comes another view may be in sight: the hit stays one of the layer looked at now.
            op = self.view.operation

            def chosen(made: Trace) -> Cell:
                if scene.past is not None and guest is None:
                    said = self.tr("The batch of step {0} was recorded again. In sight is image {1} of it.")
                    said = said.format(f"{made.step:,}", self.session.watched + 1)
                    self.session.message.emit(said, "info")
                    self.session.live.lasts.emit(lambda: self.session.trace is made)
                return self.alone.cell(hit, made, scene, op)

            self.session.record(chosen, guest)
        else:
            self.session.select(self.alone.cell(hit, trace, scene, self.view.operation))

    @Slot()
    def _selection_changed(self) -> None:
        cell, trace = self.session.selection, self.session.trace
        if self._has_slide:
            self.slide.follow()
        self._show_path()
        if cell is not None and trace is not None:
            self.alone.select(cell)
        if self._picture is not None and self._picture.kind == "trace" and trace is not None:
            self._show_scene(self._picture)
        self._mark_number()

    def _mark_number(self) -> None:
        """Outline the selected number where it stands; dashed, if another number of that weight does."""
        cell, trace, scene = self.session.selection, self.session.trace, self.view.scene
        found = (
            cells.place_of(cell, trace, self.alone.own) if cell is not None and trace is not None else None
        )
        self.view.made = None
        if found is None or cell is None or trace is None:
            self.view.show_cell(None)
            return
        place, _ = found
        if not cells.stands(cell, scene):
            self.view.show_cell(None, place=(place.lane, place.key, place.index))
            return
        if cell.quantity == "weight.after" and scene is not None and scene.earlier:
            place = place._replace(lane=B)  # beneath the old weight, as what changed it
        self.view.made = self.slide.made if self._has_slide else None
        self.view.show_cell((place.lane, place.key, place.index), self.alone.sources(trace, cell))

    @Slot(int)
    def show_level(self, level: int) -> None:
        """Show the whole network (0), the block in focus (1) or one layer alone (2)."""
        if level == LAYER:
            self.view.zoom_layer(self._layer_of_stop())
        else:
            self.view.zoom(self.view.choice.focus if level else None)

    def _layer_of_stop(self) -> str:
        """The layer that the cursor stands at, if it is in the block in focus and no number is selected."""
        stop, view = self.session.stop, self.view
        if stop is None or stop.phase not in ("forward", "backward") or self.session.selection is not None:
            return ""
        block = scenes.block_of(stop.layer, view.blocks)
        return stop.layer if block is not None and max(1, block) == view.choice.focus else ""

    @Slot(int)
    def _zoomed(self, level: int) -> None:
        self.toolbar.level.choose(level)
        if self.view.scene is not None and self.view.scene.past is not None:
            self.refresh()
        if level == LAYER and self.session.selection is not None:
            self.alone.show_channels(self.session.selection)

    @Slot()
    def _choice_changed(self) -> None:
        op = self.view.operation
        if op != self.alone.shown and self._picture is not None:
            self._show_scene(self._picture)
            if self.session.trace is not None:
                self._mark_number()  # one layer alone has tiles that the whole network hasn't
        self._show_path()
        self.session.explain_again()

    def _extended(self, scene: Scene, picture: Picture) -> Scene:
        """The scene with what only the view of one layer shows."""
        made = self.alone.extended(scene, picture)
        op = self.alone.shown if self.session.trace is not None else None
        if op is not None or self._has_slide:
            self.slide.setVisible(op is not None)
            self.slide.show_operation(op)
        return made

    @Slot(int)
    def _step(self, way: int) -> None:
        if way > 0:
            self.session.step_forward()
        else:
            self.session.step_back()

    @Slot(object)
    def _hovered(self, hit: hits.Hit | None) -> None:
        scene = self.view.scene
        self.session.explain_by(self._about_pointed)
        if hit is None or scene is None:
            return
        if scene.past is not None and hit.kind == hits.CELL and hit.column.gutter and "/" not in hit.key:
            self.session.time.point_at_weight(f"{hit.column.layer.name}.weight", hit.index)

    def _about_pointed(self) -> tuple[str, str]:
        """What there is to say of what is under the mouse now."""
        self.view.point_again()
        hit, scene, trace, stop = self.view.hit, self.view.scene, self.session.trace, self.view.hovered_stop
        if trace is not None and stop >= 0:
            where = trace.stops[stop]
            return f"{where.layer} {where.phase}", stops.sentence_at(trace, stop)
        if hit is None or scene is None:
            return "", ""
        twin = hits.twin(hit, B if hit.lane == A else A)
        values = self.view.value_at(hit), self.view.value_at(twin)
        return sentences.explain(hit, *values, scene, self.view.blocks)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
