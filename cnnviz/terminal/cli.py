"""The command line: what can be asked for, and who does it.

Nothing heavy is imported before it is known what is wanted, so `cnnviz --version` answers at once. An error
is one line on stderr, with status 2 for wrong usage and 1 for what failed.
"""

from __future__ import annotations

import argparse
import errno
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Any, NoReturn

from cnnviz.system import language
from cnnviz.system.complaint import complain
from cnnviz.system.wording import worded
from cnnviz.terminal.cells import cells, wrapped

NO_MEMORY = "there is not enough memory: close other programs, or take a smaller batch or network"
INTERRUPTED = 130  # what shells give for Ctrl+C

AddOptions = Callable[[argparse.ArgumentParser], None]
Do = Callable[[argparse.Namespace], int]


class Help(argparse.RawDescriptionHelpFormatter):
    """Help in the language that is spoken."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, f"{worded('usage:')} ")

    def start_section(self, heading: str | None) -> None:
        super().start_section(worded(heading or "") or None)

    def add_text(self, text: str | None) -> None:
        super().add_text("\n".join(map(worded, text.split("\n"))) if text else text)

    def _format_usage(self, *about: Any) -> str:
        first, *others = super()._format_usage(*about).split("\n")
        indent = cells(worded("usage:")) - len(worded("usage:"))
        return "\n".join([first, *(line and " " * indent + line for line in others)])

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(" ".join(text.split()), width)

    def format_help(self) -> str:
        return re.sub(r"(?<=[\u4e00-\u9fff]):$", "：", super().format_help(), flags=re.MULTILINE)

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return worded(action.help or "") or None


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that speaks the person's language, and whose errors are one line."""

    def __init__(self, **named: Any) -> None:
        super().__init__(formatter_class=Help, **named)

    def error(self, message: str) -> NoReturn:
        complain(f"{worded(message)} (see {self.prog} --help)", self.prog)
        sys.exit(2)


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments ask for; the exit status. Raises SystemExit for --help and wrong usage."""
    try:
        asked, arguments = language.take_argument(list(arguments))
        language.begin(language.choose())
        if asked:
            os.environ[language.VARIABLE] = language.checked(asked)  # for the processes begun from here, too
            language.begin(language.choose())
    except language.LanguageError as error:
        complain(f"{error} (see cnnviz languages)")
        return 2
    try:
        if arguments and arguments[0] in COMMANDS:
            name = arguments[0]
            about, *add_options = COMMANDS[name]
            parser = Parser(prog=f"cnnviz {name}", description=about)
            for add in add_options:
                add(parser)
            return _guarded(WITH_QT.get(name) or _importing(name), parser.parse_args(arguments[1:]))
        return _guarded(_window, _window_parser().parse_args(arguments))
    except KeyboardInterrupt:
        complain("stopped")
        return INTERRUPTED
    except BrokenPipeError:  # `cnnviz presets | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _guarded(do: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    """Run a command; what it can't do becomes one line and a status."""
    try:
        return do(options)
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except OSError as error:
        if error.errno == errno.ENOMEM:
            complain(NO_MEMORY)
            return 1
        what = f"{error.filename}: {error.strerror}" if error.filename and error.strerror else str(error)
        complain(what)
    except MemoryError:
        complain(NO_MEMORY)
    except Exception as error:
        from core.files.atomic import FileError
        from core.training.config import ConfigError
        from core.training.diverged import DivergenceError

        if isinstance(error, ConfigError):
            complain(f"--{error.field.replace('_', '-')}: {error.message}")
            return 2
        if not isinstance(error, FileError | DivergenceError):
            raise
        complain(str(error))
    return 1


# the window


