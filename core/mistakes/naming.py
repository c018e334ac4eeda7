"""What people call the arguments of their layers, and the value that each has in a trial."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

import numpy as np

from core.mistakes.case import Case
from core.mistakes.case import bare as bare
from core.mistakes.handed import GradientKeeper, IdentityActivation, PreviousLayer
from core.mistakes.layouts import sized

GROUPS: dict[str, str] = {
    "into": """
        inchannels inputchannels inchannel inputchannel nin cin channelsin inc inch ninputchannels
        nbchannels depthin inputchannelnum nc inputdepth indepth numinputchannels infeatures nfeaturesin
        inputs inputsize inputdim indim insize inputnum ninputs numinputs fanin inputfeatures inunits
        ninput numin d inputunits numinput inplanes column columns i n inputlen inlen
    """,
    "out": """
        outchannels outputchannels outchannel outputchannel nout cout channelsout outc outch filters
        nfilters numfilters nkernels numkernels outfeatures outputs outputsize outputdim outdim outsize
        outputnum noutputs units nunits numunits neurons nneurons numneurons hidden nhidden hiddensize
        numoutput nfilter nbfilters numfilter filternum nf outplanes row rows nfeats numout fanout
        outputfeatures outunits noutput depth m o nodes classes nclasses numclasses ncategories outputlen
    """,
    "kernel": """
        kernelsize ksize kernel k filtersize f fsize kernelshape poolsize size pool windowsize window
        poolshape filtershape kerneldim filterdim poolingsize sizekernel
    """,
    "kernel_height": "kernelheight kh poolh poolheight fh filterheight hk hh hfilter",
    "kernel_width": "kernelwidth kw poolw poolwidth fw filterwidth wk ww wfilter",
    "stride": "stride strides s step steps stepsize",
    "padding": "padding pad p paddingsize pads padsize",
    "weight": "w weight weights kernels filt filters filter kernelweights wmat",
    "bias": "b bias biases w0",
    "shape": "inputshape inshape xshape shape inputdims xdim inputdim inputsize shapein dimin",
    "features": """
        numfeatures nfeatures channels channel c dim features numchannels nchannels inputdim inputsize
        size d n
    """,
    "eps": "eps epsilon",
    "momentum": "momentum m movingdecay decay rho",
    "gamma": "gamma scale",
    "beta": "beta shift",
    "drop": """
        p prob rate dropprob droprate dropoutrate dropoutprob pdropout dropoutratio ratio dropout pdrop
        dropprobability
    """,
    "keep": "keepprob pkeep keep keeprate",
    "slope": "negativeslope alpha slope a leak",
    "training": "istrain train training trainflg mode istraining trainable trainmode",
    "rate": "lr learningrate rate alpha learnrate stepsize eta",
    "decay": "weightdecay wd l2 reg regularization lambd lam lambda l2reg l2lambda regrate",
    "name": "name layername label tag",
    "block": "convolutionshape convshape blockshape",
    "count": "countincludepad",
    "smoothing": "labelsmoothing smoothing",
    "input": "x input inputs xin a",
    "labels": "y t labels label target targets ytrue yhot onehot truth gt",
    "steps": "t steps iteration iterations step it",
    "activation": "",
    "optimizer": "opt optim",
    "inertia": "",
    "previous": "prev previous prevlayer previouslayer lastlayer inputlayer",
}
NAMES = {group: frozenset(words.split()) for group, words in GROUPS.items()}
# what a weight is called where an optimiser is given a layer, or all of a network's
FACE_NAMES = {
    "data": "w weight weights value param kernel kernels filters weightparams",
    "grad": """
        dw dweight dweights gradient gradw wgrad weightgrad weightsgrad gradweight gradweights
    """,
    "bias": "b bias biases biasparams",
    "bias_grad": "db dbias dbiases gradb bgrad biasgrad biasesgrad gradbias gradbiases",
    "params": "parameters",
    "grads": "gradients",
}
FACES = {face: frozenset(words.split()) for face, words in FACE_NAMES.items()}
# what a name that isn't listed is made of: nrOfFilters, input_nodes, zero_padding, dropout_probability
COUNT = (
    r"(numbers?|nums?|nr|nb|no|of|the|in|n|size|dims?|count|units?|nodes?|neurons?"
    r"|channels?|chan|ch|c|features?|maps?|depth|planes?|layer)*"
)
WINDOW = r"(kernel|filter|filt|pool|window)"
PARTS: dict[str, str] = {
    "padding": r".*pad(ding|s)?(size|width|num)?\d?$",
    "stride": r".*strides?(size|shape)?\d?$",
    "kernel_height": rf".*{WINDOW}.*(height|rows?)$|(height|h){WINDOW}$",
    "kernel_width": rf".*{WINDOW}.*(width|cols?)$|(width|w){WINDOW}$",
    "kernel": rf".*{WINDOW}(ing)?s?(size|shape|dim(ension)?s?|len(gth)?)+$|(size|dim)(of)?(the)?{WINDOW}s?$",
    "into": rf"{COUNT}(in|inputs?|incoming|prev(ious)?|from){COUNT}(filters?|kernels?)?\d?$",
    "out": rf"{COUNT}(out|outputs?|outgoing|next|to|filters?|kernels?|hidden){COUNT}\d?$"
    rf"|{COUNT}(neurons?|nodes?|units?){COUNT}$",
    "features": rf"{COUNT}(channels?|features?|dims?|inputs?|maps?){COUNT}$",
    "eps": r"eps(ilon)?\d?$",
    "momentum": r".*momentum\d?$",
    "keep": r".*(keep|kept|retain).*",
    "drop": r".*drop.*|.*prob(ability)?$",
    "slope": r".*(slope|alpha|leak).*",
    "bias": r"(use|has|with|add|enable|include|require[sd]?)bias$",
    "training": r"(is|in|for)?(train|training)(mode|phase|flag|able)?$",
    "activation": r"(activation|act|nonlinearity)(f(n|unc|unction)?|type|name)?$",
    "optimizer": r"optimi[sz]er(instance|object|w|b)?\d?$|(w|b|weights?|bias)(opt|optimi[sz]er)$",
    "inertia": r"(beta|mu|momentum)\d?$",
    "name": r".*name$",
    "rate": r".*(learning|learn)rate$|lr\d?$",
}
CONVOLUTION = "block into out kernel kernel_height kernel_width stride padding weight bias shape features"
LATER = "activation optimizer inertia previous"
BY_STYLE = {
    "Conv2d": f"{CONVOLUTION} training rate decay name {LATER}",
    "Linear": f"into out weight bias shape training rate decay name {LATER}",
    "MaxPool2d": "kernel kernel_height kernel_width stride padding shape training rate name previous",
    "BatchNorm2d": "features eps momentum gamma beta shape training rate decay name optimizer previous",
    "Dropout": "keep drop shape training name",
    "LeakyReLU": "slope shape name training",
    "ELU": "slope shape name training",
    "LeNet5": "rate training name",
}
BY_STYLE["AvgPool2d"] = BY_STYLE["MaxPool2d"] + " count"
BY_STYLE["BatchNormPixel"] = BY_STYLE["BatchNorm1d"] = BY_STYLE["BatchNorm2d"]
OTHERS = "training name rate smoothing shape features previous"
MEANS = ("avg", "average", "mean", "averagepool", "avgpool")  # what a pool may be by default
SIZES = ("block", "into", "out", "kernel", "kernel_height", "kernel_width", "features", "shape")
BORDERS = ("pad", "padding")  # what a border is called in a dictionary of settings
ONE_SETTING = {"LeakyReLU": "slope", "ELU": "slope", "Dropout": "drop"}


class CantBuildError(Exception):
    """What somebody's constructor or function asks for that isn't known, in words."""


def required(function: Any) -> list[inspect.Parameter]:
    """The arguments that a function can't do without."""
    found = inspect.signature(function).parameters.values() if callable(function) else ()
    return [p for p in found if p.default is p.empty and p.kind is p.POSITIONAL_OR_KEYWORD]


