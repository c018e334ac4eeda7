"""The menu Window, the sizes, and what stands in no menu."""

from __future__ import annotations

from cnnviz.shell.commands.command import Command, in_group
from cnnviz.system.translation import QT_TRANSLATE_NOOP

WINDOW = in_group(
    "window",
    Command(
        "microscope",
        QT_TRANSLATE_NOOP("actions", "Microscope"),
        ("M",),
        lambda w: w.stage.toggle_microscope(),
        QT_TRANSLATE_NOOP("actions", "Open or fold the column at the right; the network takes the room."),
        words=QT_TRANSLATE_NOOP("actions", "inspector, side bar, right column, details"),
    ),
    Command(
        "curves",
        QT_TRANSLATE_NOOP("actions", "Curves"),
        ("C",),
        lambda w: w.toggle_curves(),
        QT_TRANSLATE_NOOP("actions", "Show or hide the curves; the network takes the room."),
        words=QT_TRANSLATE_NOOP("actions", "plots, charts, graphs, loss, accuracy"),
    ),
    Command(
        "settings",
        QT_TRANSLATE_NOOP("actions", "Settings"),
        ("S",),
        lambda w: w.stage.toggle_drawer(),
        QT_TRANSLATE_NOOP(
            "actions", "Open or close the settings of the run: network, data, optimiser, seed."
        ),
        words=QT_TRANSLATE_NOOP(
            "actions",
            "options, preferences, configuration, presets, hyperparameters, learning rate, momentum,"
            " optimizer, SGD, Adam, schedule, seed, batch size, dropout, augmentation",
        ),
    ),
    Command(
        "runs",
        QT_TRANSLATE_NOOP("actions", "Runs"),
        ("Ctrl+E",),
        lambda w: w.toggle_sheet("runs"),
        QT_TRANSLATE_NOOP("actions", "Compare the runs that were kept, run a group of them, or one again."),
        words=QT_TRANSLATE_NOOP("actions", "compare, experiments, history, saved runs, library"),
    ),
    Command(
        "build",
        QT_TRANSLATE_NOOP("actions", "Build a network"),
        ("K",),
        lambda w: w.toggle_sheet("build"),
        QT_TRANSLATE_NOOP(
            "actions", "Put a network together, layer by layer, and use it; or play with one convolution."
        ),
        words=QT_TRANSLATE_NOOP(
            "actions",
            "builder, sandbox, playground, architecture, layers, design, own network, model, presets",
        ),
    ),
    Command(
        "images",
        QT_TRANSLATE_NOOP("actions", "Images"),
        ("I",),
        lambda w: w.toggle_sheet("images"),
        QT_TRANSLATE_NOOP(
            "actions", "Look through all the images that the run learns from and is tested with."
        ),
        words=QT_TRANSLATE_NOOP("actions", "dataset, pictures, gallery, browse, samples, digits"),
    ),
    Command(
        "data",
        QT_TRANSLATE_NOOP("actions", "Data"),
        ("Shift+I",),
        lambda w: w.toggle_sheet("data"),
        QT_TRANSLATE_NOOP(
            "actions", "Choose the images that the run is on: MNIST, those used lately, or any of your own."
        ),
        words=QT_TRANSLATE_NOOP("actions", "dataset, MNIST, CIFAR, own images, import"),
    ),
    Command(
        "health",
        QT_TRANSLATE_NOOP("actions", "Distributions and health"),
        ("H",),
        lambda w: w.toggle_sheet("health"),
        QT_TRANSLATE_NOOP(
            "actions", "How each layer does: weights, gradients and units, and hints if something is amiss."
        ),
        words=QT_TRANSLATE_NOOP(
            "actions",
            "diagnosis, histograms, statistics, dead units, vanishing gradients, exploding gradients,"
            " problems, hints",
        ),
    ),
    Command(
        "theme",
        QT_TRANSLATE_NOOP("actions", "Light or dark"),
        ("T",),
        lambda w: w.toggle_theme(),
        QT_TRANSLATE_NOOP(
            "actions", "Change between the dark theme and the light one, which suits projectors."
        ),
        words=QT_TRANSLATE_NOOP(
            "actions", "dark mode, light mode, night, appearance, colours, colors, contrast"
        ),
    ),
    Command(
        "language",
        QT_TRANSLATE_NOOP("actions", "Language"),
        (),
        lambda w: w.stage.open_languages(),
        QT_TRANSLATE_NOOP("actions", "Choose the language of the window, in the settings."),
        words=QT_TRANSLATE_NOOP("actions", "Chinese, English, translation, locale, 中文"),
    ),
)

SIZE = in_group(
    "size",
    Command(
        "present",
        QT_TRANSLATE_NOOP("actions", "Presentation"),
        ("F11",),
        lambda w: w.looks.present(not w.looks.presenting),
        QT_TRANSLATE_NOOP(
            "actions", "Fill the screen with the network, larger, without bars and curves. Esc ends it."
        ),
        words=QT_TRANSLATE_NOOP("actions", "full screen, fullscreen, projector, lecture, slides"),
    ),
    Command(
        "larger",
        QT_TRANSLATE_NOOP("actions", "Larger"),
        ("Ctrl++", "Ctrl+="),
        lambda w: w.looks.larger(1),
        QT_TRANSLATE_NOOP(
            "actions",
            "Everything larger, up to 200 %.",
        ),
        words=QT_TRANSLATE_NOOP("actions", "bigger, zoom in, font size, text size, scale"),
    ),
    Command(
        "smaller",
        QT_TRANSLATE_NOOP("actions", "Smaller"),
        ("Ctrl+-",),
        lambda w: w.looks.larger(-1),
        QT_TRANSLATE_NOOP(
            "actions",
            "Everything smaller, down to 80 %.",
        ),
        words=QT_TRANSLATE_NOOP("actions", "zoom out, font size, text size, scale"),
    ),
    Command(
        "usual_size",
        QT_TRANSLATE_NOOP("actions", "Usual size"),
        ("Ctrl+0",),
        lambda w: w.looks.larger(0),
        QT_TRANSLATE_NOOP("actions", "Paint everything in its usual size."),
        words=QT_TRANSLATE_NOOP("actions", "normal size, zoom, font size, text size, scale, 100 %"),
    ),
)

OTHERS = in_group(
    "",
    Command(
        "escape",
        QT_TRANSLATE_NOOP("actions", "Close what is open"),
        ("Esc",),
        lambda w: w.up_one_level(),
        QT_TRANSLATE_NOOP(
            "actions",
            "Close the settings, else the sheet, else the message, else leave the recorded batch.",
        ),
    ),
    Command(
        "menu",
        QT_TRANSLATE_NOOP("actions", "Menu"),
        ("F10",),
        lambda w: w.open_menu(),
        QT_TRANSLATE_NOOP("actions", "Everything that the window can do, with its keys."),
        icon="menu",
    ),
)
