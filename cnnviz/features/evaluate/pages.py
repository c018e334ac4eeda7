"""The pages of the sheet Evaluate: the one list. A new page is its file and a line here.

A page is a QWidget made with (session, evaluation, parent), the first time that it is chosen. The sheet calls

- `show_result(result)`: a `Result` (evaluation.py), whenever the page is in sight and there is a newer one.
  Its `answers` are what the network read (core.evaluation.answers), its `copy` the NetworkCopy that was
  asked, `dataset` the images, `which` "test" or "train", `name(i)` what image i is called;
- `network_moved()`, if the page has one: a result that it shows may be stale by now, see `Session.dated`;
- `theme_changed()`: paint in the new colours;
- `end_work()`, if the page has one: the window closes.

A page that computes more makes a `Background(session, self)` of its own and works on `result.copy`; what it
shows says the step, `result.when()`. A page out of sight is hidden and does nothing: it stops its work in
`hideEvent`. `evaluation.show_image(i)` puts image i of the result on the canvas and closes the sheet.
"""

from __future__ import annotations

from dataclasses import dataclass

from cnnviz.system.translation import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class PageRow:
    """Where a page is found, and what its segment says; sentences belong to the context "Evaluate"."""

    name: str
    title: str
    tip: str
    module: str
    kind: str


PAGES: tuple[PageRow, ...] = (
    PageRow(
        "classes",
        QT_TRANSLATE_NOOP("Evaluate", "Classes"),
        QT_TRANSLATE_NOOP("Evaluate", "How well each class is read, and which is taken for which."),
        "cnnviz.features.evaluate.classes",
        "ClassesPage",
    ),
    PageRow(
        "mistakes",
        QT_TRANSLATE_NOOP("Evaluate", "Mistakes"),
        QT_TRANSLATE_NOOP("Evaluate", "The images that are read wrongly, the most confident ones first."),
        "cnnviz.features.evaluate.mistakes",
        "MistakesPage",
    ),
    PageRow(
        "calibration",
        QT_TRANSLATE_NOOP("Evaluate", "Calibration"),
        QT_TRANSLATE_NOOP("Evaluate", "Whether the network is as sure as it is right."),
        "cnnviz.features.evaluate.calibration",
        "CalibrationPage",
    ),
    PageRow(
        "map",
        QT_TRANSLATE_NOOP("Evaluate", "Map"),
        QT_TRANSLATE_NOOP("Evaluate", "Each image a point, layer by layer: where the classes come apart."),
        "cnnviz.features.evaluate.map",
        "MapPage",
    ),
    PageRow(
        "robustness",
        QT_TRANSLATE_NOOP("Evaluate", "Robustness"),
        QT_TRANSLATE_NOOP("Evaluate", "How much noise, shift and rotation its reading bears."),
        "cnnviz.features.evaluate.robustness",
        "RobustnessPage",
    ),
    PageRow(
        "unsure",
        QT_TRANSLATE_NOOP("Evaluate", "I don't know"),
        QT_TRANSLATE_NOOP("Evaluate", "A threshold below which it gives no answer, and what that buys."),
        "cnnviz.features.evaluate.unsure",
        "UnsurePage",
    ),
)
