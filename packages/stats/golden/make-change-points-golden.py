"""Makes change-points.golden.json: what MongoDB's signal-processing-algorithms, an implementation of E-divisive of its
own, says of a few series: how different the two halves of every split are, and where the change points lie.

    python3 -m venv venv && venv/bin/pip install numpy signal-processing-algorithms
    venv/bin/python make-change-points-golden.py
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy
from signal_processing_algorithms.energy_statistics.energy_statistics import e_divisive, get_energy_statistics

SIDE = 4


def series():
    random = numpy.random.default_rng(20260106)
    noise = lambda n: random.normal(0, 0.06, n)
    yield noise(30)
    yield noise(50) + numpy.repeat([numpy.log(41), numpy.log(55)], [31, 19])
    yield noise(50) + numpy.repeat([0.0, 0.4, -0.3], [15, 20, 15])
    yield noise(12) + numpy.repeat([0.0, 0.5], [8, 4])


def answer(values):
    values = numpy.round(values, 6)
    numpy.random.seed(20260106)
    splits = [float(get_energy_statistics(values[:at], values[at:]).t) for at in range(SIDE, len(values) - SIDE + 1)]
    return {
        "values": values.tolist(),
        "q": splits,
        "change_points": sorted(int(at) for at in e_divisive(values, pvalue=0.01, permutations=999)),
    }


golden = {
    "made_with": {"numpy": numpy.__version__, "signal-processing-algorithms": version("signal-processing-algorithms")},
    "series": [answer(values) for values in series()],
}
body = ",\n".join(f"  {json.dumps(one)}" for one in golden["series"])
Path(__file__).with_name("change-points.golden.json").write_text(
    f'{{\n"made_with": {json.dumps(golden["made_with"])},\n"series": [\n{body}\n]\n}}\n'
)
