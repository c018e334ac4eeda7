"""The words of the field, and of this window, in a sentence each; they are explained where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from cnnviz.system import language
from cnnviz.system.translation import QT_TRANSLATE_NOOP, translate
from cnnviz.system.wording import COLON, listed

WORDS = (  # the word, and what it means; of two words that begin alike the longer one is found
    (
        QT_TRANSLATE_NOOP("glossary", "activation"),
        QT_TRANSLATE_NOOP("glossary", "A number that a layer computes for the image on show."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Adam"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "An optimiser that gives every weight a step size of its own, from the mean of its gradients"
            " and of their squares.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "backward"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "From the loss back to the image: how much each number took part in it, by the chain rule.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "batch"),
        QT_TRANSLATE_NOOP(
            "glossary", "The images that one training step looks at together; their losses are averaged."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "batch norm"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "A layer that brings each channel to mean 0 and variance 1 over the batch, then stretches"
            " and shifts it by two learned numbers.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "bias"),
        QT_TRANSLATE_NOOP(
            "glossary", "A learned number that is added to a sum of products; one for each output."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "channel"),
        QT_TRANSLATE_NOOP("glossary", "One of the maps that a layer makes, by a kernel of its own."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "convolution"),
        QT_TRANSLATE_NOOP(
            "glossary", "A kernel is laid over every place of the input: all products there are added up."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "cross-entropy"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The loss of a classifier: minus the logarithm of the probability that it gave the right class.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "dropout"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "While training, numbers are set to 0 at random, so that no unit relies on a single other one.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "epoch"),
        QT_TRANSLATE_NOOP("glossary", "Once through all training images, batch after batch."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "feature map"),
        QT_TRANSLATE_NOOP("glossary", "What one kernel finds at each place of its input."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "forward"),
        QT_TRANSLATE_NOOP("glossary", "From the image to the answer, layer after layer."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "gather"),
        QT_TRANSLATE_NOOP(
            "glossary", "Backward, seen from an input: it collects from all outputs that it was used in."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "gradient"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "How much the loss would change if this number grew a little, divided by how much it grew.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "kernel"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The weights of a convolution: a small pattern that is laid over every place of its input.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "keyframe"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "A step of the run that was kept whole, so that the steps after it can be made again.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "learning rate"),
        QT_TRANSLATE_NOOP(
            "glossary", "How far an update goes: the step size that gradients are multiplied by."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "next rate"),
        QT_TRANSLATE_NOOP(
            "glossary", "The learning rate of the next step, as the schedule or a hand has set it."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "logit"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "What the last layer says for a class, before softmax: any number; the largest one wins.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "loss"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "One number for how wrong the answer is; training makes it smaller. 0 would be perfect.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "max pooling"),
        QT_TRANSLATE_NOOP("glossary", "Of every small window only the largest number goes on."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "momentum"),
        QT_TRANSLATE_NOOP(
            "glossary", "How much of the update before goes on in the next one, as a ball keeps rolling."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "norm"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The length of many numbers taken as one arrow: the root of the sum of their squares.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "one cycle"),
        QT_TRANSLATE_NOOP(
            "glossary", "The learning rate rises at first and then falls to almost 0, once in the run."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "optimiser"),
        QT_TRANSLATE_NOOP("glossary", "The rule that makes an update of the weights out of their gradients."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "padding"),
        QT_TRANSLATE_NOOP(
            "glossary", "Zeros around the input, so that the kernel can be laid over its edge as well."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "probe"),
        QT_TRANSLATE_NOOP(
            "glossary", "The image on show, sent alone through the newest weights as when testing."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "receptive field"),
        QT_TRANSLATE_NOOP("glossary", "The pixels that one place of a layer can see."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "ReLU"),
        QT_TRANSLATE_NOOP("glossary", "A layer that lets positive numbers pass and makes negative ones 0."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "RMS"),
        QT_TRANSLATE_NOOP(
            "glossary", "Root mean square, the usual size of many numbers whatever their signs."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "scatter"),
        QT_TRANSLATE_NOOP(
            "glossary", "Backward, seen from an output: it hands its gradient on to all its inputs."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "seed"),
        QT_TRANSLATE_NOOP(
            "glossary", "The number that all chance of a run comes from: the same seed, the same run."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "SGD"),
        QT_TRANSLATE_NOOP(
            "glossary", "Stochastic gradient descent: each weight moves against its gradient on one batch."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "softmax"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "Makes probabilities of logits: e to the power of each, divided by the sum of them all.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "standard deviation"),
        QT_TRANSLATE_NOOP(
            "glossary", "How far numbers usually lie from their mean: the root of the variance."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "step"),
        QT_TRANSLATE_NOOP("glossary", "One update of all weights, from one batch."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "stride"),
        QT_TRANSLATE_NOOP("glossary", "By how many places the window moves from one output to the next."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "test acc"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "How many of all test images were read right, in per cent; behind @ stands the step.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "trace"),
        QT_TRANSLATE_NOOP(
            "glossary", "One recorded batch: every number of its forward, its backward and its update."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "train acc"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "How many images of the step's own batch were read right, before its update, in per cent.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "twin"),
        QT_TRANSLATE_NOOP("glossary", "The same run without the mistake: same seed, same batches."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "update"),
        QT_TRANSLATE_NOOP(
            "glossary", "What a step does to a weight: usually minus the learning rate times its gradient."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "variance"),
        QT_TRANSLATE_NOOP(
            "glossary", "How far numbers spread: the mean of their squared distances from the mean."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "velocity"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "What SGD with momentum steps along: the sum of the gradients so far, older ones fading. v for"
            " short; PyTorch calls it momentum_buffer.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "weight"),
        QT_TRANSLATE_NOOP("glossary", "A learned number that an input is multiplied by."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "weight decay"),
        QT_TRANSLATE_NOOP(
            "glossary", "Each step makes every weight a little smaller, besides its gradient's update."
        ),
    ),
)


def words() -> list[tuple[str, str]]:
    """Every word with its meaning, in the language that is spoken now."""
    return [(translate("glossary", word), translate("glossary", meaning)) for word, meaning in WORDS]


def found(text: str) -> list[tuple[int, int, str]]:
    """Where words stand in a text, each where it comes first: from, to, and the word with its meaning."""
    return _found(text, language.current())


@lru_cache(maxsize=256)
def _found(text: str, spoken: str) -> list[tuple[int, int, str]]:
    known = _known(spoken)
    first: dict[int, tuple[int, int]] = {}
    for match in _pattern(tuple(word for word, _ in known)).finditer(text):
        first.setdefault((match.lastindex or 1) - 1, (match.start(), match.end()))
    return [(*place, _row(known[number])) for number, place in first.items()]


def _row(word: tuple[str, str]) -> str:
    return listed(word, COLON)


def met(texts: Iterable[str]) -> list[tuple[str, str]]:
    """The words with their meanings that stand in some texts, in the order of all."""
    seen = set(explained(texts).split("\n"))
    return [word for word in words() if _row(word) in seen]


def explained(texts: Iterable[str]) -> str:
    """The meanings of all words in some texts, a line each; "" if there are none."""
    return "\n".join(dict.fromkeys(said for text in texts for _, _, said in found(text)))


@lru_cache(maxsize=2)
def _known(_: str) -> list[tuple[str, str]]:
    """The words of a language, the longest first."""
    return sorted(words(), key=lambda row: len(row[0]), reverse=True)


@lru_cache(maxsize=2)
def _pattern(known: tuple[str, ...]) -> re.Pattern[str]:
    parts = []
    for word in known:
        spaced = re.escape(word).replace(r"\ ", r"[\s-]")
        parts.append(rf"(\b{spaced}s?\b)" if word.isascii() else f"({spaced})")
    return re.compile("|".join(parts), re.IGNORECASE)
