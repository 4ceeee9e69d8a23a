"""Makes scipy.golden.json: what NumPy and SciPy say to the questions the tests ask this package.

Run by hand when a question is added; the answers are committed, so the tests need no Python.

    python3 -m venv venv && venv/bin/pip install numpy scipy
    venv/bin/python make-golden.py
"""

import json
import math
import sys
from pathlib import Path

import numpy
import scipy
from scipy import special, stats


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


def mann_whitney_counts(m, n):
    """How many orderings of m and n values give each U, by Mann and Whitney's own recursion."""
    table = {}

    def count(u, i, j):
        if u < 0 or i < 0 or j < 0:
            return 0
        if i == 0 or j == 0:
            return 1 if u == 0 else 0
        key = (u, i, j)
        if key not in table:
            table[key] = count(u - j, i - 1, j) + count(u, i, j - 1)
        return table[key]

    return [count(u, m, n) for u in range(m * n + 1)]


def mann_whitney_rank(m, n, level):
    counts = mann_whitney_counts(m, n)
    whole, below, rank = sum(counts), 0, 0
    # Whole numbers throughout: no rounding decides.
    while 2 * (below + counts[rank]) * 1000 <= round((1 - level) * 1000) * whole:
        below += counts[rank]
        rank += 1
    return rank or None


def mann_whitney_ranks():
    sizes = [(1, 5), (3, 3), (4, 4), (4, 5), (5, 8), (6, 6), (10, 10), (8, 25), (20, 20), (30, 40)]
    return [{"m": m, "n": n, "level": level, "rank": mann_whitney_rank(m, n, level)} for m, n in sizes for level in [0.9, 0.95]]


def shifts():
    """Hodges-Lehmann's shift of logs and its interval, from all differences; the test agrees with SciPy's exact p."""
    random = numpy.random.default_rng(20260104)
    answers = []
    for m, n, shift in [(6, 6, 0), (10, 12, 0.2), (20, 20, 0.1), (30, 25, 0.3), (8, 40, -0.4)]:
        before = numpy.round(random.lognormal(8, 0.3, m), 3)
        after = numpy.round(random.lognormal(8 + shift, 0.3, n), 3)
        differences = numpy.sort(numpy.subtract.outer(numpy.log(after), numpy.log(before)).ravel())
        rank = mann_whitney_rank(m, n, 0.95)
        answers.append(
            {
                "before": sorted(before.tolist()),
                "after": sorted(after.tolist()),
                "e": float(numpy.median(differences)),
                "low": float(differences[rank - 1]),
                "high": float(differences[m * n - rank]),
                "p": float(stats.mannwhitneyu(after, before, method="exact").pvalue),
            }
        )
    return answers


def newcombe():
    answers = []
    for a, n, b, m in [(56, 70, 48, 80), (9, 10, 3, 10), (0, 60, 0, 60), (60, 60, 55, 60), (5, 56, 0, 29), (470, 500, 430, 500)]:
        after = stats.binomtest(a, n).proportion_ci(0.95, method="wilson")
        before = stats.binomtest(b, m).proportion_ci(0.95, method="wilson")
        p, q = a / n, b / m
        answers.append(
            {
                "after": [a, n],
                "before": [b, m],
                "e": p - q,
                "low": p - q - math.hypot(p - after.low, before.high - q),
                "high": p - q + math.hypot(after.high - p, q - before.low),
            }
        )
    return answers


def repeated_success():
    cases = [[5, 5], [3, 5], [0, 4], [7, 10], [1, 1], [2, 3]]
    answers = []
    for k in [1, 2, 3, 5]:
        enough = [(c, n) for c, n in cases if n >= k]
        comb = lambda n, c: special.comb(n, c, exact=True)
        answers.append(
            {
                "cases": cases,
                "k": k,
                "all": sum(comb(c, k) / comb(n, k) for c, n in enough) / len(enough),
                "any": sum(1 - comb(n - c, k) / comb(n, k) for c, n in enough) / len(enough),
                "left_out": len(cases) - len(enough),
            }
        )
    return answers


def censored_ecdf():
    random = numpy.random.default_rng(20260105)
    answers = []
    for ended, unended in [(5, 0), (12, 3), (40, 60)]:
        values = numpy.sort(numpy.round(random.lognormal(3, 0.5, ended), 1))
        curve = stats.ecdf(stats.CensoredData(values, right=[1e12] * unended)).cdf
        points = [[float(x), float(p)] for x, p in zip(curve.quantiles, curve.probabilities) if x < 1e12]
        answers.append({"values": values.tolist(), "n": ended + unended, "points": points})
    return answers


def discoveries():
    sets = [[0.001, 0.2, 0.03, 0.04, 0.9], [0.01, 0.02, 0.03, 0.04, 0.05], [0.06, 0.5], [0.0001, 0.049, 0.051, 0.7]]
    return [{"p": p, "kept": [bool(q <= 0.05) for q in stats.false_discovery_control(p)]} for p in sets]


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
        "mann_whitney_ranks": mann_whitney_ranks(),
        "shifts": shifts(),
        "newcombe": newcombe(),
        "repeated_success": repeated_success(),
        "censored_ecdf": censored_ecdf(),
        "discoveries": discoveries(),
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


sys.setrecursionlimit(10_000)
main()
