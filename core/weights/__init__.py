"""A network's weights in files: our own, PyTorch's, numpy's, and which tensor belongs where."""
