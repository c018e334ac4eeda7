"""The menus File and Help."""

from __future__ import annotations

from cnnviz.shell import menus
from cnnviz.shell.commands.command import Command, in_group
from cnnviz.shell.help import About, KeyList, WordList, texts_in_sight
from cnnviz.shell.palette import CommandPalette
from cnnviz.shell.start import toggle_page
from cnnviz.shell.tour import toggle_tour
from cnnviz.system.translation import QT_TRANSLATE_NOOP

FILE = in_group(
    "file",
    Command(
        "save_weights",
        QT_TRANSLATE_NOOP("actions", "Save weights..."),
        ("Ctrl+S",),
        lambda w: w.dialogs.save_weights(),
        QT_TRANSLATE_NOOP(
            "actions", "Write the network and its weights to a file that PyTorch can read as well."
        ),
        words=QT_TRANSLATE_NOOP("actions", "export, model, checkpoint, safetensors"),
    ),
    Command(
        "open_trained",
        QT_TRANSLATE_NOOP("actions", "Open the trained network"),
        ("Ctrl+T",),
        lambda w: w.session.open_trained(),
        QT_TRANSLATE_NOOP(
            "actions", "Go on with a LeNet-5 that has learnt already, so that all can be explored at once."
        ),
        words=QT_TRANSLATE_NOOP("actions", "pretrained, ready-made, example, demo"),
        icon="network",
    ),
    Command(
        "load_weights",
        QT_TRANSLATE_NOOP("actions", "Load weights..."),
        ("Ctrl+O",),
        lambda w: w.dialogs.load_weights(),
        QT_TRANSLATE_NOOP(
            "actions", "Go on with the network of a file. A file that doesn't fit changes nothing."
        ),
        words=QT_TRANSLATE_NOOP("actions", "open, import, model, checkpoint, safetensors, PyTorch"),
    ),
    Command(
        "save_trace",
        QT_TRANSLATE_NOOP("actions", "Keep this recorded batch..."),
        ("Ctrl+Shift+S",),
        lambda w: w.dialogs.save_trace(),
        QT_TRANSLATE_NOOP(
            "actions", "Write the recorded batch to a file, every number of it, to open it again in a lesson."
        ),
        words=QT_TRANSLATE_NOOP("actions", "save, export, lesson"),
    ),
    Command(
        "open_trace",
        QT_TRANSLATE_NOOP("actions", "Open a recorded batch..."),
        ("Ctrl+Shift+O",),
        lambda w: w.dialogs.open_trace(),
        QT_TRANSLATE_NOOP("actions", "Show a batch kept in a file. The running network stays as it is."),
        words=QT_TRANSLATE_NOOP("actions", "load, import, lesson"),
    ),
    Command(
        "take_picture",
        QT_TRANSLATE_NOOP("actions", "Take a picture..."),
        ("Ctrl+P",),
        lambda w: w.offer_pictures(),
        QT_TRANSLATE_NOOP(
            "actions", "Copy or save a picture of what is in sight, from 1 to 4 times as fine as the screen."
        ),
        words=QT_TRANSLATE_NOOP("actions", "screenshot, export, PNG, SVG, print, copy"),
    ),
    Command(
        "open_data",
        QT_TRANSLATE_NOOP("actions", "Open images..."),
        ("Ctrl+D",),
        lambda w: w.dialogs.open_data(),
        QT_TRANSLATE_NOOP(
            "actions", "Look over images of your own, and begin a run on them: idx, npz, CSV and others."
        ),
        words=QT_TRANSLATE_NOOP("actions", "load, dataset, import, own pictures"),
    ),
    Command(
        "open_folder",
        QT_TRANSLATE_NOOP("actions", "Open a folder of images..."),
        ("Ctrl+Shift+D",),
        lambda w: w.dialogs.open_folder(),
        QT_TRANSLATE_NOOP(
            "actions", "Look over pictures of your own, in one folder a class, and begin a run on them."
        ),
        words=QT_TRANSLATE_NOOP("actions", "load, directory, dataset, import, photos"),
    ),
    Command(
        "use_mnist",
        QT_TRANSLATE_NOOP("actions", "Use MNIST"),
        ("Ctrl+Shift+M",),
        lambda w: w.session.use_mnist(),
        QT_TRANSLATE_NOOP(
            "actions", "Begin a new run on the handwritten digits that come with cnnviz; this one is kept."
        ),
        words=QT_TRANSLATE_NOOP("actions", "default data, dataset"),
    ),
)

QUIT = in_group(
    "quit",
    Command(
        "quit",
        QT_TRANSLATE_NOOP("actions", "Quit"),
        ("Ctrl+Q",),
        lambda w: w.quit(),
        QT_TRANSLATE_NOOP("actions", "Stop training and close the window."),
        words=QT_TRANSLATE_NOOP("actions", "exit, close, leave"),
    ),
)

HELP = in_group(
    "help",
    Command(
        "palette",
        QT_TRANSLATE_NOOP("actions", "Find a command..."),
        ("Ctrl+K",),
        lambda w: CommandPalette(w.actions_by_id, w).open(),
        QT_TRANSLATE_NOOP("actions", "Type a few letters of what you want to do; Enter does it."),
    ),
    Command(
        "shortcuts",
        QT_TRANSLATE_NOOP("actions", "All keys..."),
        ("?",),
        lambda w: KeyList(menus.titled(w), w).open(),
        QT_TRANSLATE_NOOP("actions", "A list of every key and what it does."),
        words=QT_TRANSLATE_NOOP("actions", "keyboard, shortcuts, hotkeys, help"),
    ),
    Command(
        "words",
        QT_TRANSLATE_NOOP("actions", "Explain the words..."),
        ("Shift+F1",),
        lambda w: WordList(texts_in_sight(w), w).open(),
        QT_TRANSLATE_NOOP(
            "actions", "What the words in sight mean. On a page, dotted words open their meaning on the spot."
        ),
        words=QT_TRANSLATE_NOOP("actions", "glossary, dictionary, definitions, terms, vocabulary, help"),
    ),
    Command(
        "about",
        QT_TRANSLATE_NOOP("actions", "About cnnviz..."),
        (),
        lambda w: About(w).open(),
        QT_TRANSLATE_NOOP("actions", "What cnnviz is, and of which version its parts are."),
        words=QT_TRANSLATE_NOOP("actions", "version, licence, license, credits"),
    ),
    Command(
        "tour",
        QT_TRANSLATE_NOOP("actions", "Take the tour"),
        ("F1",),
        toggle_tour,
        QT_TRANSLATE_NOOP(
            "actions", "A dozen steps through the window; your own run waits and comes back afterwards."
        ),
        words=QT_TRANSLATE_NOOP("actions", "tutorial, guide, introduction, getting started, help, learn"),
    ),
    Command(
        "start",
        QT_TRANSLATE_NOOP("actions", "Start page"),
        (),
        toggle_page,
        QT_TRANSLATE_NOOP("actions", "What to do first, and what can be gone on with."),
        words=QT_TRANSLATE_NOOP("actions", "welcome, home, first steps"),
    ),
)
