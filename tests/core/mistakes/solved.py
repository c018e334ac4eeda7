"""The exercises, solved: what a learner's file looks like when everything in it is right."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

rng = np.random.default_rng(0)


class ReLU:
    def forward(self, x):
        self.x = x
        return np.maximum(x, 0)

    def backward(self, dY):
        return dY * (self.x > 0)


class Linear:
    def __init__(self, in_features, out_features):
        self.W = rng.standard_normal((out_features, in_features)) / np.sqrt(in_features)
        self.b = np.zeros(out_features)

    def forward(self, x):
        self.x = x
        return x @ self.W.T + self.b

    def backward(self, dY):
        self.dW, self.db = dY.T @ self.x, dY.sum(axis=0)
        return dY @ self.W


class SoftmaxCrossEntropy:
    def forward(self, logits, labels):
        z = logits - logits.max(axis=1, keepdims=True)
        log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        self.p, self.labels = np.exp(log_p), labels
        return -log_p[np.arange(len(z)), labels].mean()

    def backward(self):
        d = self.p.copy()
        d[np.arange(len(d)), self.labels] -= 1
        return d / len(d)


class MaxPool2d:
    def __init__(self, kernel_size, stride=None):
        self.kernel_size = kernel_size
        self.stride = kernel_size if stride is None else stride

    def forward(self, x):
        k, s = self.kernel_size, self.stride
        windows = sliding_window_view(x, (k, k), axis=(2, 3))[:, :, ::s, ::s]
        self.shape, windows = x.shape, windows.reshape(*windows.shape[:4], k * k)
        self.winner = windows.argmax(axis=-1)
        return windows.max(axis=-1)

    def backward(self, dY):
        k, s, dX = self.kernel_size, self.stride, np.zeros(self.shape)
        H, W = dY.shape[2:]
        for i in range(k):
            for j in range(k):
                share = dY * (self.winner == i * k + j)
                dX[:, :, i : i + s * (H - 1) + 1 : s, j : j + s * (W - 1) + 1 : s] += share
        return dX


class Conv2d:
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0):
        self.stride, self.padding = stride, padding
        self.W = 0.1 * rng.standard_normal((out_channels, in_channels, kernel_size, kernel_size))
        self.b = np.zeros(out_channels)

    def forward(self, x):
        p, s = self.padding, self.stride
        padded = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        self.shape, self.padded = x.shape, padded.shape
        self.windows = sliding_window_view(padded, self.W.shape[2:], axis=(2, 3))[:, :, ::s, ::s]
        y = np.tensordot(self.windows, self.W, ([1, 4, 5], [1, 2, 3])).transpose(0, 3, 1, 2)
        return y + self.b[:, None, None]

    def backward(self, dY):
        p, s, dX = self.padding, self.stride, np.zeros(self.padded)
        self.dW = np.tensordot(dY, self.windows, ([0, 2, 3], [0, 2, 3]))
        self.db = dY.sum(axis=(0, 2, 3))
        H, W = dY.shape[2:]
        for i in range(self.W.shape[2]):
            for j in range(self.W.shape[3]):
                share = np.einsum("nopq,oc->ncpq", dY, self.W[:, :, i, j])
                dX[:, :, i : i + s * (H - 1) + 1 : s, j : j + s * (W - 1) + 1 : s] += share
        return dX[:, :, p : p + self.shape[2], p : p + self.shape[3]]


class BatchNorm2d:
    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        self.eps, self.momentum, self.training = eps, momentum, True
        self.gamma, self.beta = np.ones(num_features), np.zeros(num_features)
        self.running_mean, self.running_var = np.zeros(num_features), np.ones(num_features)

    def forward(self, x):
        mean, var = self.running_mean, self.running_var
        if self.training:
            M = x.size // x.shape[1]
            mean, var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
            m = self.momentum
            self.running_mean = (1 - m) * self.running_mean + m * mean
            self.running_var = (1 - m) * self.running_var + m * var * M / (M - 1)
        self.inv_std = 1 / np.sqrt(var + self.eps)
        self.x_hat = (x - mean[:, None, None]) * self.inv_std[:, None, None]
        return self.gamma[:, None, None] * self.x_hat + self.beta[:, None, None]

    def backward(self, dY):
        self.dgamma, self.dbeta = (dY * self.x_hat).sum(axis=(0, 2, 3)), dY.sum(axis=(0, 2, 3))
        scale = (self.gamma * self.inv_std)[:, None, None]
        if not self.training:
            return dY * scale
        M = dY.size // dY.shape[1]
        means = self.dbeta[:, None, None] / M + self.x_hat * self.dgamma[:, None, None] / M
        return (dY - means) * scale


class Dropout:
    def __init__(self, p=0.5):
        self.p, self.training = p, True

    def forward(self, x):
        if not self.training:
            return x
        self.mask = rng.random(x.shape) >= self.p
        return x * self.mask / (1 - self.p)

    def backward(self, dY):
        return dY * self.mask / (1 - self.p) if self.training else dY


class SGD:
    def __init__(self, lr, momentum=0.0):
        self.lr, self.momentum, self.buffers = lr, momentum, {}

    def update(self, params, grads):
        for name, g in grads.items():
            self.buffers[name] = self.momentum * self.buffers.get(name, 0) + g
            params[name] -= self.lr * self.buffers[name]


class LeNet5:
    def __init__(self):
        self.layers = [
            Conv2d(1, 6, 5, padding=2),
            MaxPool2d(2),
            ReLU(),
            Conv2d(6, 16, 5),
            MaxPool2d(2),
            ReLU(),
        ]
        self.layers += [Conv2d(16, 120, 5), Flat(), Linear(120, 84), ReLU(), Linear(84, 10)]

    def forward(self, x):
        for each in self.layers:
            x = each.forward(x)
        return x

    def backward(self, dY):
        for each in reversed(self.layers):
            dY = each.backward(dY)
        return dY


class Flat:
    def forward(self, x):
        self.shape = x.shape
        return x.reshape(len(x), -1)

    def backward(self, dY):
        return dY.reshape(self.shape)


def three_paths(dY, x, gamma, eps):
    axes, M = (0, 2, 3), x.size // x.shape[1]
    std = np.sqrt(x.var(axis=axes, keepdims=True) + eps)
    x_hat = (x - x.mean(axis=axes, keepdims=True)) / std
    direct = gamma[:, None, None] / std * dY
    through_mean = -direct.sum(axis=axes, keepdims=True) / M * np.ones_like(x)
    through_variance = -x_hat * (direct * x_hat).sum(axis=axes, keepdims=True) / M
    return direct, through_mean, through_variance


def turned_kernel(W, dY):
    k = W.shape[2]
    kernel = np.flip(W, (2, 3)).transpose(1, 0, 2, 3)
    padded = np.pad(dY, ((0, 0), (0, 0), (k - 1, k - 1), (k - 1, k - 1)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (k, k), axis=(2, 3))
    dX = np.tensordot(windows, kernel, ([1, 4, 5], [1, 2, 3])).transpose(0, 3, 1, 2)
    return kernel, dX


def softmax_steps(logits, labels):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    image = np.arange(len(p))
    dp = np.zeros_like(p)
    dp[image, labels] = -1 / (len(p) * p[image, labels])
    dX = p * (dp - (dp * p).sum(axis=1, keepdims=True))
    return p, dp, dX
