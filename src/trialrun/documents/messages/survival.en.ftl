# What the study report says of survival
csr-term-strata = strata: {$strata}
csr-time-unit = { $unit ->
    [months] months
   *[days] days
}
csr-time-arms = Events and medians: {$arms}.
csr-time-arm = {$events} patients with an event in the {$arm} group (median {$median} {$unit}, {$level}% CI {$median-lower} to {$median-upper})
csr-time-arm-not-reached = {$events} patients with an event in the {$arm} group (median not reached)
csr-hazard = { $standing ->
    [shown] {$one} versus {$other}: hazard ratio {$estimate} ({$interval}; two-sided {$p}), significant and in the favourable direction.
    [opposite] {$one} versus {$other}: hazard ratio {$estimate} ({$interval}; two-sided {$p}), in the unfavourable direction.
    [not-shown] {$one} versus {$other}: hazard ratio {$estimate} ({$interval}; two-sided {$p}); a difference was not shown.
    [descriptive] {$one} versus {$other}: hazard ratio {$estimate} ({$interval}; nominal {$p}).
   *[missing] {$one} versus {$other}: hazard ratio {$estimate} ({$interval}; {$p}).
}
csr-hazard-missing = {$one} versus {$other}: the hazard ratio could not be estimated ({$p}).
csr-bound = { $standing ->
    [shown] The one-sided test gave {$p}, below the bound of {$bound} that the group-sequential design sets for its final analysis.
   *[other] The one-sided test gave {$p}; the group-sequential design asks for a value below {$bound} at its final analysis.
}
csr-head-hazard-ratio = Hazard ratio
csr-note-hazards = Comparisons of times to an event are hazard ratios of a Cox model, p-values those of the logrank test, both within the strata of the analysis; p-values are two-sided. Where a group-sequential design gives a bound, it decides the standing of the test.
csr-synopsis-logrank = { $strata ->
    [yes] {$analysis}: {$method} ({$terms}); overall two-sided level of {$alpha}.
   *[no] {$analysis}: {$method}; overall two-sided level of {$alpha}.
}
csr-look-planned = The data hold no result of it; the bound of the final analysis allows for it.
csr-looks-planned = { $synthetic ->
    [yes] Interim looks were planned ({$section}); the synthetic trial was drawn to its final analysis, and nothing was stopped at an interim look. The bound of the final analysis allows for the looks as planned.
   *[no] Interim looks were planned ({$section}); the data hold no result of them. The bound of the final analysis allows for them as planned.
}
csr-gates-looks = One test may carry a claim; its analyses at the planned looks share the type I error by the spending function of the design. All other comparisons are descriptive.
csr-pairs-primary = { $count ->
    [one] The comparison may carry a claim:
   *[other] The comparisons may carry a claim:
}
csr-censored = {$analysis}: times of patients without the event were censored ({$arms}); none was replaced.
csr-events-planned = The comparison of {$one} with {$other} needs {$events} events among {$subjects} randomised patients: the one-sided level is {$alpha}, the power {$power} under the scenario “{$scenario}” (hazard ratio {$ratio}).

# The effect in subgroups
subgroups-planned = { $stratified ->
    [yes] {$analysis}: the effect is also estimated by {$names}. Within each level the hazard ratio and its confidence interval come from a Cox model stratified by the other strata of the analysis.
   *[no] {$analysis}: the effect is also estimated by {$names}. Within each level the hazard ratio and its confidence interval come from a Cox model.
}
subgroups-interaction = Whether the effect differs between levels is tested by the likelihood ratio of Cox models with and without the interaction of treatment and subgroup. These analyses are descriptive; no claim rests on them.
subgroups-consistency = A region counts as consistent with the whole where its log hazard ratio is at least {$share}% of the overall one and the overall effect is favourable (Method Ⅰ of the Japanese guidance on global trials); this does not test the consistency of a region.
subgroups-display = The results are shown in {$display}.
csr-subgroups-effect = {$analysis}: the effect by {$names} was as follows.
csr-subgroups-effect-shown = {$analysis}: the effect by {$names} is shown in {$display}.
csr-subgroup = {$subgroup}: {$ratios}. Interaction with treatment: {$p}.
csr-subgroup-ratio = {$level}, hazard ratio {$hazard-ratio} ({$confidence} CI {$lower} to {$upper})
csr-subgroup-missing = {$level}, not estimable
csr-regions-held = { $held ->
    [all] Every region ({$regions}) showed at least {$share}% of the overall effect and counts as consistent with it.
   *[some] At least {$share}% of the overall effect was seen in {$regions}.
}
csr-regions-short = Less than {$share}% of the overall effect was seen in {$regions}; consistency was not shown there.
csr-regions-missing = No effect could be estimated in {$regions}.
csr-regions-unknown = The consistency of regions could not be judged, as the whole shows no benefit of which a region could have a share.
csr-regions-note = These results are descriptive, and the study was not sized for them: the estimates of small regions are imprecise.
