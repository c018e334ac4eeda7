"""What the sheet says of layer types and of their arguments: a sentence each, ready for translation."""

from __future__ import annotations

from cnnviz.system.translation import QT_TRANSLATE_NOOP

GROUPS = {
    "convolution": QT_TRANSLATE_NOOP("build", "Convolution"),
    "pooling": QT_TRANSLATE_NOOP("build", "Pooling"),
    "normalisation": QT_TRANSLATE_NOOP("build", "Normalisation"),
    "activation": QT_TRANSLATE_NOOP("build", "Activation"),
    "fully connected": QT_TRANSLATE_NOOP("build", "Fully connected"),
    "regularisation": QT_TRANSLATE_NOOP("build", "Regularisation"),
}
KINDS = {
    "Conv2d": QT_TRANSLATE_NOOP(
        "build", "Kernels slide over the maps and multiply what they see: one map a kernel comes out."
    ),
    "MaxPool2d": QT_TRANSLATE_NOOP("build", "Keeps the largest number of each window: smaller maps."),
    "AvgPool2d": QT_TRANSLATE_NOOP("build", "Keeps the mean of each window: smaller, smoother maps."),
    "BatchNorm2d": QT_TRANSLATE_NOOP(
        "build", "Gives each map mean 0 and variance 1 over the batch, then a learnt scale and shift."
    ),
    "BatchNorm1d": QT_TRANSLATE_NOOP(
        "build", "The same for a row of numbers: each number is normalised over the batch."
    ),
    "BatchNormPixel": QT_TRANSLATE_NOOP(
        "build", "Normalises every pixel of every map by itself: many more parameters."
    ),
    "ReLU": QT_TRANSLATE_NOOP("build", "Keeps what is positive, makes the rest zero: the usual choice."),
    "LeakyReLU": QT_TRANSLATE_NOOP("build", "As ReLU, but lets a hundredth of what is negative through."),
    "ELU": QT_TRANSLATE_NOOP("build", "As ReLU for what is positive; bends smoothly to -1 below."),
    "Sigmoid": QT_TRANSLATE_NOOP("build", "Squeezes every number between 0 and 1; the slope is at most 1/4."),
    "Tanh": QT_TRANSLATE_NOOP("build", "Squeezes every number between -1 and 1."),
    "Softmax": QT_TRANSLATE_NOOP(
        "build", "Makes probabilities of scores. The loss has one already, so it is seldom needed."
    ),
    "LogSoftmax": QT_TRANSLATE_NOOP("build", "The logarithm of softmax. The loss has one already."),
    "Flatten": QT_TRANSLATE_NOOP("build", "Lays the maps out in one row of numbers: what Linear takes."),
    "Linear": QT_TRANSLATE_NOOP("build", "Every output is a weighted sum of all inputs."),
    "Dropout": QT_TRANSLATE_NOOP(
        "build", "Leaves numbers out at random while training, so that none is relied on alone."
    ),
}  # fmt: skip
CAPTIONS = {
    "in_channels": QT_TRANSLATE_NOOP("build", "in"),
    "out_channels": QT_TRANSLATE_NOOP("build", "out"),
    "in_features": QT_TRANSLATE_NOOP("build", "in"),
    "out_features": QT_TRANSLATE_NOOP("build", "out"),
    "num_features": QT_TRANSLATE_NOOP("build", "of"),
    "kernel_size": QT_TRANSLATE_NOOP("build", "kernel"),
    "stride": QT_TRANSLATE_NOOP("build", "stride"),
    "padding": QT_TRANSLATE_NOOP("build", "padding"),
    "bias": QT_TRANSLATE_NOOP("build", "bias"),
    "eps": QT_TRANSLATE_NOOP("build", "eps"),
    "momentum": QT_TRANSLATE_NOOP("build", "mom."),
    "affine": QT_TRANSLATE_NOOP("build", "affine"),
    "shape": QT_TRANSLATE_NOOP("build", "shape"),
    "negative_slope": QT_TRANSLATE_NOOP("build", "slope"),
    "alpha": QT_TRANSLATE_NOOP("build", "alpha"),
    "dim": QT_TRANSLATE_NOOP("build", "axis"),
    "p": QT_TRANSLATE_NOOP("build", "p"),
    "count_include_pad": QT_TRANSLATE_NOOP("build", "pads"),
}
TIPS = {
    "in_channels": QT_TRANSLATE_NOOP("build", "Maps that come in; empty: as many as the layer before makes."),
    "out_channels": QT_TRANSLATE_NOOP("build", "Maps that go out: one a kernel. More see more, cost more."),
    "in_features": QT_TRANSLATE_NOOP("build", "Numbers that come in; empty: as many as there are."),
    "out_features": QT_TRANSLATE_NOOP("build", "Numbers that go out; the last layer has one a class."),
    "num_features": QT_TRANSLATE_NOOP("build", "Maps or numbers to normalise; empty: as many as come in."),
    "kernel_size": QT_TRANSLATE_NOOP("build", "Side of the window in pixels, or height and width: 3, 5."),
    "stride": QT_TRANSLATE_NOOP("build", "How far the window moves each time: 2 halves the size."),
    "padding": QT_TRANSLATE_NOOP("build", 'Pixels of zeros around; "same" keeps the size, "valid" is none.'),
    "bias": QT_TRANSLATE_NOOP("build", "Whether a learnt number is added to each output."),
    "eps": QT_TRANSLATE_NOOP("build", "Added to the variance, so that nothing is divided by zero."),
    "momentum": QT_TRANSLATE_NOOP("build", "How much of each batch goes into the running mean and variance."),
    "affine": QT_TRANSLATE_NOOP("build", "Whether a learnt scale and shift follow."),
    "shape": QT_TRANSLATE_NOOP("build", "Maps, height, width; empty: as they come in."),
    "negative_slope": QT_TRANSLATE_NOOP("build", "What negative numbers are multiplied by."),
    "alpha": QT_TRANSLATE_NOOP("build", "Where it levels off: at minus this."),
    "dim": QT_TRANSLATE_NOOP("build", "The axis whose numbers sum to one; 1 is the classes."),
    "p": QT_TRANSLATE_NOOP("build", "The probability of being left out, from 0 to 1."),
    "count_include_pad": QT_TRANSLATE_NOOP("build", "Whether the border's zeros count in the mean."),
}  # fmt: skip
