"""`python -m bench [browser|pages|figures|load]`: measure, print, keep."""

import sys

from bench import browser, figures, load, pages
from bench.record import keep, show

PARTS = {"browser": browser.measure, "pages": pages.measure, "figures": figures.measure, "load": load.measure}


def main() -> None:
    """Run the parts named on the command line, or all."""
    names = sys.argv[1:] or list(PARTS)
    measures = [m for name in names for m in PARTS[name]()]
    show(measures)
    keep(measures)


if __name__ == "__main__":
    main()
