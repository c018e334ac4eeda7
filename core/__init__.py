"""A convolutional network in plain numpy: layers, losses, optimisers, data, and what explains them.

Everything a notebook needs is here by name; `import core` loads numpy and nothing graphical.
"""

from core.data.augment import Augmentation as Augmentation
from core.data.dataset import Dataset as Dataset
from core.data.dataset import Preprocessing as Preprocessing
from core.data.errors import DataFileError as DataFileError
from core.data.mnist import mnist as mnist
from core.files import FileError as FileError
from core.layers import ELU as ELU
from core.layers import LAYERS as LAYERS
from core.layers import Activation as Activation
from core.layers import AvgPool2d as AvgPool2d
from core.layers import BatchNorm1d as BatchNorm1d
from core.layers import BatchNorm2d as BatchNorm2d
from core.layers import BatchNormPixel as BatchNormPixel
from core.layers import Conv2d as Conv2d
from core.layers import Dropout as Dropout
from core.layers import Flatten as Flatten
from core.layers import Layer as Layer
from core.layers import LeakyReLU as LeakyReLU
from core.layers import Linear as Linear
from core.layers import LogSoftmax as LogSoftmax
from core.layers import MaxPool2d as MaxPool2d
from core.layers import Parameter as Parameter
from core.layers import ReLU as ReLU
from core.layers import Sigmoid as Sigmoid
from core.layers import Softmax as Softmax
from core.layers import Tanh as Tanh
from core.losses import CrossEntropyLoss as CrossEntropyLoss
from core.losses import MSELoss as MSELoss
from core.losses import NLLLoss as NLLLoss
from core.models import lenet5 as lenet5
from core.network import Sequential as Sequential
from core.optim import SGD as SGD
from core.optim import Adagrad as Adagrad
from core.optim import Adam as Adam
from core.optim import AdamW as AdamW
from core.optim import RMSprop as RMSprop
from core.schedules import CosineAnnealingLR as CosineAnnealingLR
from core.schedules import OneCycleLR as OneCycleLR
from core.schedules import StepLR as StepLR
from core.trace import Cell as Cell
from core.trace import LayerRecord as LayerRecord
from core.trace import LossRecord as LossRecord
from core.trace import OptimizerRecord as OptimizerRecord
from core.trace import Stop as Stop
from core.trace import Trace as Trace
from core.trace import record as record
from core.weights import WeightFileError as WeightFileError
from core.weights import load_weights as load_weights
from core.weights import load_weights_into as load_weights_into
from core.weights import save_weights as save_weights
from core.weights_npz import import_npz as import_npz
from core.gradcheck import gradcheck as gradcheck
