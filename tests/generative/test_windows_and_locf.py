"""What holds for every subject, whatever the visits: windows and LOCF."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from trialrun.analysis.locf import carry_forward
from trialrun.analysis.windows import assign_windows, flag_nearest
from trialrun.study.base import Text
from trialrun.study.options_questionnaires import AnalysisWindow, CarriedForward


@st.composite
def plans(draw):
    """Baseline and some visits after it, whose windows follow each other without a gap."""
    cuts = draw(st.lists(st.integers(2, 120), min_size=1, max_size=5, unique=True).map(sorted))
    lows, highs = [None, *cuts], [*(cut - 1 for cut in cuts), None]
    return [
        AnalysisWindow(
            number=float(i),
            label=Text(en=f"V{i}", zh=f"访视{i}"),
            target=float((low or 1) + 5),
            low=low,
            high=high,
            printed_range="",
        )
        for i, (low, high) in enumerate(zip(lows, highs, strict=True))
    ]


records = st.lists(
    st.tuples(
        st.sampled_from(["S1", "S2"]),
        st.one_of(st.none(), st.integers(-20, 150)),
        st.one_of(st.none(), st.integers(0, 70)),
    ),
    max_size=12,
)


def frame(rows):
    return pl.DataFrame(
        {
            "USUBJID": [row[0] for row in rows],
            "PARAMCD": ["TOT"] * len(rows),
            "ADY": [row[1] for row in rows],
            "AVAL": [row[2] for row in rows],
            "VISITNUM": list(range(len(rows))),
            "QSSEQ": list(range(len(rows))),
        },
        schema={
            "USUBJID": pl.String,
            "PARAMCD": pl.String,
            "ADY": pl.Float64,
            "AVAL": pl.Float64,
            "VISITNUM": pl.Float64,
            "QSSEQ": pl.Float64,
        },
    )


@settings(deadline=None)
@given(plans(), records)
def test_every_day_lies_in_its_window_and_each_visit_has_one_analysed_record(plan, rows):
    done = flag_nearest(assign_windows(frame(rows), plan))
    known = done.filter(pl.col("ADY").is_not_null())
    assert known["AVISITN"].null_count() == 0
    assert known.filter(pl.col("ADY") < pl.col("AWLO")).height == 0
    assert known.filter(pl.col("ADY") > pl.col("AWHI")).height == 0
    visits = known.group_by("USUBJID", "AVISITN").agg(
        (pl.col("ANL01FL") == "Y").sum().alias("analysed"),
        pl.col("AWTDIFF").min().alias("nearest"),
        pl.col("AWTDIFF").filter(pl.col("ANL01FL") == "Y").first().alias("chosen"),
    )
    assert set(visits["analysed"].to_list()) <= {1}
    assert visits["nearest"].equals(visits["chosen"])


@settings(deadline=None)
@given(plans(), records, st.booleans(), st.sampled_from(["targeted", "last"]))
def test_locf_agrees_with_a_loop_over_visits(plan, rows, from_baseline, record):
    flagged = flag_nearest(assign_windows(frame(rows), plan))
    done = carry_forward(
        flagged,
        plan,
        CarriedForward(from_baseline=from_baseline, record=record),
        parameters=["TOT"],
        baseline_visit=0,
    )
    for subject in ("S1", "S2"):
        analysed = {
            row["AVISITN"]: row["AVAL"]
            for row in flagged.to_dicts()
            if row["USUBJID"] == subject and row["ANL01FL"] == "Y" and row["AVAL"] is not None
        }
        expected = {}
        carried = analysed.get(0.0) if from_baseline else None
        for visit in plan[1:]:
            if visit.number in analysed:
                carried = analysed[visit.number]
            elif carried is not None:
                expected[visit.number] = carried
        imputed = done.filter(pl.col("USUBJID") == subject, pl.col("DTYPE") == "LOCF")
        assert dict(imputed.select("AVISITN", "AVAL").rows()) == expected
    again = done.filter(pl.col("ANL01FL") == "Y").group_by("USUBJID", "AVISITN").len()
    assert set(again["len"].to_list()) <= {1}
    observed = done.filter(pl.col("DTYPE").is_null())
    assert observed.select("QSSEQ", "AVAL").equals(flagged.select("QSSEQ", "AVAL"))
