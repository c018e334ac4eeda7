"""What people call the arguments of their layers, and the value that each has in a trial."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from core.mistakes.case import Case
from core.mistakes.layouts import sized

GROUPS: dict[str, str] = {
    "into": """
        inchannels inputchannels inchannel inputchannel nin cin channelsin inc inch ninputchannels
        nbchannels depthin inputchannelnum nc inputdepth indepth numinputchannels infeatures nfeaturesin
        inputs inputsize inputdim indim insize inputnum ninputs numinputs fanin inputfeatures inunits
        ninput numin d inputunits numinput inplanes column columns i n
    """,
    "out": """
        outchannels outputchannels outchannel outputchannel nout cout channelsout outc outch filters
        nfilters numfilters nkernels numkernels outfeatures outputs outputsize outputdim outdim outsize
        outputnum noutputs units nunits numunits neurons nneurons numneurons hidden nhidden hiddensize
        numoutput nfilter nbfilters numfilter filternum nf outplanes row rows nfeats numout fanout
        outputfeatures outunits noutput depth m o
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
    "shape": "inputshape inshape xshape shape inputdims xdim inputdim inputsize",
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
    "name": "name layername",
    "count": "countincludepad",
    "smoothing": "labelsmoothing smoothing",
    "input": "x input inputs xin a",
    "labels": "y t labels label target targets ytrue yhot onehot truth gt",
    "steps": "t steps iteration iterations step it",
}
NAMES = {group: frozenset(words.split()) for group, words in GROUPS.items()}
CONVOLUTION = "into out kernel kernel_height kernel_width stride padding weight bias shape"
BY_STYLE = {
    "Conv2d": f"{CONVOLUTION} training rate name",
    "Linear": "into out weight bias shape training rate name",
    "MaxPool2d": "kernel kernel_height kernel_width stride padding shape training rate name",
    "BatchNorm2d": "features eps momentum gamma beta shape training rate name",
    "Dropout": "keep drop training name",
    "LeakyReLU": "slope name training",
    "ELU": "slope name training",
    "LeNet5": "rate training name",
}
BY_STYLE["AvgPool2d"] = BY_STYLE["MaxPool2d"] + " count"
BY_STYLE["BatchNormPixel"] = BY_STYLE["BatchNorm1d"] = BY_STYLE["BatchNorm2d"]
OTHERS = "training name rate smoothing"


class CantBuildError(Exception):
    """What somebody's constructor or function asks for that isn't known, in words."""


def bare(name: str) -> str:
    """A name without case and underscores."""
    return name.replace("_", "").lower()


