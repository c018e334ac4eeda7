"""A convolutional network in plain numpy: layers, losses, optimisers, data, and what explains them.

Everything a notebook needs is here by name; `import core` loads numpy and nothing graphical.
"""

from types import ModuleType

from core.data.augment import Augmentation as Augmentation
from core.data.dataset import Dataset as Dataset
from core.data.dataset import Preprocessing as Preprocessing
from core.data.inspection import Inspection as Inspection
from core.data.inspection import OpenedData as OpenedData
from core.data.mnist import mnist as mnist
from core.data.opening import inspect_data as inspect_data
from core.data.opening import open_data as open_data
from core.data.opening import open_dataset as open_dataset
from core.data.opening import open_train_test as open_train_test
from core.evaluation.along import along as along
from core.evaluation.fields import ReceptiveField as ReceptiveField
from core.evaluation.fields import receptive_field as receptive_field
from core.evaluation.pixels import Occlusion as Occlusion
from core.evaluation.pixels import occlusion as occlusion
from core.evaluation.survey import LayerSurvey as LayerSurvey
from core.evaluation.survey import Ranking as Ranking
from core.evaluation.survey import survey as survey
from core.files.atomic import DataFileError as DataFileError
from core.files.atomic import FileError as FileError
from core.gradcheck.gradcheck import gradcheck as gradcheck
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
from core.plan import Plan as Plan
from core.plan import compile as compile
from core.presets import preset as preset
from core.reference import AvgPoolLoop2d as AvgPoolLoop2d
from core.reference import ConvLoop2d as ConvLoop2d
from core.reference import LinearLoop as LinearLoop
from core.reference import MaxPoolLoop2d as MaxPoolLoop2d
from core.schedules import CosineAnnealingLR as CosineAnnealingLR
from core.schedules import OneCycleLR as OneCycleLR
from core.schedules import StepLR as StepLR
from core.trace.explain import Explanation as Explanation
from core.trace.explain import explain as explain
from core.trace.ledger import ledger as ledger
from core.trace.prove import Proof as Proof
from core.trace.prove import prove as prove
from core.trace.recording import Cell as Cell
from core.trace.recording import LayerRecord as LayerRecord
from core.trace.recording import LossRecord as LossRecord
from core.trace.recording import OptimizerRecord as OptimizerRecord
from core.trace.recording import Stop as Stop
from core.trace.recording import Trace as Trace
from core.trace.recording import record as record
from core.training.timeline import Timeline as Timeline
from core.weights.weight_files import WeightFileError as WeightFileError
from core.weights.weight_files import import_npz as import_npz
from core.weights.weight_files import load_weights as load_weights
from core.weights.weight_files import load_weights_into as load_weights_into
from core.weights.weight_files import save_weights as save_weights


def __getattr__(name: str) -> ModuleType:
    """The catalogue of mistakes is read when somebody asks for it."""
    if name == "mistakes":
        import core.mistakes

        return core.mistakes
    raise AttributeError(f"module 'core' has no attribute {name!r}")
