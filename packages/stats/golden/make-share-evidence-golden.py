"""Makes share-evidence.golden.json: what SciPy says of one-sided tests and bounds of a share, for whole and broken counts.

Run by hand when a question is added; the answers are committed, so the tests need no Python.

    python3 -m venv venv && venv/bin/pip install numpy scipy
    venv/bin/python make-share-evidence-golden.py
"""

import json
from pathlib import Path

from scipy import special, stats

COUNTS = [(29, 29), (28, 29), (0, 12), (1, 1), (57, 60), (180, 200), (950, 1000), (99_012, 100_000), (0.5, 3.25), (71.3, 74.9)]
SHARES = [0.05, 0.5, 0.9, 0.95, 0.99]
ALPHAS = [0.05, 0.002]


def more(good, n, share):
    return 1.0 if good == 0 else float(special.betainc(good, n - good + 1, share))


def fewer(good, n, share):
    return 1.0 if good == n else float(special.betainc(n - good, good + 1, 1 - share))


def low(good, n, alpha):
    return 0.0 if good == 0 else float(stats.beta.ppf(alpha, good, n - good + 1))


def high(good, n, alpha):
    return 1.0 if good == n else float(stats.beta.ppf(1 - alpha, good + 1, n - good))


golden = {
    "tests": [
        {"good": good, "n": n, "share": share, "more": more(good, n, share), "fewer": fewer(good, n, share)}
        for good, n in COUNTS
        for share in SHARES
    ],
    "bounds": [
        {"good": good, "n": n, "alpha": alpha, "low": low(good, n, alpha), "high": high(good, n, alpha)}
        for good, n in COUNTS
        for alpha in ALPHAS
    ],
}
Path(__file__).with_name("share-evidence.golden.json").write_text(json.dumps(golden, indent=1) + "\n")
