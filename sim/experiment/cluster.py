"""Workers of a Dask cluster: other machines compute the rows, this process stores them, as with workers of its own."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import AbstractContextManager, closing, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Annotated, Any

from sim.experiment.errors import WorkersUnavailable
from sim.experiment.workers import Pool
from sim.record import MODEL_VERSION
from sim.scenario.door import checked
from sim.scenario.kinds import Text

Address = Annotated[str, Text("the address of a scheduler, such as 'tcp://127.0.0.1:8786'")]
SECONDS = 15
"""How long a scheduler and its first worker are waited for."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Workers elsewhere: how many batches they can take at once, and what hands them over."""

    threads: int
    pool: Pool


CREW: ContextVar[Crew | None] = ContextVar("crew", default=None)
"""Who computes what is asked in this context; None for workers of this process's own."""


@checked
def cluster(address: Address) -> AbstractContextManager[None]:
    """Let the workers of a Dask cluster compute whatever is run inside: ``with sim.cluster("tcp://10.0.0.1:8786"):``.

    Rows are the same as anybody's, and lie here.

    Parameters
    ----------
    address
        Of the scheduler.

    Raises
    ------
    ArgumentError
        No text.
    WorkersUnavailable
        On entering: no Dask, nobody answers, no workers, or workers with another version of the model.
    """
    return _there(address)


@contextmanager
def _there(address: str) -> Iterator[None]:
    with closing(_connected(address)) as client:
        with _answered(address):
            client.wait_for_workers(1, timeout=SECONDS)
            others = sorted(set(client.run(version).values()) - {MODEL_VERSION})
        if others:
            reason = f"workers hold model version {others[0]}, not {MODEL_VERSION}"
            raise WorkersUnavailable(f"--scheduler {address}: {reason}")
        executor = _Cluster(client)
        token = CREW.set(Crew(max(2, sum(client.nthreads().values())), lambda _: executor))
        try:
            yield
        finally:
            CREW.reset(token)


def _connected(address: str) -> Any:  # noqa: ANN401 of an extra
    try:
        made = importlib.import_module("distributed").Client
    except ImportError:
        raise WorkersUnavailable("--executor dask: needs dask; pip install 'dask[distributed]'") from None
    with _answered(address):
        return made(address, timeout=SECONDS, set_as_default=False)


@contextmanager
def _answered(address: str) -> Iterator[None]:
    """Say in one line that a scheduler or its workers do not answer."""
    try:
        yield
    except (OSError, TimeoutError, ValueError, ImportError, AttributeError) as fault:
        reason = " ".join(f"{type(fault).__name__}: {fault}".split())
        raise WorkersUnavailable(f"--scheduler {address}: no worker of sim answers ({reason[:200]})") from None


def version() -> str:
    """Return the version of the model that a worker holds."""
    return MODEL_VERSION


class _Cluster(Executor):
    """The workers behind a scheduler. A batch under which workers keep dying breaks alone; others fly on."""

    def __init__(self, client: Any) -> None:  # noqa: ANN401 of an extra
        self.client = client
        self.inner: Executor = client.get_executor(pure=False)

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Future[Any]:  # type: ignore[override]  # noqa: ANN401
        """Let a worker compute; Dask sends it to another one when that dies, and gives up after some."""
        outer: Future[Any] = Future()
        outer.set_running_or_notify_cancel()
        self.inner.submit(function, *arguments).add_done_callback(lambda inner: _hand_on(inner, outer))
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Forget what is still computed there; the cluster is let go of at the end of its context."""
        del wait, cancel_futures
        self.client.cancel(list(self.client.futures), force=True)


def _hand_on(inner: Future[Any], outer: Future[Any]) -> None:
    """Give a result on; workers that died under it are told as a broken executor."""
    fault = None if inner.cancelled() else inner.exception()
    if inner.cancelled() or type(fault).__name__ in ("KilledWorker", "CancelledError"):
        outer.set_exception(BrokenExecutor("workers died under it"))
    elif fault is not None:
        outer.set_exception(fault)
    else:
        outer.set_result(inner.result())
