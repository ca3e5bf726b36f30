# Words of tables, listings and figures
display-arm-head = {$arm} (N={$count})
display-population = Population: {$population}
display-all-subjects = All Subjects
display-population-stub = Population
display-site-stub = Pooled Id / Site Id
display-total-row = TOTAL
display-p-value = p-value
display-n = n
display-mean = Mean
display-sd = SD
display-median = Median
display-min = Min
display-max = Max
display-n-upper = N
display-mean-sd = Mean (SD)
display-median-range = Median (Range)
display-change-mean-sd = Change from Bsln Mean (SD)
display-baseline = Baseline
display-visit = Visit
display-change = Change from Baseline
display-p-value-dose = p-value(Dose Response)
display-p-value-contrast = p-value({$contrast})
display-difference-se = Diff of LS Means (SE)
display-confidence-interval = {$level}% CI
display-any-class = Any system organ class
display-any-class-historical = ANY BODY SYSTEM
display-class-stub = System Organ Class / Preferred Term
display-n-percent = n(%)
display-events = [AEs]
display-fisher-p = Fisher's Exact p-values
display-versus = {$experimental} vs. {$control}
display-versus-historical = {$control} vs. {$experimental}
display-visit-stub = Visit
display-arm-stub = Treatment group
display-number-of-events = Events
display-number-censored = Censored
display-median-interval = Median ({$level}% CI)
display-numbers-at-risk = Number at risk, time in {$unit}
display-logrank = Logrank test of all groups: p-value {$p}
display-hazard-ratio = { $stratified ->
    [yes] {$one} versus {$other}: stratified hazard ratio {$estimate} ({$level}% CI {$lower} to {$upper}); stratified logrank test, two-sided p-value {$p}.
   *[no] {$one} versus {$other}: hazard ratio {$estimate} ({$level}% CI {$lower} to {$upper}); logrank test, two-sided p-value {$p}.
}
display-survival-axis = Event-free probability
display-time-axis = Time ({$unit})
display-survival-alternative = Kaplan-Meier curves by treatment group; crosses mark censored subjects. Numbers at risk, events and medians stand in the table below.
display-not-estimable = NE: not estimable; the curve does not reach it.
display-subgroup-stub = Subgroup
display-all-levels = All subjects
display-events-subjects = Events/N
display-ratio-interval = Hazard ratio ({$level}% CI)
display-interaction = p-value for interaction
display-effect-share = Share of the overall effect
display-effect-held = { $holds ->
    [yes] {$share}% (consistent)
   *[no] {$share}% (not shown)
}
display-subgroups-note = { $stratified ->
    [yes] Hazard ratio of {$one} versus {$other} of a Cox model within each level, stratified by the other strata of the analysis. The p-value for interaction is of the likelihood ratio test of treatment by subgroup. All are descriptive.
   *[no] Hazard ratio of {$one} versus {$other} of a Cox model within each level. The p-value for interaction is of the likelihood ratio test of treatment by subgroup. All are descriptive.
}
display-consistency-note = The share of the overall effect is the log hazard ratio of the region over that of all subjects. Consistent (Method Ⅰ of the Japanese guidance on global trials): a share of at least {$share}%. Not shown: a smaller share, which in a small region can be chance.
display-effect-not-estimable = NE: not estimable.
display-ratio-axis = Hazard ratio
display-favours = Favours {$arm}
display-subgroups-alternative = Forest plot: the hazard ratio of all subjects and of each subgroup level, with its confidence interval. The numbers stand in the table below.
display-randomised = Randomised
display-treated = Treated
display-completed = Completed the study
display-died = Died
display-ongoing = Ongoing
display-discontinued = Discontinued
display-disposition-stub = Status

# Shells of displays before there are data
display-shell-class = <System Organ Class>
display-shell-term = <Preferred Term>
display-shell-name = xxx
display-shell-list = {$first}, {$second}
display-shell-others = <The same rows for each of: {$parameters}>
display-shell-alternative = Layout of the Kaplan-Meier curves by treatment group, without data. Numbers at risk, events and medians stand in the table below.
display-shell-held = {" "}(consistent / not shown)
display-shell-forest = Layout of the forest plot of the subgroups, without data. The numbers stand in the table below.
display-shell-drawing = Layout only, no data

## Pictures of the rehearsal
display-rehearsal-axis-probability = Probability of success (%)
display-rehearsal-axis-months = Months from the start of the study
display-rehearsal-axis-subjects = Subjects randomised
display-rehearsal-axis-cost = Cost, million {$currency}
display-rehearsal-study-wide = Study as a whole

## Pictures of the design
display-design-efficacy-z = Boundary for efficacy
display-design-futility-z = Boundary for futility
display-design-axis-information = Information (%)
display-design-axis-z = Z
display-design-axis-share = Effect, percent of the planned one
display-design-axis-power = Power (%)
