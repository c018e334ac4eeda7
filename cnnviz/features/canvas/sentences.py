"""What the explainer strip says about the thing under the mouse: its exact value and what it means."""

from __future__ import annotations

from dataclasses import replace

from cnnviz.features.canvas import hits
from cnnviz.features.canvas.blocks import COLOUR, INPUT, CanvasBlock, LayerShape
from cnnviz.features.canvas.geometry import KERNELS, LINK, SPINE, VECTOR
from cnnviz.features.canvas.hits import Hit
from cnnviz.features.canvas.scene import NOW, A, Scene, Twin
from cnnviz.system.translation import QT_TRANSLATE_NOOP, translate
from cnnviz.system.wording import COLON, listed
from cnnviz.widgets.numbers import hundredths, significant

# What the arrays are that only the view of one layer has: above, beneath.
ALONE = {
    "part": (
        QT_TRANSLATE_NOOP("CanvasPanel", "What this input map alone adds to y."),
        "",
    ),
    "share": (
        "",
        QT_TRANSLATE_NOOP("CanvasPanel", "What this output map alone gives back here; all of them make dX."),
    ),
    "products": (
        QT_TRANSLATE_NOOP(
            "CanvasPanel", "Input times weight, at the selected number; their sum is the part."
        ),
        QT_TRANSLATE_NOOP("CanvasPanel", "Gradient times weight, at the selected number."),
    ),
    "weights": (
        QT_TRANSLATE_NOOP("CanvasPanel", "The weight from this input to the output that is looked at."),
        QT_TRANSLATE_NOOP("CanvasPanel", "The gradient of the weight above, over the whole batch."),
    ),
}

DOUBTFUL = QT_TRANSLATE_NOOP(
    "CanvasPanel", "The gradient as it was computed: with a mistake in the network it may be wrong."
)


def explain(
    hit: Hit | None, value: float | None, twin: float | None, scene: Scene, blocks: tuple[CanvasBlock, ...]
) -> tuple[str, str]:
    """Subject and sentence for a hit; `value` is the number there, `twin` the one above or beneath it."""
    if hit is None:
        return "", ""
    if scene.twin is not None and hit.kind == hits.CELL and hit.key == COLOUR:
        return translate("CanvasPanel", "input, row {0} col {1}").format(*hit.index[1:]), ""
    if scene.twin is not None and hit.kind in (hits.CELL, hits.ROW):
        return _moment(hit, value, twin, scene, scene.twin)
    if hit.kind == hits.CELL:
        if hit.key == COLOUR:
            return _pixel(hit, scene)
        subject = place(hit, scene)
        if "/" in hit.key:
            shown = subject if value is None else listed((subject, significant(value)), COLON)
            return shown, translate("CanvasPanel", ALONE[hit.column.layer.kind][hit.lane != A])
        if value is None:
            return subject, translate("CanvasPanel", "Not computed yet at this stop.")
        doubtful = any(layer.doubtful for block in blocks for layer in block.layers)
        return listed((subject, significant(value)), COLON), _cell(hit, value, twin, scene, doubtful)
    if hit.kind == hits.ROW:
        return _row(hit, value, scene)
    if hit.kind == hits.LOSS:
        return translate("CanvasPanel", "loss of this image: {0}").format(scene.loss_text), translate(
            "CanvasPanel", "-ln p: how unlikely the network found its label. Click to see how it is made."
        )
    return _other(hit, scene, blocks)


def _moment(hit: Hit, value: float | None, other: float | None, scene: Scene, twin: Twin) -> tuple[str, str]:
    """A number of a past step, or of the newest one or the change since beneath it."""
    where = translate("CanvasPanel", "logit of class {0}").format(hit.index[0])
    subject = where if hit.kind == hits.ROW else place(replace(hit, lane=A), scene)
    if value is None or other is None:
        return subject, ""
    subject, then = listed((subject, significant(value)), COLON), f"{twin.then:,}"
    if hit.lane == A and twin.kind == NOW:
        words = translate("CanvasPanel", "At step {0}. It is {1} now.")
        return subject, words.format(then, significant(other))
    if hit.lane == A:
        words = translate("CanvasPanel", "At step {0}. It has changed by {1} since.")
        return subject, words.format(then, significant(other))
    if twin.kind == NOW:
        words = translate("CanvasPanel", "Now, at step {0}. At step {1} it was {2}.")
        return subject, words.format(f"{twin.now:,}", then, significant(other))
    words = translate("CanvasPanel", "By so much it has changed since step {0}, when it was {1}.")
    return subject, words.format(then, significant(other))


