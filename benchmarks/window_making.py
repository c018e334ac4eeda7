"""What it costs to make a window, and to make its panels anew in another language, with a result on show.

In processor time of the window's thread, so that a busy machine doesn't count.
"""

from __future__ import annotations

import time
from statistics import median

from benchmarks import window as windows


def measure(times: int = 10) -> tuple[float, float]:
    """Seconds of a window that is made but not shown, and of a change of language until all is painted."""
    with windows.opened() as (app, window):
        from PySide6.QtCore import QEvent

        from cnnviz.shell import app as starting
        from cnnviz.system.settings import Settings

        window.toggle_sheet("evaluate")
        evaluation = window.panels["EvaluateSheet"].evaluation
        windows.until(app, lambda: evaluation.result is not None)
        spoken = []
        for code in ("zh_CN", "en") * (times // 2):
            began = time.thread_time()
            window.choose_language(code)
            for _ in range(20):
                app.processEvents()
            spoken.append(time.thread_time() - began)
        made = []
        for _ in range(times):
            began = time.thread_time()
            _, other = starting.create(["cnnviz", "--language", "en"], remembered=Settings())
            made.append(time.thread_time() - began)
            other.close()
            other.deleteLater()
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return median(made[1:]), median(spoken[2:])  # the first ones fill the caches of icons and fonts


if __name__ == "__main__":
    window, language = measure()
    print(f"a window is made in {1e3 * window:.0f} ms, another language spoken in {1e3 * language:.0f} ms")
