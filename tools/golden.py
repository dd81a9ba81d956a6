"""Write the pinned digests again: ``python -m tools.golden``. Refuses to while the model version is still the same.

A new case is always taken in. The pinned defaults are written once and kept.
"""

import json
import sys

from sim.engine.run import engine as compiled
from sim.record import MODEL_VERSION
from tests.golden.cases import ADVICE, CASES, DEFAULTS, DIGESTS, changed, declared_defaults, pinned


def main() -> int:
    """Compute all digests with the compiled engine; write them if they may change. Return 1 if they may not."""
    if not DEFAULTS.exists():
        DEFAULTS.write_text(json.dumps(declared_defaults(), indent=1) + "\n", encoding="utf-8")
    now = {name: compiled.run(*case).digest() for name, case in CASES.items()}
    if DIGESTS.exists():
        before = pinned()
        faults = changed(before["model_version"], before["digests"], now)
        if faults:
            print("\n".join([*faults, f"model version {MODEL_VERSION} stands: {ADVICE}"]))
            return 1
    DIGESTS.write_text(json.dumps({"model_version": MODEL_VERSION, "digests": now}, indent=1) + "\n", encoding="utf-8")
    print(f"{len(now)} digests of model version {MODEL_VERSION} written to {DIGESTS.relative_to(DIGESTS.parents[2])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