def arguments(
    function: Callable[..., Any],
    kind: str,
    case: Case,
    skip: int = 0,
    given: Mapping[str, Any] | None = None,
    sizes: bool = False,
) -> dict[str, Any]:
    """The keyword arguments that somebody's function is called with, after the first `skip`.

    A method isn't told sizes, which its object has, unless `sizes`. What has a default and no known name
    keeps its default. Raises CantBuildError for what has neither.
    """
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return {}
    found: dict[str, Any] = {}
    groups = BY_STYLE.get(kind, OTHERS).split()
    if inspect.ismethod(function) and not sizes:
        groups = [group for group in groups if group not in SIZES]
    case["apart"] = any(called(p.name, "kernel") for p in parameters)
    for parameter in parameters[skip:]:
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            continue
        if given and parameter.name in given:
            found[parameter.name] = given[parameter.name]
            continue
        value = _value(parameter, groups, kind, case, any(called(p.name, "padding") for p in parameters))
        if parameter.default is parameter.empty and "activation" in groups:
            word = _word_for(function) if called(parameter.name, "activation") else ""
            value = word or value
        named = isinstance(parameter.default, str) and "activation" in groups
        if named and called(parameter.name, "activation"):
            found[parameter.name] = _left_out(function, parameter)
            continue
        if value is None and kind in ONE_SETTING and parameter.default not in (None, True, False):
            alone = len(parameters) == 1 and not skip  # whatever it is called
            value = VALUES[ONE_SETTING[kind]](case, parameter.default) if alone else None
        if value is not None:
            found[parameter.name] = value
        elif parameter.default is parameter.empty and called(parameter.name, "kernel"):
            raise CantBuildError("sizes of their own for height and width aren't taken")
        elif parameter.default is parameter.empty:
            raise CantBuildError(
                f"{function.__name__} asks for {parameter.name!r}, and it isn't known what that is"
            )
    _check_asked(function, parameters, kind, case)
    return found


