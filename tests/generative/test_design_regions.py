"""What holds for the consistency of every region."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialrun.design.regional.consistency import (
    probability_consistency_1,
    probability_consistency_1_all,
    probability_consistency_2,
    share_consistency_1,
)

few = settings(max_examples=25, deadline=None)
shares = st.floats(0.02, 0.9)
powers = st.floats(0.6, 0.98)


@few
@given(share=shares, power=powers)
def test_more_subjects_power_and_significance_help(share, power):
    found = probability_consistency_1(share, power=power)
    assert probability_consistency_1(share * 1.05, power=power) >= found
    assert probability_consistency_1(share, power=power + 0.01) >= found
    assert probability_consistency_1(share, power=power, conditional=True) >= found - 1e-12
    assert probability_consistency_1(share, power=power, fraction=0.3) >= found


@few
@given(power=powers, probability=st.floats(0.6, 0.9))
def test_the_share_gives_its_probability(power, probability):
    share = share_consistency_1(power=power, probability=probability)
    assert probability_consistency_1(share, power=power) == pytest.approx(probability, abs=1e-7)


@few
@given(share=st.floats(0.05, 0.95), power=powers)
def test_two_regions_are_alike_in_either_order(share, power):
    for method in (probability_consistency_1_all, probability_consistency_2):
        one = method([share, 1 - share], power=power)
        assert method([1 - share, share], power=power) == pytest.approx(one, abs=1e-9)
        assert one <= probability_consistency_1(share, power=power, fraction=0) + 1e-9