def arguments(
    function: Callable[..., Any], kind: str, case: Case, skip: int = 0, given: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The keyword arguments that somebody's function is called with, after the first `skip`.

    What has a default and no known name keeps its default. Raises CantBuildError for what has neither.
    """
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return {}
    found: dict[str, Any] = {}
    groups = BY_STYLE.get(kind, OTHERS).split()
    for parameter in parameters[skip:]:
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            continue
        if given and parameter.name in given:
            found[parameter.name] = given[parameter.name]
            continue
        value = _value(parameter, groups, kind, case)
        if value is not None:
            found[parameter.name] = value
        elif parameter.default is parameter.empty:
            raise CantBuildError(
                f"{function.__name__} asks for {parameter.name!r}, and it isn't known what that is"
            )
    _check_asked(function, parameters, kind, case)
    return found


def _check_asked(
    function: Callable[..., Any], parameters: list[inspect.Parameter], kind: str, case: Case
) -> None:
    """Raise CantBuildError where the trial asks for a setting that a constructor or function doesn't have."""
    names = {bare(parameter.name) for parameter in parameters}
    if not isinstance(function, type):
        return
    asked = {"stride": case.get("steps", (1, 1)) != (1, 1), "padding": any(map(any, case.get("pads", ())))}
    if kind in ("MaxPool2d", "AvgPool2d"):
        asked["stride"] = case["steps"] != case["kernel_size"]
        asked["kernel"] = case["kernel_size"] != (2, 2)
    if kind == "Conv2d" and not names & (NAMES["weight"] | NAMES["kernel_height"]):
        asked["kernel"] = case["w"].shape[2:] != (3, 3)
    if kind in ("Conv2d", "MaxPool2d", "AvgPool2d"):
        for group, wanted in asked.items():
            if wanted and not names & NAMES[group]:
                raise CantBuildError(f"{function.__name__} has no {group}")
    if not case.get("count_include_pad", True) and "countincludepad" not in names:
        raise CantBuildError(f"{function.__name__} has no count_include_pad")
    if case.get("smoothing") and not names & NAMES["smoothing"]:
        raise CantBuildError(f"{function.__name__} has no label smoothing")


def _value(parameter: inspect.Parameter, groups: list[str], kind: str, case: Case) -> Any:
    name, default = bare(parameter.name), parameter.default
    if name.endswith("param") or name == "config":
        return _settings(kind, case)
    for group in groups:
        if group == "rate" and groups == OTHERS.split() and default is not parameter.empty:
            continue  # an activation's alpha is no learning rate
        if name in NAMES[group]:
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
        return {"stride": case.stride, "pad": case.padding}
    if kind in ("MaxPool2d", "AvgPool2d"):
        height, width = case["kernel_size"]
        return {"pool_height": height, "pool_width": width, "stride": case.stride, "pad": case.padding}
    if kind.startswith("BatchNorm"):
        running = {name: case[name].copy() for name in ("running_mean", "running_var")}
        return {"mode": mode, "eps": case["eps"], "momentum": 1 - case["momentum"], **running}
    if kind == "Dropout":
        return {"mode": mode, "p": 1 - case["p"], "seed": 3}
    return {"mode": mode}


def _padding(case: Case, default: Any) -> Any:
    if not isinstance(default, str):
        return case.padding
    border = case.padding
    if border == 0:
        word = "valid"
    elif border == "same" or (2 * int(border) == case.k - 1 and case.stride == 1):
        word = "same"
    else:
        raise CantBuildError(f"a border of {border} can't be said in words")
    return word.upper() if default.isupper() else word


def _kernel(case: Case, default: Any) -> Any:
    if case.get("form"):
        return sized(case["w"].shape if "w" in case else case["kernel_size"], case["form"])
    if isinstance(default, tuple):
        return tuple(case["w"].shape[2:]) if "w" in case else tuple(case["kernel_size"])
    return case.kernel


def _training(case: Case, default: Any) -> Any:
    on = case.get("training", True)
    if isinstance(default, str):  # a pool's mode="max" says something else
        return ("train" if on else "test") if "train" in default or default in ("test", "eval") else None
    return bool(on)


VALUES: dict[str, Callable[[Case, Any], Any]] = {
    "into": lambda case, default: case.into,
    "out": lambda case, default: case.out,
    "kernel": _kernel,
    "kernel_height": lambda case, default: (case["w"].shape[2:] if "w" in case else case["kernel_size"])[0],
    "kernel_width": lambda case, default: (case["w"].shape[2:] if "w" in case else case["kernel_size"])[1],
    "stride": lambda case, default: (
        tuple(case["steps"])
        if isinstance(default, tuple | list) or (default is None and case.get("form") == "pair")
        else case.stride
    ),
    "padding": _padding,
    "weight": lambda case, default: None if default is None else case["w"].copy(),
    "bias": lambda case, default: (
        True if isinstance(default, bool) else None if default is None else case["b"].copy()
    ),
    "shape": lambda case, default: (
        sized(case["w"].shape, case["form"])
        if "w" in case and case.get("form")
        else tuple(case["x"].shape[1:])
    ),
    "features": lambda case, default: case.channels,
    "eps": lambda case, default: case["eps"],
    "momentum": lambda case, default: (
        1 - case["momentum"] if isinstance(default, float) and default > 0.5 else case["momentum"]
    ),
    "gamma": lambda case, default: None if default is None else case["gamma"].copy(),
    "beta": lambda case, default: None if default is None else case["beta"].copy(),
    "drop": lambda case, default: case["p"],
    "keep": lambda case, default: 1 - case["p"],
    "slope": lambda case, default: case.get("slope", case.get("alpha")),
    "training": _training,
    "rate": lambda case, default: case.get("rate", 0.0),
    "name": lambda case, default: "layer" if default is inspect.Parameter.empty else None,
    "input": lambda case, default: case["x"],
    "smoothing": lambda case, default: case.get("smoothing", 0.0),
    "count": lambda case, default: case.get("count_include_pad", True),
    "labels": lambda case, default: case.get("labels"),
    "steps": lambda case, default: None,
}


def float64(value: Any) -> np.ndarray:
    """Whatever somebody gave back, as a float64 array of its own; ValueError says what it was instead."""
    try:
        array = np.array(value, dtype=np.float64)
    except (TypeError, ValueError):
        kind = type(value).__name__
        raise ValueError(f"an array of numbers is expected, and {kind} was given back") from None
    return array
