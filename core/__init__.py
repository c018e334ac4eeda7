"""A convolutional network in plain numpy: layers, losses, optimisers, data, and what explains them.

Everything a notebook needs is here by name; `import core` loads numpy and nothing graphical.
"""

from core.data.dataset import Dataset as Dataset
from core.data.dataset import Preprocessing as Preprocessing
from core.data.errors import DataFileError as DataFileError
from core.data.mnist import mnist as mnist
from core.files import FileError as FileError
from core.losses import CrossEntropyLoss as CrossEntropyLoss
from core.losses import MSELoss as MSELoss
from core.losses import NLLLoss as NLLLoss
from core.optim import SGD as SGD
from core.optim import Adagrad as Adagrad
from core.optim import Adam as Adam
from core.optim import AdamW as AdamW
from core.optim import RMSprop as RMSprop
from core.schedules import CosineAnnealingLR as CosineAnnealingLR
from core.schedules import OneCycleLR as OneCycleLR
from core.schedules import StepLR as StepLR
