"""Statistical methods on arrays, knowing no study: one method a file, frozen values out."""

from trialrun.statistics.ancova import (
    Estimate,
    LinearModel,
    TermTest,
    fit_linear_model,
    least_squares_difference,
    least_squares_mean,
    slope,
)
from trialrun.statistics.anova import (
    OneWayAnova,
    anova_one_way,
)
from trialrun.statistics.chi_square import (
    ChiSquare,
    chi_square,
)
from trialrun.statistics.cmh import (
    RowMeanScores,
    cmh_row_mean_scores,
)
from trialrun.statistics.cox import (
    CoxModel,
    CoxTerm,
    LikelihoodRatio,
    fit_cox,
    likelihood_ratio,
)
from trialrun.statistics.cumulative_hazard import (
    CumulativeHazard,
    cumulative_hazard,
)
from trialrun.statistics.descriptive import (
    Description,
    describe,
    quantile,
)
from trialrun.statistics.event_weights import (
    AtRisk,
    EarlyZero,
    FlemingHarrington,
    ModestlyWeighted,
    PetoPrentice,
)
from trialrun.statistics.exact_two_proportions import (
    exact_unconditional,
)
from trialrun.statistics.fisher import (
    fisher_exact,
)
from trialrun.statistics.maxcombo import (
    MaxCombo,
    maxcombo,
)
from trialrun.statistics.milestone import (
    Milestone,
    compare_milestone,
)
from trialrun.statistics.one_sample_logrank import (
    OneSampleLogrank,
    one_sample_logrank,
)
from trialrun.statistics.piecewise_hazard import (
    PiecewiseHazard,
    fit_piecewise_hazard,
)
from trialrun.statistics.proportion import (
    ProportionInterval,
    exact_interval,
    proportion_interval,
    wilson_interval,
)
from trialrun.statistics.rank_sum import (
    RankSum,
    rank_sum,
)
from trialrun.statistics.restricted_mean import (
    Contrast,
    RestrictedMean,
    RestrictedMeans,
    compare_restricted_means,
    restricted_mean,
)
from trialrun.statistics.restricted_mean_regression import (
    RegressionTerm,
    RestrictedMeanModel,
    fit_restricted_mean,
)
from trialrun.statistics.risk_table import (
    RiskTable,
    risk_tables,
)
from trialrun.statistics.survival import (
    LogrankTest,
    SurvivalCurve,
    SurvivalQuantile,
    kaplan_meier,
    logrank,
    numbers_at_risk,
    survival_at,
    survival_limits,
    survival_quantile,
)
from trialrun.statistics.survival_strata import (
    StratifiedLogrank,
    stratified_logrank,
)
from trialrun.statistics.two_proportions import (
    ScoreTest,
    null_proportions,
    score_test,
    score_variance,
)
from trialrun.statistics.two_proportions_intervals import (
    EffectInterval,
    difference_interval,
    log_ratio_interval,
    score_interval,
)
from trialrun.statistics.weighted_logrank import (
    WeightedLogrank,
    WeightedLogrankGroups,
    weighted_logrank,
    weighted_logrank_groups,
)
from trialrun.statistics.win_ratio import (
    WinRatio,
    compare_survival,
    win_ratio,
)

__all__ = [
    "AtRisk",
    "ChiSquare",
    "Contrast",
    "CoxModel",
    "CoxTerm",
    "CumulativeHazard",
    "Description",
    "EarlyZero",
    "EffectInterval",
    "Estimate",
    "FlemingHarrington",
    "LikelihoodRatio",
    "LinearModel",
    "LogrankTest",
    "MaxCombo",
    "Milestone",
    "ModestlyWeighted",
    "OneSampleLogrank",
    "OneWayAnova",
    "PetoPrentice",
    "PiecewiseHazard",
    "ProportionInterval",
    "RankSum",
    "RegressionTerm",
    "RestrictedMean",
    "RestrictedMeanModel",
    "RestrictedMeans",
    "RiskTable",
    "RowMeanScores",
    "ScoreTest",
    "StratifiedLogrank",
    "SurvivalCurve",
    "SurvivalQuantile",
    "TermTest",
    "WeightedLogrank",
    "WeightedLogrankGroups",
    "WinRatio",
    "anova_one_way",
    "chi_square",
    "cmh_row_mean_scores",
    "compare_milestone",
    "compare_restricted_means",
    "compare_survival",
    "cumulative_hazard",
    "describe",
    "difference_interval",
    "exact_interval",
    "exact_unconditional",
    "fisher_exact",
    "fit_cox",
    "fit_linear_model",
    "fit_piecewise_hazard",
    "fit_restricted_mean",
    "kaplan_meier",
    "least_squares_difference",
    "least_squares_mean",
    "likelihood_ratio",
    "log_ratio_interval",
    "logrank",
    "maxcombo",
    "null_proportions",
    "numbers_at_risk",
    "one_sample_logrank",
    "proportion_interval",
    "quantile",
    "rank_sum",
    "restricted_mean",
    "risk_tables",
    "score_interval",
    "score_test",
    "score_variance",
    "slope",
    "stratified_logrank",
    "survival_at",
    "survival_limits",
    "survival_quantile",
    "weighted_logrank",
    "weighted_logrank_groups",
    "wilson_interval",
    "win_ratio",
]
