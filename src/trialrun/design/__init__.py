"""The statistics of planning a trial: sample size, boundaries, power, expected times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trialrun.design.accrual import (
    Accrual,
    accrual_constant,
    accrual_of_regions,
)
from trialrun.design.boundaries import (
    Boundaries,
    boundaries_spending,
    drift_for_power,
    fixed_drift,
)
from trialrun.design.course import (
    course_of,
    region_hazards,
)
from trialrun.design.design import (
    FixedDesign,
    Look,
    RuleDesign,
    RuleReading,
    SequentialDesign,
)
from trialrun.design.expected_entry import (
    ExpectedEntry,
    entry_of_regions,
)
from trialrun.design.expected_events import (
    ExpectedArm,
    average_hazard_ratio,
    expected_events,
    expected_month,
)
from trialrun.design.expected_scores import (
    Course,
    Drift,
    expected_drift,
    scores_at,
)
from trialrun.design.fixed import (
    design_fixed,
)
from trialrun.design.hazards import (
    Hazards,
    hazards,
)
from trialrun.design.lazily import find_later
from trialrun.design.recursion import (
    StoppingProbabilities,
    stopping_probabilities,
)
from trialrun.design.rules import (
    design_rules,
)
from trialrun.design.sample_size_means import (
    power_means,
    size_means,
    whole_subjects,
)
from trialrun.design.sequential import (
    design_sequential,
)
from trialrun.design.spending import (
    SpendingFunction,
    spend,
    spend_hwang_shih_decani,
    spend_kim_demets,
    spend_obrien_fleming,
    spend_pocock,
    spending_function,
)
from trialrun.design.stopping_rules import (
    stopping_probability,
    stopping_probability_any,
    stopping_probability_poisson,
    stopping_threshold,
)
from trialrun.design.study_design import (
    Design,
    design_study,
)
from trialrun.design.survival import (
    hazard_ratio_at,
    logrank_drift,
    power_logrank,
    size_logrank,
)
from trialrun.design.text import (
    design_json,
    design_text,
)

if TYPE_CHECKING:  # imported when asked for: see lazily
    from trialrun.design.adaptive.calibrated_futility import (
        futility_assurance,
        futility_conditional_power,
        futility_predictive_power,
    )
    from trialrun.design.adaptive.combination import (
        combination_weights,
        combine_fisher,
        combine_inverse_normal,
        combine_scores,
        fisher_product_bound,
    )
    from trialrun.design.adaptive.conditional_power import (
        conditional_power,
        conditional_rejection_probability,
        conditional_stopping,
        conditional_z,
    )
    from trialrun.design.adaptive.delayed_response import (
        DelayedProbabilities,
        decision_bounds,
        delayed_probabilities,
    )
    from trialrun.design.adaptive.evidence import (
        Evidence,
    )
    from trialrun.design.adaptive.evidence_intervals import (
        evidence_intervals,
        evidence_intervals_fisher,
        evidence_scores,
    )
    from trialrun.design.adaptive.evidence_means import (
        MeansEvidence,
        cumulative_moments,
        stagewise_moments,
    )
    from trialrun.design.adaptive.evidence_rates import (
        RatesEvidence,
    )
    from trialrun.design.adaptive.evidence_survival import (
        SurvivalEvidence,
        logrank_cumulative,
        logrank_increments,
    )
    from trialrun.design.adaptive.fisher_combination import (
        FisherBounds,
        boundaries_fisher,
        product_level,
    )
    from trialrun.design.adaptive.fisher_conditional import (
        conditional_power_fisher,
        stagewise_p_value_fisher,
    )
    from trialrun.design.adaptive.monitoring import (
        boundaries_at,
    )
    from trialrun.design.adaptive.predictive_power import (
        assurance_sequential,
        conditional_assurance,
        prediction_interval,
        predictive_power,
        predictive_stopping,
        predictive_z,
    )
    from trialrun.design.adaptive.priors import (
        FLAT,
        DiscretePrior,
        NormalPrior,
        Prior,
        posterior,
        prior_nodes,
    )
    from trialrun.design.adaptive.reestimation_blinded import (
        Reestimated,
        blinded_variance,
        reestimate_means,
        reestimate_rates,
        reestimate_subjects,
    )
    from trialrun.design.adaptive.reestimation_unblinded import (
        ReestimatedByEffect,
        conditional_error_circular,
        conditional_power_estimated,
        conventional_bound,
        may_increase,
        promising_lowest,
        reestimate_promising,
        second_stage_bound,
        second_stage_bound_fisher,
        size_conditional_power,
        statistic_cui_hung_wang,
        worst_type_one_error,
    )
    from trialrun.design.adaptive.repeated import (
        repeated_confidence_intervals,
        repeated_p_values,
        sequential_p_value,
    )
    from trialrun.design.adaptive.stagewise import (
        StagewiseInference,
        infer_stagewise,
        stagewise_drift,
        stagewise_p_value,
    )
    from trialrun.design.arms.adaptive_arms import (
        AdaptiveDecision,
        AdaptivePower,
        decide_adaptive_arms,
        simulate_adaptive_arms,
    )
    from trialrun.design.arms.closed import (
        adjust_bonferroni,
        adjust_closed,
        adjust_fallback,
        adjust_fixed_sequence,
        adjust_hochberg,
        adjust_holm,
        adjust_hommel,
        adjust_truncated,
    )
    from trialrun.design.arms.closed_graph import (
        Group,
        adjusted_intersections,
        decide_closed_graph,
    )
    from trialrun.design.arms.dropping import (
        DropTheLosers,
        boundaries_drop_the_losers,
        power_drop_the_losers,
        probability_best_selected,
        size_best_selected,
        size_drop_the_losers,
    )
    from trialrun.design.arms.dunnett import (
        DunnettPower,
        adjusted_dunnett,
        critical_dunnett,
        p_dunnett,
        power_dunnett,
        size_dunnett,
    )
    from trialrun.design.arms.enrichment import (
        EnrichmentPower,
        SubgroupPower,
        critical_subgroup,
        decide_enrichment,
        p_spiessens_debois,
        power_subgroup,
        simulate_enrichment,
    )
    from trialrun.design.arms.graph import (
        Graph,
        GraphDecision,
        decide_graph,
        graph_fallback,
        graph_fixed_sequence,
        graph_holm,
        intersection_weights,
        make_graph,
        remove_hypotheses,
    )
    from trialrun.design.arms.graph_power import (
        GraphPower,
        simulate_graph,
    )
    from trialrun.design.arms.graph_sequential import (
        SequentialGraphDecision,
        decide_graph_sequential,
        levels_graph_sequential,
        repeated_p_value,
    )
    from trialrun.design.arms.intersection import (
        p_bonferroni,
        p_hochberg,
        p_parametric,
        p_simes,
        parametric_factor,
    )
    from trialrun.design.arms.mams import (
        MultiStage,
        boundaries_mams,
        error_mams,
    )
    from trialrun.design.arms.mams_course import (
        MultiStageCourse,
        course_mams,
        power_mams,
        size_mams,
    )
    from trialrun.design.arms.normal import (
        equal_correlation,
        probability_normal,
        probability_t,
        quantile_normal,
        quantile_t,
    )
    from trialrun.design.bayes.assurance import (
        SequentialAssurance,
        assurance_average,
        assurance_estimate,
        assurance_group_sequential,
        assurance_hazard_ratio,
        assurance_means,
        size_assurance_means,
    )
    from trialrun.design.bayes.assurance_posterior import (
        assurance_posterior_means,
    )
    from trialrun.design.bayes.assurance_rates import (
        assurance_rates,
        predictive_responders,
    )
    from trialrun.design.bayes.baskets import (
        BasketCharacteristics,
        Baskets,
        characteristics_baskets_similarity,
        posterior_baskets_similarity,
    )
    from trialrun.design.bayes.baskets_hierarchical import (
        HierarchicalBaskets,
        posterior_baskets_exnex,
        posterior_baskets_hierarchical,
    )
    from trialrun.design.bayes.best import (
        allocation_thompson,
        probability_best_means,
        probability_best_rates,
        tempering_thall_wathen,
    )
    from trialrun.design.bayes.commensurate import (
        CommensuratePosterior,
        commensurate_prior,
        posterior_commensurate,
        posterior_commensurate_spike_slab,
    )
    from trialrun.design.bayes.effective_size import (
        effective_size_elir,
        effective_size_moment,
        effective_size_morita,
        mode_mixture,
    )
    from trialrun.design.bayes.endpoints import (
        EndpointSuccess,
        probability_success_endpoints,
    )
    from trialrun.design.bayes.mixtures import (
        BetaMixture,
        NormalMixture,
        moments_mixture,
        posterior_mean,
        posterior_rate,
        probability_below,
        probability_greater,
        quantile_mixture,
    )
    from trialrun.design.bayes.platform_comparison import (
        Comparison,
        compare_platform,
    )
    from trialrun.design.bayes.platforms import (
        PlatformArm,
        PlatformCharacteristics,
        simulate_platform,
    )
    from trialrun.design.bayes.power_prior import (
        NormalisedPowerPosterior,
        posterior_normalised_power_mean,
        posterior_normalised_power_rate,
        posterior_power_prior_mean,
        power_prior_rate,
    )
    from trialrun.design.bayes.response_adaptive import (
        AdaptiveRules,
        ResponseAdaptive,
        simulate_response_adaptive_means,
        simulate_response_adaptive_rates,
    )
    from trialrun.design.bayes.robust import (
        prior_map,
        robust_prior,
    )
    from trialrun.design.bounds.asymmetric import (
        TwoBounds,
        boundaries_errors,
    )
    from trialrun.design.bounds.characteristics import (
        Characteristics,
        PowerAndAverage,
        characteristics,
        power_and_average,
    )
    from trialrun.design.bounds.crossing import (
        Crossings,
        probability_crossing,
    )
    from trialrun.design.bounds.families import (
        spend_beta,
        spend_distribution,
        spend_t,
    )
    from trialrun.design.bounds.given import (
        boundaries_given,
    )
    from trialrun.design.bounds.haybittle_peto import (
        boundaries_haybittle_peto,
        boundaries_no_early_efficacy,
    )
    from trialrun.design.bounds.optimum import (
        characteristics_wang_tsiatis,
        optimum_wang_tsiatis,
    )
    from trialrun.design.bounds.pampallona_tsiatis import (
        boundaries_pampallona_tsiatis,
    )
    from trialrun.design.bounds.result import (
        Bounds,
    )
    from trialrun.design.bounds.shapes import (
        parameter_through,
        spend_exponential,
        spend_gapped,
        spend_obrien_fleming_rho,
        spend_points,
        spend_steps,
        spend_trimmed,
        spend_truncated,
        spend_user,
        spend_xi_gallo,
    )
    from trialrun.design.bounds.spending_bounds import (
        boundaries_spending_fixed_futility,
        boundaries_spending_futility,
        boundaries_spending_two_sided,
    )
    from trialrun.design.bounds.wang_tsiatis import (
        boundaries_obrien_fleming,
        boundaries_pocock,
        boundaries_wang_tsiatis,
    )
    from trialrun.design.calculated_text import (
        numbers_json,
        numbers_text,
    )
    from trialrun.design.calculations import (
        Calculated,
        design_calculations,
        numbers_of,
    )
    from trialrun.design.called import (
        call_method,
        method_titles,
    )
    from trialrun.design.early.binomial import (
        BinomialCourse,
        probability_course,
        simulate_course,
    )
    from trialrun.design.early.boin import (
        BoinDesign,
        boundaries_boin,
    )
    from trialrun.design.early.bop2 import (
        Bop2Design,
        boundaries_bop2,
        size_bop2,
    )
    from trialrun.design.early.crm import (
        CrmFit,
        CrmModel,
        fit_crm,
        model_logistic,
        model_logistic_two,
        model_power,
    )
    from trialrun.design.early.crm_trials import (
        simulate_crm,
    )
    from trialrun.design.early.escalation import (
        DoseTable,
        simulate_escalation,
    )
    from trialrun.design.early.intervals import (
        boundaries_i3plus3,
        boundaries_keyboard,
        boundaries_mtpi2,
    )
    from trialrun.design.early.outcome import (
        DoseFinding,
        estimate_isotonic,
        select_dose,
    )
    from trialrun.design.early.predictive import (
        PredictiveDesign,
        boundaries_predictive,
        probability_posterior,
        probability_predictive,
        size_predictive,
    )
    from trialrun.design.early.simon import (
        SimonDesign,
        size_simon,
        size_simon_admissible,
        size_simon_minimax,
        size_simon_optimal,
    )
    from trialrun.design.early.skeleton import (
        skeleton_indifference,
    )
    from trialrun.design.early.three_plus_three import (
        decide_three_plus_three,
        probability_escalation,
        probability_three_plus_three,
        simulate_three_plus_three,
    )
    from trialrun.design.early.toxicity import (
        ToxicityBoundary,
        boundaries_toxicity_bayes,
        boundaries_toxicity_pocock,
    )
    from trialrun.design.events.calendar_looks import (
        CalendarDesign,
        size_survival_calendar,
    )
    from trialrun.design.events.course import (
        EventCourse,
        Lifetime,
        Stratum,
        accrual_until,
        event_course,
    )
    from trialrun.design.events.exponential_entry import (
        ExponentialSize,
        size_exponential,
    )
    from trialrun.design.events.one_sample import (
        OneSampleLogrank,
        power_one_sample_logrank,
        size_one_sample_logrank,
    )
    from trialrun.design.events.rates import (
        event_quantile,
        median_of_rate,
        probability_of_rate,
        rate_of_median,
        rate_of_probability,
    )
    from trialrun.design.events.survival_sequential import (
        SequentialSurvival,
        SurvivalLooks,
        looks_at_events,
        looks_at_months,
        power_survival_sequential,
        size_survival_sequential,
    )
    from trialrun.design.events.survival_size import (
        SurvivalSize,
        accrual_for_power,
        follow_up_for_power,
        power_survival,
        size_survival,
    )
    from trialrun.design.events.weibull import (
        Weibull,
        weibull,
    )
    from trialrun.design.nonproportional.average_hazard_ratio import (
        looks_logrank,
        power_average_hazard_ratio,
        size_average_hazard_ratio,
    )
    from trialrun.design.nonproportional.combination import (
        Combination,
        MaxComboTest,
        combination,
    )
    from trialrun.design.nonproportional.information import (
        ExpectedInformation,
        events_at,
        expected_information,
        month_of_events,
    )
    from trialrun.design.nonproportional.kaplan_meier import (
        looks_milestone,
        looks_restricted_mean,
        power_milestone,
        power_restricted_mean,
        size_milestone,
        size_restricted_mean,
    )
    from trialrun.design.nonproportional.looks import (
        Looks,
        SizedTrial,
        power_at,
        size_at,
    )
    from trialrun.design.nonproportional.maxcombo import (
        power_maxcombo,
        size_maxcombo,
    )
    from trialrun.design.nonproportional.plan import (
        SurvivalPlan,
        plan_stratified,
        plan_survival,
    )
    from trialrun.design.nonproportional.sequential import (
        SequentialTest,
        power_looks,
        size_looks,
    )
    from trialrun.design.nonproportional.sequential_maxcombo import (
        power_sequential_maxcombo,
        size_sequential_maxcombo,
    )
    from trialrun.design.nonproportional.weighted_logrank import (
        looks_weighted_logrank,
        power_weighted_logrank,
        score_covariance,
        size_weighted_logrank,
    )
    from trialrun.design.nonproportional.weights import (
        LOGRANK,
        Weight,
        weight_early_zero,
        weight_fleming_harrington,
        weight_magirr_burman,
    )
    from trialrun.design.regional.consistency import (
        inflation_consistency_1,
        probability_consistency_1,
        probability_consistency_1_all,
        probability_consistency_2,
        share_consistency_1,
        share_consistency_2,
    )
    from trialrun.design.size.counts import (
        CountVariance,
        deviation_counts,
        entries_evenly,
        information_counts,
        power_counts,
        ratio_counts_optimal,
        size_counts,
        time_counts,
    )
    from trialrun.design.size.endpoints import (
        power_any_endpoint,
        power_coprimary,
        power_gated,
        size_coprimary,
        size_gated,
    )
    from trialrun.design.size.equivalence import (
        Layout,
        log_deviation,
        power_means_equivalence,
        size_means_equivalence,
    )
    from trialrun.design.size.equivalence_rates import (
        power_counts_equivalence,
        power_rates_equivalence,
        size_counts_equivalence,
        size_rates_equivalence,
    )
    from trialrun.design.size.means_one import (
        power_mean,
        power_means_crossover,
        power_means_paired,
        size_mean,
        size_means_crossover,
        size_means_paired,
    )
    from trialrun.design.size.means_two import (
        power_mean_ratio,
        power_means_unequal,
        size_mean_ratio,
        size_means_unequal,
    )
    from trialrun.design.size.rates_exact import (
        RateTest,
        power_rates_exact,
        size_of_rates_exact,
        size_rates_exact,
    )
    from trialrun.design.size.rates_one import (
        power_rate,
        power_rate_exact,
        size_rate,
        size_rate_exact,
    )
    from trialrun.design.size.rates_two import (
        RateContrast,
        RateVariance,
        drift_rates,
        power_rates,
        rate_contrast,
        ratio_rates_optimal,
        size_rates,
    )
    from trialrun.design.size.repeated import (
        correlation_autoregressive,
        correlation_exchangeable,
        power_repeated_measures,
        size_repeated_measures,
        variance_last_visit,
    )
    from trialrun.design.size.restricted_rates import (
        Measure,
        effect_of_rates,
        restricted_rates,
    )
    from trialrun.design.size.sequential import (
        SequentialSize,
        power_sequential,
        size_sequential,
    )
    from trialrun.design.size.student import (
        drift_student,
        power_student,
        power_two_one_sided,
    )
    from trialrun.design.survival import (
        LogrankMethod,
    )

__all__ = [
    "Accrual",
    "AdaptiveDecision",
    "AdaptivePower",
    "AdaptiveRules",
    "BasketCharacteristics",
    "Baskets",
    "BetaMixture",
    "BinomialCourse",
    "BoinDesign",
    "Bop2Design",
    "Boundaries",
    "Bounds",
    "Calculated",
    "CalendarDesign",
    "Characteristics",
    "Combination",
    "CommensuratePosterior",
    "Comparison",
    "CountVariance",
    "Course",
    "CrmFit",
    "CrmModel",
    "Crossings",
    "DelayedProbabilities",
    "Design",
    "DiscretePrior",
    "DoseFinding",
    "DoseTable",
    "Drift",
    "DropTheLosers",
    "DunnettPower",
    "EndpointSuccess",
    "EnrichmentPower",
    "EventCourse",
    "Evidence",
    "ExpectedArm",
    "ExpectedEntry",
    "ExpectedInformation",
    "ExponentialSize",
    "FLAT",
    "FisherBounds",
    "FixedDesign",
    "Graph",
    "GraphDecision",
    "GraphPower",
    "Group",
    "Hazards",
    "HierarchicalBaskets",
    "LOGRANK",
    "Layout",
    "Lifetime",
    "LogrankMethod",
    "Look",
    "Looks",
    "MaxComboTest",
    "MeansEvidence",
    "Measure",
    "MultiStage",
    "MultiStageCourse",
    "NormalMixture",
    "NormalPrior",
    "NormalisedPowerPosterior",
    "OneSampleLogrank",
    "PlatformArm",
    "PlatformCharacteristics",
    "PowerAndAverage",
    "PredictiveDesign",
    "Prior",
    "RateContrast",
    "RateTest",
    "RateVariance",
    "RatesEvidence",
    "Reestimated",
    "ReestimatedByEffect",
    "ResponseAdaptive",
    "RuleDesign",
    "RuleReading",
    "SequentialAssurance",
    "SequentialDesign",
    "SequentialGraphDecision",
    "SequentialSize",
    "SequentialSurvival",
    "SequentialTest",
    "SimonDesign",
    "SizedTrial",
    "SpendingFunction",
    "StagewiseInference",
    "StoppingProbabilities",
    "Stratum",
    "SubgroupPower",
    "SurvivalEvidence",
    "SurvivalLooks",
    "SurvivalPlan",
    "SurvivalSize",
    "ToxicityBoundary",
    "TwoBounds",
    "Weibull",
    "Weight",
    "accrual_constant",
    "accrual_for_power",
    "accrual_of_regions",
    "accrual_until",
    "adjust_bonferroni",
    "adjust_closed",
    "adjust_fallback",
    "adjust_fixed_sequence",
    "adjust_hochberg",
    "adjust_holm",
    "adjust_hommel",
    "adjust_truncated",
    "adjusted_dunnett",
    "adjusted_intersections",
    "allocation_thompson",
    "assurance_average",
    "assurance_estimate",
    "assurance_group_sequential",
    "assurance_hazard_ratio",
    "assurance_means",
    "assurance_posterior_means",
    "assurance_rates",
    "assurance_sequential",
    "average_hazard_ratio",
    "blinded_variance",
    "boundaries_at",
    "boundaries_boin",
    "boundaries_bop2",
    "boundaries_drop_the_losers",
    "boundaries_errors",
    "boundaries_fisher",
    "boundaries_given",
    "boundaries_haybittle_peto",
    "boundaries_i3plus3",
    "boundaries_keyboard",
    "boundaries_mams",
    "boundaries_mtpi2",
    "boundaries_no_early_efficacy",
    "boundaries_obrien_fleming",
    "boundaries_pampallona_tsiatis",
    "boundaries_pocock",
    "boundaries_predictive",
    "boundaries_spending",
    "boundaries_spending_fixed_futility",
    "boundaries_spending_futility",
    "boundaries_spending_two_sided",
    "boundaries_toxicity_bayes",
    "boundaries_toxicity_pocock",
    "boundaries_wang_tsiatis",
    "call_method",
    "characteristics",
    "characteristics_baskets_similarity",
    "characteristics_wang_tsiatis",
    "combination",
    "combination_weights",
    "combine_fisher",
    "combine_inverse_normal",
    "combine_scores",
    "commensurate_prior",
    "compare_platform",
    "conditional_assurance",
    "conditional_error_circular",
    "conditional_power",
    "conditional_power_estimated",
    "conditional_power_fisher",
    "conditional_rejection_probability",
    "conditional_stopping",
    "conditional_z",
    "conventional_bound",
    "correlation_autoregressive",
    "correlation_exchangeable",
    "course_mams",
    "course_of",
    "critical_dunnett",
    "critical_subgroup",
    "cumulative_moments",
    "decide_adaptive_arms",
    "decide_closed_graph",
    "decide_enrichment",
    "decide_graph",
    "decide_graph_sequential",
    "decide_three_plus_three",
    "decision_bounds",
    "delayed_probabilities",
    "design_calculations",
    "design_fixed",
    "design_json",
    "design_rules",
    "design_sequential",
    "design_study",
    "design_text",
    "deviation_counts",
    "drift_for_power",
    "drift_rates",
    "drift_student",
    "effect_of_rates",
    "effective_size_elir",
    "effective_size_moment",
    "effective_size_morita",
    "entries_evenly",
    "entry_of_regions",
    "equal_correlation",
    "error_mams",
    "estimate_isotonic",
    "event_course",
    "event_quantile",
    "events_at",
    "evidence_intervals",
    "evidence_intervals_fisher",
    "evidence_scores",
    "expected_drift",
    "expected_events",
    "expected_information",
    "expected_month",
    "fisher_product_bound",
    "fit_crm",
    "fixed_drift",
    "follow_up_for_power",
    "futility_assurance",
    "futility_conditional_power",
    "futility_predictive_power",
    "graph_fallback",
    "graph_fixed_sequence",
    "graph_holm",
    "hazard_ratio_at",
    "hazards",
    "infer_stagewise",
    "inflation_consistency_1",
    "information_counts",
    "intersection_weights",
    "levels_graph_sequential",
    "log_deviation",
    "logrank_cumulative",
    "logrank_drift",
    "logrank_increments",
    "looks_at_events",
    "looks_at_months",
    "looks_logrank",
    "looks_milestone",
    "looks_restricted_mean",
    "looks_weighted_logrank",
    "make_graph",
    "may_increase",
    "median_of_rate",
    "method_titles",
    "mode_mixture",
    "model_logistic",
    "model_logistic_two",
    "model_power",
    "moments_mixture",
    "month_of_events",
    "numbers_json",
    "numbers_of",
    "numbers_text",
    "optimum_wang_tsiatis",
    "p_bonferroni",
    "p_dunnett",
    "p_hochberg",
    "p_parametric",
    "p_simes",
    "p_spiessens_debois",
    "parameter_through",
    "parametric_factor",
    "plan_stratified",
    "plan_survival",
    "posterior",
    "posterior_baskets_exnex",
    "posterior_baskets_hierarchical",
    "posterior_baskets_similarity",
    "posterior_commensurate",
    "posterior_commensurate_spike_slab",
    "posterior_mean",
    "posterior_normalised_power_mean",
    "posterior_normalised_power_rate",
    "posterior_power_prior_mean",
    "posterior_rate",
    "power_and_average",
    "power_any_endpoint",
    "power_at",
    "power_average_hazard_ratio",
    "power_coprimary",
    "power_counts",
    "power_counts_equivalence",
    "power_drop_the_losers",
    "power_dunnett",
    "power_gated",
    "power_logrank",
    "power_looks",
    "power_mams",
    "power_maxcombo",
    "power_mean",
    "power_mean_ratio",
    "power_means",
    "power_means_crossover",
    "power_means_equivalence",
    "power_means_paired",
    "power_means_unequal",
    "power_milestone",
    "power_one_sample_logrank",
    "power_prior_rate",
    "power_rate",
    "power_rate_exact",
    "power_rates",
    "power_rates_equivalence",
    "power_rates_exact",
    "power_repeated_measures",
    "power_restricted_mean",
    "power_sequential",
    "power_sequential_maxcombo",
    "power_student",
    "power_subgroup",
    "power_survival",
    "power_survival_sequential",
    "power_two_one_sided",
    "power_weighted_logrank",
    "prediction_interval",
    "predictive_power",
    "predictive_responders",
    "predictive_stopping",
    "predictive_z",
    "prior_map",
    "prior_nodes",
    "probability_below",
    "probability_best_means",
    "probability_best_rates",
    "probability_best_selected",
    "probability_consistency_1",
    "probability_consistency_1_all",
    "probability_consistency_2",
    "probability_course",
    "probability_crossing",
    "probability_escalation",
    "probability_greater",
    "probability_normal",
    "probability_of_rate",
    "probability_posterior",
    "probability_predictive",
    "probability_success_endpoints",
    "probability_t",
    "probability_three_plus_three",
    "product_level",
    "promising_lowest",
    "quantile_mixture",
    "quantile_normal",
    "quantile_t",
    "rate_contrast",
    "rate_of_median",
    "rate_of_probability",
    "ratio_counts_optimal",
    "ratio_rates_optimal",
    "reestimate_means",
    "reestimate_promising",
    "reestimate_rates",
    "reestimate_subjects",
    "region_hazards",
    "remove_hypotheses",
    "repeated_confidence_intervals",
    "repeated_p_value",
    "repeated_p_values",
    "restricted_rates",
    "robust_prior",
    "score_covariance",
    "scores_at",
    "second_stage_bound",
    "second_stage_bound_fisher",
    "select_dose",
    "sequential_p_value",
    "share_consistency_1",
    "share_consistency_2",
    "simulate_adaptive_arms",
    "simulate_course",
    "simulate_crm",
    "simulate_enrichment",
    "simulate_escalation",
    "simulate_graph",
    "simulate_platform",
    "simulate_response_adaptive_means",
    "simulate_response_adaptive_rates",
    "simulate_three_plus_three",
    "size_assurance_means",
    "size_at",
    "size_average_hazard_ratio",
    "size_best_selected",
    "size_bop2",
    "size_conditional_power",
    "size_coprimary",
    "size_counts",
    "size_counts_equivalence",
    "size_drop_the_losers",
    "size_dunnett",
    "size_exponential",
    "size_gated",
    "size_logrank",
    "size_looks",
    "size_mams",
    "size_maxcombo",
    "size_mean",
    "size_mean_ratio",
    "size_means",
    "size_means_crossover",
    "size_means_equivalence",
    "size_means_paired",
    "size_means_unequal",
    "size_milestone",
    "size_of_rates_exact",
    "size_one_sample_logrank",
    "size_predictive",
    "size_rate",
    "size_rate_exact",
    "size_rates",
    "size_rates_equivalence",
    "size_rates_exact",
    "size_repeated_measures",
    "size_restricted_mean",
    "size_sequential",
    "size_sequential_maxcombo",
    "size_simon",
    "size_simon_admissible",
    "size_simon_minimax",
    "size_simon_optimal",
    "size_survival",
    "size_survival_calendar",
    "size_survival_sequential",
    "size_weighted_logrank",
    "skeleton_indifference",
    "spend",
    "spend_beta",
    "spend_distribution",
    "spend_exponential",
    "spend_gapped",
    "spend_hwang_shih_decani",
    "spend_kim_demets",
    "spend_obrien_fleming",
    "spend_obrien_fleming_rho",
    "spend_pocock",
    "spend_points",
    "spend_steps",
    "spend_t",
    "spend_trimmed",
    "spend_truncated",
    "spend_user",
    "spend_xi_gallo",
    "spending_function",
    "stagewise_drift",
    "stagewise_moments",
    "stagewise_p_value",
    "stagewise_p_value_fisher",
    "statistic_cui_hung_wang",
    "stopping_probabilities",
    "stopping_probability",
    "stopping_probability_any",
    "stopping_probability_poisson",
    "stopping_threshold",
    "tempering_thall_wathen",
    "time_counts",
    "variance_last_visit",
    "weibull",
    "weight_early_zero",
    "weight_fleming_harrington",
    "weight_magirr_burman",
    "whole_subjects",
    "worst_type_one_error",
]


def __getattr__(name: str) -> Any:
    """Import a name of the library when it is first asked for."""
    if name.startswith("__"):
        raise AttributeError(name)
    found = find_later(__file__, name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
