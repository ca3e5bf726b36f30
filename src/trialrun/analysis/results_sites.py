"""Results of a sites display: how many subjects of each population each site has."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trialrun.analysis.membership import (
    ARM,
    TOTAL,
    arm_name,
    arm_subjects,
    arms_and_total,
    counts_by_arm,
    is_member,
)
from trialrun.analysis.origin import Origin, analysis_frame
from trialrun.analysis.summaries import column_counts
from trialrun.report import Result
from trialrun.study import SitesDisplay, Study


def summarize_sites(
    study: Study, display: SitesDisplay, adam: Mapping[str, pl.DataFrame]
) -> list[Result]:
    """
    Count the subjects of some populations by site, with the pooled site it belongs to.

    Args:
        study: arms and populations.
        display: which populations, and the variables of site and pooled site.
        adam: read: ADSL.
    Returns:
        `NUMBER.N.ARM`; for each site, sorted by pooled site and site, the texts
        `NUMBER.pooled.SITE` and `NUMBER.site.SITE` and the counts `NUMBER.POPULATION.ARM.SITE`;
        `NUMBER.POPULATION.ARM.total` over all sites.
    """
    pooled, site = display.pooled_site, display.site
    adsl = analysis_frame(adam, "ADSL", pooled, site)
    subjects = arm_subjects(study, adsl, display.population)
    origin = Origin(display.number, "ADSL", display.population)
    rows = list(column_counts(origin, counts_by_arm(study, subjects), study))

    tables: dict[str, dict[tuple[str, str], int]] = {}
    for name in display.populations:
        members = subjects.filter(is_member(study, study.population(name), subjects))
        found = members.group_by(site, ARM).len()
        counts = {(row[0], row[1]): int(row[2]) for row in found.iter_rows()}
        for one, arm in list(counts):
            counts[one, TOTAL] = counts.get((one, TOTAL), 0) + counts[one, arm]
            counts[TOTAL, arm] = counts.get((TOTAL, arm), 0) + counts[one, arm]
            counts[TOTAL, TOTAL] = counts.get((TOTAL, TOTAL), 0) + counts[one, arm]
        tables[name] = counts

    sites = subjects.select(pooled, site).unique().sort(pooled, site).iter_rows()
    for pool, one in [*sites, (None, TOTAL)]:
        where = {} if pool is None else {pooled: pool, site: one}
        if pool is not None:
            for word, variable, text in (("pooled", pooled, pool), ("site", site, one)):
                rows.append(
                    origin.result(
                        word,
                        one,
                        method="listing",
                        operation="text",
                        text=text,
                        form="text",
                        variable=variable,
                        groups=where,
                    )
                )
        for name, counts in tables.items():
            rows += (
                origin.result(
                    name,
                    arm,
                    one,
                    method="count",
                    operation="count",
                    value=counts.get((one, arm), 0),
                    form="int",
                    variable=study.population(name).flag,
                    groups={**arm_name(study, arm), **where},
                )
                for arm in arms_and_total(study)
            )
    return rows
