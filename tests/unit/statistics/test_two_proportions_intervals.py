from __future__ import annotations

import pytest

from trialrun.statistics.two_proportions_intervals import score_interval


def test_an_odds_ratio_of_a_group_without_non_events_has_an_upper_limit():
    # the mirror image: 25 of 25 over 20 of 30 has the lower limit 1 / upper
    one = score_interval(20, 30, 25, 25, effect="odds-ratio", corrected=False)
    other = score_interval(25, 25, 20, 30, effect="odds-ratio", corrected=False)
    assert one.lower == 0
    assert one.upper == pytest.approx(1 / other.lower, rel=1e-9)
    assert one.upper == pytest.approx(0.3289112198, abs=1e-9)
