"""Prove it: the section that nudges the number, runs the network again and compares both gradients."""

from __future__ import annotations

from collections.abc import Mapping

from cnnviz.inspector.subject import Pick, Subject, tr
from cnnviz.views.inspector.block import Block, Number
from cnnviz.views.inspector.head import Heading, Note
from cnnviz.views.inspector.rows import Row, Rows
from cnnviz.views.inspector.source import Press
from cnnviz.views.numbers import significant
from core.prove import Proof, provable, silenced_by

PROVE = "prove"  # the pick of a nudge to try
PROOFS = "proofs"  # the pick that holds what came of them: a Proof, a sentence, or None while it runs
FIRST = 1e-5
NUDGES = (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7)


def section(subject: Subject) -> list[Block]:
    """The button, and what came of pressing it."""
    silenced = silenced_by(subject.trace, subject.cell)
    blocks: list[Block] = []
    if silenced:
        blocks += [Heading(0, tr("Why this gradient is zero")), Note(_why(subject.layer, silenced), "text")]
    if not provable(subject.trace, subject.cell):
        return blocks
    found: Mapping[float, Proof | str | None] = subject.picks.get(PROOFS, {})
    blocks.append(Heading(0, tr("Prove it")))
    if not found:
        said = tr("Nudge the number a little both ways, run the whole forward pass again with 16 digits, and")
        blocks.append(Note(f"{said} {tr('see whether the loss moves as the gradient says.')}"))
        words = tr("Nudge it by ±{0:g}").format(FIRST)
        return [*blocks, Press(words, Pick(PROVE, FIRST), tr("Runs beside training; nothing is changed"))]
    for nudge, proof in found.items():
        if proof is None:
            blocks.append(Press(tr("Running with ±{0:g} …").format(nudge), None, busy=True))
        elif isinstance(proof, str):
            blocks.append(Note(proof, "wrong", "×", "wrong"))
    done = [proof for proof in found.values() if isinstance(proof, Proof)]
    if done:
        blocks += _result(done[-1])
        if len(done) > 1:
            blocks.append(_table(done))
        left = [nudge for nudge in NUDGES if nudge not in found]
        if left and None not in found.values():
            following = min(left, key=lambda n: abs(n / done[-1].nudge - 0.1))
            words = tr("Try ±{0:g}").format(following)
            blocks.append(
                Press(words, Pick(PROVE, following), tr("Another nudge: too large bends, too small rounds"))
            )
    return blocks


def _result(proof: Proof) -> list[Block]:
    e = f"{proof.nudge:g}"
    rows = (
        Row(f"L(x - {e})", _precise(proof.low), tr("loss with the number a little lower")),
        Row(f"L(x + {e})", _precise(proof.high), tr("loss with the number a little higher")),
        Row(
            tr("numeric"),
            Number(proof.numeric, None, tr("numeric")),
            tr("their difference / {0:g}").format(2 * proof.nudge),
        ),
        Row(tr("analytic"), Number(proof.analytic, None, tr("analytic")), tr("the backward pass, 16 digits")),
        Row(
            tr("recorded"),
            Number(proof.recorded, None, tr("recorded")),
            tr("the backward pass as it trained"),
        ),
    )
    return [Rows(rows, 86.0), _verdict(proof)]


def _precise(loss: float) -> Number:
    return Number(loss, None, tr("loss"), plain=True, digits=10)


def _verdict(proof: Proof) -> Note:
    if proof.kink is not None:
        said = tr("A kink: the slope is {0} to the left and {1} to the right, for a ReLU or a pooling window")
        said += " " + tr("changes its mind right here. Any slope between the two is right, and {2} is.")
        if not proof.kink.ok:
            said = tr("A kink: the slope is {0} to the left, {1} to the right; {2} lies outside.")
        words = said.format(*(significant(n) for n in (proof.kink.left, proof.kink.right, proof.analytic)))
        return Note(words, "text", "✓" if proof.kink.ok else "×", "right" if proof.kink.ok else "wrong")
    if proof.agrees and proof.error == 0.0:
        return Note(tr("Both are zero, as nearly as rounding can tell."), "text", "✓")
    if proof.agrees:
        return Note(tr("They agree: relative error {0:.1e}.").format(proof.error), "text", "✓")
    said = tr("They differ by {0:.1e}: over so wide a step the loss is no straight line, for a ReLU or a")
    return Note(
        f"{said.format(proof.error)} {tr('pool changes its mind on the way. Try a smaller nudge.')}",
        "text",
        "×",
        "wrong",
    )


def _table(done: list[Proof]) -> Rows:
    rows = [
        Row(
            f"±{proof.nudge:g}",
            Number(proof.numeric, None, tr("numeric")),
            tr("relative error {0:.1e}").format(proof.error),
        )
        for proof in sorted(done, key=lambda proof: -proof.nudge)
    ]
    return Rows(tuple(rows), 60.0)


def _why(layer: str, norm: str) -> str:
    said = tr("{0} adds this bias to a whole channel; {1} then takes off the mean, and the bias with it.")
    rest = tr("Whatever it is, the loss stays the same: what is left is rounding.")
    return f"{said.format(layer, norm)} {rest}"
