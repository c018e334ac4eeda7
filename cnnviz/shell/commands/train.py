"""The menu Train: training, and going through time."""

from __future__ import annotations

from cnnviz.shell import broken_run
from cnnviz.shell.commands.command import Command, in_group
from cnnviz.system.translation import QT_TRANSLATE_NOOP

TRAIN = in_group(
    "train",
    Command(
        "train",
        QT_TRANSLATE_NOOP("actions", "Train"),
        ("Space",),
        lambda w: w.toggle_training(),
        QT_TRANSLATE_NOOP("actions", "Train on batch after batch until paused. The picture follows."),
        words=QT_TRANSLATE_NOOP("actions", "run, start, play, learn, continue, resume, pause, stop, fit"),
        icon="play",
    ),
    Command(
        "step_batch",
        QT_TRANSLATE_NOOP("actions", "Train on one batch"),
        ("B",),
        lambda w: w.session.step_batch(),
        QT_TRANSLATE_NOOP(
            "actions", "One step: one batch forward, backward, and one update of every weight. Then pause."
        ),
        words=QT_TRANSLATE_NOOP("actions", "one step, single step, iteration, one update"),
        short=QT_TRANSLATE_NOOP("actions", "batch"),
        icon="batch",
    ),
    Command(
        "step_epoch",
        QT_TRANSLATE_NOOP("actions", "Train to the end of the epoch"),
        ("E",),
        lambda w: w.session.step_epoch(),
        QT_TRANSLATE_NOOP("actions", "Train on the rest of this epoch's images, test, then pause."),
        words=QT_TRANSLATE_NOOP("actions", "one epoch, whole epoch, pass over the data"),
        short=QT_TRANSLATE_NOOP("actions", "epoch"),
        icon="epoch",
    ),
    Command(
        "reset",
        QT_TRANSLATE_NOOP("actions", "Reset"),
        ("Ctrl+R",),
        broken_run.reset,
        QT_TRANSLATE_NOOP(
            "actions",
            "Start again from the same seed: new weights, an empty history, the same batches. Choices that"
            " wait in the settings are taken.",
        ),
        words=QT_TRANSLATE_NOOP(
            "actions", "restart, start over, new run, begin again, initialise, initialize"
        ),
        icon="reset",
    ),
    Command(
        "bring_back",
        QT_TRANSLATE_NOOP("actions", "Go back to the run before"),
        (),
        lambda w: w.session.bring_back(),
        QT_TRANSLATE_NOOP(
            "actions", "The run that this one took the place of goes on where it stood; this one is kept."
        ),
        words=QT_TRANSLATE_NOOP("actions", "previous run, last run, earlier run, restore, recover"),
    ),
)

TIME = in_group(
    "time",
    Command(
        "time_back",
        QT_TRANSLATE_NOOP("actions", "One step back in time"),
        ("Ctrl+Left",),
        lambda w: w.session.time.turn(-1),
        QT_TRANSLATE_NOOP("actions", "Show the network as it was one step before the one in sight."),
        words=QT_TRANSLATE_NOOP("actions", "rewind, history, past"),
    ),
    Command(
        "time_forth",
        QT_TRANSLATE_NOOP("actions", "One step on in time"),
        ("Ctrl+Right",),
        lambda w: w.session.time.turn(1),
        QT_TRANSLATE_NOOP("actions", "Show the network as it was one step after the one in sight."),
        words=QT_TRANSLATE_NOOP("actions", "history, later"),
    ),
    Command(
        "time_keyframe_back",
        QT_TRANSLATE_NOOP("actions", "One keyframe back in time"),
        ("Ctrl+Shift+Left",),
        lambda w: w.session.time.turn(-1, keyframes=True),
        QT_TRANSLATE_NOOP("actions", "Show the network as it was at the keyframe before."),
        words=QT_TRANSLATE_NOOP("actions", "rewind, history, past"),
    ),
    Command(
        "time_keyframe_forth",
        QT_TRANSLATE_NOOP("actions", "One keyframe on in time"),
        ("Ctrl+Shift+Right",),
        lambda w: w.session.time.turn(1, keyframes=True),
        QT_TRANSLATE_NOOP("actions", "Show the network as it was at the keyframe after."),
        words=QT_TRANSLATE_NOOP("actions", "history, later"),
    ),
    Command(
        "time_start",
        QT_TRANSLATE_NOOP("actions", "Go to the start of the run"),
        ("Ctrl+Home",),
        lambda w: w.session.time.go(w.session.time.steps.start),
        QT_TRANSLATE_NOOP("actions", "Show the network as it was before its first step."),
        words=QT_TRANSLATE_NOOP("actions", "rewind, beginning, untrained, initial weights"),
    ),
    Command(
        "time_now",
        QT_TRANSLATE_NOOP("actions", "Back to now"),
        ("Ctrl+End",),
        lambda w: w.session.time.live(),
        QT_TRANSLATE_NOOP("actions", "Show the newest step; what went on before goes on."),
        words=QT_TRANSLATE_NOOP("actions", "present, newest, return, live"),
    ),
    Command(
        "time_bar",
        QT_TRANSLATE_NOOP("actions", "Time bar"),
        ("Ctrl+B",),
        lambda w: w.toggle_time_bar(),
        QT_TRANSLATE_NOOP(
            "actions", "Keep the bar of all steps in sight: drag it to go back to any of them."
        ),
        words=QT_TRANSLATE_NOOP("actions", "timeline, history, slider, past, rewind, scrub"),
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
        words=QT_TRANSLATE_NOOP("actions", "branch, fork, continue, resume"),
    ),
    Command(
        "film",
        QT_TRANSLATE_NOOP("actions", "Film of this run..."),
        (),
        lambda w: w.dialogs.film(),
        QT_TRANSLATE_NOOP("actions", "Write the film of this run to a file: a picture a keyframe."),
        words=QT_TRANSLATE_NOOP("actions", "movie, video, animation, GIF, export"),
    ),
)
