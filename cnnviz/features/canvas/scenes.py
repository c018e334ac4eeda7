"""From the session's picture to what the view takes: blocks of layers, and a scene of arrays.

At a stop of a recorded batch only what has been computed by then goes into the scene.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from cnnviz.features.canvas.blocks import COLOUR, CanvasBlock, LayerShape, blocks
from cnnviz.features.canvas.scene import CHANGE, GRADIENT, A, B, Scene, Twin
from cnnviz.session.picture import INPUT, Picture
from cnnviz.system.translation import translate
from core.blueprint.items import STEMS
from core.trace.recording import Stop, Trace

# The words on the chips, by type of layer; a layer that isn't here goes by its type's name.
CHIP_WORDS = {**STEMS, "LeakyReLU": "leaky", "LogSoftmax": "log softmax"}


def types(spec: dict[str, Any]) -> dict[str, str]:
    """The type of each layer of a spec, by name."""
    return {str(entry["name"]): str(entry["type"]) for entry in spec.get("layers", ())}


def layers_of(picture: Picture) -> tuple[LayerShape, ...]:
    """The layers of a picture with their shapes."""
    kinds = types(picture.spec)
    # All of them: which one has the mistake may be to be found.
    doubtful = any(item.get("mistake") for item in picture.spec["layers"])
    made = []
    for name in picture.names:
        weight = picture.parameters.get(f"{name}.weight")
        kind = CHIP_WORDS.get(kinds.get(name, ""), kinds.get(name, name).lower())
        shape = weight.shape if weight is not None and kind in ("conv", "fc") else None
        made.append(LayerShape(name, kind, picture.outputs[name].shape, shape, doubtful))
    return tuple(made)


def network(picture: Picture) -> tuple[CanvasBlock, ...]:
    """The blocks of a picture's network."""
    return blocks(picture.outputs[INPUT].shape, layers_of(picture))


def live(picture: Picture, grey: tuple[float, float], moving: bool = False) -> Scene:
    """The scene of the newest snapshot's probe; `moving` if it is one of many, of the same image."""
    last = picture.names[-1]
    return Scene(
        outputs=picture.outputs,
        gradients=_with_sum(picture.gradients),
        weights=weights(picture.parameters),
        beneath=weights(picture.parameter_gradients),
        label=picture.label,
        prediction=picture.prediction,
        logits=picture.logits,
        probabilities=picture.probabilities,
        logit_gradient=picture.gradients.get(last),
        loss=picture.loss,
        grey=grey,
        difference=_plain_logits(picture),
        waiting=translate("CanvasPanel", "not yet: press Train"),
        judged=picture.judged,
        classes=picture.classes,
        moving=moving,
        edited=picture.edited,
    )


def past(picture: Picture, newest: Picture, grey: tuple[float, float], lane: str) -> Scene:
    """The scene of a past step, with its gradients, the newest step or the change to that beneath."""
    made = replace(live(picture, grey), past=picture.step, waiting=translate("CanvasPanel", "not yet"))
    if lane == GRADIENT or layers_of(newest) != layers_of(picture):
        return made
    twin = Twin(lane, picture.step, newest.step, newest.logits, newest.probabilities, newest.prediction)
    gradients, beneath = dict(newest.outputs), weights(newest.parameters)
    if COLOUR in made.gradients:
        gradients[COLOUR] = gradients[INPUT]
    logits = None
    if lane == CHANGE:
        changes = {key: newest.outputs[key] - array for key, array in picture.outputs.items()}
        gradients = dict(_with_sum(changes))
        beneath = {key: beneath[key] - array for key, array in made.weights.items()}
        logits = newest.logits - picture.logits
    return replace(made, twin=twin, gradients=gradients, beneath=beneath, logit_gradient=logits, edited=False)


