"""Steps a second with the window open and every panel in sight, against the same training with nobody
watching.

Both run in one process and take turns: the window is shown, or it is hidden, its clock stopped and its thread
asleep. What differs is what watching costs.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from benchmarks import window as windows
from benchmarks.protocol import Ratio


def measure(rounds: int = 9, seconds: float = 1.5) -> tuple[Ratio, float, float]:
    """The ratio watched / unwatched round by round, and the median steps a second of both."""
    watched, alone = [], []
    with windows.opened() as (app, window):
        session, engine = window.session, window.session.engine
        windows.train(app, window)
        windows.handle_events(1.0)  # warm up

        def rate(wait: Callable[[float], None]) -> float:
            wait(0.1)
            before, began = engine.trainer.step_number, time.perf_counter()
            wait(seconds)
            return (engine.trainer.step_number - before) / (time.perf_counter() - began)

        for _ in range(rounds):
            watched.append(rate(lambda span: windows.handle_events(span)))
            window.hide()
            session.live.timer.stop()
            app.processEvents()
            alone.append(rate(time.sleep))
            session.live.timer.start()
            window.show()
        windows.pause(app, window)
    ratio = Ratio(tuple(a / b for a, b in zip(watched, alone, strict=True)))
    return ratio, sorted(watched)[rounds // 2], sorted(alone)[rounds // 2]


if __name__ == "__main__":
    result, with_window, without = measure()
    print(f"watched / unwatched: {result}; {with_window:.0f} and {without:.0f} steps a second")