def _window_parser() -> Parser:
    commands = "\n".join(f"  {name:13}{worded(about)}" for name, (about, *_) in COMMANDS.items())
    parser = Parser(
        prog="cnnviz",
        usage="cnnviz [--version | --info] [--safe] [--language CODE] [paths ...] | cnnviz COMMAND ...",
        description="A microscope for backpropagation: opens the window, and the files named.",
        epilog="\n".join([worded("in a terminal:"), commands, "", "`cnnviz COMMAND --help` says more."]),
    )
    parser.add_argument("--version", action="version", version=f"cnnviz {version()}")
    parser.add_argument("--info", action="store_true", help="print versions, folders and settings")
    parser.add_argument("--safe", action="store_true", help="start with the default settings")
    parser.add_argument(
        "--language",
        metavar="CODE",
        help="of the window and the terminal, such as zh_CN (see cnnviz languages)",
    )
    parser.add_argument("paths", nargs="*", help="weights, traces or images to open")
    return parser


def version() -> str:
    """The version of the installed package."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("cnnviz")
    except PackageNotFoundError:
        return "(not installed)"


def _window(options: argparse.Namespace) -> int:
    """Open the window; without a display say so and show the same work as pictures."""
    if options.info:
        from cnnviz.system import report

        print(report.about())
        return 0
    for path in options.paths:
        if not os.path.exists(path):
            complain(f"there is neither a file nor a command called {path!r} (see cnnviz --help)")
            return 2
    from cnnviz.system import display

    reason = display.why_not()
    if reason:
        told = worded(f"No window can be opened: {reason}. Running `cnnviz demo` instead.")
        print(told, file=sys.stderr)
        return _demo(argparse.Namespace(out=None))
    lacking = display.missing_screen_libraries()
    if lacking:
        complain(lacking)
        return 1
    return _with_qt("cnnviz.shell.app", "safely" if options.safe else "main", list(options.paths))


def _demo(options: argparse.Namespace) -> int:
    return _with_qt("cnnviz.terminal.demo", "run", options.out)


def _with_qt(module: str, name: str, argument: object) -> int:
    """Call a function of a module that imports Qt; if its libraries are missing, say what installs them."""
    from cnnviz.system import display

    try:
        return int(getattr(import_module(module), name)(argument) or 0)
    except ImportError as error:
        if error.name and error.name.startswith(("cnnviz", "core", "resources")):
            raise
        complain(display.missing_libraries(error))
        return 1


# the commands; each does its work in another module


def _train_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--preset", metavar="NAME", help="the recipe (default lenet5-bn, see cnnviz presets)")
    parser.add_argument("--epochs", metavar="N", type=int, help="passes over the training images")
    parser.add_argument("--batch-size", metavar="N", type=int, help="images a step")
    parser.add_argument("--lr", metavar="X", type=float, help="the first learning rate")
    parser.add_argument("--seed", metavar="N", type=int, help="one seed, one result (default 0)")
    parser.add_argument("--limit", metavar="IMAGES", type=int, help="train on the first IMAGES only")
    parser.add_argument("--threads", metavar="N", type=_threads, default=1, help="BLAS threads (default 1)")
    parser.add_argument(
        "--workers",
        metavar="N",
        type=_threads,
        default=1,
        help="processes that make a step, where measured to be faster; the numbers are the same (default 1)",
    )
    parser.add_argument("--out", metavar="DIR", help="write weights.safetensors and history.csv there")
    parser.add_argument("--keep", action="store_true", help="keep the run in DIR with all of its steps")
    parser.add_argument(
        "--resume", metavar="RUN", help="go on with a run: its folder or checkpoint.safetensors"
    )
    parser.add_argument(
        "--at", metavar="STEP", type=int, help="go on from this step of a run that was kept with --keep"
    )
    parser.add_argument("--verbose", action="store_true", help="a line a hundred steps")
    parser.add_argument("--data", metavar="PATH", help="train on these images instead of MNIST's")


def _evaluate_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("weights", metavar="WEIGHTS", help="a .safetensors or .npz file, PyTorch's too")
    parser.add_argument("--threads", metavar="N", type=_threads, default=1, help="BLAS threads (default 1)")
    parser.add_argument("--data", metavar="PATH", help="test on these images instead of MNIST's")
    parser.add_argument("--as", dest="like", metavar="PRESET", help="the network that the weights are of")
    parser.add_argument("--map", metavar="FILE", help="where tensors belong: lines `theirs -> ours`, or JSON")
    parser.add_argument(
        "--with",
        dest="kinds",
        metavar="LAYER=KIND,...",
        help="what no shape tells, such as conv1=none,fc1=Tanh,pool1=AvgPool2d",
    )
    parser.add_argument(
        "--preprocessing", choices=("unit", "standard", "raw", "signed"), help="how its images are prepared"
    )


def _inspect_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="PATH", help="images: a file or a folder")
    parser.add_argument("--json", action="store_true", help="for programs")


def _data_options(parser: argparse.ArgumentParser) -> None:
    from cnnviz.terminal.data import add_options

    add_options(parser)


def _demo_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", metavar="DIR", help="the folder for pictures and weights")


def _film_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run", metavar="RUN", help="the folder of a run that was kept with train --keep")
    parser.add_argument(
        "--out", metavar="FILE", required=True, help=".gif, .webp, .png or .mp4; or a folder of pictures"
    )
    parser.add_argument("--size", default="1280x720", help="of the window in pixels (default 1280x720)")
    parser.add_argument("--fps", type=int, default=15, help="pictures a second (default 15)")


def _experiments_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "group", metavar="GROUP", nargs="?", help="a group or a preset; none lists the groups"
    )
    parser.add_argument("--out", metavar="DIR", help="the folder for all results (default experiments/GROUP)")
    parser.add_argument("--jobs", metavar="N", type=_threads, help="runs at a time, at most one a core")
    parser.add_argument(
        "--seeds", metavar="N", type=int, nargs="+", help="a run of each preset from each seed"
    )
    parser.add_argument("--epochs", metavar="N", type=int, help="passes over the training images")
    parser.add_argument("--limit", metavar="IMAGES", type=int, help="train on the first IMAGES only")


def _check_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", nargs="?", help="a Python file with your own layers")
    parser.add_argument("--watch", action="store_true", help="check again at every save")
    parser.add_argument("--exercise", metavar="NAME", action="append", help="only this one (can be repeated)")
    parser.add_argument(
        "--seconds", metavar="N", type=float, default=20.0, help="at most so long (default 20)"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON object")
    form.add_argument("--junit", metavar="FILE", help="write the results as JUnit XML, too")
    parser.add_argument("--list", action="store_true", help="list the exercises and all mistakes")
    parser.add_argument(
        "--start", metavar="NEW", help="write a file to begin with: thirteen exercises, none solved"
    )


def _threads(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 1024:
        raise argparse.ArgumentTypeError(f"must be from 1 to 1024, got {number}")
    return number


def _importing(command: str) -> Do:
    """The function of a command's name in its module, imported when it is called."""
    module = f"cnnviz.terminal.{ELSEWHERE.get(command, command)}"
    return lambda options: int(getattr(import_module(module), command)(options))


# What each command does, and what adds its options.
COMMANDS: dict[str, tuple[str, *tuple[AddOptions, ...]]] = {
    "train": ("train a network on MNIST or on images of your own", _train_options, _data_options),
    "evaluate": (
        "test weights on MNIST's 10,000 test images or on your own",
        _evaluate_options,
        _data_options,
    ),
    "inspect": ("say how images of your own are understood", _inspect_options, _data_options),
    "experiments": ("make a group of runs and compare them", _experiments_options),
    "presets": ("list the recipes",),
    "check": ("check layers that you wrote, and name their mistakes", _check_options),
    "film": ("make a film of a run that was kept, in the window", _film_options),
    "languages": ("list the languages, and how complete each is",),
    "demo": ("train for one epoch without a window and save its pictures", _demo_options),
}
ELSEWHERE = {"inspect": "data", "presets": "lists", "languages": "lists"}  # not in a module of its name
WITH_QT: dict[str, Do] = {
    "film": lambda options: _with_qt("cnnviz.terminal.film", "film", options),
    "demo": _demo,
}
