"""What a trial costs, by region and in all."""

from __future__ import annotations

from typing import Any

from trialrun.rehearse.compiled import inner


@inner
def cost_by_region(
    prices: Any,
    enrolment: Any,
    sites: Any,
    subjects: Any,
    times: Any,
    entered: Any,
    decision: Any,
    enrolled: Any,
    cost: Any,
) -> None:
    """
    Write what each region costs up to the decision.

    A site opens only while its region still enrols, and is then kept until the decision; a subject
    costs from randomisation until it leaves, or the decision. Subjects screened are those
    randomised over the share that passes screening.

    Args:
        prices: from `prices_of`.
        enrolment: from `enrolment_of`.
        sites: as `enrol` left them.
        subjects: as `enrol` left them.
        times: months of leaving.
        entered: subjects randomised by the decision.
        decision: month.
        enrolled: (r,) written: subjects by region.
        cost: (r,) written.
    """
    offset, opened, full = enrolment.offset, sites.opened, sites.full
    month, region, leave = subjects.month, subjects.region, times.leave
    a_month = prices.subject_month
    for r in range(len(cost)):
        cost[r] = 0.0
        enrolled[r] = 0
        until = min(full[r], decision)
        number = 0
        months = 0.0
        for site in range(offset[r], offset[r + 1]):
            if opened[site] <= until:
                number += 1
                months += decision - opened[site]
        cost[r] += number * prices.site_opened[r] + months * prices.site_month[r]
    for i in range(entered):
        r = region[i]
        enrolled[r] += 1
        cost[r] += (min(leave[i], decision) - month[i]) * a_month[r]
    for r in range(len(cost)):
        screened = enrolled[r] / (1.0 - prices.screen_failure[r])
        cost[r] += screened * prices.screened[r] + enrolled[r] * prices.randomised[r]


@inner
def cost_of_study(prices: Any, decision: Any, interims: Any, cost: Any) -> Any:
    """
    Return what the whole study costs.

    Args:
        prices: from `prices_of`.
        decision: month.
        interims: interim analyses done: looks held before the planned last one.
        cost: (r,) by region.
    """
    total = prices.fixed + prices.month * decision + prices.interim * interims
    for r in range(len(cost)):
        total += cost[r]
    return total
