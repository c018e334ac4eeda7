"""The menu Step through a batch: the recorded batch, and what is looked at."""

from __future__ import annotations

from cnnviz.shell.commands.command import Command, in_group
from cnnviz.system.translation import QT_TRANSLATE_NOOP

STEP = in_group(
    "step",
    Command(
        "record",
        QT_TRANSLATE_NOOP("actions", "Record next batch"),
        ("R",),
        lambda w: w.session.record(),
        QT_TRANSLATE_NOOP(
            "actions", "Pause, train on one more batch and keep every number of it, to walk it step by step."
        ),
        icon="record",
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
    ),
    Command(
        "play_faster",
        QT_TRANSLATE_NOOP("actions", "Play faster"),
        ("Shift+Right",),
        lambda w: w.session.player.faster(1),
        QT_TRANSLATE_NOOP("actions", "Stay less long at each step while they are played."),
    ),
    Command(
        "play_slower",
        QT_TRANSLATE_NOOP("actions", "Play slower"),
        ("Shift+Left",),
        lambda w: w.session.player.faster(-1),
        QT_TRANSLATE_NOOP("actions", "Stay longer at each step while they are played."),
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
        on_network=True,
    ),
    Command(
        "values_back",
        QT_TRANSLATE_NOOP("actions", "Values back along the edges"),
        (",",),
        lambda w: w.panels.canvas.view.flow.move(-1),
        QT_TRANSLATE_NOOP(
            "actions", "Move what the selected number is made of a little back to where it comes from."
        ),
        on_network=True,
    ),
    Command(
        "first_stop",
        QT_TRANSLATE_NOOP("actions", "To the first step"),
        ("Home",),
        lambda w: w.session.set_cursor(0),
        QT_TRANSLATE_NOOP("actions", "Go back to the first operation of the recorded batch."),
    ),
    Command(
        "last_stop",
        QT_TRANSLATE_NOOP("actions", "To the last step"),
        ("End",),
        lambda w: w.session.set_cursor(len(w.session.trace.stops) if w.session.trace else 0),
        QT_TRANSLATE_NOOP("actions", "Go on to the last operation of the recorded batch, its update."),
    ),
    Command(
        "live",
        QT_TRANSLATE_NOOP("actions", "Leave the recorded batch"),
        (),
        lambda w: w.session.recorded.put_away() if w.session.trace is not None else w.session.time.live(),
        QT_TRANSLATE_NOOP(
            "actions", "Show the network as it is now, as Esc does in the end; Ctrl+Z brings the batch back."
        ),
        icon="live",
    ),
    Command(
        "undo_step",
        QT_TRANSLATE_NOOP("actions", "Undo the recorded step"),
        ("U",),
        lambda w: w.session.undo_step(),
        QT_TRANSLATE_NOOP(
            "actions", "Take the recorded update back: every weight is what it was before this batch."
        ),
    ),
    Command(
        "update",
        QT_TRANSLATE_NOOP("actions", "What did this update buy?"),
        ("Y",),
        lambda w: w.toggle_sheet("update"),
        QT_TRANSLATE_NOOP(
            "actions", "The loss along the recorded step, each layer's part in it, and who gained by it."
        ),
    ),
)

LOOK = in_group(
    "look",
    Command(
        "previous_image",
        QT_TRANSLATE_NOOP("actions", "Previous image"),
        ("[",),
        lambda w: w.watch_next(-1),
        QT_TRANSLATE_NOOP("actions", "Watch the image before this one in the batch."),
        on_network=True,
    ),
    Command(
        "next_image",
        QT_TRANSLATE_NOOP("actions", "Next image"),
        ("]",),
        lambda w: w.watch_next(1),
        QT_TRANSLATE_NOOP("actions", "Watch the next image of the batch."),
        on_network=True,
    ),
    Command(
        "next_mistake",
        QT_TRANSLATE_NOOP("actions", "Next mistake"),
        ("N",),
        lambda w: w.watch_mistake(),
        QT_TRANSLATE_NOOP("actions", "Watch the next image of the batch that the network reads wrongly."),
        on_network=True,
    ),
    Command(
        "page_back",
        QT_TRANSLATE_NOOP("actions", "Back to the number before"),
        ("Backspace", "Ctrl+[", "Back"),
        lambda w: w.session.turn(-1),
        QT_TRANSLATE_NOOP("actions", "Show the number that was looked at before this one."),
        icon="left",
    ),
    Command(
        "page_forward",
        QT_TRANSLATE_NOOP("actions", "Forward to the next number"),
        ("Ctrl+]", "Forward"),
        lambda w: w.session.turn(+1),
        QT_TRANSLATE_NOOP("actions", "Show the number that was gone back from."),
        icon="right",
    ),
    Command(
        "overview",
        QT_TRANSLATE_NOOP("actions", "The whole network"),
        ("0",),
        lambda w: w.panels.canvas.show_level(0),
        QT_TRANSLATE_NOOP("actions", "Show every block of the network, one layer of each."),
        on_network=True,
    ),
    Command(
        "block",
        QT_TRANSLATE_NOOP("actions", "One block"),
        ("1",),
        lambda w: w.panels.canvas.show_level(1),
        QT_TRANSLATE_NOOP("actions", "Show every layer of the block in focus, with its kernels."),
        on_network=True,
    ),
    Command(
        "layer",
        QT_TRANSLATE_NOOP("actions", "One layer"),
        ("2",),
        lambda w: w.panels.canvas.show_level(2),
        QT_TRANSLATE_NOOP("actions", "Show one layer alone, one input and one output large."),
        on_network=True,
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
        on_network=True,
    ),
    Command(
        "arithmetic",
        QT_TRANSLATE_NOOP("actions", "Read the selected number's page"),
        ("A",),
        lambda w: w.read_page(),
        QT_TRANSLATE_NOOP(
            "actions", "Give the keyboard to the microscope: arrows move from number to number, Enter opens."
        ),
    ),
    Command(
        "ledger",
        QT_TRANSLATE_NOOP("actions", "Gradient ledger"),
        ("L",),
        lambda w: w.open_ledger(),
        QT_TRANSLATE_NOOP(
            "actions",
            "How much of the gradient each layer of the recorded batch let through, and what stopped it.",
        ),
    ),
)
