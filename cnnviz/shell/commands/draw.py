"""The menu Draw and change: the pad, and what can be played with."""

from __future__ import annotations

from cnnviz.shell.broken_run import toggle_lab
from cnnviz.shell.commands.command import Command, in_group
from cnnviz.system.translation import QT_TRANSLATE_NOOP

DRAW = in_group(
    "draw",
    Command(
        "draw",
        QT_TRANSLATE_NOOP("actions", "Draw a digit"),
        ("D",),
        lambda w: w.toggle_drawing(),
        QT_TRANSLATE_NOOP(
            "actions", "Open the pad: the whole network answers while you draw. Again: back to the batch."
        ),
        words=QT_TRANSLATE_NOOP("actions", "pad, sketch, handwriting, pen, paint, mouse"),
        icon="pen",
    ),
    Command(
        "paste_picture",
        QT_TRANSLATE_NOOP("actions", "Paste a picture"),
        ("Ctrl+V",),
        lambda w: w.paste(),
        QT_TRANSLATE_NOOP("actions", "Have the network read the picture on the clipboard."),
        words=QT_TRANSLATE_NOOP("actions", "clipboard, insert an image"),
    ),
    Command(
        "open_picture",
        QT_TRANSLATE_NOOP("actions", "Open a picture..."),
        (),
        lambda w: w.dialogs.open_picture(),
        QT_TRANSLATE_NOOP("actions", "Have the network read one picture from a file, PNG or JPEG."),
        words=QT_TRANSLATE_NOOP("actions", "load an image, photo, import"),
    ),
    Command(
        "record_drawing",
        QT_TRANSLATE_NOOP("actions", "Record this drawing"),
        ("Shift+R",),
        lambda w: w.session.drawing.record(),
        QT_TRANSLATE_NOOP(
            "actions", "Pause and keep every number of the drawing's way, to walk it; nothing is learnt."
        ),
        words=QT_TRANSLATE_NOOP("actions", "trace, capture, explain the drawing"),
        short=QT_TRANSLATE_NOOP("actions", "Record this"),
        icon="record",
    ),
    Command(
        "undo",
        QT_TRANSLATE_NOOP("actions", "Undo"),
        ("Ctrl+Z",),
        lambda w: w.undoing.undo(),
        QT_TRANSLATE_NOOP("actions", "Take back what was done last."),
        words=QT_TRANSLATE_NOOP("actions", "revert, go back"),
        icon="undo",
    ),
    Command(
        "redo",
        QT_TRANSLATE_NOOP("actions", "Redo"),
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        lambda w: w.undoing.redo(),
        QT_TRANSLATE_NOOP("actions", "Do again what was undone last."),
        words=QT_TRANSLATE_NOOP("actions", "repeat, restore"),
        icon="redo",
    ),
    Command(
        "eraser",
        QT_TRANSLATE_NOOP("actions", "Eraser or brush"),
        ("X",),
        lambda w: w.panels.microscope.draw_card.swap(),
        QT_TRANSLATE_NOOP("actions", "Take the eraser for the brush, or the brush for the eraser."),
        words=QT_TRANSLATE_NOOP("actions", "rubber, pen"),
    ),
    Command(
        "clear_drawing",
        QT_TRANSLATE_NOOP("actions", "Clear the drawing"),
        ("Delete",),
        lambda w: w.panels.microscope.draw_card.clear(),
        QT_TRANSLATE_NOOP("actions", "Take a new sheet; undo brings the old one back."),
        words=QT_TRANSLATE_NOOP("actions", "delete, empty, wipe, new sheet"),
        icon="clear",
    ),
)

PLAY = in_group(
    "play",
    Command(
        "touch",
        QT_TRANSLATE_NOOP("actions", "Touch the weights"),
        ("W",),
        lambda w: w.panels.microscope.toggle_touch(),
        QT_TRANSLATE_NOOP(
            "actions", "Change a weight, switch a channel off, add noise: see the answer beside what it was."
        ),
        words=QT_TRANSLATE_NOOP(
            "actions", "edit weights, prune, ablate, disable a channel, surgery, experiment"
        ),
    ),
    Command(
        "lab",
        QT_TRANSLATE_NOOP("actions", "Break it"),
        ("Shift+K",),
        toggle_lab,
        QT_TRANSLATE_NOOP(
            "actions", "Put a mistake into a layer and watch it beside its right twin; or find a hidden one."
        ),
        words=QT_TRANSLATE_NOOP(
            "actions",
            "lab, laboratory, mistakes, bug, error, fault, sabotage, debugging, quiz, detective, experiment",
        ),
    ),
    Command(
        "workshop",
        QT_TRANSLATE_NOOP("actions", "Workshop: write it yourself"),
        ("O",),
        lambda w: w.toggle_sheet("workshop"),
        QT_TRANSLATE_NOOP(
            "actions",
            "Write the layers of a network in your own file; at every save it is said what is wrong.",
        ),
        words=QT_TRANSLATE_NOOP("actions", "exercise, code, program, Python, implement, homework, own layer"),
    ),
    Command(
        "evaluate",
        QT_TRANSLATE_NOOP("actions", "Evaluate"),
        ("V",),
        lambda w: w.toggle_sheet("evaluate"),
        QT_TRANSLATE_NOOP(
            "actions", "Have the network read all test images: each class, every mistake, how sure it is."
        ),
        words=QT_TRANSLATE_NOOP(
            "actions",
            "test, accuracy, results, confusion matrix, mistakes, errors, calibration, confidence,"
            " robustness, noise, map, PCA",
        ),
    ),
    Command(
        "excite",
        QT_TRANSLATE_NOOP("actions", "What excites this channel?"),
        ("F",),
        lambda w: w.toggle_sheet("excite"),
        QT_TRANSLATE_NOOP(
            "actions",
            "The test images that raise a channel most, and an image changed until its answer turns.",
        ),
        words=QT_TRANSLATE_NOOP(
            "actions",
            "feature visualisation, feature visualization, saliency, adversarial, attack, deep dream,"
            " filters, neurons",
        ),
    ),
)
