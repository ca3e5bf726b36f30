"""Priors, trials and baskets of papers and program manuals, typed in, for `second_sources`."""

from __future__ import annotations

import math

from trialrun.design.adaptive.priors import NormalPrior
from trialrun.design.bayes.assurance import assurance_estimate
from trialrun.design.bayes.assurance_posterior import assurance_posterior_means
from trialrun.design.bayes.effective_size import (
    effective_size_elir,
    effective_size_moment,
    effective_size_morita,
)
from trialrun.design.bayes.mixtures import (
    BetaMixture,
    NormalMixture,
    moments_mixture,
    posterior_mean,
    posterior_rate,
    probability_greater,
    quantile_mixture,
)
from trialrun.design.bayes.robust import prior_map, robust_prior

SIZES = {
    "elir": effective_size_elir,
    "moment": effective_size_moment,
    "morita": effective_size_morita,
}


def summed_to_one(components):
    """Return components printed to some digits, with weights that sum to 1."""
    total = sum(component[0] for component in components)
    return tuple((weight / total, one, two) for weight, one, two in components)


SPONDYLITIS = BetaMixture(
    summed_to_one(
        (
            (0.4612914, 33.9513487, 103.0146367),
            (0.1917812, 19.4400089, 41.5205219),
            (0.1893896, 12.2692310, 55.9202833),
            (0.1575378, 2.2521243, 5.4812202),
        )
    )
)
CROHN_SD = 88.0
CROHN = NormalMixture(
    summed_to_one(
        (
            (0.50104846, -51.42408665, 19.04525409),
            (0.41871594, -47.25917128, 7.85193726),
            (0.08023561, -55.07086416, 44.57325000),
        )
    )
)
CROHN_TRIALS = ((74, -51), (166, -49), (328, -36), (20, -47), (25, -90), (58, -54))
SPONDYLITIS_TRIALS = (
    (107, 23), (44, 12), (51, 19), (39, 9), (139, 39), (20, 6), (78, 9), (35, 10),
)  # fmt: skip


def prior_of(name, robust):
    """Return a prior by its name."""
    if name == "spondylitis":
        return robust_prior(SPONDYLITIS, robust) if robust else SPONDYLITIS
    return robust_prior(CROHN, robust, mean=-50, sd=CROHN_SD) if robust else CROHN


def size_of_named(method, name, robust=0.0):
    """Effective sample size of a prior of the manual."""
    sd = {"sd": CROHN_SD} if name == "crohn" else {}
    return SIZES[method](prior_of(name, robust), **sd)


def size_of_betas(method, components):
    """Effective sample size of a beta mixture."""
    return SIZES[method](BetaMixture(tuple(map(tuple, components))))


def size_of_normals(method, components, sd):
    """Effective sample size of a normal mixture."""
    return SIZES[method](NormalMixture(tuple(map(tuple, components))), sd=sd)


def posterior_of_betas(components, responders, subjects):
    """Posterior components of a beta mixture."""
    prior = BetaMixture(tuple(map(tuple, components)))
    return posterior_rate(prior, responders, subjects).components


def posterior_of_normals(components, estimate, standard_error):
    """Posterior components of a normal mixture."""
    prior = NormalMixture(tuple(map(tuple, components)))
    return posterior_mean(prior, estimate, standard_error).components


def summary_of_named(name):
    """Mean, sd and quantiles of a prior of the manual."""
    prior = prior_of(name, 0)
    return [*moments_mixture(prior), *(quantile_mixture(prior, p) for p in (0.025, 0.5, 0.975))]


def spondylitis_trial():
    """Probability that the drug is better than placebo in the trial of the manual."""
    treated = posterior_rate(BetaMixture(((1.0, 0.5, 1.0),)), 14, 24)
    return probability_greater(treated, posterior_rate(prior_of("spondylitis", 0.2), 1, 6))


def crohn_trial(difference):
    """Probability that the drug lowers the index by more than placebo, in the manual's trial."""
    treated = posterior_mean(NormalMixture(((1.0, -50.0, CROHN_SD),)), -29.2, 14.0)
    placebo = posterior_mean(prior_of("crohn", 0.2), -63.1, 13.9)
    return 1 - probability_greater(treated, placebo, difference)


def crohn_map():
    """Mean and sd of the meta-analytic-predictive prior of the manual's trials."""
    return moments_mixture(
        prior_map(
            [mean for _, mean in CROHN_TRIALS],
            [CROHN_SD / math.sqrt(n) for n, _ in CROHN_TRIALS],
            between_sd=CROHN_SD / 2,
            mean=0,
            sd=CROHN_SD,
        )
    )


def lesions_beliefs():
    """Beliefs after the interim analysis of the manual's lesion trial, fewer lesions as better."""
    weak = NormalMixture(((1.0, math.log(20), 0.47),))
    rows = ((2.96, 0.193), (3.03, 0.207))
    found = [posterior_mean(weak, mean, error).components[0] for mean, error in rows]
    return [NormalPrior(-mean, sd) for _, mean, sd in found]


def lesions_interim(difference):
    """Posterior probability at the interim analysis that the difference is below one."""
    active, placebo = (NormalMixture(((1.0, b.mean, b.sd),)) for b in lesions_beliefs())
    return probability_greater(active, placebo, -difference)


def lesions_assurance():
    """Probability of success at the end of the manual's lesion trial."""
    sd = math.sqrt((0.67**2 * 11 + 0.774**2 * 13) / 24)
    errors = (sd / math.sqrt(21 - 12), sd / math.sqrt(21 - 14))
    return assurance_posterior_means(*lesions_beliefs(), errors, [(0, 0.9), (0.357, 0.5)])


def replication(p_value):
    """Chance that a trial of the same size is significant again, knowing but the first."""
    from scipy.stats import norm

    z = float(norm.isf(p_value / 2))
    return assurance_estimate(NormalPrior(z, 1.0), 1.0, alpha=0.025)


def assurance_of_normal(mean, sd, standard_error, alpha=0.025):
    """Assurance with a normal prior."""
    return assurance_estimate(NormalPrior(mean, sd), standard_error, alpha=alpha)
