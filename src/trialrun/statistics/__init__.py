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
from trialrun.statistics.anova import OneWayAnova, anova_one_way
from trialrun.statistics.chi_square import ChiSquare, chi_square
from trialrun.statistics.cmh import RowMeanScores, cmh_row_mean_scores
from trialrun.statistics.cox import (
    CoxModel,
    CoxTerm,
    LikelihoodRatio,
    fit_cox,
    likelihood_ratio,
)
from trialrun.statistics.descriptive import Description, describe, quantile
from trialrun.statistics.fisher import fisher_exact
from trialrun.statistics.survival import (
    LogrankTest,
    SurvivalCurve,
    SurvivalQuantile,
    kaplan_meier,
    logrank,
    numbers_at_risk,
    survival_at,
    survival_quantile,
)
from trialrun.statistics.survival_strata import StratifiedLogrank, stratified_logrank

__all__ = [
    "ChiSquare",
    "CoxModel",
    "CoxTerm",
    "Description",
    "Estimate",
    "LinearModel",
    "LikelihoodRatio",
    "LogrankTest",
    "OneWayAnova",
    "RowMeanScores",
    "StratifiedLogrank",
    "SurvivalCurve",
    "SurvivalQuantile",
    "TermTest",
    "anova_one_way",
    "chi_square",
    "cmh_row_mean_scores",
    "describe",
    "fisher_exact",
    "fit_cox",
    "fit_linear_model",
    "kaplan_meier",
    "least_squares_difference",
    "least_squares_mean",
    "likelihood_ratio",
    "logrank",
    "numbers_at_risk",
    "quantile",
    "slope",
    "stratified_logrank",
    "survival_at",
    "survival_quantile",
]
