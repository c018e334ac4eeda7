"""From a cell to its page: each rule of an explanation has a builder; every page can prove its gradient."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from cnnviz.features.microscope.blocks.block import Number, PageBlock
from cnnviz.features.microscope.blocks.rows import NumberRow, NumberRows
from cnnviz.features.microscope.blocks.text import Heading, Note, PageHead, Press, SourceCode
from cnnviz.features.microscope.cards import stop_title
from cnnviz.features.microscope.pages import loss, pooling, softmax
from cnnviz.features.microscope.pages.common import general
from cnnviz.features.microscope.pages.elementwise import GATE_PAGES, NORM_PAGES
from cnnviz.features.microscope.pages.given import END_PAGES, UPDATE_PAGES
from cnnviz.features.microscope.pages.subject import Known, PageSubject, Pick, called, meaning, place
from cnnviz.features.microscope.pages.weighted import CONV_PAGES, LINEAR_PAGES
from cnnviz.session.stops import making
from cnnviz.system.translation import translate
from cnnviz.system.wording import sentences
from cnnviz.widgets.numbers import brief, limit, significant
from core.trace.prove import Proof, centred_away, gradient_of, rounding_of
from core.trace.recording import Cell, Trace
from core.training import Guest

PROVE = "prove"  # the pick of a nudge to try
PROOFS = "proofs"  # the pick that holds what came of them: a Proof, a sentence, or None while it runs
FIRST = 1e-5
AGREES = 1e-3  # relative: gradients of float32 are near this where they are tiny
NUDGES = (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7)


def section(subject: PageSubject) -> list[PageBlock]:
    """The button, and what came of pressing it."""
    blocks: list[PageBlock] = []
    gradient = gradient_of(subject.trace, subject.cell)
    if silenced := centred_away(subject.trace, subject.cell):
        blocks += _why(subject, silenced, gradient)
    if gradient is None or not subject.known(gradient):
        return blocks
    found: Mapping[float, Proof | str | None] = subject.picks.get(PROOFS, {})
    blocks.append(Heading(0, translate("inspector", "Prove it"), hint=meaning("prove")))
    if not found:
        which = _nudged(subject) or translate("inspector", "the number")
        said = translate("inspector", "Nudge {0}, run the network again: does the loss move as it should?")
        said = said.format(which)
        words = translate("inspector", "Nudge it by ±{0}").format(limit(FIRST))
        tip = translate("inspector", "Runs beside training; nothing is changed")
        return [*blocks, Note(said), Press(words, Pick(PROVE, FIRST), tip)]
    for nudge, proof in found.items():
        if proof is None:
            words = translate("inspector", "Running with ±{0} …").format(limit(nudge))
            blocks.append(Press(words, None, busy=True))
        elif isinstance(proof, str):
            blocks.append(Note(proof, "wrong", "×", "wrong"))
    if done := [proof for proof in found.values() if isinstance(proof, Proof)]:
        blocks += _result(done, _nudged(subject))
        left = [nudge for nudge in NUDGES if nudge not in found]
        if left and None not in found.values():
            following = min(left, key=lambda n: abs(n / done[-1].step - 0.1))
            words = translate("inspector", "Try ±{0}").format(limit(following))
            tip = translate("inspector", "Another nudge: too large bends, too small rounds")
            blocks.append(Press(words, Pick(PROVE, following), tip))
    return blocks


def _nudged(subject: PageSubject) -> str:
    """What is nudged, if it is another number than the page's."""
    if subject.quantity.endswith(".after"):
        return translate("inspector", "the number from before the step")
    if subject.quantity.endswith(".grad") or subject.quantity.startswith("grad_"):
        return translate("inspector", "the number that this is the gradient of")
    if subject.layer == "loss" and "logits" in subject.record.quantities and subject.quantity != "logits":
        return translate("inspector", "its logit")
    return ""


def _result(done: list[Proof], which: str) -> list[PageBlock]:
    """What the last nudge came to, and how near each of several came; `which` is x, if another number."""
    proof, e, name = done[-1], limit(done[-1].step), translate("inspector", "numeric")
    low, high = (
        Number(loss, None, translate("inspector", "loss"), plain=True, digits=_digits(proof), zeros=True)
        for loss in (proof.low, proof.high)
    )
    slope = translate("inspector", "their difference / {0}").format(limit(2 * proof.step))
    recorded = translate("inspector", "recorded")
    rows = [
        NumberRow(f"L(x - {e})", low, translate("inspector", "loss with the number a little lower")),
        NumberRow(f"L(x + {e})", high, translate("inspector", "loss with the number a little higher")),
        NumberRow(name, Number(proof.numeric, None, name), slope),
        NumberRow(
            recorded,
            Number(proof.analytic, None, recorded),
            translate("inspector", "what the backward pass said"),
        ),
    ]
    if which:
        rows.insert(0, NumberRow("x", Number(proof.value, proof.nudged, called(proof.nudged)), which))
    blocks: list[PageBlock] = [NumberRows(tuple(rows), 86.0), _verdict(proof)]
    if len(done) > 1:
        words = translate("inspector", "relative error {0}")
        table = [
            NumberRow(f"±{brief(p.step)}", Number(p.numeric, None, name), words.format(_error(p)))
            for p in sorted(done, key=lambda p: -p.step)
        ]
        blocks.append(NumberRows(tuple(table), 60.0))
    return blocks


