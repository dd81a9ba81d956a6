"""Machine code on disk, in a folder that nobody else can write to; every file carries its digest.

numba's own cache unpickles what it finds and looks for it by the path of the source. This one takes only what it has
written itself, whole; anything else is as if it were not there, and is made anew. Copies of the same sources share it.
"""

import atexit
import hashlib
import logging
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from numba.core.compiler import CompileResult
from numba.core.serialize import dumps

from sim.scenario.private import cache_base, is_private

LOG = logging.getLogger("sim")
_DIGEST_BYTES = 32


def private_folder(name: str) -> Path:
    """Return the folder of this name under SIM_CACHE, else in the user's cache, else a new one that ends with us."""
    usual = cache_base()
    for base in (usual, Path(tempfile.gettempdir()) / f"customer-lifecycle-sim-{os.getuid()}"):
        if is_private(base) and is_private(base / name):
            break
        LOG.warning("%s: no place for machine code: it must be a folder that only you can write to, and no link", base)
    else:
        base = Path(tempfile.mkdtemp(prefix="customer-lifecycle-sim-"))
        atexit.register(shutil.rmtree, base, ignore_errors=True)
        (base / name).mkdir(mode=0o700)
    if base != usual:
        os.environ["SIM_CACHE"] = str(base)  # workers use the same
    return base / name


class Kept:
    """The cache of one compiled function, as numba's dispatcher wants it.

    Parameters
    ----------
    function
        What is compiled.
    folder
        A private one, named by everything but the types of arguments that decides the machine code.
    note
        Said before a wait for the compiler begins; nothing if empty.
    """

    def __init__(self, function: Callable[..., Any], folder: Path, note: str) -> None:
        self.name, self.folder, self.note = function.__name__, folder, note
        self.cache_path = str(folder)

    def holds(self) -> bool:
        """Return whether machine code is there, whole."""
        return any(_content(path) is not None for path in self.folder.glob(f"{self.name}-*.code"))

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Return the compiled function for a signature; None, after the note, if it must be compiled."""
        target_context.refresh()
        content = _content(self._path(sig))
        if content is not None:
            with suppress(Exception):  # whatever is wrong with it, it is made anew
                return CompileResult._rebuild(target_context, *pickle.loads(content))  # noqa: S301, SLF001 our own
        if self.note:
            LOG.warning(self.note)
        return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep a compiled function; a disk that refuses costs only the next compilation."""
        content = dumps(data._reduce())  # noqa: SLF001 as numba's own cache does
        temporary = ""
        try:
            descriptor, temporary = tempfile.mkstemp(dir=self.folder)
            with os.fdopen(descriptor, "wb") as file:
                file.write(hashlib.sha256(content).digest() + content)
            Path(temporary).replace(self._path(sig))
        except OSError as fault:
            with suppress(OSError):
                Path(temporary).unlink()
            LOG.warning("%s: %s; the engine is compiled again next time", self.folder, fault.strerror)

    def flush(self) -> None:
        """Forget everything."""
        for path in self.folder.glob(f"{self.name}-*.code"):
            path.unlink(missing_ok=True)

    def _path(self, sig: Any) -> Path:
        return self.folder / f"{self.name}-{hashlib.sha256(repr(sig).encode()).hexdigest()[:24]}.code"


def _content(path: Path) -> bytes | None:
    """Return what a file holds behind its digest; None unless it is whole."""
    try:
        found = path.read_bytes()
    except OSError:
        return None
    digest, content = found[:_DIGEST_BYTES], found[_DIGEST_BYTES:]
    return content if content and hashlib.sha256(content).digest() == digest else None