def stepping(
    picture: Picture, trace: Trace, cursor: int, grey: tuple[float, float], turned: str = ""
) -> Scene:
    """The scene of a recorded batch at a stop: what comes later is left out.

    Under the kernels of the convolution `turned` lie those kernels turned by 180 degrees, which its dX is
    made of, in place of their gradient.
    """
    names = picture.names
    following = dict(zip((INPUT, *names), names, strict=False))  # whose backward makes dL/d of which
    outputs = {name: a for name, a in picture.outputs.items() if name == INPUT or name in picture.forward}
    done = {name for name in (INPUT, *names[:-1]) if following[name] in picture.backward}
    done |= {names[-1]} if picture.loss_reached else set()
    flat = flattened(picture)
    done |= {before for name, before in flat.items() if name in done}  # the very same numbers
    gradients = _with_sum({name: a for name, a in picture.gradients.items() if name in done})
    last = names[-1]
    updated = picture.updated
    if updated:
        after = {name: trace[name].after["weight"] for name in weights(picture.parameters)}
        beneath = {name: a - trace[name].params["weight"] for name, a in after.items()}
    else:
        after = weights(picture.parameters)
        beneath = {k: a for k, a in weights(picture.parameter_gradients).items() if k in picture.backward}
    if turned and not updated and turned in beneath:
        beneath[turned] = after[turned][..., ::-1, ::-1]
    else:
        turned = ""
    reached = picture.loss_reached
    stops = trace.stops
    return Scene(
        outputs=outputs,
        gradients=gradients,
        weights=after,
        beneath=beneath,
        label=picture.label,
        prediction=picture.prediction,
        logits=picture.logits if last in picture.forward else None,
        probabilities=picture.probabilities if reached else None,
        logit_gradient=picture.gradients[last] if reached else None,
        loss=picture.loss if reached else None,
        divisor=picture.divisor,
        grey=grey,
        difference=_plain_logits(picture),
        changed=updated,
        turned=turned,
        waiting=translate("CanvasPanel", "not yet"),
        current=_current(stops[cursor], names, after, flat, COLOUR in gradients),
        stops=tuple((stop.phase, stop.layer) for stop in stops),
        cursor=cursor,
        judged=picture.judged,
        classes=picture.classes,
    )


def _current(
    stop: Stop, names: tuple[str, ...], after: dict[str, np.ndarray], flat: dict[str, str], colour: bool
) -> frozenset[tuple[str, str]]:
    """What a stop makes, by where it is shown: flattened numbers stand in the layer before it."""
    made = frozenset((lane, flat.get(key, key)) for lane, key in current(stop, names, after))
    return made | {(B, COLOUR)} if colour and (B, INPUT) in made else made


def _with_sum(gradients: Mapping[str, np.ndarray]) -> Mapping[str, np.ndarray]:
    """The gradients, with the sum over the three channels of the image where it has so many."""
    own = gradients.get(INPUT)
    if own is None or own.ndim != 3 or len(own) != 3:
        return gradients
    return {**gradients, COLOUR: own.sum(axis=0, keepdims=True)}  # (3, H, W) -> (1, H, W)


def weights(parameters: Any) -> dict[str, np.ndarray]:
    """The weights of convolutions and fully connected layers, by layer."""
    return {
        key.removesuffix(".weight"): a
        for key, a in parameters.items()
        if key.endswith(".weight") and a.ndim > 1
    }


def current(
    stop: Stop, names: tuple[str, ...], weighted: dict[str, np.ndarray]
) -> frozenset[tuple[str, str]]:
    """What a stop makes, as (lane, name of the array)."""
    if stop.phase == "forward":
        return frozenset({(A, stop.layer)})
    if stop.phase == "loss":
        return frozenset({(A, names[-1]), (B, names[-1])})
    if stop.phase == "backward":
        before = (INPUT, *names)[names.index(stop.layer)]
        made = {(B, before)}
        return frozenset(made | {(B, f"{stop.layer}.weight")} if stop.layer in weighted else made)
    return frozenset((lane, f"{name}.weight") for name in weighted for lane in (A, B))


def wanted(stop: Stop, names: tuple[str, ...], cut: tuple[CanvasBlock, ...]) -> dict[int, str]:
    """The layers that blocks must show at a stop: what it makes, and for a gradient what it is made from."""
    if stop.phase == "forward":
        layers = [stop.layer]
    elif stop.phase == "backward":
        at = names.index(stop.layer)
        # Later entries win: within one block the gradient being made is shown, not its source.
        layers = [stop.layer, *(names[at - 1 : at] if at else ())]
    else:
        return {}
    found: dict[int, str] = {}
    for name in layers:
        for i, block in enumerate(cut):
            if not block.last and any(layer.name == name for layer in block.shown):
                found[i] = name
    return found


def block_of(layer: str, cut: tuple[CanvasBlock, ...]) -> int | None:
    """The block that a layer is in; None for the loss."""
    return next((i for i, block in enumerate(cut) if block.layer(layer) is not None), None)


def flattened(picture: Picture) -> dict[str, str]:
    """For each Flatten the layer before it, which shows the very same numbers."""
    kinds = types(picture.spec)
    pairs = zip(picture.names, (INPUT, *picture.names), strict=False)
    return {name: before for name, before in pairs if kinds.get(name) == "Flatten"}


def _plain_logits(picture: Picture) -> bool:
    """True if the last layer gives logits, so that the gradient there is p - y."""
    return types(picture.spec).get(picture.names[-1]) not in ("Softmax", "LogSoftmax")
