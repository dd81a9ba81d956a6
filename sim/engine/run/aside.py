"""Long computations that Ctrl-C can leave: they run beside the main thread, which waits and hears signals.

Python handles a signal between two of its own instructions in the main thread; machine code has none. Compiled code
gives the interpreter's lock back, so waiting costs nothing: about a tenth of a millisecond a call.
"""

import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Any

COMPUTING = "sim-computing"
_WAKES = 0.2  # seconds: a signal that another thread has caught does not wake the one that waits
_STACK = 64 << 20  # compiling goes deep; some systems give a thread half a megabyte


def aside(function: Callable[..., Any], *arguments: Any) -> Any:
    """Return what the function returns, computed in a thread of its own where an interrupt could come.

    Raises
    ------
    KeyboardInterrupt
        At once; the thread is left behind and ends with its call. :func:`is_computing` tells.
    """
    heard = signal.getsignal(signal.SIGINT) not in (signal.SIG_IGN, signal.SIG_DFL, None)
    if not heard or threading.current_thread() is not threading.main_thread():
        return function(*arguments)
    future: Future[Any] = Future()

    def compute() -> None:
        try:
            future.set_result(function(*arguments))
        except BaseException as fault:  # noqa: BLE001 it goes on in the thread that waits
            future.set_exception(fault)

    before = threading.stack_size(_STACK)
    try:
        threading.Thread(target=compute, name=COMPUTING, daemon=True).start()
    finally:
        threading.stack_size(before)
    while not future.done():
        wait((future,), _WAKES)
    return future.result()


def is_computing() -> bool:
    """Return whether a computation that nobody waits for is still running."""
    return any(thread.name.startswith(COMPUTING) for thread in threading.enumerate())
