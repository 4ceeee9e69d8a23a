"""Makes scipy.golden.json: what NumPy and SciPy say to the questions the tests ask this package.

Run by hand when a question is added; the answers are committed, so the tests need no Python.

    python3 -m venv venv && venv/bin/pip install numpy scipy
    venv/bin/python make-golden.py
"""

import json
import math
from pathlib import Path

import numpy
import scipy
from scipy import stats


def quantiles():
    random = numpy.random.default_rng(20260101)
    samples = [
        [3.5],
        [1.0, 2.0],
        [5.0, 5.0, 5.0, 7.25],
        [0.0, 0.0, 1.5, 2.25, 100.0, 100000.0],
        numpy.round(random.lognormal(6, 0.3, 59), 3).tolist(),
        numpy.round(random.exponential(40, 300), 3).tolist(),
    ]
    shares = [0, 0.01, 0.1, 0.25, 0.5, 0.9, 0.95, 0.99, 1]
    return [
        {"values": sorted(values), "q": q, "quantile": float(numpy.quantile(values, q, method="linear"))}
        for values in samples
        for q in shares
    ]


def narrowest_ranks(n, q, level):
    """Every pair is tried: narrowest first, then the one that covers most, then the lower."""
    below = stats.binom.cdf(numpy.arange(-1, n + 1), n, q)  # below[k] = P(B < k)
    for width in range(1, n):
        lows = numpy.arange(1, n - width + 1)
        coverage = numpy.round(below[lows + width] - below[lows], 11)
        best = int(numpy.argmax(coverage))
        if coverage[best] >= level:
            return {"low": int(lows[best]), "high": int(lows[best]) + width}
    return None


def ranks():
    sizes = [1, 2, 5, 6, 7, 10, 20, 28, 29, 30, 58, 59, 60, 100, 298, 299, 300, 500, 1000, 5000]
    return [
        {"n": n, "q": q, "level": level, "ranks": narrowest_ranks(n, q, level)}
        for n in sizes
        for q in [0.1, 0.5, 0.9, 0.95, 0.99]
        for level in [0.9, 0.95]
    ]


def large_ranks():
    """Too large to try every pair: the coverage of a pair and of its nearest narrower rivals is asked instead."""
    cases = []
    for n, q in [(200_000, 0.5), (200_000, 0.95), (1_000_000, 0.99)]:
        spread = math.sqrt(n * q * (1 - q))
        low_guess = int(n * q - 3 * spread)
        lows = numpy.arange(low_guess, int(n * q))
        for width in range(int(3.8 * spread), int(4.1 * spread)):
            coverage = numpy.round(stats.binom.cdf(lows + width - 1, n, q) - stats.binom.cdf(lows - 1, n, q), 11)
            best = int(numpy.argmax(coverage))
            if coverage[best] >= 0.95:
                cases.append({"n": n, "q": q, "ranks": {"low": int(lows[best]), "high": int(lows[best]) + width}})
                break
    return cases


def smallest_samples():
    answers = []
    for q in [0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999]:
        n = 1
        while stats.binom.cdf(n - 1, n, q) - stats.binom.cdf(0, n, q) < 0.95:
            n += 1
        answers.append({"q": q, "n": n})
    return answers


def wilson():
    pairs = [(0, 1), (1, 1), (0, 20), (20, 20), (1, 20), (55, 60), (84, 100), (500, 1000), (199_999, 200_000)]
    answers = []
    for numerator, denominator in pairs:
        for level in [0.9, 0.95, 0.99]:
            interval = stats.binomtest(numerator, denominator).proportion_ci(level, method="wilson")
            answers.append(
                {"numerator": numerator, "denominator": denominator, "level": level, "low": interval.low, "high": interval.high}
            )
    return answers


def wilson_clustered():
    random = numpy.random.default_rng(20260102)
    sets = [
        [[5, 5], [3, 5], [0, 5], [4, 5], [5, 5], [2, 5]],
        [[1, 1], [0, 3], [7, 10], [2, 2], [9, 10]],
        [[2, 4], [2, 4], [2, 4]],
        [[int(random.binomial(10, p)), 10] for p in random.beta(4, 1, 25)],
    ]
    answers = []
    for cases in sets:
        shares = numpy.array([passed / runs for passed, runs in cases])
        m, n = len(cases), sum(runs for _, runs in cases)
        p, variance = shares.mean(), shares.var(ddof=1)
        effective = n if variance == 0 else min(n, max(m, p * (1 - p) / (variance / m)))
        t = stats.t.ppf(0.975, m - 1)
        # The ends solve (p - x)^2 = t^2 x (1 - x) / n_eff.
        low, high = numpy.sort(numpy.roots([1 + t * t / effective, -(2 * p + t * t / effective), p * p]).real)
        answers.append({"cases": cases, "value": p, "effective_runs": effective, "low": low, "high": high})
    return answers


def gaps():
    random = numpy.random.default_rng(20260103)
    answers = []
    for values in [[12.5], [0.0, 0.0, 40.0], numpy.round(random.gamma(2, 30, 50), 3).tolist(), numpy.round(random.lognormal(5.5, 1, 200), 3).tolist()]:
        array = numpy.array(values)
        p50, p95, p99 = numpy.quantile(array, [0.5, 0.95, 0.99])
        answers.append(
            {
                "gaps": values,
                "stats": {
                    "count": array.size, "min": array.min(), "mean": array.mean(), "p50": p50, "p95": p95, "p99": p99,
                    "max": array.max(), "stddev": array.std(), "stalls": int((array > 500).sum()), "stall_threshold_ms": 500,
                },
            }
        )
    return answers


def normal():
    return [{"p": p, "z": stats.norm.ppf(p)} for p in [1e-6, 0.001, 0.025, 0.3, 0.5, 0.8, 0.95, 0.975, 0.995, 1 - 1e-6]]


def student_t():
    return [
        {"p": p, "df": df, "t": stats.t.ppf(p, df)}
        for p in [0.005, 0.025, 0.5, 0.9, 0.975, 0.9999]
        for df in [1, 2, 3, 4, 5, 9, 24, 59, 200, 1000, 1001, 100000]
    ]


def main():
    golden = {
        "made_with": {"numpy": numpy.__version__, "scipy": scipy.__version__},
        "quantiles": quantiles(),
        "ranks": ranks(),
        "large_ranks": large_ranks(),
        "smallest_samples": smallest_samples(),
        "wilson": wilson(),
        "wilson_clustered": wilson_clustered(),
        "gaps": gaps(),
        "normal": normal(),
        "student_t": student_t(),
    }
    # One answer a line keeps the file readable as a diff.
    lines = []
    for name, answers in golden.items():
        if isinstance(answers, list):
            body = ",\n".join(f"  {json.dumps(answer, default=plain)}" for answer in answers)
            lines.append(f'"{name}": [\n{body}\n]')
        else:
            lines.append(f'"{name}": {json.dumps(answers)}')
    Path(__file__).with_name("scipy.golden.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


def plain(value):
    return value.item()


main()