def _digits(proof: Proof) -> int:
    """So many that the slope can be worked out from the two losses, as far as they have them."""
    if proof.high == proof.low or not math.isfinite(proof.numeric):
        return 10
    return min(16, max(10, 4 + round(math.log10(abs(proof.high / (proof.high - proof.low)) + 1))))


def _error(proof: Proof) -> str:
    return significant(proof.error, signed=False, digits=2)


def _verdict(proof: Proof) -> Note:
    if proof.kink is not None:
        words = translate(
            "inspector",
            "A kink: the slope is {0} to the left and {1} to the right, for within the nudge a ReLU or a "
            "pooling window changes its mind. Any slope between the two is right.",
        )
        both = significant(proof.kink.left), significant(proof.kink.right)
        if not proof.kink.ok:
            outside = translate("inspector", "The recorded one is not between them.")
            return Note(f"{words.format(*both)} {outside}", "text", "×", "wrong")
        return Note(words.format(*both), "text", "✓", "right")
    if proof.reason or max(abs(proof.numeric), abs(proof.analytic)) <= proof.noise:
        return Note(translate("inspector", "Both are zero, as nearly as rounding can tell."), "text", "✓")
    if proof.error < AGREES:
        said = translate(
            "inspector",
            "They agree: relative error {0}. The trace has 7 digits, the nudged runs have 16.",
        )
        return Note(said.format(_error(proof)), "text", "✓")
    if proof.apart <= proof.noise:
        said = translate(
            "inspector",
            "They agree as far as can be told, relative error {0}: so small a nudge leaves the losses too "
            "few of their 16 digits.",
        )
        return Note(said.format(_error(proof)), "text", "✓")
    if proof.wrong:
        words = translate(
            "inspector",
            "They differ by {0}, and the loss is as good as a straight line here: what the backward pass "
            "said is not its slope.",
        )
        return Note(words.format(_error(proof)), "text", "×", "wrong")
    if proof.apart <= 5 * proof.bend:
        words = translate(
            "inspector",
            "They differ by {0}: over so wide a step the loss is no straight line, for a ReLU or a "
            "pool changes its mind on the way. Try a smaller nudge.",
        )
        return Note(words.format(_error(proof)), "text", "×", "wrong")
    words = translate(
        "inspector",
        "They differ by {0}, which rounding may explain: the trace has 7 digits, and p - y of a sure answer "
        "has fewer.",
    )
    return Note(words.format(_error(proof)), "text", "≈")


def _why(subject: PageSubject, norm: str, gradient: Cell | None) -> list[PageBlock]:
    """Why a bias before a batch-norm has no gradient, or should have none."""
    said = translate(
        "inspector",
        "{0} adds this bias to a whole channel; {1} then takes off the mean, and the bias with it.",
    ).format(subject.layer, norm)
    title = translate("inspector", "Why this gradient is zero")
    rest = translate("inspector", "Whatever it is, the loss stays the same: what is left is rounding.")
    trace = subject.trace
    if gradient is not None and abs(trace.at(gradient)) > rounding_of(trace, gradient):
        title = translate("inspector", "Why this gradient should be zero")
        rest = translate("inspector", "Whatever it is, the loss stays the same: the right gradient is zero.")
    return [Heading(0, title), Note(sentences((said, rest)), "text")]


BUILDERS: dict[str, Callable[[PageSubject], list[PageBlock]]] = {
    **CONV_PAGES,
    **LINEAR_PAGES,
    **pooling.PAGES,
    **GATE_PAGES,
    **NORM_PAGES,
    **softmax.PAGES,
    **loss.PAGES,
    **UPDATE_PAGES,
    **END_PAGES,
}


def waiting(subject: PageSubject) -> list[PageBlock]:
    """The page of a number that is not computed yet: where that is, and the way there."""
    trace, cell = subject.trace, subject.cell
    stop = stop_title(trace.stops[making(trace, cell)])
    said = translate("inspector", "Not computed yet. It is made later: {0}.").format(stop)
    number = Number(math.nan, None, called(cell), known=False)
    head = PageHead((cell.layer, cell.quantity), place(subject), number, said)
    return [head, Press(translate("inspector", "Go on to there"), cell)]


def page(
    trace: Trace,
    cell: Cell,
    picks: Mapping[str, Any] | None = None,
    guest: Guest | None = None,
    known: Known = lambda cell: True,
    pixel_ends: tuple[float, float] = (0.0, 1.0),
) -> list[PageBlock]:
    """The blocks of a cell's page; raises what `explain` raises for a cell that doesn't exist.

    What is not `known` at the stop in sight is not shown.
    """
    with np.errstate(all="ignore"):  # numbers out of all bounds are shown like any others
        subject = PageSubject(trace, cell, picks, guest, known, pixel_ends)
        if not known(cell):
            return waiting(subject)
        blocks = BUILDERS.get(subject.rule, general)(subject)
        first = next((i for i, block in enumerate(blocks) if isinstance(block, SourceCode)), len(blocks))
        return [*blocks[:first], *section(subject), *blocks[first:]]
