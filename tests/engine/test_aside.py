"""A long computation beside the main thread: interrupted at once, with results and faults as if it were called."""

from __future__ import annotations

import signal
import threading
import time

import pytest

from sim.engine.run.aside import aside, is_computing


def test_what_is_computed_aside_returns_and_raises_as_a_call_does() -> None:
    def fault() -> None:
        raise ZeroDivisionError("no agents")

    assert aside(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError, match="no agents"):
        aside(fault)
    assert not is_computing()


def test_an_interrupt_does_not_wait_for_the_computation() -> None:
    # Given a computation that ends only when it is told to, as compiled code would
    end, started = threading.Event(), threading.Event()

    def interrupt() -> None:
        started.wait()
        signal.raise_signal(signal.SIGINT)

    def compute() -> None:
        started.set()
        end.wait()

    threading.Thread(target=interrupt).start()

    # When it is interrupted, then the caller has it at once, and the computation is known to be left behind
    with pytest.raises(KeyboardInterrupt):
        aside(compute)
    assert is_computing()
    end.set()
    while is_computing():
        time.sleep(0.001)


def test_where_no_interrupt_can_come_there_is_no_thread() -> None:
    names = []
    worker = threading.Thread(target=lambda: names.append(aside(lambda: threading.current_thread().name)), name="mine")
    worker.start()
    worker.join()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    names.append(aside(lambda: threading.current_thread().name))
    signal.signal(signal.SIGINT, before)

    assert names == ["mine", threading.main_thread().name]