@cache
def _left_out(function: Callable[..., Any], parameter: inspect.Parameter) -> Any:
    """The word with which a layer's own activation is left out, if its class knows one."""
    try:
        text = "".join(map(inspect.getsource, getattr(function, "__mro__", [function])[:-1]))
    except (OSError, TypeError):
        return parameter.default
    words = re.findall(r"""["'](linear|identity|none)["']""", text, re.IGNORECASE)
    return words[0] if words else None if re.search(r"activation\w* *==", text) else parameter.default


@cache
def _word_for(function: Callable[..., Any]) -> str:
    """The word for an activation that a class asks for and compares with words; "" where it calls it."""
    try:
        text = "".join(map(inspect.getsource, getattr(function, "__mro__", [function])[:-1]))
    except (OSError, TypeError):
        return ""
    if re.search(r"\bactivation(\.(?!lower|strip|upper)\w+)?\(", text):
        return ""
    words = re.findall(r"""activation\w*(?:\.\w+\(\))* *== *["'](\w+)["']""", text)
    usual = ("linear", "identity", "none", "relu", "sigmoid", "tanh")
    return min(
        (word for word in words if word.lower() in usual), key=lambda w: usual.index(w.lower()), default=""
    )


@lru_cache(4096)  # each trial asks of the same few names again
def called(name: str, group: str) -> bool:
    """Whether a name is one that people use for a group, or is made of such."""
    plain = bare(name)
    if any(plain in names for names in NAMES.values()):
        return plain in NAMES[group]
    return bool(re.match(PARTS.get(group, r"$^"), plain))


PREDICTED = (
    "a",
    "p",
    "ypred",
    "yhat",
    "pred",
    "prediction",
    "predictions",
    "probs",
    "probabilities",
    "output",
)


def through_loss(names: list[str]) -> bool:
    """Whether a softmax's backward pass goes through the loss as well: it is given labels, no gradient."""
    if len(names) == 2 and names[0] in PREDICTED and names[1] == "y":
        return True
    return bool((NAMES["labels"] - {"y"}) & set(names))


def is_settings(name: str) -> bool:
    """Whether an argument is a dictionary of settings: conv_param, hparameters, config."""
    return re.search(r"(param|config|params|parameters|settings|options)$", bare(name)) is not None


def known(name: str, kind: str) -> bool:
    """Whether an argument of that name is known where code of this kind has it."""
    groups = BY_STYLE.get(kind, OTHERS).split()
    return is_settings(name) or any(called(name, group) for group in groups)


