"""The helper process's side of a plan (helper.py): it builds the same tape and runs what it is asked for."""

from __future__ import annotations

import os
import signal
import threading
from typing import Any

import numpy as np

from core import losses
from core.network import Sequential
from core.plan.chain import Chain
from core.plan.flat import FlatParameters
from core.plan.helper import ASK, ASLEEP, COUNT, DONE, EVALUATE, JOB, LOOKS, ORDERED, READY, give_way, room
from core.plan.layout import AT_ONCE, Layout, batch_first
from core.plan.memory import AttachedMemory
from core.plan.tape import Call
from core.threads import set_threads


class Work:
    """What a helper process builds from the program's `about`: the lists it can be asked for."""

    def __init__(
        self, about: dict[str, Any], flat: AttachedMemory, shared: AttachedMemory, tape: AttachedMemory
    ) -> None:
        dtype = np.dtype(about["dtype"])
        network = Sequential.from_spec(about["spec"], rng=np.random.default_rng(0)).astype(dtype)
        FlatParameters(network, lambda: flat)
        loss = getattr(losses, about["loss"]["type"])(**about["loss"]["settings"])
        sample = tuple(about["sample"])
        self.images, self.outputs = room(network.shapes(sample), sample, dtype, shared)
        self._chain = Chain(network, loss, Layout(sample, AT_ONCE, dtype))
        self._lists: list[list[Call]] = []
        if about["batch_size"]:
            chain = Chain(network, loss, Layout(sample, about["batch_size"], dtype, tape), workers=2)
            self._lists = [split.theirs for split in chain.training.splits]

    def do(self, job: int, count: int) -> None:
        """Run the list of one split, or evaluate `count` lots of images."""
        if job == EVALUATE:
            for number in range(count):
                at = slice(number * AT_ONCE, (number + 1) * AT_ONCE)
                self.outputs[at] = batch_first(self._chain.infer(self.images[at]))
        else:
            for call in self._lists[job]:
                call()


def main(about: dict[str, Any]) -> None:
    """The helper process: wait to be asked, do the job, say that it is done."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program, whose end ends this one too
    woken = threading.Event()
    threading.Thread(target=listen, args=(woken,), daemon=True).start()
    set_threads(about["threads"])
    np.seterr(all="ignore")
    first, *others = (AttachedMemory([(key, size) for key, size in keys]) for keys in about["keys"])
    control = memoryview(first.empty((512,), np.int64))  # type: ignore[arg-type]
    work = Work(about, *others)
    seen, looks = 0, 0
    control[READY] = 1
    while True:
        if control[ASK] == seen:
            looks += 1
            if looks < LOOKS and ORDERED:
                give_way()
            else:
                control[ASLEEP] = 1
                woken.clear()  # a lock inside: ASLEEP is seen before ASK is looked at again
                if control[ASK] == seen:
                    woken.wait(0.5)
                control[ASLEEP] = 0
            continue
        seen, looks = control[ASK], 0
        work.do(control[JOB], control[COUNT])
        control[DONE] = seen
        if not ORDERED:
            os.write(1, b"!")


def listen(woken: threading.Event) -> None:
    """Wake the helper when the program says so; end it when the program is gone."""
    while os.read(0, 64):
        woken.set()
    os._exit(0)
