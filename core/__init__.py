"""A convolutional network in plain numpy: layers, losses, optimisers, data, and what explains them.

Everything a notebook needs is here by name; `import core` loads numpy and nothing graphical.
"""

from core.data.dataset import Dataset as Dataset
from core.data.dataset import Preprocessing as Preprocessing
from core.data.errors import DataFileError as DataFileError
from core.data.mnist import mnist as mnist
from core.files import FileError as FileError
