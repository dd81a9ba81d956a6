"""Draw README's figure: the corner shop's strategies, as `make demo` compares them. Usage: python -m tools.figure."""

from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt

import sim

TARGET = Path(__file__).resolve().parent.parent / "docs" / "forest.svg"


def main() -> None:
    """Run the experiment and write docs/forest.svg."""
    mpl.rcParams.update({"svg.hashsalt": "sim", "svg.fonttype": "none", "font.size": 11})
    comparison = sim.compare("scenarios/experiments/demo_corner.yaml")
    figure, axes = plt.subplots(figsize=(9, 4.2), layout="constrained")
    comparison.plot.forest(ax=axes)
    figure.savefig(TARGET, metadata={"Date": None})


if __name__ == "__main__":
    main()
