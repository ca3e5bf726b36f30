"""Sample sizes that papers and books print, rounded as they round them."""

from __future__ import annotations

from math import ceil, exp, log

import pytest

from trialrun.design import size_means
from trialrun.design.size.endpoints import power_any_endpoint, size_coprimary
from trialrun.design.size.equivalence import log_deviation, size_means_equivalence
from trialrun.design.size.rates_one import size_rate_exact
from trialrun.design.size.rates_two import size_rates

BIOEQUIVALENCE = (log(0.8), log(1.25))


@pytest.mark.parametrize(
    ("difference", "printed"),
    [
        (0.05, 8407),
        (0.10, 2103),
        (0.15, 935),
        (0.20, 527),
        (0.25, 338),
        (0.30, 235),
        (0.35, 173),
        (0.40, 133),
        (0.45, 105),
        (0.50, 86),
        (0.55, 71),
        (0.60, 60),
        (0.65, 51),
        (0.70, 44),
        (0.75, 39),
        (0.80, 34),
    ],
)
def test_julious_table_of_two_means(difference, printed):
    """Julious (2004), Table I: per arm, 90% power, two-sided 5%, by the noncentral t."""
    assert ceil(size_means(difference, 1.0, power=0.9, distribution="t")) == printed


@pytest.mark.parametrize(
    ("alpha", "printed"), [(0.01, (586, 95, 38)), (0.05, (393, 64, 26)), (0.10, (310, 50, 20))]
)
def test_cohen_power_primer(alpha, printed):
    """Cohen (1992), A power primer, Table 2, test 1: small, medium, large; 80% power."""
    found = [
        round(size_means(effect, 1.0, alpha=alpha / 2, power=0.8, distribution="t"))
        for effect in (0.2, 0.5, 0.8)
    ]
    assert tuple(found) == printed


@pytest.mark.parametrize(
    ("ratio", "power", "variation", "printed"),
    [
        (0.95, 0.8, 0.10, 8),
        (0.95, 0.8, 0.15, 12),
        (0.95, 0.8, 0.20, 20),
        (0.95, 0.8, 0.25, 28),
        (0.95, 0.8, 0.30, 40),
        (0.95, 0.9, 0.20, 26),
        (0.95, 0.9, 0.25, 38),
        (0.95, 0.9, 0.30, 52),
        (1.00, 0.8, 0.20, 16),
        (1.00, 0.8, 0.25, 24),
        (1.00, 0.8, 0.30, 32),
    ],
)
def test_diletti_table_of_crossovers(ratio, power, variation, printed):
    """Diletti, Hauschke and Steinijans (1991), Table 1: subjects, limits 0.8 and 1.25, even."""
    found = size_means_equivalence(
        log(ratio), log_deviation(variation), BIOEQUIVALENCE, power=power, layout="crossover"
    )
    assert 2 * ceil(found / 2) == printed


@pytest.mark.parametrize(
    ("null_rate", "rate", "printed"),
    [(0.05, 0.25, 16), (0.1, 0.3, 25), (0.2, 0.4, 35), (0.3, 0.5, 39)],
)
def test_a_hern_table_of_one_rate(null_rate, rate, printed):
    """A'Hern (2001), Table 1: exact single-stage designs, one-sided 5%, 80% power."""
    found = size_rate_exact(rate, null_rate, alpha=0.05, power=0.8, conservative=False)
    assert found == printed


def test_sawtooth_of_the_power_procedure():
    """SAS/STAT, POWER procedure, example of the sawtooth power function: 119 flights."""
    assert size_rate_exact(0.2, 0.3, alpha=0.05, power=0.8, conservative=False) == 119


def test_fleiss_with_continuity_correction():
    """Fleiss, Levin and Paik (2003), table A.4: rates 0.25 and 0.40, alpha 0.01, power 0.95."""
    assert round(size_rates(0.40, 0.25, alpha=0.005, power=0.95, continuity=True)) == 357


def test_chow_shao_wang_examples():
    """Chow, Shao and Wang (2008), sections 3.2, 4.2 and 4.6: per arm."""
    assert ceil(size_means(5.0, 10.0, power=0.8)) == 63
    assert ceil(size_means(0.0, 10.0, margin=-5.0, alpha=0.05, power=0.8)) == 50
    assert ceil(size_rates(0.85, 0.65, power=0.8, variance="unpooled")) == 70
    unpooled = {"power": 0.8, "variance": "unpooled"}
    assert ceil(size_rates(0.85, 0.65, margin=-0.1, alpha=0.05, **unpooled)) == 25
    odds = {"measure": "odds-ratio", **unpooled}
    assert ceil(size_rates(0.40, 0.25, **odds)) == 156
    assert ceil(size_rates(0.40, 0.25, margin=exp(0.2), alpha=0.05, **odds)) == 242


@pytest.mark.parametrize(
    ("effects", "correlation", "printed"),
    [
        ((0.2, 0.2), 0.0, 516),
        ((0.2, 0.2), 0.3, 503),
        ((0.2, 0.2), 0.5, 490),
        ((0.2, 0.2), 0.8, 458),
        ((0.47, 0.48), 0.0, 92),
        ((0.47, 0.48), 0.3, 90),
        ((0.47, 0.48), 0.5, 87),
        ((0.47, 0.48), 0.8, 82),
    ],
)
def test_sozu_coprimary(effects, correlation, printed):
    """Sozu, Sugimoto, Hamasaki and Evans (2015), Table 2.1 and page 20: per arm, 80% power."""
    assert ceil(size_coprimary(effects, correlation, power=0.8)) == printed


@pytest.mark.parametrize(("correlation", "printed"), [(0.0, 50), (0.3, 56), (0.8, 70)])
def test_sozu_at_least_one(correlation, printed):
    """Sozu, Sugimoto, Hamasaki and Evans (2015), page 66: alpha halved, 80% power."""
    alphas = (0.0125, 0.0125)
    power = [
        power_any_endpoint((0.47, 0.48), correlation, size, alphas=alphas)
        for size in (printed - 1, printed)
    ]
    assert power[0] < 0.8 <= power[1]
