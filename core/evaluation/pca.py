"""Principal components: the few directions in which many numbers an image differ most from image to image.

A layer gives thousands of numbers for each image; two directions make a picture of them. Where one side of
the matrix is short its scatter matrix is solved at once; else the few directions are found by iteration.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from core.layers import Dropout, Flatten
from core.network import Sequential

SHORT = 512  # a scatter matrix of this side is solved at once, in about a tenth of a second
SPARE = 14  # directions beside those asked for: the more, the fewer rounds
ROUNDS = 60
SETTLED = 1e-4  # of the first direction's strength; a picture shows far less
AT_ONCE = 100  # images that pass through a layer together
ROWS = 500  # samples that are centred together: a whole copy of a wide layer would be 200 MB

Progress = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class Components:
    """Where N samples lie along their k main directions.

    coordinates: (N, k), float32, from the mean. directions: (k, D), of length 1, at right angles.
    shares: (k,), the part of the whole variance that lies along each, largest first; zeros where every sample
    is the same.
    """

    coordinates: np.ndarray
    directions: np.ndarray
    shares: np.ndarray


def principal(
    x: np.ndarray,
    k: int = 2,
    like: np.ndarray | None = None,
    pause: Callable[[], None] = lambda: None,
) -> Components:
    """The k principal components of N samples of D numbers each.

    X = x - mean = U S V^T; the directions are the first rows of V^T, the coordinates X V = U S, and the share
    of direction i is S_i^2 / sum_j S_j^2. They are found from the eigenvectors of X^T X (D, D) or of X X^T
    (N, N) when one of them is small, else by orthogonal iteration with a Rayleigh-Ritz step (Golub and Van
    Loan, "Matrix computations", 8.2.4).

    V is known but for its signs. They are chosen so that each axis agrees with the same axis of `like`
    (N, k) where it is given: their products with it add up to more than 0. Else it points where the data
    reaches further: sum_n c_n |c_n| >= 0 over its coordinates c (Bro, Acar and Kolda, "Resolving the sign
    ambiguity in the singular value decomposition", 2008).

    `pause` is called every now and then; what it raises ends the search.

    Shape: x (N, ...) -> k of min(N, D) components, zeros beyond. Raises ValueError for NaN or infinity.
    """
    X = Centred(x.reshape(len(x), math.prod(x.shape[1:])))  # (N, ...) -> (N, D)
    total = X.variance()
    if not np.isfinite(total):
        raise ValueError("principal components: some numbers are not finite")
    directions = np.zeros((k, X.D), np.float32)
    if total > 0:
        found = _directions(X, min(k, X.N, X.D), pause)
        directions[: len(found)] = found
    coordinates = X.times(directions.T)
    signs = _signs(coordinates, like)
    coordinates *= signs
    variances = np.einsum("nk,nk->k", coordinates, coordinates, dtype=np.float64)
    shares = variances / total if total > 0 else np.zeros(k)
    return Components(coordinates, directions * signs[:, None], shares)


def layers(spec: Mapping[str, Any]) -> tuple[str, ...]:
    """What can be mapped of a network with this spec: "input" and each layer that changes the numbers.

    Flattening only lays them out anew, and in use dropout passes them on.
    """
    unchanged = {kind.__name__ for kind in (Flatten, Dropout)}
    return ("input", *(item["name"] for item in spec["layers"] if item["type"] not in unchanged))


def maps(
    network: Sequential,
    x: np.ndarray,
    k: int = 2,
    progress: Progress = lambda fraction: None,
    like: Mapping[str, np.ndarray] | None = None,
) -> Iterator[tuple[str, Components]]:
    """The components of the input and of each of `layers`, in order.

    Signs agree with the coordinates of that layer in `like`, such as those of an earlier step, or else with
    those of the layer before.

    `progress` is told the fraction done every AT_ONCE images; what it raises ends the work. The network is
    the caller's own, in the mode for use; outputs of one layer are let go when the next one's are there.
    Raises ValueError, naming the layer, where outputs are not finite.

    Shape: x (N, C, H, W), float32.
    """
    wanted = layers(network.spec())
    like = {} if like is None else like
    before = principal(x, k, like.get("input"))
    yield "input", before
    for place, (name, layer) in enumerate(network.layers.items(), 1):
        if name not in wanted:
            x = layer.forward(x)  # flat, or as it was
            continue
        made = np.empty((len(x), *layer.output_shape(x.shape[1:])), np.float32)
        for start in range(0, len(x), AT_ONCE):
            progress((place - 1 + 0.8 * start / len(x)) / len(network.layers))
            with np.errstate(all="ignore"):
                made[start : start + AT_ONCE] = layer.forward(x[start : start + AT_ONCE])
        x = made
        halfway = partial(progress, (place - 0.2) / len(network.layers))
        try:
            before = principal(x, k, like.get(name, before.coordinates), halfway)
        except ValueError:
            raise ValueError(f"{name}: its outputs are not all finite numbers") from None
        yield name, before


def nearest_own_middle(places: np.ndarray, labels: np.ndarray, classes: int) -> float:
    """The part of N places that lie nearer to their own class's middle than to any other's; NaN for none.

    A class's middle is the mean of its places. Shape: places (N, k), labels (N,).
    """
    if not len(places):
        return math.nan
    counts = np.bincount(labels, minlength=classes)
    sums = np.stack([np.bincount(labels, each, classes) for each in places.T.astype(float)], axis=1)
    there = counts > 0
    middles = np.full_like(sums, np.inf)
    middles[there] = sums[there] / counts[there, None]
    # (N, 1, k) - (classes, k) -> (N, classes)
    away = ((places[:, None] - middles[None]) ** 2).sum(axis=2)
    return float((away.argmin(axis=1) == labels).mean())


class Centred:
    """A matrix minus the mean of its rows, never held as a whole. Shape: (N, D)."""

    def __init__(self, x: np.ndarray) -> None:
        self.x = x
        self.N, self.D = x.shape
        with np.errstate(all="ignore"):
            mean = x.mean(axis=0, dtype=np.float64) if self.N else np.zeros(self.D)
            self.mean = mean.astype(np.float32)

    def parts(self) -> Iterator[np.ndarray]:
        for start in range(0, self.N, ROWS):
            yield self.x[start : start + ROWS] - self.mean

    def variance(self) -> float:
        """The sum of all squares."""
        with np.errstate(all="ignore"):
            return float(sum(np.einsum("nd,nd->", part, part, dtype=np.float64) for part in self.parts()))

    def times(self, columns: np.ndarray) -> np.ndarray:
        """X Q. Shape: (D, k) -> (N, k)."""
        made = [part @ columns for part in self.parts()]
        return np.concatenate(made) if made else np.zeros((0, columns.shape[1]), np.float32)

    def scatter(self, columns: np.ndarray | None = None) -> np.ndarray:
        """X^T X Q, or X^T X itself. Shape: (D, k) -> (D, k), or (D, D)."""
        made = np.zeros((self.D, self.D if columns is None else columns.shape[1]), np.float32)
        for part in self.parts():
            made += part.T @ (part if columns is None else part @ columns)
        return made

    def gram(self) -> np.ndarray:
        """X X^T. Shape: (N, N)."""
        whole = self.x - self.mean
        return np.asarray(whole @ whole.T)


def _directions(X: Centred, k: int, pause: Callable[[], None]) -> np.ndarray:
    """The k strongest right singular vectors. Shape: (N, D) -> (k, D)."""
    found = _iterated(X, k, pause) if min(X.N, X.D) > SHORT else None
    if found is not None:
        return found
    if X.D <= X.N:
        return _strongest(X.scatter(), k).T
    # X X^T = U S^2 U^T, and X^T U = V S: as long as the strength is not zero
    return _orthonormal((X.x - X.mean).T @ _strongest(X.gram(), k)).T


def _iterated(X: Centred, k: int, pause: Callable[[], None]) -> np.ndarray | None:
    """Multiply by X^T X, make orthogonal, turn to the eigenvectors inside, repeat until nothing changes.

    None if it doesn't settle because hardly any direction stands out. Shape: (N, D) -> (k, D).
    """
    Q = _orthonormal(np.random.default_rng(0).standard_normal((X.D, k + SPARE), dtype=np.float32))
    for _ in range(ROUNDS):
        pause()
        Y = X.scatter(Q)  # (D, k + SPARE)
        strengths, turn = np.linalg.eigh(Q.T @ Y)
        strengths, turn = strengths[::-1][:k], turn[:, ::-1][:, :k]
        ritz = Q @ turn  # (D, k)
        missing = np.linalg.norm(Y @ turn - ritz * strengths, axis=0)
        if missing.max() <= SETTLED * strengths[0]:
            return np.asarray(ritz.T)
        Q = _orthonormal(Y)
    return None


def _strongest(scatter: np.ndarray, k: int) -> np.ndarray:
    """The eigenvectors with the k largest eigenvalues, as columns; eigh's come weakest first."""
    return np.asarray(np.linalg.eigh(scatter)[1][:, ::-1][:, :k], np.float32)


def _orthonormal(columns: np.ndarray) -> np.ndarray:
    return np.asarray(np.linalg.qr(columns)[0], np.float32)


def _signs(coordinates: np.ndarray, like: np.ndarray | None) -> np.ndarray:
    """+1 or -1 for each axis. Shape: (N, k) -> (k,)."""
    sums = np.einsum("nk,nk->k", coordinates, np.abs(coordinates), dtype=np.float64)
    if like is not None and like.shape == coordinates.shape:
        agreed = np.einsum("nk,nk->k", coordinates, like, dtype=np.float64)
        sums = np.where(agreed != 0, agreed, sums)
    return np.where(sums < 0, -1, 1).astype(np.float32)