def _pixel(hit: Hit, scene: Scene) -> tuple[str, str]:
    """What there is to say of a pixel in colour, or of the sum of the gradients of its three channels."""
    _, row, col = hit.index
    numbers = scene.array(hit.lane, INPUT)
    if numbers is None:
        subject = translate("CanvasPanel", "input, row {0} col {1}").format(row, col)
        return subject, translate("CanvasPanel", "Not computed yet at this stop.")
    red, green, blue = (significant(float(each)) for each in numbers[:, row, col])
    if hit.lane == A:
        subject = translate("CanvasPanel", "input, row {0} col {1}: red {2}, green {3}, blue {4}")
        return subject.format(row, col, red, green, blue), translate(
            "CanvasPanel",
            "Beneath it lies the sum of its three gradients. A click shows the three channels one by one.",
        )
    total = significant(float(numbers[:, row, col].sum()))
    words = translate("CanvasPanel", "gradient of input, row {0} col {1}: {2} in all")
    subject = words.format(row, col, total)
    text = translate(
        "CanvasPanel",
        "If red, green and blue all grew by 1, the loss would change by about {0}: by {1}, {2} and {3}. "
        "A click shows the three channels one by one.",
    )
    return subject, text.format(total, red, green, blue)


def channel(layer: LayerShape, number: int, alone: bool) -> tuple[str, str]:
    """Subject and sentence for a selected channel; `alone` if its block has no other layer to show here."""
    subject = translate("CanvasPanel", "{0} channel {1}").format(layer.name, number)
    parts = []
    if layer.name == INPUT:
        parts.append(translate("CanvasPanel", "The image itself: no weights make it."))
    elif layer.weight is not None:
        parts.append(translate("CanvasPanel", "The weights in front make it."))
    if not alone:
        parts.append(translate("CanvasPanel", "Up and Down: other layers."))
    if layer.shape[0] > 1:
        parts.append(translate("CanvasPanel", "PgUp and PgDn: other channels."))
    return subject, listed(parts, " ")


def place(hit: Hit, scene: Scene) -> str:
    """Where a cell is, in words."""
    name, index = hit.column.layer.name, hit.index
    row = hit.column.layer.kind == "weights"  # of a matrix
    if row:
        name, index = name.partition("/")[0], (hit.column.fixed, index[0])
    elif "/" in name:
        return _of_pair(hit)
    if hit.column.gutter or row:
        words = translate("CanvasPanel", "{0} weight [{1}]")
        if hit.lane != A and scene.turned == name and hit.column.layer.weight is not None:
            height, width = hit.column.layer.weight[2:]
            index = (*index[:2], height - 1 - index[2], width - 1 - index[3])
        elif hit.lane != A and scene.changed:
            words = translate("CanvasPanel", "change of {0} weight [{1}]")
        elif hit.lane != A:
            words = translate("CanvasPanel", "{0} weight gradient [{1}]")
        return words.format(name, ", ".join(str(i) for i in index))
    if hit.column.layer.maps:
        words = translate("CanvasPanel", "{0} feature map {3}, row {1} col {2}")
        if name == INPUT and hit.column.layer.shape[0] > 1:
            words = translate("CanvasPanel", "{0} channel {3}, row {1} col {2}")
        elif name == INPUT:
            words = translate("CanvasPanel", "{0}, row {1} col {2}")
        text = words.format(name, index[1], index[2], index[0])
    else:
        text = translate("CanvasPanel", "{0} number {1}").format(name, index[0])
    return text if hit.lane == A else translate("CanvasPanel", "gradient of {0}").format(text)


