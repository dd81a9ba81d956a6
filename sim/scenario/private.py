"""Folders that nobody else can write to, where the program keeps what it would have to make again."""

import os
import stat
from pathlib import Path


def cache_base() -> Path:
    """Return SIM_CACHE, else the folder of this program in the user's cache."""
    return Path(os.environ.get("SIM_CACHE") or Path.home() / ".cache" / "customer-lifecycle-sim")


def is_private(folder: Path) -> bool:
    """Return whether a folder, made if need be, is ours, no link, and writable by nobody else; then make it 0700.

    All folders above must be ours or the system's, and keep others from renaming what is in them.
    """
    me = os.getuid()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        above = folder.parent.resolve()
        for found in map(Path.stat, (above, *above.parents)):
            if found.st_uid not in (0, me) or (found.st_mode & stat.S_IWOTH and not found.st_mode & stat.S_ISVTX):
                return False
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != me or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            return False
        folder.chmod(0o700)
    except OSError:
        return False
    return os.access(folder, os.W_OK)
