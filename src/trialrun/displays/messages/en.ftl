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
display-any-class = ANY BODY SYSTEM
display-class-stub = System Organ Class / Preferred Term
display-n-percent = n(%)
display-events = [AEs]
display-fisher-p = Fisher's Exact p-values
display-versus = {$control} vs. {$experimental}
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
display-randomised = Randomised
display-treated = Treated
display-completed = Completed the study
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
display-shell-drawing = Layout only, no data

## Pictures of the rehearsal
display-rehearsal-axis-probability = Probability of success (%)
display-rehearsal-axis-months = Months from the start of the study
display-rehearsal-axis-subjects = Subjects randomised
display-rehearsal-axis-cost = Cost, million {$currency}
display-rehearsal-study-wide = Study as a whole