def _of_pair(hit: Hit) -> str:
    """Where a cell is in an array of one input and one output: channels, or numbers in their place."""
    column = hit.column
    pair = column.layer.name.partition("/")[0], column.fixed
    if column.kind == VECTOR:
        return translate("CanvasPanel", "{0} product, output {1}, input {2}").format(*pair, hit.index[0])
    words = translate("CanvasPanel", "{0} product, output {1}, input {2}, row {3} col {4}")
    if column.layer.kind == "part":
        words = translate("CanvasPanel", "part of {0} output {1} from input {2}, row {3} col {4}")
    elif column.layer.kind == "share":
        words = translate("CanvasPanel", "share of {0} output {1} in dL/d input {2}, row {3} col {4}")
    return words.format(*pair, column.taken, *hit.index[1:])


def _cell(hit: Hit, value: float, twin: float | None, scene: Scene, doubtful: bool) -> str:
    if hit.column.gutter:
        return _weight(hit, value, twin, scene, doubtful)
    if hit.lane == A:
        if twin is None:
            return translate("CanvasPanel", "What this layer computed here for the watched image.")
        return translate(
            "CanvasPanel",
            "If it grew by 1, the loss would change by about {0}, says the gradient beneath it.",
        ).format(significant(twin))
    if doubtful:
        return translate("CanvasPanel", DOUBTFUL)
    if value == 0:
        return translate("CanvasPanel", "A small change of the number above would not change the loss.")
    words = translate("CanvasPanel", " The loss is the mean over {0} images.")
    share = "" if scene.divisor == 1 else words.format(scene.divisor)
    return (
        translate(
            "CanvasPanel", "If the number above ({0}) grew by 1, the loss would change by about {1}."
        ).format(significant(twin) if twin is not None else "?", significant(value))
        + share
    )


def _weight(hit: Hit, value: float, twin: float | None, scene: Scene, doubtful: bool) -> str:
    if hit.lane == A:
        if hit.column.kind == KERNELS:
            part = translate("CanvasPanel", "Kernel of output channel {0}, input channel {1}.")
        else:
            part = translate("CanvasPanel", "From input {1} to output {0}.")
        text = part.format(hit.index[0], hit.index[1])
        if twin is None or scene.turned == hit.column.layer.name:
            return text
        word = translate("CanvasPanel", "Its gradient over the batch is {0}.")
        if scene.earlier:
            word = translate("CanvasPanel", "It is of before the update, which changed it by {0}.")
        elif scene.changed:
            word = translate("CanvasPanel", "It changed by {0} in this update.")
        elif scene.edited:
            word = translate(
                "CanvasPanel", "Its gradient over the last batch was {0}, before the weights were edited."
            )
        return f"{text} {word.format(significant(twin))}".strip()
    if scene.turned == hit.column.layer.name:
        return translate(
            "CanvasPanel",
            "The kernel turned by 180 degrees: through it dX gathers from every output it took part in.",
        )
    if scene.earlier:
        words = translate("CanvasPanel", "By so much the update changed the weight above, which was {0}.")
        return words.format(significant(twin) if twin is not None else "?")
    if scene.changed:
        words = translate("CanvasPanel", "By so much the update changed the weight above; it is now {0}.")
        return words.format(significant(twin) if twin is not None else "?")
    if scene.edited:
        return translate(
            "CanvasPanel", "Averaged over the last training batch, before the weights were edited."
        )
    if doubtful:
        return translate("CanvasPanel", DOUBTFUL)
    return translate(
        "CanvasPanel",
        "Averaged over the training batch: if the weight grew by 1, the loss would change by about "
        "this much.",
    )


