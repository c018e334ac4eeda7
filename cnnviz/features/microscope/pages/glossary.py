"""What the words and letters of the pages mean, in a sentence each, for whoever points at them."""

from __future__ import annotations

from cnnviz.system.translation import QT_TRANSLATE_NOOP, translate

MEANINGS: dict[str, str] = {
    "input": QT_TRANSLATE_NOOP("inspector", "what goes into a layer; X for short"),
    "output": QT_TRANSLATE_NOOP("inspector", "what comes out of a layer; Y for short"),
    "grad_output": QT_TRANSLATE_NOOP(
        "inspector", "how the loss would change if a layer's output grew; dY for short"
    ),
    "grad_input": QT_TRANSLATE_NOOP(
        "inspector", "how the loss would change if a layer's input grew; dX for short"
    ),
    "weight": QT_TRANSLATE_NOOP("inspector", "numbers that the network learns; W for short"),
    "bias": QT_TRANSLATE_NOOP("inspector", "a learned number that is added everywhere"),
    "grad": QT_TRANSLATE_NOOP("inspector", "how the loss would change if the number grew, over the batch"),
    "after": QT_TRANSLATE_NOOP("inspector", "as it is after the step"),
    "slope": QT_TRANSLATE_NOOP("inspector", "how much of a small change an activation lets through"),
    "mask": QT_TRANSLATE_NOOP("inspector", "1 for numbers that dropout kept, 0 for those it struck out"),
    "argmax": QT_TRANSLATE_NOOP("inspector", "where in its window the largest number stood"),
    "x_hat": QT_TRANSLATE_NOOP("inspector", "the number less the mean, over the standard deviation"),
    "inv_std": QT_TRANSLATE_NOOP("inspector", "one over the standard deviation"),
    "logits": QT_TRANSLATE_NOOP("inspector", "what the last layer says for each class; any number"),
    "probabilities": QT_TRANSLATE_NOOP("inspector", "the softmax of the logits: positive, with sum 1"),
    "log_probabilities": QT_TRANSLATE_NOOP("inspector", "the logarithms of the probabilities"),
    "momentum_buffer": QT_TRANSLATE_NOOP("inspector", "a running sum of gradients, older ones fading"),
    "turned": QT_TRANSLATE_NOOP(
        "inspector",
        "going back, the window slides the other way, so the kernel is met turned by 180 degrees; dY is the"
        " gradient of the output",
    ),
    "paths": QT_TRANSLATE_NOOP(
        "inspector", "γ is the learned stretch, σ the standard deviation, μ the mean, M how many numbers"
    ),
    "classes": QT_TRANSLATE_NOOP(
        "inspector", "z is the logit, p the probability, y or t the target: 1 for the label, else 0"
    ),
    "whose": QT_TRANSLATE_NOOP(
        "inspector", "the loss is a mean over images, so a gradient is a sum over them"
    ),
    "prove": QT_TRANSLATE_NOOP("inspector", "a gradient is a slope: it can be measured by moving a little"),
}


def meaning(word: str) -> str:
    """The sentence for a word, with the word before it; "" if it needs none."""
    known = MEANINGS.get(word)
    return translate("inspector", known) if known else ""


def of_quantity(quantity: str) -> str:
    """The sentence for a quantity of a trace: "weight.grad" is about two words."""
    found = [f"{part}: {meaning(part)}" for part in quantity.split(".") if meaning(part)]
    return "; ".join(found)
