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
        words=QT_TRANSLATE_NOOP("actions", "trace, capture, walk through, debug, explain a step"),
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
        words=QT_TRANSLATE_NOOP("actions", "next operation, forward pass"),
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
        words=QT_TRANSLATE_NOOP("actions", "previous operation, rewind"),
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
        words=QT_TRANSLATE_NOOP("actions", "animate, animation, autoplay, slides"),
        icon="play",
    ),
    Command(
        "play_faster",
        QT_TRANSLATE_NOOP("actions", "Play faster"),
        ("Shift+Right",),
        lambda w: w.session.player.faster(1),
        QT_TRANSLATE_NOOP("actions", "Stay less long at each step while they are played."),
        words=QT_TRANSLATE_NOOP("actions", "speed up, quicker"),
    ),
    Command(
        "play_slower",
        QT_TRANSLATE_NOOP("actions", "Play slower"),
        ("Shift+Left",),
        lambda w: w.session.player.faster(-1),
        QT_TRANSLATE_NOOP("actions", "Stay longer at each step while they are played."),
        words=QT_TRANSLATE_NOOP("actions", "slow down, speed"),
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
        words=QT_TRANSLATE_NOOP("actions", "flow, connections, lines, animate"),
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
        words=QT_TRANSLATE_NOOP("actions", "flow, connections, lines, animate"),
        on_network=True,
    ),
    Command(
        "first_stop",
        QT_TRANSLATE_NOOP("actions", "To the first step"),
        ("Home",),
        lambda w: w.session.set_cursor(0),
        QT_TRANSLATE_NOOP("actions", "Go back to the first operation of the recorded batch."),
        words=QT_TRANSLATE_NOOP("actions", "first operation, beginning"),
    ),
    Command(
        "last_stop",
        QT_TRANSLATE_NOOP("actions", "To the last step"),
        ("End",),
        lambda w: w.session.set_cursor(len(w.session.trace.stops) if w.session.trace else 0),
        QT_TRANSLATE_NOOP("actions", "Go on to the last operation of the recorded batch, its update."),
        words=QT_TRANSLATE_NOOP("actions", "last operation, end"),
    ),
    Command(
        "live",
        QT_TRANSLATE_NOOP("actions", "Leave the recorded batch"),
        (),
        lambda w: w.session.recorded.put_away() if w.session.trace is not None else w.session.time.live(),
        QT_TRANSLATE_NOOP(
            "actions", "Show the network as it is now, as Esc does in the end; Ctrl+Z brings the batch back."
        ),
        words=QT_TRANSLATE_NOOP("actions", "exit, close the batch, stop looking"),
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
        words=QT_TRANSLATE_NOOP("actions", "revert, unlearn, take back"),
    ),
    Command(
        "update",
        QT_TRANSLATE_NOOP("actions", "What did this update buy?"),
        ("Y",),
        lambda w: w.toggle_sheet("update"),
        QT_TRANSLATE_NOOP(
            "actions", "The loss along the recorded step, each layer's part in it, and who gained by it."
        ),
        words=QT_TRANSLATE_NOOP(
            "actions", "loss landscape, line search, step size, learning rate, effect of the step"
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
        words=QT_TRANSLATE_NOOP("actions", "sample, digit"),
        on_network=True,
    ),
    Command(
        "next_image",
        QT_TRANSLATE_NOOP("actions", "Next image"),
        ("]",),
        lambda w: w.watch_next(1),
        QT_TRANSLATE_NOOP("actions", "Watch the next image of the batch."),
        words=QT_TRANSLATE_NOOP("actions", "sample, digit"),
        on_network=True,
    ),
    Command(
        "next_mistake",
        QT_TRANSLATE_NOOP("actions", "Next mistake"),
        ("N",),
        lambda w: w.watch_mistake(),
        QT_TRANSLATE_NOOP("actions", "Watch the next image of the batch that the network reads wrongly."),
        words=QT_TRANSLATE_NOOP("actions", "wrong answer, error, misread, misclassified"),
        on_network=True,
    ),
    Command(
        "page_back",
        QT_TRANSLATE_NOOP("actions", "Back to the number before"),
        ("Backspace", "Ctrl+[", "Back"),
        lambda w: w.session.turn(-1),
        QT_TRANSLATE_NOOP("actions", "Show the number that was looked at before this one."),
        words=QT_TRANSLATE_NOOP("actions", "previous page, previous number"),
        icon="left",
    ),
    Command(
        "page_forward",
        QT_TRANSLATE_NOOP("actions", "Forward to the next number"),
        ("Ctrl+]", "Forward"),
        lambda w: w.session.turn(+1),
        QT_TRANSLATE_NOOP("actions", "Show the number that was gone back from."),
        words=QT_TRANSLATE_NOOP("actions", "next page"),
        icon="right",
    ),
    Command(
        "overview",
        QT_TRANSLATE_NOOP("actions", "The whole network"),
        ("0",),
        lambda w: w.panels.canvas.show_level(0),
        QT_TRANSLATE_NOOP("actions", "Show every block of the network, one layer of each."),
        words=QT_TRANSLATE_NOOP("actions", "zoom out, architecture, diagram"),
        on_network=True,
    ),
    Command(
        "block",
        QT_TRANSLATE_NOOP("actions", "One block"),
        ("1",),
        lambda w: w.panels.canvas.show_level(1),
        QT_TRANSLATE_NOOP("actions", "Show every layer of the block in focus, with its kernels."),
        words=QT_TRANSLATE_NOOP("actions", "zoom in, layers"),
        on_network=True,
    ),
    Command(
        "layer",
        QT_TRANSLATE_NOOP("actions", "One layer"),
        ("2",),
        lambda w: w.panels.canvas.show_level(2),
        QT_TRANSLATE_NOOP("actions", "Show one layer alone, one input and one output large."),
        words=QT_TRANSLATE_NOOP("actions", "zoom in, kernel, filter"),
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
        words=QT_TRANSLATE_NOOP("actions", "sliding window, convolve, stride, animation"),
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
        words=QT_TRANSLATE_NOOP("actions", "calculation, formula, derivation, keyboard"),
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
        words=QT_TRANSLATE_NOOP("actions", "gradient flow, vanishing gradient, backpropagation, blame"),
    ),
)