def _check_asked(
    function: Callable[..., Any], parameters: list[inspect.Parameter], kind: str, case: Case
) -> None:
    """Raise CantBuildError where the trial asks for a setting that a constructor or function doesn't have."""
    names = [parameter.name for parameter in parameters]
    if not isinstance(function, type):
        return
    check_asked(function, names, [parameter.default for parameter in parameters], kind, case)


def check_asked(function: Any, names: list[str], defaults: list[Any], kind: str, case: Case) -> None:
    """Raise CantBuildError where a trial asks for a setting that none of these names is for."""

    def has(*groups: str) -> bool:
        return any(called(name, group) for name in names for group in groups)

    asked = {"stride": case.get("steps", (1, 1)) != (1, 1), "padding": case.bordered}
    if kind in ("MaxPool2d", "AvgPool2d"):
        asked["stride"] = case["steps"] != case["kernel_size"]
        asked["kernel"] = case["kernel_size"] != (2, 2) and not has("kernel_height")
    if kind == "Conv2d" and not has("weight", "kernel_height", "block"):
        asked["kernel"] = case["w"].shape[2:] != (3, 3)
    if kind in ("Conv2d", "MaxPool2d", "AvgPool2d"):
        for group, wanted in asked.items():
            worded = group == "padding" and any(map(_is_border_word, defaults))
            if wanted and not has(group) and not worded:
                raise CantBuildError(f"{function.__name__} has no {group}")
    if not case.get("count_include_pad", True) and not has("count"):
        raise CantBuildError(f"{function.__name__} has no count_include_pad")
    if case.get("smoothing") and not has("smoothing"):
        raise CantBuildError(f"{function.__name__} has no label smoothing")


def _is_border_word(default: Any) -> bool:
    return isinstance(default, str) and default.lower() in ("valid", "same")


def _value(
    parameter: inspect.Parameter, groups: list[str], kind: str, case: Case, beside_number: bool
) -> Any:
    """A parameter's value in a trial; `beside_number` is whether the border is also said as a number."""
    name, default = bare(parameter.name), parameter.default
    if _is_border_word(default) and not called(name, "padding"):
        if beside_number:
            word = "same" if case.bordered else "valid"
            return word.upper() if default.isupper() else word
        return _padding(case, default)
    if is_settings(name):
        return _settings(kind, case)
    if kind == "MaxPool2d" and isinstance(default, str) and default.lower() in MEANS:
        return "MAX" if default.isupper() else "max"
    listed = [group for group in groups if name in NAMES[group]]
    made_of = [group for group in groups if not listed and re.match(PARTS.get(group, r"$^"), name)]
    if made_of[:1] == ["bias"]:
        return True
    for group in listed or made_of[:1]:
        if group in ("rate", "features") and groups == OTHERS.split() and default is not parameter.empty:
            continue  # an activation's alpha is no learning rate, and its dim no number of channels
        value = VALUES[group](case, default)
        if value is not None:
            return value
    return None


