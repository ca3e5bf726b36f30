"""rpact: analyses of group-sequential, inverse-normal and Fisher designs."""

from __future__ import annotations

from math import nan
from typing import Any

from agree_design.calls import stands_for
from agree_design.rpact_analysis_arguments import placed, split_arguments
from agree_design.rpact_conditional_power import conditional_power, planned_sizes
from agree_design.rpact_conditional_rejection import rejection_probabilities
from agree_design.rpact_data import ARGUMENTS, Stage, get_stage_results
from agree_design.rpact_final_inference import final_interval, final_p_value
from agree_design.rpact_information import design_reached
from agree_design.rpact_repeated_intervals import repeated_intervals
from agree_design.rpact_repeated_p_values import repeated_p_values_of
from agree_design.rpact_test_actions import actions_of


@stands_for("rpact::getAnalysisResults", parameters=ARGUMENTS)
def get_analysis_results(design: Any = None, dataInput: Any = None, **given: Any) -> dict[str, Any]:
    """The whole analysis."""
    most = given.pop("maxInformation", None)
    earlier: dict[str, Any] | None = None
    if most not in (None, []):
        design, earlier = design_reached(design, dataInput, given, float(most))
    chosen, power = split_arguments(given)
    results = get_stage_results(design, dataInput, **chosen)
    s: Stage = results["_stage"]
    powers, assumed = conditional_power(s, power)
    planned = planned_sizes(s, power.get("nPlanned"))
    low, high = repeated_intervals(s)
    final, p = final_p_value(s)
    _, interval, middle = final_interval(s)
    public = {key: value for key, value in results.items() if key != "stages"}
    if earlier is None:
        repeated = repeated_p_values_of(s)
        if s.design.type == "noEarlyEfficacy" and s.count > 1:
            repeated = [nan] * (s.count - 1) + repeated[-1:]
    else:  # the last look has none there
        before = get_stage_results(earlier, dataInput, **chosen)["_stage"]
        repeated = [*repeated_p_values_of(before)[: s.stage - 1], nan]
    return {
        **public,
        **assumed,
        "nPlanned": [nan] * s.stage + (planned or [nan] * (s.count - s.stage)),
        "testActions": actions_of(s),
        "conditionalRejectionProbabilities": rejection_probabilities(s),
        "conditionalPower": powers,
        "conditionalPowerSimulated": powers,
        "repeatedConfidenceIntervalLowerBounds": low,
        "repeatedConfidenceIntervalUpperBounds": high,
        "repeatedPValues": repeated,
        "finalStage": final,
        "finalPValues": placed(s, final, p),
        "finalConfidenceIntervalLowerBounds": placed(s, final, interval[0]),
        "finalConfidenceIntervalUpperBounds": placed(s, final, interval[1]),
        "medianUnbiasedEstimates": placed(s, final, middle),
        "directionUpper": s.upper,
        **({"iterations": 1000, "seed": nan} if s.design.kind == "fisher" else {}),
    }
