"""Write the fragment of a log to standard output: ``python -m sim.calibration FOLDER [SOURCE]``."""

import sys
from pathlib import Path

from sim.calibration.cdnow import fit_cdnow
from sim.calibration.fragment import fragment, undetermined

USAGE = """usage: python -m sim.calibration LOG|FOLDER [SOURCE]
  LOG     purchases with the columns id, date, amount; FOLDER holds the CDNOW sample
  SOURCE  where the log comes from, in words; else the name of the file
"""


def main(arguments: list[str]) -> int:
    """Return the exit code: 0 done, 2 wrong usage or unreadable data; what is not determined is told on stderr."""
    if not 1 <= len(arguments) <= 2:  # noqa: PLR2004 the log and its source
        sys.stderr.write(USAGE)
        return 2
    try:
        fit = fit_cdnow(Path(arguments[0]), *arguments[1:])
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for line in undetermined(fit):
        sys.stderr.write(f"{line}\n")
    sys.stdout.write(fragment(fit))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
