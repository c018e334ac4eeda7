"""The MNIST database of handwritten digits, as published: four gzipped idx files (see LICENSE)."""
