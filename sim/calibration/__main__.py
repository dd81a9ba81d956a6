"""Write the fragment of the CDNOW folder to standard output: ``python -m sim.calibration FOLDER``."""

import sys
from pathlib import Path

from sim.calibration.cdnow import fit_cdnow
from sim.calibration.fragment import fragment


def main(arguments: list[str]) -> int:
    """Return the exit code: 0 done, 2 wrong usage or unreadable data."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m sim.calibration FOLDER   (the folder that holds the CDNOW sample)\n")
        return 2
    try:
        text = fragment(fit_cdnow(Path(arguments[0])))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
