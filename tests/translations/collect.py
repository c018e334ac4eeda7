"""Collects the sentences of the core and the terminal for translators; `tasks.py translations` uses it.

They are plain English with values in them: each becomes a text of the context "core" with numbered places, by
which cnnviz.system.wording finds it again when it is shown.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

SOURCES = (
    "core/blueprint",
    "core/data",
    "core/experiments",
    "core/files",
    "core/health",
    "core/layers",
    "core/losses.py",
    "core/mistakes",
    "core/models.py",
    "core/network.py",
    "core/optim.py",
    "core/presets.py",
    "core/trace/trace_file.py",
    "core/training",
    "core/weights",
    "cnnviz/terminal",
    "cnnviz/system/display.py",
    "cnnviz/system/film_files.py",
    "cnnviz/system/language.py",
)
# Names of terms of a sum, which the core makes of a word and a number.
NAMES = (
    "image {0}",
    "input channel {0}",
    "output channel {0}",
    "input {0}",
    "output {0}",
    "window {0}",
    "bias",
    "case {0}",
    *("direct", "mean", "variance", "shared", "scaled", "kept", "batch", "step", "outputs"),
    *("rounding", "difference"),
    *("weight", "gradient", "squared gradient", "momentum", "weight decay", "probability"),
    "ln of the sum",
    "the plan that made the step adds in another order",
    "this gradient is nothing else; in the plan that made the step it is 0",
    "the step was made with another gradient",
)
# What Python's argparse says, and words of ours that stand alone.
WORDS = (
    "options",
    "positional arguments",
    "show this help message and exit",
    "show program's version number and exit",
    "unrecognized arguments: {0}",
    "the following arguments are required: {0}",
    "argument {0}: invalid int value: {1}",
    "argument {0}: invalid float value: {1}",
    "argument {0}: invalid choice: {1} (choose from {2})",
    "argument {0}: expected one argument",
    "argument {0}: {1}",
    "assumed: {0}",
    "stopped",
    "1 trial",
    # along which axes something is wrong
    *("image", "channel", "row", "column", "number", "input", "output", "input channel", "output channel"),
    *("images", "channels", "rows", "columns", "numbers", "inputs", "outputs", "steps"),
    *(f"only in {way}put channel{s} {{0}}" for way in ("in", "out") for s in ("", "s")),
    "{0} AND {1}",
    "{0} numbers in {1} trials",
    "right: {0} numbers in {1} trials",
    "{0}, {1} images of {2}x{3} pixels, {4}",
    "{0}, {1} images of {2}×{3} pixels, {4}",
    *("grey", "in colour"),
    *("exercises", "note", "it printed:", "it printed (the last lines):"),
    *(
        "{0}, gzipped",
        "images: {0}",
        "padding: {0}",
        "padding: none",
        "activations: {0}",
        "nothing",
        "colour",
    ),
    "usage:",
    "pixels, 8 to 64 a side",
    "{0} to {1} pixels a side",
    "a whole number of at least {0}",
    *(", ", "; ", ": ", ". ", " images", " pictures", "epoch {0}", "{0}: loss {1}"),
    "a whole number or a pair of them",
    "at least {0} and at most {1}",
    *("Small VGG", "Plain SGD", "Max-pooling", "Momentum"),
    *("CSV table", "CSV tables"),
    *("activation", "optimiser", "pooling", "batch norm", "initialisation", "learning rate"),
)
# What is left out of a set: how many, with an example or without, one or more.
LEFT_OUT = (
    "{0} of {1} pictures are {2}, which can't be read here: save them as PNG or JPEG",
    "{0} of {1} pictures lie in {2} and are not sorted into classes",
    "{0} pictures that lie in no class's folder",
    "1 picture that lies in no class's folder",
    "{0} pictures that can't be read",
    "1 picture that can't be read",
    "{0} files that are no pictures",
    "1 file that is no picture",
    "{0} files that are no ordinary files",
    "1 file that is no ordinary file",
    "{0} files that are links to folders already read",
    "1 file that is a link to folders already read",
    "{0} images of its validation part, as there is a test part",
    "{0} images of classes that were not chosen",
    "{0} rows without labels",
    "1 row without labels",
)
NAMING = "naming.py"  # what people call their arguments
# Two words, a word and a value, or a thing with its article.
SENTENCE = re.compile(r"[a-z]{2,} [a-z({]|\} [a-z]{2,}|[A-Za-z]{3,} \{|^an? \w[\w ]*$")
# Parts of files' names, and lines of Python to copy.
UNSPOKEN = re.compile(
    r"^(case|class|def) \{|train training trn|test testing tst|val valid|^[xy] [xy]s |^import \w+[,;.]"
)


def sentences(source: str) -> Iterator[str]:
    """The texts of a module that may be read by somebody: values become {0}, {1}, ..."""
    tree = ast.parse(source)
    unread: set[int] = set()
    trials: set[int] = set()  # their names
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            unread.add(id(node.value))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Trial":
            trials |= {id(node.args[0])} if node.args else set()
        elif isinstance(node, ast.JoinedStr):
            unread |= {id(inner) for inner in ast.walk(node) if inner is not node}
    for node in ast.walk(tree):
        text = "" if id(node) in unread else template(node)
        said = id(node) in trials or SENTENCE.search(text)
        if said and text and not UNSPOKEN.search(text) and "\n" not in text.strip():
            yield text.strip()


def template(node: ast.AST) -> str:
    """A literal with numbered places for its values; "" for what is none."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        names = iter(range(9))
        return re.sub(r"\{(name|stem)\}", lambda _: f"{{{next(names)}}}", node.value)
    text, number = "", 0
    for part in node.values if isinstance(node, ast.JoinedStr) else ():
        if isinstance(part, ast.Constant):
            text += str(part.value).replace("{", "{{").replace("}", "}}")
        else:
            text, number = f"{text}{{{number}}}", number + 1
    return text


def told(file: Path) -> Iterator[str]:
    """What a catalogue of mistakes or exercises says to people."""
    for entry in tomllib.loads(file.read_text(encoding="utf-8")).values():
        for name in ("title", "says", "ask", "lesson", "about"):
            if name in entry:
                yield entry[name]
        yield from (*entry.get("hints", ()), *entry.get("of_bias", ()))


def collected(root: Path) -> list[str]:
    """All of them, each once, in the order of the files."""
    found = dict.fromkeys((*NAMES, *WORDS))
    for text in LEFT_OUT:
        found |= dict.fromkeys((text, f"{text} ({{{text.count('{')}}})"))
    for place in SOURCES:
        path = root / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            if file.name == NAMING:
                continue
            found |= dict.fromkeys(sentences(file.read_text(encoding="utf-8")))
    for file in sorted((root / "resources" / "mistakes").glob("*.toml")):
        found |= dict.fromkeys(told(file))
    return list(found)


def module(root: Path) -> str:
    """A module that Qt's extraction reads them from."""
    return "".join(f"QT_TRANSLATE_NOOP('core', {text!r})\n" for text in collected(root))