class TellingSettings(dict[str, Any]):
    """A dictionary of settings that notes which of them are read."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        super().__init__(given)
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.read.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.read.add(name)
        return super().get(name, default)


def _settings(kind: str, case: Case) -> TellingSettings:
    """A dictionary of settings, as functions with a conv_param, pool_param or bn_param take."""
    return TellingSettings(_setting_values(kind, case))


def _setting_values(kind: str, case: Case) -> dict[str, Any]:
    mode = "train" if case.get("training", True) else "test"
    if kind == "Conv2d":
        return {"stride": case.stride, **dict.fromkeys(BORDERS, case.padding)}
    if kind in ("MaxPool2d", "AvgPool2d"):
        height, width = case["kernel_size"]
        sizes = dict.fromkeys(("f", "pool_size", "kernel_size", "size"), case.kernel)
        border = dict.fromkeys(BORDERS, case.padding)
        return {"pool_height": height, "pool_width": width, "stride": case.stride, **sizes, **border}
    if kind.startswith("BatchNorm"):
        running = {name: case[name].copy() for name in ("running_mean", "running_var")}
        return {"mode": mode, "eps": case["eps"], "momentum": 1 - case["momentum"], **running}
    if kind == "Dropout":
        return {"mode": mode, "p": 1 - case["p"], "seed": 3}
    return {"mode": mode}


def _padding(case: Case, default: Any) -> Any:
    if not isinstance(default, str):
        if case.get("form") == "pairs" or isinstance(default, tuple | list):
            return _as_pair(case.padding)
        return case.padding
    border = case.padding
    if border == 0:
        word = "valid"
    elif border == "same" or (2 * int(border) == case.k - 1 and case.stride == 1):
        word = "same"
    else:
        raise CantBuildError(f"a border of {border} can't be said in words")
    return word.upper() if default.isupper() else word


def _keeps(case: Case, default: Any) -> bool:
    """Whether what a dropout is told is the share that it keeps."""
    return bool(case.get("keeps")) and isinstance(default, float) and 0.5 < default < 1


def _as_pair(size: Any) -> Any:
    return (size, size) if isinstance(size, int) else size


def _kernel(case: Case, default: Any) -> Any:
    if case.get("form", "") not in ("", "batch"):
        return sized(case["w"].shape if "w" in case else case["kernel_size"], case["form"].split("-")[-1])
    if isinstance(default, tuple):
        return tuple(case["w"].shape[2:]) if "w" in case else tuple(case["kernel_size"])
    return case.kernel


def _training(case: Case, default: Any) -> Any:
    on = case.get("training", True)
    if isinstance(default, str):  # a pool's mode="max" says something else
        return ("train" if on else "test") if "train" in default or default in ("test", "eval") else None
    return bool(on)


VALUES: dict[str, Callable[[Case, Any], Any]] = {
    "block": lambda case, default: (case.into, *case["w"].shape[2:]),
    "into": lambda case, default: case.into,
    "out": lambda case, default: case.out,
    "kernel": _kernel,
    "kernel_height": lambda case, default: (case["w"].shape[2:] if "w" in case else case["kernel_size"])[0],
    "kernel_width": lambda case, default: (case["w"].shape[2:] if "w" in case else case["kernel_size"])[1],
    "stride": lambda case, default: (
        tuple(case["steps"])
        if isinstance(default, tuple | list)
        or case.get("form") == "pairs"
        or (default is None and case.get("form") == "pair")
        else case.stride
    ),
    "padding": _padding,
    "weight": lambda case, default: None if default is None else case["w"].copy(),
    "bias": lambda case, default: (
        True if isinstance(default, bool) else None if default is None else case["b"].copy()
    ),
    "shape": lambda case, default: (
        tuple(case["kernel_size"])
        if "kernel_size" in case and not case["apart"]
        else sized(case["w"].shape, case["form"])
        if "w" in case and not case["apart"] and case["form"].partition("-")[0] not in ("", "batch")
        else case.shape
    ),
    "features": lambda case, default: case.channels,
    "eps": lambda case, default: case["eps"],
    "momentum": lambda case, default: (
        1 - case["momentum"] if isinstance(default, float) and default > 0.5 else case["momentum"]
    ),
    "gamma": lambda case, default: None if default is None else case["gamma"].copy(),
    "beta": lambda case, default: None if default is None else case["beta"].copy(),
    "drop": lambda case, default: 1 - case["p"] if _keeps(case, default) else case["p"],
    "keep": lambda case, default: 1 - case["p"],
    "slope": lambda case, default: case.get("slope", case.get("alpha")),
    "training": _training,
    "rate": lambda case, default: case.get("rate", 0.0),
    "name": lambda case, default: "layer" if default is inspect.Parameter.empty else None,
    "input": lambda case, default: case["x"],
    "smoothing": lambda case, default: case.get("smoothing", 0.0),
    "decay": lambda case, default: 0.0,
    "count": lambda case, default: case.get("count_include_pad", True),
    "labels": lambda case, default: case.get("labels"),
    "steps": lambda case, default: None,
    "activation": lambda case, default: IdentityActivation() if default is inspect.Parameter.empty else None,
    "optimizer": lambda case, default: GradientKeeper() if default is inspect.Parameter.empty else None,
    "inertia": lambda case, default: 0.0,
    "previous": lambda case, default: PreviousLayer(case["x"]),
}


def float64(value: Any) -> np.ndarray:
    """Whatever somebody gave back, as a float64 array of its own; ValueError says what it was instead."""
    try:
        array = np.array(value, dtype=np.float64)
    except (TypeError, ValueError):
        kind = type(value).__name__
        raise ValueError(f"an array of numbers is expected, and {kind} was given back") from None
    return array
