"""Local workers: processes that do not outlive the one they work for, or threads of this one."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import takewhile
from typing import Any

from sim.engine.run.aside import COMPUTING

Pool = Callable[[int], Executor]

_IDLE_SECONDS = 120
_PR_SET_PDEATHSIG = 1


def local_pool(jobs: int) -> Executor:
    """Return loky's executor, the one of the last call if it is whole; its workers end with this process."""
    import loky  # noqa: PLC0415 imported where used: `sim --help` stays quick

    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    executor: Executor = loky.get_reusable_executor(
        max_workers=jobs,
        timeout=_IDLE_SECONDS,
        initializer=follow_parent,
        initargs=(os.getpid(),),
        env=one_thread,
    )
    return executor


class Threads(ThreadPoolExecutor):
    """Workers that start at once: for short work that is mostly the compiled engine's, which needs no interpreter.

    A command that is interrupted does not wait for what they are at (:func:`sim.engine.run.aside.is_computing`).
    """

    def __init__(self, jobs: int) -> None:
        super().__init__(jobs, COMPUTING)
        self._stopped = threading.Event()

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Future[Any]:  # type: ignore[override]  # noqa: ANN401
        """Let a worker compute; a batch, which comes first, ends early when the workers are stopped."""
        if arguments:
            batch, *rest = arguments
            return super().submit(function, takewhile(lambda _: not self._stopped.is_set(), batch), *rest)
        return super().submit(function)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the workers end after what they are at."""
        self._stopped.set()
        super().shutdown(wait, cancel_futures=cancel_futures)


def stop_pool(executor: Executor) -> None:
    """End the workers now, whatever they compute; threads end after the replication they are at."""
    try:
        executor.shutdown(wait=True, kill_workers=True)  # type: ignore[call-arg]
    except TypeError:  # an executor that is not loky's
        executor.shutdown(wait=False, cancel_futures=True)


def follow_parent(parent: int, *, by_kernel: bool = True) -> None:
    """Prepare a worker: Ctrl-C is the parent's business, and the worker ends when the parent does, however it ends.

    Where the kernel cannot see to that (or ``by_kernel`` is False), a thread looks once a second.
    """
    with suppress(ValueError):  # only the main thread may
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not (by_kernel and _die_with_parent()):
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:  # it ended before we looked
        os._exit(1)


def _die_with_parent() -> bool:
    """Ask Linux to kill this process with its parent and return whether it will."""
    if not sys.platform.startswith("linux"):
        return False
    import ctypes  # noqa: PLC0415

    try:
        return bool(ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) == 0)
    except (OSError, AttributeError):
        return False


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1.0)
    os._exit(1)
