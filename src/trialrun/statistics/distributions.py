"""
Tail probabilities and quantiles, from the special functions behind them.

`scipy.stats` has the same by name, but takes seconds to import; `scipy.special` does not.
"""

from __future__ import annotations

from scipy import special


def f_tail(statistic: float, df_numerator: float, df_denominator: float) -> float:
    """P(F > statistic) of an F distribution."""
    return float(special.fdtrc(df_numerator, df_denominator, statistic))


def chi_square_tail(statistic: float, df: float) -> float:
    """P(X > statistic) of a chi-square distribution."""
    return float(special.chdtrc(df, statistic))


def t_two_sided(statistic: float, df: float) -> float:
    """P(|T| > |statistic|) of Student's t distribution."""
    return float(2 * special.stdtr(df, -abs(statistic)))


def t_quantile(probability: float, df: float) -> float:
    """Quantile of Student's t distribution."""
    return float(special.stdtrit(df, probability))


def normal_quantile(probability: float) -> float:
    """Quantile of the standard normal distribution."""
    return float(special.ndtri(probability))


def normal_tail(statistic: float) -> float:
    """P(Z > statistic) of the standard normal distribution."""
    return float(special.ndtr(-statistic))
