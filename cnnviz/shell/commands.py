"""Everything the window can be told to do: one table of id, text, keys and handler.

The menu, the buttons and the tests all follow from it. Handlers take the main window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from cnnviz.shell import menus
from cnnviz.shell.availability import with_keys
from cnnviz.shell.broken_run import toggle_lab
from cnnviz.shell.help import About, KeyList
from cnnviz.shell.palette import CommandPalette
from cnnviz.shell.start import toggle_page
from cnnviz.shell.tour import toggle_tour
from cnnviz.system.translation import QT_TRANSLATE_NOOP, translate
from cnnviz.widgets.plain import set_tip

if TYPE_CHECKING:
    from cnnviz.shell.main_window import MainWindow

REPEATED = (  # while their keys are held down
    *("step_forward", "step_back", "previous_image", "next_image"),
    *("values_on", "values_back"),
    *("time_back", "time_forth", "time_keyframe_back", "time_keyframe_forth"),
)


@dataclass(frozen=True)
class Command:
    """One action: `text` in menus, `short` on buttons, `tip` says what changes."""

    id: str
    text: str
    keys: tuple[str, ...]
    handler: Callable[[MainWindow], None]
    tip: str
    short: str = ""
    icon: str = ""
    group: str = ""  # of the menu; "" is not in the menu


ROWS: tuple[Command, ...] = (
    Command(
        "train",
        QT_TRANSLATE_NOOP("actions", "Train"),
        ("Space",),
        lambda w: w.toggle_training(),
        QT_TRANSLATE_NOOP("actions", "Train on batch after batch until paused. The picture follows."),
        icon="play",
        group="train",
    ),
    Command(
        "step_batch",
        QT_TRANSLATE_NOOP("actions", "Train on one batch"),
        ("B",),
        lambda w: w.session.step_batch(),
        QT_TRANSLATE_NOOP(
            "actions", "One step: one batch forward, backward, and one update of every weight. Then pause."
        ),
        short=QT_TRANSLATE_NOOP("actions", "batch"),
        icon="batch",
        group="train",
    ),
    Command(
        "step_epoch",
        QT_TRANSLATE_NOOP("actions", "Train to the end of the epoch"),
        ("E",),
        lambda w: w.session.step_epoch(),
        QT_TRANSLATE_NOOP("actions", "Train on the rest of this epoch's images, test, then pause."),
        short=QT_TRANSLATE_NOOP("actions", "epoch"),
        icon="epoch",
        group="train",
    ),
    Command(
        "record",
        QT_TRANSLATE_NOOP("actions", "Record next batch"),
        ("R",),
        lambda w: w.session.record(),
        QT_TRANSLATE_NOOP(
            "actions", "Pause, train on one more batch and keep every number of it, to walk it step by step."
        ),
        icon="record",
        group="step",
    ),
    Command(
        "step_forward",
        QT_TRANSLATE_NOOP("actions", "Step forward"),
        ("Right",),
        lambda w: w.session.step_forward(),
        QT_TRANSLATE_NOOP(
            "actions", "One operation further through the recorded batch; records the next batch if none is."
        ),
        icon="right",
        group="step",
    ),
    Command(
        "step_back",
        QT_TRANSLATE_NOOP("actions", "Step back"),
        ("Left",),
        lambda w: w.session.step_back(),
        QT_TRANSLATE_NOOP(
            "actions", "One operation back through the recorded batch. Nothing is computed again."
        ),
        icon="left",
        group="step",
    ),
    Command(
        "play_steps",
        QT_TRANSLATE_NOOP("actions", "Play the steps"),
        ("Shift+P",),
        lambda w: w.session.player.toggle(),
        QT_TRANSLATE_NOOP(
            "actions", "Go by itself through forward, loss, backward and update; records a batch if none is."
        ),
        icon="play",
        group="step",
    ),
    Command(
        "play_faster",
        QT_TRANSLATE_NOOP("actions", "Play faster"),
        ("Shift+Right",),
        lambda w: w.session.player.faster(1),
        QT_TRANSLATE_NOOP("actions", "Stay less long at each step while they are played."),
        group="step",
    ),
    Command(
        "play_slower",
        QT_TRANSLATE_NOOP("actions", "Play slower"),
        ("Shift+Left",),
        lambda w: w.session.player.faster(-1),
        QT_TRANSLATE_NOOP("actions", "Stay longer at each step while they are played."),
        group="step",
    ),
    Command(
        "values_on",
        QT_TRANSLATE_NOOP("actions", "Values on along the edges"),
        (".",),
        lambda w: w.panels.canvas.view.flow.move(1),
        QT_TRANSLATE_NOOP(
            "actions",
            "Move what the selected number is made of a little nearer to it; Ctrl+wheel does so too.",
        ),
        group="step",
    ),
    Command(
        "values_back",
        QT_TRANSLATE_NOOP("actions", "Values back along the edges"),
        (",",),
        lambda w: w.panels.canvas.view.flow.move(-1),
        QT_TRANSLATE_NOOP(
            "actions", "Move what the selected number is made of a little back to where it comes from."
        ),
        group="step",
    ),
    Command(
        "first_stop",
        QT_TRANSLATE_NOOP("actions", "To the first step"),
        ("Home",),
        lambda w: w.session.set_cursor(0),
        QT_TRANSLATE_NOOP("actions", "Go back to the first operation of the recorded batch."),
        group="step",
    ),
    Command(
        "last_stop",
        QT_TRANSLATE_NOOP("actions", "To the last step"),
        ("End",),
        lambda w: w.session.set_cursor(len(w.session.trace.stops) if w.session.trace else 0),
        QT_TRANSLATE_NOOP("actions", "Go on to the last operation of the recorded batch, its update."),
        group="step",
    ),
    Command(
        "live",
        QT_TRANSLATE_NOOP("actions", "Leave the recorded batch"),
        ("Backspace",),
        lambda w: w.session.leave() if w.session.trace is not None else w.session.time.live(),
        QT_TRANSLATE_NOOP("actions", "Let the recorded batch go and show the network as it is now."),
        icon="live",
        group="step",
    ),
    Command(
        "undo_step",
        QT_TRANSLATE_NOOP("actions", "Undo the recorded step"),
        ("U",),
        lambda w: w.session.undo_step(),
        QT_TRANSLATE_NOOP(
            "actions", "Take the recorded update back: every weight is what it was before this batch."
        ),
        group="step",
    ),
    Command(
        "update",
        QT_TRANSLATE_NOOP("actions", "What did this update buy?"),
        ("Y",),
        lambda w: w.toggle_sheet("update"),
        QT_TRANSLATE_NOOP(
            "actions", "The loss along the recorded step, each layer's part in it, and who gained by it."
        ),
        group="step",
    ),
    Command(
        "reset",
        QT_TRANSLATE_NOOP("actions", "Reset"),
        ("Ctrl+R",),
        lambda w: w.reset(),
        QT_TRANSLATE_NOOP(
            "actions", "Start again from the same seed: new weights, an empty history, the same batches."
        ),
        icon="reset",
        group="train",
    ),
    Command(
        "bring_back",
        QT_TRANSLATE_NOOP("actions", "Go back to the run before"),
        (),  # Ctrl+Z, while nothing smaller is to be undone: the window sees to that
        lambda w: w.bring_back(),
        QT_TRANSLATE_NOOP(
            "actions", "The run that this one took the place of goes on where it stood; this one is kept."
        ),
        group="train",
    ),
    Command(
        "previous_image",
        QT_TRANSLATE_NOOP("actions", "Previous image"),
        ("[",),
        lambda w: w.watch_next(-1),
        QT_TRANSLATE_NOOP("actions", "Watch the image before this one in the batch."),
        group="look",
    ),
    Command(
        "next_image",
        QT_TRANSLATE_NOOP("actions", "Next image"),
        ("]",),
        lambda w: w.watch_next(1),
        QT_TRANSLATE_NOOP("actions", "Watch the next image of the batch."),
        group="look",
    ),
    Command(
        "next_mistake",
        QT_TRANSLATE_NOOP("actions", "Next mistake"),
        ("N",),
        lambda w: w.watch_mistake(),
        QT_TRANSLATE_NOOP("actions", "Watch the next image of the batch that the network reads wrongly."),
        group="look",
    ),
    Command(
        "draw",
        QT_TRANSLATE_NOOP("actions", "Draw a digit"),
        ("D",),
        lambda w: w.toggle_drawing(),
        QT_TRANSLATE_NOOP(
            "actions", "Open the pad: the whole network answers while you draw. Again: back to the batch."
        ),
        icon="pen",
        group="draw",
    ),
    Command(
        "paste_picture",
        QT_TRANSLATE_NOOP("actions", "Paste a picture"),
        ("Ctrl+V",),
        lambda w: w.paste(),
        QT_TRANSLATE_NOOP("actions", "Have the network read the picture on the clipboard."),
        group="draw",
    ),
    Command(
        "open_picture",
        QT_TRANSLATE_NOOP("actions", "Open a picture..."),
        (),
        lambda w: w.dialogs.open_picture(),
        QT_TRANSLATE_NOOP("actions", "Have the network read one picture from a file, PNG or JPEG."),
        group="draw",
    ),
    Command(
        "record_drawing",
        QT_TRANSLATE_NOOP("actions", "Record this drawing"),
        ("Shift+R",),
        lambda w: w.session.drawing.record(),
        QT_TRANSLATE_NOOP(
            "actions", "Pause and keep every number of the drawing's way, to walk it; nothing is learnt."
        ),
        short=QT_TRANSLATE_NOOP("actions", "Record this"),
        icon="record",
        group="draw",
    ),
    Command(
        "undo_stroke",
        QT_TRANSLATE_NOOP("actions", "Undo the stroke"),
        ("Ctrl+Z",),
        lambda w: w.panels.microscope.draw_card.undo(),
        QT_TRANSLATE_NOOP("actions", "Take the last change of the drawing back."),
        icon="undo",
        group="draw",
    ),
    Command(
        "redo_stroke",
        QT_TRANSLATE_NOOP("actions", "Redo the stroke"),
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        lambda w: w.panels.microscope.draw_card.redo(),
        QT_TRANSLATE_NOOP("actions", "Make the change again that was taken back."),
        icon="redo",
        group="draw",
    ),
    Command(
        "eraser",
        QT_TRANSLATE_NOOP("actions", "Eraser or brush"),
        ("X",),
        lambda w: w.panels.microscope.draw_card.swap(),
        QT_TRANSLATE_NOOP("actions", "Take the eraser for the brush, or the brush for the eraser."),
        group="draw",
    ),
    Command(
        "clear_drawing",
        QT_TRANSLATE_NOOP("actions", "Clear the drawing"),
        ("Delete",),
        lambda w: w.panels.microscope.draw_card.clear(),
        QT_TRANSLATE_NOOP("actions", "Take a new sheet; undo brings the old one back."),
        icon="clear",
        group="draw",
    ),
    Command(
        "page_back",
        QT_TRANSLATE_NOOP("actions", "Back to the number before"),
        ("Ctrl+[", "Back"),
        lambda w: w.session.turn(-1),
        QT_TRANSLATE_NOOP("actions", "Show the number that was looked at before this one."),
        icon="left",
        group="look",
    ),
    Command(
        "page_forward",
        QT_TRANSLATE_NOOP("actions", "Forward to the next number"),
        ("Ctrl+]", "Forward"),
        lambda w: w.session.turn(+1),
        QT_TRANSLATE_NOOP("actions", "Show the number that was gone back from."),
        icon="right",
        group="look",
    ),
    Command(
        "overview",
        QT_TRANSLATE_NOOP("actions", "The whole network"),
        ("0",),
        lambda w: w.panels.canvas.show_level(0),
        QT_TRANSLATE_NOOP("actions", "Show every block of the network, one layer of each."),
        group="look",
    ),
    Command(
        "block",
        QT_TRANSLATE_NOOP("actions", "One block"),
        ("1",),
        lambda w: w.panels.canvas.show_level(1),
        QT_TRANSLATE_NOOP("actions", "Show every layer of the block in focus, with its kernels."),
        group="look",
    ),
    Command(
        "layer",
        QT_TRANSLATE_NOOP("actions", "One layer"),
        ("2",),
        lambda w: w.panels.canvas.show_level(2),
        QT_TRANSLATE_NOOP("actions", "Show one layer alone, one input and one output large."),
        group="look",
    ),
    Command(
        "slide",
        QT_TRANSLATE_NOOP("actions", "Slide the window"),
        ("P",),
        lambda w: w.panels.canvas.slide_window(),
        QT_TRANSLATE_NOOP(
            "actions", "Go over the layer cell by cell, or pause: window, products and page follow."
        ),
        icon="play",
        group="look",
    ),
    Command(
        "arithmetic",
        QT_TRANSLATE_NOOP("actions", "Read the selected number's page"),
        ("A",),
        lambda w: w.read_page(),
        QT_TRANSLATE_NOOP(
            "actions", "Give the keyboard to the microscope: arrows move from number to number, Enter opens."
        ),
        group="look",
    ),
    Command(
        "ledger",
        QT_TRANSLATE_NOOP("actions", "Gradient ledger"),
        ("L",),
        lambda w: w.session.open_ledger(),
        QT_TRANSLATE_NOOP(
            "actions",
            "How much of the gradient each layer of the recorded batch let through, and what stopped it.",
        ),
        group="look",
    ),
    Command(
        "microscope",
        QT_TRANSLATE_NOOP("actions", "Microscope"),
        ("M",),
        lambda w: w.toggle_microscope(),
        QT_TRANSLATE_NOOP("actions", "Open or fold the column at the right; the network takes the room."),
        group="window",
    ),
    Command(
        "curves",
        QT_TRANSLATE_NOOP("actions", "Curves"),
        ("C",),
        lambda w: w.toggle_curves(),
        QT_TRANSLATE_NOOP("actions", "Show or hide the curves; the network takes the room."),
        group="window",
    ),
    Command(
        "settings",
        QT_TRANSLATE_NOOP("actions", "Settings"),
        ("S",),
        lambda w: w.toggle_settings(),
        QT_TRANSLATE_NOOP(
            "actions", "Open or close the settings of the run: network, data, optimiser, seed."
        ),
        group="window",
    ),
    Command(
        "runs",
        QT_TRANSLATE_NOOP("actions", "Runs"),
        ("Ctrl+E",),
        lambda w: w.toggle_sheet("runs"),
        QT_TRANSLATE_NOOP("actions", "Compare the runs that were kept, run a group of them, or one again."),
        group="window",
    ),
    Command(
        "build",
        QT_TRANSLATE_NOOP("actions", "Build a network"),
        ("K",),
        lambda w: w.toggle_sheet("build"),
        QT_TRANSLATE_NOOP(
            "actions", "Put a network together, layer by layer, and use it; or play with one convolution."
        ),
        group="window",
    ),
    Command(
        "touch",
        QT_TRANSLATE_NOOP("actions", "Touch the weights"),
        ("W",),
        lambda w: w.panels.microscope.toggle_touch(),
        QT_TRANSLATE_NOOP(
            "actions", "Change a weight, switch a channel off, add noise: see the answer beside what it was."
        ),
        group="play",
    ),
    Command(
        "lab",
        QT_TRANSLATE_NOOP("actions", "Break it"),
        ("Shift+K",),
        toggle_lab,
        QT_TRANSLATE_NOOP(
            "actions", "Put a mistake into a layer and watch it beside its right twin; or find a hidden one."
        ),
        group="play",
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
        group="play",
    ),
    Command(
        "evaluate",
        QT_TRANSLATE_NOOP("actions", "Evaluate"),
        ("V",),
        lambda w: w.toggle_sheet("evaluate"),
        QT_TRANSLATE_NOOP(
            "actions", "Have the network read all test images: each class, every mistake, how sure it is."
        ),
        group="play",
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
        group="play",
    ),
    Command(
        "images",
        QT_TRANSLATE_NOOP("actions", "Images"),
        ("I",),
        lambda w: w.toggle_sheet("images"),
        QT_TRANSLATE_NOOP(
            "actions", "Look through all the images that the run learns from and is tested with."
        ),
        group="window",
    ),
    Command(
        "data",
        QT_TRANSLATE_NOOP("actions", "Data"),
        ("Shift+I",),
        lambda w: w.toggle_sheet("data"),
        QT_TRANSLATE_NOOP(
            "actions", "Choose the images that the run is on: MNIST, those used lately, or any of your own."
        ),
        group="window",
    ),
    Command(
        "health",
        QT_TRANSLATE_NOOP("actions", "Distributions and health"),
        ("H",),
        lambda w: w.toggle_sheet("health"),
        QT_TRANSLATE_NOOP(
            "actions", "How each layer does: weights, gradients and units, and hints if something is amiss."
        ),
        group="window",
    ),
    Command(
        "theme",
        QT_TRANSLATE_NOOP("actions", "Light or dark"),
        ("T",),
        lambda w: w.toggle_theme(),
        QT_TRANSLATE_NOOP(
            "actions", "Change between the dark theme and the light one, which suits projectors."
        ),
        group="window",
    ),
    Command(
        "save_weights",
        QT_TRANSLATE_NOOP("actions", "Save weights..."),
        ("Ctrl+S",),
        lambda w: w.dialogs.save_weights(),
        QT_TRANSLATE_NOOP(
            "actions", "Write the network and its weights to a file that PyTorch can read as well."
        ),
        group="file",
    ),
    Command(
        "open_trained",
        QT_TRANSLATE_NOOP("actions", "Open the trained network"),
        ("Ctrl+T",),
        lambda w: w.open_trained(),
        QT_TRANSLATE_NOOP(
            "actions", "Go on with a LeNet-5 that has learnt already, so that all can be explored at once."
        ),
        icon="network",
        group="file",
    ),
    Command(
        "load_weights",
        QT_TRANSLATE_NOOP("actions", "Load weights..."),
        ("Ctrl+O",),
        lambda w: w.dialogs.load_weights(),
        QT_TRANSLATE_NOOP(
            "actions", "Go on with the network of a file. A file that doesn't fit changes nothing."
        ),
        group="file",
    ),
    Command(
        "save_trace",
        QT_TRANSLATE_NOOP("actions", "Keep this trace..."),
        ("Ctrl+Shift+S",),
        lambda w: w.dialogs.save_trace(),
        QT_TRANSLATE_NOOP(
            "actions", "Write the recorded batch to a file, every number of it, to open it again in a lesson."
        ),
        group="file",
    ),
    Command(
        "open_trace",
        QT_TRANSLATE_NOOP("actions", "Open a trace..."),
        ("Ctrl+Shift+O",),
        lambda w: w.dialogs.open_trace(),
        QT_TRANSLATE_NOOP("actions", "Show a batch kept in a file. The running network stays as it is."),
        group="file",
    ),
    Command(
        "take_picture",
        QT_TRANSLATE_NOOP("actions", "Take a picture..."),
        ("Ctrl+P",),
        lambda w: w.offer_pictures(),
        QT_TRANSLATE_NOOP(
            "actions", "Copy or save a picture of what is in sight, from 1 to 4 times as fine as the screen."
        ),
        group="file",
    ),
    Command(
        "open_data",
        QT_TRANSLATE_NOOP("actions", "Open images..."),
        ("Ctrl+D",),
        lambda w: w.dialogs.open_data(),
        QT_TRANSLATE_NOOP(
            "actions", "Look over images of your own, and begin a run on them: idx, npz, CSV and others."
        ),
        group="file",
    ),
    Command(
        "open_folder",
        QT_TRANSLATE_NOOP("actions", "Open a folder of images..."),
        ("Ctrl+Shift+D",),
        lambda w: w.dialogs.open_folder(),
        QT_TRANSLATE_NOOP(
            "actions", "Look over pictures of your own, in one folder a class, and begin a run on them."
        ),
        group="file",
    ),
    Command(
        "use_mnist",
        QT_TRANSLATE_NOOP("actions", "Use MNIST"),
        ("Ctrl+Shift+M",),
        lambda w: w.use_mnist(),
        QT_TRANSLATE_NOOP(
            "actions", "Begin a new run on the handwritten digits that come with cnnviz; this one is kept."
        ),
        group="file",
    ),
    Command(
        "time_back",
        QT_TRANSLATE_NOOP("actions", "One step back in time"),
        ("Ctrl+Left",),
        lambda w: w.session.time.turn(-1),
        QT_TRANSLATE_NOOP("actions", "Show the network as it was one step before the one in sight."),
        group="time",
    ),
    Command(
        "time_forth",
        QT_TRANSLATE_NOOP("actions", "One step on in time"),
        ("Ctrl+Right",),
        lambda w: w.session.time.turn(1),
        QT_TRANSLATE_NOOP("actions", "Show the network as it was one step after the one in sight."),
        group="time",
    ),
    Command(
        "time_keyframe_back",
        QT_TRANSLATE_NOOP("actions", "One keyframe back in time"),
        ("Ctrl+Shift+Left",),
        lambda w: w.session.time.turn(-1, keyframes=True),
        QT_TRANSLATE_NOOP("actions", "Show the network as it was at the keyframe before."),
        group="time",
    ),
    Command(
        "time_keyframe_forth",
        QT_TRANSLATE_NOOP("actions", "One keyframe on in time"),
        ("Ctrl+Shift+Right",),
        lambda w: w.session.time.turn(1, keyframes=True),
        QT_TRANSLATE_NOOP("actions", "Show the network as it was at the keyframe after."),
        group="time",
    ),
    Command(
        "time_start",
        QT_TRANSLATE_NOOP("actions", "Go to the start of the run"),
        ("Ctrl+Home",),
        lambda w: w.session.time.go(w.session.time.steps.start),
        QT_TRANSLATE_NOOP("actions", "Show the network as it was before its first step."),
        group="time",
    ),
    Command(
        "time_now",
        QT_TRANSLATE_NOOP("actions", "Back to now"),
        ("Ctrl+End",),
        lambda w: w.session.time.live(),
        QT_TRANSLATE_NOOP("actions", "Show the newest step; what went on before goes on."),
        group="time",
    ),
    Command(
        "time_bar",
        QT_TRANSLATE_NOOP("actions", "Time bar"),
        ("Ctrl+B",),
        lambda w: w.toggle_time_bar(),
        QT_TRANSLATE_NOOP(
            "actions", "Keep the bar of all steps in sight: drag it to go back to any of them."
        ),
        group="time",
    ),
    Command(
        "time_go_on",
        QT_TRANSLATE_NOOP("actions", "Go on from here"),
        ("Return",),
        lambda w: w.dialogs.go_on(),
        QT_TRANSLATE_NOOP(
            "actions",
            "Train on from the past step in sight; the steps after it stay as a run beside this one.",
        ),
        group="time",
    ),
    Command(
        "film",
        QT_TRANSLATE_NOOP("actions", "Film of this run..."),
        (),
        lambda w: w.dialogs.film(),
        QT_TRANSLATE_NOOP("actions", "Write the film of this run to a file: a picture a keyframe."),
        group="time",
    ),
    Command(
        "escape",
        QT_TRANSLATE_NOOP("actions", "Close what is open"),
        ("Esc",),
        lambda w: w.up_one_level(),
        QT_TRANSLATE_NOOP("actions", "Close the message, else the settings, else leave the recorded batch."),
    ),
    Command(
        "menu",
        QT_TRANSLATE_NOOP("actions", "Menu"),
        ("F10",),
        lambda w: w.open_menu(),
        QT_TRANSLATE_NOOP("actions", "Everything that the window can do, with its keys."),
        icon="menu",
    ),
    Command(
        "palette",
        QT_TRANSLATE_NOOP("actions", "Find a command..."),
        ("Ctrl+K",),
        lambda w: CommandPalette(w.actions_by_id, w).open(),
        QT_TRANSLATE_NOOP("actions", "Type a few letters of what you want to do; Enter does it."),
        group="help",
    ),
    Command(
        "shortcuts",
        QT_TRANSLATE_NOOP("actions", "All keys..."),
        ("?",),
        lambda w: KeyList(menus.titled(w), w).open(),
        QT_TRANSLATE_NOOP("actions", "A list of every key and what it does."),
        group="help",
    ),
    Command(
        "about",
        QT_TRANSLATE_NOOP("actions", "About cnnviz..."),
        (),
        lambda w: About(w).open(),
        QT_TRANSLATE_NOOP("actions", "What cnnviz is, and of which version its parts are."),
        group="help",
    ),
    Command(
        "present",
        QT_TRANSLATE_NOOP("actions", "Presentation"),
        ("F11",),
        lambda w: w.looks.present(not w.looks.presenting),
        QT_TRANSLATE_NOOP(
            "actions", "Fill the screen with the network, larger, without bars and curves. Esc ends it."
        ),
        group="size",
    ),
    Command(
        "larger",
        QT_TRANSLATE_NOOP("actions", "Larger"),
        ("Ctrl++", "Ctrl+="),
        lambda w: w.looks.larger(1),
        QT_TRANSLATE_NOOP(
            "actions",
            "Everything larger, up to 200 %: network and pages at once, the rest at the next start.",
        ),
        group="size",
    ),
    Command(
        "smaller",
        QT_TRANSLATE_NOOP("actions", "Smaller"),
        ("Ctrl+-",),
        lambda w: w.looks.larger(-1),
        QT_TRANSLATE_NOOP(
            "actions",
            "Everything smaller, down to 80 %: network and pages at once, the rest at the next start.",
        ),
        group="size",
    ),
    Command(
        "usual_size",
        QT_TRANSLATE_NOOP("actions", "Usual size"),
        ("Ctrl+0",),
        lambda w: w.looks.larger(0),
        QT_TRANSLATE_NOOP("actions", "Paint everything in its usual size."),
        group="size",
    ),
    Command(
        "tour",
        QT_TRANSLATE_NOOP("actions", "Take the tour"),
        ("F1",),
        toggle_tour,
        QT_TRANSLATE_NOOP(
            "actions", "A dozen steps through the window; your own run waits and comes back afterwards."
        ),
        group="help",
    ),
    Command(
        "start",
        QT_TRANSLATE_NOOP("actions", "Start page"),
        (),
        toggle_page,
        QT_TRANSLATE_NOOP("actions", "What to do first, and what can be gone on with."),
        group="help",
    ),
    Command(
        "quit",
        QT_TRANSLATE_NOOP("actions", "Quit"),
        ("Ctrl+Q",),
        lambda w: w.quit(),
        QT_TRANSLATE_NOOP("actions", "Stop training and close the window."),
        group="quit",
    ),
)


def build(window: MainWindow) -> dict[str, QAction]:
    """The window's actions by id, with their keys live in the whole window."""
    made = {row.id: _action(row, window) for row in ROWS}
    for action in made.values():
        window.addAction(action)
    return made


def _action(row: Command, window: MainWindow) -> QAction:
    tip = translate("actions", row.tip)
    action = QAction(translate("actions", row.text), window)
    action.setObjectName(row.id)
    action.setIconText(translate("actions", row.short or row.text))
    action.setShortcuts([QKeySequence(key) for key in row.keys])
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.setProperty("icon_name", row.icon)
    action.setProperty("group", row.group)
    action.setStatusTip(tip)
    set_tip(action, with_keys(tip, action))
    # Holding a key down walks through a recorded batch, but must not train and pause by turns.
    action.setAutoRepeat(row.id in REPEATED)
    action.triggered.connect(lambda: row.handler(window))
    return action
