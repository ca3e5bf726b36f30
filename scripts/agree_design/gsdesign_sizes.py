"""gsDesign: sizes and power with one look for means and rates."""

from __future__ import annotations

import math
from typing import Any

from scipy import special, stats

from agree_design.calls import Unsupported, as_list, stands_for
from trialrun.design.size.means_two import size_means_unequal
from trialrun.design.size.rates_one import power_rate_exact
from trialrun.design.size.rates_two import rate_contrast, size_rates
from trialrun.design.size.restricted_rates import restricted_rates

MEASURES = {
    "difference": "difference",
    "rr": "ratio",
    "or": "odds-ratio",
    "lnor": "odds-ratio",
}


def _rows(**given: Any) -> list[dict[str, Any]]:
    """Return a request for each element of the longest vector."""
    vectors = {name: as_list(value) for name, value in given.items()}
    length = max(len(each) for each in vectors.values())
    if any(len(each) not in {1, length} for each in vectors.values()):
        raise Unsupported("vectors of different lengths")
    return [
        {name: each[0] if len(each) == 1 else each[at] for name, each in vectors.items()}
        for at in range(length)
    ]


def _table(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a data frame: a vector for each column, a number where there is one row."""
    table = {name: [row[name] for row in rows] for name in rows[0]}
    return {name: each[0] if len(each) == 1 else each for name, each in table.items()}


def _outputs(rows: list[dict[str, Any]], outtype: int, *, power: bool, main: str) -> dict[str, Any]:
    if int(outtype) == 1:
        names = {"n", "value", main, main.lower()}  # a plain number, whatever it is called
        return _table([dict.fromkeys(names, row[main]) for row in rows])
    if int(outtype) == 2:
        names = ["n1", "n2", *(["Power"] if power else [])]
        return _table([{name: row[name] for name in names} for row in rows])
    return _table(rows)


@stands_for(
    "gsDesign::nNormal",
    parameters=(
        "delta1", "sd", "sd2", "alpha", "beta", "ratio", "sided", "n", "delta0", "outtype",
    ),
)  # fmt: skip
def n_normal(
    delta1: Any = 1.0,
    sd: Any = 1.7,
    sd2: Any = None,
    alpha: Any = 0.025,
    beta: Any = 0.1,
    ratio: Any = 1.0,
    sided: int = 1,
    n: Any = None,
    delta0: Any = 0.0,
    outtype: int = 1,
) -> dict[str, Any]:
    """Size or power of two means with known variances; group 2 has ratio times as many."""
    rows = []
    for each in _rows(
        delta1=delta1,
        sd=sd,
        sd2=sd if sd2 is None else sd2,
        alpha=alpha,
        beta=beta,
        ratio=ratio,
        delta0=delta0,
        n=math.nan if n is None else n,
    ):
        level, share = each["alpha"] / sided, each["ratio"]
        spread = math.sqrt((1 + share) * (each["sd"] ** 2 + each["sd2"] ** 2 / share))
        if n is None:
            control = size_means_unequal(
                each["delta1"],
                each["sd2"],
                each["sd"],
                margin=each["delta0"],
                alpha=level,
                power=1 - each["beta"],
                ratio=share,
                distribution="normal",
            )
            total, power = control * (1 + share), 1 - each["beta"]
        else:
            total = each["n"]
            shift = (each["delta1"] - each["delta0"]) / spread * math.sqrt(total)
            critical = -float(special.ndtri(level))
            power = float(special.ndtr(shift - critical))  # at one end, whatever the sides
        rows.append(
            {
                "n": total,
                "n1": total / (1 + share),
                "n2": total * share / (1 + share),
                "alpha": each["alpha"],
                "sided": sided,
                "beta": 1 - power,
                "Power": power,
                "sd": each["sd"],
                "sd2": each["sd2"],
                "delta1": each["delta1"],
                "delta0": each["delta0"],
                "se": spread / math.sqrt(total),
            }
        )
    return _outputs(rows, outtype, power=n is not None, main="n" if n is None else "Power")


@stands_for(
    "gsDesign::nBinomial",
    parameters=(
        "p1", "p2", "alpha", "beta", "delta0", "ratio", "sided", "outtype", "scale", "n",
    ),
)  # fmt: skip
def n_binomial(
    p1: Any,
    p2: Any,
    alpha: Any = 0.025,
    beta: Any = 0.1,
    delta0: Any = 0.0,
    ratio: Any = 1.0,
    sided: int = 1,
    outtype: int = 1,
    scale: str = "Difference",
    n: Any = None,
) -> dict[str, Any]:
    """Size or power of two rates; group 2 has ratio times as many as group 1."""
    measure: Any = MEASURES.get(str(scale).lower())
    if measure is None:
        raise Unsupported(f"scale {scale!r}")
    rows = []
    for each in _rows(
        p1=p1,
        p2=p2,
        alpha=alpha,
        beta=beta,
        delta0=delta0,
        ratio=ratio,
        n=math.nan if n is None else n,
    ):
        level, share = each["alpha"] / sided, 1 / each["ratio"]
        margin = each["delta0"] if measure == "difference" else math.exp(each["delta0"])
        rest: dict[str, Any] = {"measure": measure, "margin": margin, "ratio": share}
        contrast = rate_contrast(each["p1"], each["p2"], **rest)
        null = restricted_rates(each["p1"], each["p2"], share, measure, margin)
        if n is None:
            second = size_rates(each["p1"], each["p2"], alpha=level, power=1 - each["beta"], **rest)
            total, power = second * (1 + share), 1 - each["beta"]
        else:
            total = each["n"]
            distance = contrast.expected * math.sqrt(total / (1 + share))
            critical = -float(special.ndtri(level)) * contrast.null_deviation
            power = float(special.ndtr((distance - critical) / contrast.deviation))
        root = math.sqrt(1 + share)
        rows.append(
            {
                "n": total,
                "n1": total * share / (1 + share),
                "n2": total / (1 + share),
                "alpha": each["alpha"],
                "sided": sided,
                "beta": 1 - power,
                "Power": power,
                "sigma0": contrast.null_deviation * root,
                "sigma1": contrast.deviation * root,
                "p1": each["p1"],
                "p2": each["p2"],
                "delta0": each["delta0"],
                "p10": null[0],
                "p20": null[1],
            }
        )
    return _outputs(rows, outtype, power=n is not None, main="n" if n is None else "Power")


@stands_for(
    "gsDesign::nBinomial1Sample",
    parameters=("p0", "p1", "alpha", "beta", "n", "outtype", "conservative"),
)
def n_binomial_one_sample(
    p0: float = 0.9,
    p1: float = 0.95,
    alpha: float = 0.025,
    beta: float | None = None,
    n: Any = tuple(range(200, 251)),
    outtype: int = 1,
    conservative: bool = False,
) -> dict[str, Any]:
    """Size of the exact test of one rate among given sizes, or the power of each."""
    rows = []
    for size in (int(each) for each in as_list(n)):
        critical = int(stats.binom.isf(alpha, size, p0)) + 1
        power = float(stats.binom.sf(critical - 1, size, p1))
        if p1 > p0:
            power = power_rate_exact(p1, p0, size, alpha=alpha)
        rows.append(
            {
                "p0": p0,
                "p1": p1,
                "alpha": alpha,
                "beta": 1 - power if beta is None else beta,
                "n": size,
                "b": critical,
                "alphaR": float(stats.binom.sf(critical - 1, size, p0)),
                "Power": power,
            }
        )
    if beta is None:
        return {name: [row[name] for row in rows] for name in rows[0]}
    reached = [row["Power"] >= 1 - beta for row in rows]
    if not any(reached) or all(reached):
        raise Unsupported("sizes of which none, or each, has the power")
    at = reached.index(True)
    if conservative:
        at = len(reached) - reached[::-1].index(False)
        if at == len(reached):
            raise Unsupported("sizes of which the last has not the power")
    if int(outtype) == 1:
        return {"n": rows[at]["n"], "value": rows[at]["n"]}
    return _table([rows[at]]) if int(outtype) == 2 else _table(rows)


@stands_for(
    "gsDesign::binomialPowerTable",
    parameters=("pC", "delta", "n", "ratio", "alpha", "delta0", "scale", "failureEndpoint"),
)
def binomial_power_table(
    pC: Any = (0.8, 0.9, 0.95),
    delta: Any = (-0.05, -0.025, 0.0, 0.025, 0.05),
    n: float = 70,
    ratio: float = 1.0,
    alpha: float = 0.025,
    delta0: float = 0.0,
    scale: str = "Difference",
    failureEndpoint: bool = True,
    simulation: bool = False,
) -> dict[str, Any]:
    """Power for each control rate and effect."""
    if simulation:
        raise Unsupported("power by the random numbers of R")
    rows = []
    for effect in as_list(delta):
        for control in as_list(pC):
            rate = control + effect
            if not 0 < rate < 1:
                continue
            first, second, share = (rate, control, ratio)
            if not failureEndpoint:
                first, second, share = (control, rate, 1 / ratio)
            power = n_binomial(
                first, second, alpha=alpha, delta0=delta0, ratio=share, scale=scale, n=n
            )
            row = {"pC": control, "delta": effect, "pE": rate, "Power": power["Power"]}
            rows.append(row)
    return {name: [row[name] for row in rows] for name in rows[0]}
