"""Values that are no numbers, or not finite, are refused and never become a result."""

from math import inf, nan

import pytest

from trialrun.design import (
    BetaMixture,
    accrual_constant,
    adjust_hochberg,
    adjust_holm,
    assurance_rates,
    blinded_variance,
    boundaries_given,
    boundaries_haybittle_peto,
    boundaries_pampallona_tsiatis,
    boundaries_wang_tsiatis,
    hazards,
    infer_stagewise,
    may_increase,
    reestimate_promising,
    size_coprimary,
    size_gated,
    size_one_sample_logrank,
    size_rates_exact,
    spend_hwang_shih_decani,
    spend_kim_demets,
    statistic_cui_hung_wang,
    stopping_probabilities,
    weibull,
)
from trialrun.errors import DesignError

PRIOR = BetaMixture(((1.0, 10.0, 20.0),))
WRONG = [
    ("ratio", lambda: size_coprimary([0.3, 0.4], 0.5, ratio=0.0)),
    ("ratio", lambda: size_gated([0.3, 0.4], 0.5, ratio=0.0)),
    ("ratio", lambda: size_rates_exact(0.8, 0.2, ratio=nan)),
    ("delta", lambda: boundaries_wang_tsiatis(3, 0.025, nan)),
    ("delta", lambda: boundaries_pampallona_tsiatis(3, 0.025, 0.9, delta=nan)),
    ("delta", lambda: boundaries_pampallona_tsiatis(2, 0.025, 0.9, delta=2.5)),
    ("boundaries", lambda: boundaries_haybittle_peto(3, 0.025, interim=nan)),
    ("boundaries", lambda: boundaries_given(3, nan)),
    ("boundaries", lambda: stopping_probabilities([0.5, 1], upper=[nan, 2])),
    ("boundaries", lambda: infer_stagewise([0.5, 1], upper=[nan, 2], z=2.5)),
    ("drift", lambda: stopping_probabilities([0.5, 1], upper=[3, 2], drift=nan)),
    ("drift", lambda: stopping_probabilities([0.5, 1], upper=[3, 2], drift=[1, inf])),
    ("gamma", lambda: spend_hwang_shih_decani(0.025, 0.5, nan)),
    ("rho", lambda: spend_kim_demets(0.025, 0.5, nan)),
    ("hazards", lambda: hazards([0, 6], [0.1, 0.05], dropout=nan)),
    ("hazards", lambda: hazards([0, nan], [0.1, 0.05])),
    ("accrual", lambda: accrual_constant([nan, 3], [1, 2])),
    ("accrual", lambda: accrual_constant([3, 3], [nan, 2])),
    ("months", lambda: size_one_sample_logrank(weibull(0.05, 1.0), 0.6, inf, 12)),
    ("difference", lambda: blinded_variance(4.0, 100, difference=nan)),
    ("z_first", lambda: may_increase(nan, 208, 442)),
    ("z_first", lambda: reestimate_promising(nan, 208, 442, 884)),
    ("z_second", lambda: statistic_cui_hung_wang(1.5, nan, 0.5)),
    ("p_values", lambda: adjust_holm([])),
    ("p_values", lambda: adjust_hochberg([])),
    ("subjects", lambda: assurance_rates(PRIOR, PRIOR, nan, 20)),
    ("subjects", lambda: assurance_rates(PRIOR, PRIOR, 20, inf)),
]


@pytest.mark.parametrize(("place", "request_of"), WRONG)
def test_refused_with_what_is_allowed(place, request_of):
    with pytest.raises(DesignError, match=rf"{place}.*(must|at least|at most)"):
        request_of()