def _row(hit: Hit, value: float | None, scene: Scene) -> tuple[str, str]:
    k = hit.index[0]
    name = scene.named(k)
    if value is None:
        return translate("CanvasPanel", "class {0}").format(name), translate(
            "CanvasPanel", "Not computed yet at this stop."
        )
    if hit.lane == A:
        subject = translate("CanvasPanel", "class {0}: logit {1}").format(name, significant(value))
        if scene.probabilities is None:
            return subject, translate("CanvasPanel", "The softmax will turn the logits into probabilities.")
        share = hundredths(float(scene.probabilities[k]))
        return subject, translate("CanvasPanel", "Softmax makes it a probability of {0} %.").format(share)
    subject = translate("CanvasPanel", "gradient of logit {0}: {1}").format(name, significant(value))
    if not scene.difference or scene.probabilities is None:
        return subject, translate("CanvasPanel", "How the loss would change if the number above grew.")
    p, y = significant(float(scene.probabilities[k]), signed=False), int(k == scene.label)
    if scene.divisor == 1:
        words = translate("CanvasPanel", "p - y = {0} - {1}: the probe is this one image.")
        return subject, words.format(p, y)
    words = translate("CanvasPanel", "(p - y) / N = ({0} - {1}) / {2}: the loss is the mean over {2} images.")
    return subject, words.format(p, y, scene.divisor)


def _beneath(scene: Scene, weights: bool) -> str:
    """What lies beneath a layer of a size, or beneath its weights, in the words for it."""
    if scene.twin is None and weights and scene.changed:
        return translate("CanvasPanel", "{0}, and beneath them by how much the update changed them.")
    if scene.twin is None and weights:
        return translate("CanvasPanel", "{0}, and beneath them their gradients.")
    if scene.twin is None:
        return translate("CanvasPanel", "{0}, and beneath it dL/d of it, in the same place.")
    words = translate("CanvasPanel", "{0}, at step {1}, and beneath it by how much it has changed since.")
    if scene.twin.kind == NOW:
        words = translate("CanvasPanel", "{0}, at step {1}, and beneath it as it is now, at step {2}.")
    return words.format("{0}", f"{scene.twin.then:,}", f"{scene.twin.now:,}")


def _other(hit: Hit, scene: Scene, blocks: tuple[CanvasBlock, ...]) -> tuple[str, str]:
    column = hit.column
    layer, own_name = column.layer, column.layer.name.partition("/")[0]
    shape = "×".join(str(n) for n in (layer.weight if column.gutter and layer.weight else layer.shape))
    if hit.kind == hits.CHIP:
        shown = blocks[column.block].layer(hit.layer)
        title = shown.title if shown is not None else ""
        words = translate("CanvasPanel", "Show this layer of the block, {0}, in both lanes.")
        return hit.layer, words.format(title)
    if hit.kind in (hits.BACK, hits.FORTH) and column.part == "frame":
        words = translate("CanvasPanel", "Layer {0} of {1}. The arrows, and Up and Down, show the others.")
        return layer.name, words.format(column.page.first + 1, column.page.total)
    if hit.kind in (hits.BACK, hits.FORTH):
        words = translate("CanvasPanel", "Other channels: {0} of {1} are shown. The wheel turns pages too.")
        return column.key, words.format(column.page.shown, column.page.total)
    if column.kind == LINK:
        words = translate("CanvasPanel", "{0}. Click to give them room.")
        return translate("CanvasPanel", "weights of {0}").format(layer.name), words.format(shape)
    if column.kind == SPINE:
        words = translate("CanvasPanel", "{0}, folded away for want of room. Click to open it.")
        return layer.name, words.format(shape)
    if hit.kind == hits.BARS:
        return translate("CanvasPanel", "colour bar of {0}").format(column.key.partition("/")[0]), translate(
            "CanvasPanel",
            "Zero has the colour of an empty tile; the short ticks stand at a tenth of the limit.",
        )
    if column.gutter:
        words = _beneath(scene, weights=True)
        return translate("CanvasPanel", "weights of {0}").format(layer.name), words.format(shape)
    if hit.kind == hits.HEADING and layer.name == INPUT:
        return INPUT, translate("CanvasPanel", "{0}: the image as the network gets it.").format(shape)
    if own_name != layer.name:  # an array that only the view of one layer has
        return own_name, translate("CanvasPanel", ALONE[layer.kind][hit.lane != A])
    return layer.name, _beneath(scene, weights=False).format(shape)
