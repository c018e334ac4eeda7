"""What a look at the network costs the training thread: the probe of the watched image, the rest of a
snapshot.

In processor time of the thread, so that a busy machine doesn't count.
"""

from __future__ import annotations

import time
from statistics import median
from unittest.mock import patch

from core import mnist
from core.training import TrainConfig, Trainer
from core.training.watch import Watch

A_SECOND = 20  # snapshots, at most


def measure(looks: int = 200) -> tuple[float, float, float]:
    """Seconds of a probe, of the rest of a snapshot, and the part of training that twenty of both a second
    take.
    """
    trainer = Trainer(TrainConfig(), *mnist())
    watch = Watch(trainer)
    probes, snapshots = [], []
    for _ in range(looks):
        trainer.step()  # between two looks the caches are full of training
        stepped = time.thread_time()
        seen = watch.probe()
        probed = time.thread_time()
        with patch.object(watch, "probe", lambda seen=seen: seen):
            between = time.thread_time()
            watch.snapshot("training")
            done = time.thread_time()
        probes.append(probed - stepped)
        snapshots.append(done - between)
    probe, rest = median(probes), median(snapshots)
    return probe, rest, A_SECOND * (probe + rest)


if __name__ == "__main__":
    probe, rest, part = measure()
    print(f"probe {1e3 * probe:.2f} ms, rest of a snapshot {1e3 * rest:.2f} ms: {part:.1%} of training")
