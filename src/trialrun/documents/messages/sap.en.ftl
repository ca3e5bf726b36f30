# The statistical analysis plan. No message holds a digit: numbers come through slots.

## Title page, signatures, contents
sap-document-kind = Statistical Analysis Plan
sap-label-protocol-version = Protocol version
sap-label-date = Date of the plan
sap-label-version = Version of the plan
sap-heading-signatures = Signatures
sap-signatures-lead = Those who sign agree that the statistical analyses of this study shall be carried out as described in this plan.
sap-signer-author = Author (trial statistician)
sap-signer-reviewer = Reviewer (independent statistician)
sap-signer-sponsor = For the sponsor
sap-head-role = Role
sap-head-name = Name
sap-head-signature = Signature
sap-head-date = Date
sap-heading-contents = Contents

## Headings
sap-heading-1 = Introduction
sap-heading-1-1 = Purpose of this plan
sap-heading-1-2 = Data and standards
sap-heading-2 = Objectives, endpoints and estimands
sap-heading-2-1 = Objectives
sap-heading-2-2 = Endpoints
sap-heading-2-3 = Estimands
sap-heading-2-4 = Statistical hypotheses
sap-heading-3 = Study design
sap-heading-3-1 = Design and treatment arms
sap-heading-3-2 = Randomisation and blinding
sap-heading-3-3 = Schedule of activities
sap-heading-4 = Sample size and power
sap-heading-5 = Interim analyses and stopping rules
sap-heading-5-1 = Interim analyses and stopping boundaries
sap-heading-5-2 = Safety stopping rules
sap-heading-6 = Analysis populations
sap-heading-6-1 = Populations and their derivation
sap-heading-6-2 = Disposition and baseline characteristics
sap-heading-7 = General considerations
sap-heading-7-1 = Conventions for numbers and tests
sap-heading-7-2 = Baseline and analysis visits
sap-heading-7-3 = Missing data
sap-heading-7-4 = Dates and treatment-emergent events
sap-heading-7-5 = Sites and regions
sap-heading-7-6 = Subgroups
sap-heading-8 = Efficacy analyses
sap-heading-8-1 = Order of claims and multiplicity
sap-heading-8-2 = Primary analyses
sap-heading-8-3 = Secondary analyses
sap-heading-8-4 = Supportive and subgroup analyses
sap-heading-9 = Safety analyses
sap-heading-9-1 = Extent of exposure
sap-heading-9-2 = Adverse events
sap-heading-9-3 = Laboratory values and vital signs
sap-heading-9-4 = Other safety analyses
sap-heading-10 = Derivation of the analysis data sets
sap-heading-11 = Operating characteristics by simulation
sap-heading-12 = Changes from the protocol
sap-heading-13 = References
sap-heading-14 = Displays and their shells
sap-heading-14-1 = List of displays
sap-heading-14-2 = Shells of tables
sap-heading-14-3 = Shells of figures

## What a person must write
sap-hint-any = Text for this section.
sap-hint-1-1 = Say what this plan is for.
sap-hint-1-2 = Name the data standards, dictionaries and software with their versions.
sap-hint-2-1 = State the objectives of the study.
sap-hint-2-2 = Define the endpoints.
sap-hint-2-3 = Define the estimands with their five attributes.
sap-hint-2-4 = State null and alternative hypothesis of each primary endpoint.
sap-hint-3-1 = Describe the design and the arms.
sap-hint-3-2 = Describe randomisation, stratification and blinding, and who is unblinded when.
sap-hint-3-3 = Show the schedule of activities.
sap-hint-4 = Justify the sample size with its assumptions and their sources.
sap-hint-5-1 = Describe interim analyses, who performs them and the boundaries.
sap-hint-5-2 = Describe the safety stopping rules.
sap-hint-6-1 = Define the analysis populations.
sap-hint-6-2 = Say what is shown of disposition and of baseline.
sap-hint-7-1 = State the conventions for rounding, levels and p-values.
sap-hint-7-2 = Define baseline and the analysis visits.
sap-hint-7-3 = Say how missing data are handled, and with which sensitivity analyses.
sap-hint-7-4 = Say how partial dates are handled.
sap-hint-7-5 = Say how sites and regions enter the analyses.
sap-hint-7-6 = Name the subgroups.
sap-hint-8-1 = State the order of testing and how the type I error is kept.
sap-hint-8-2 = Describe the analysis of each primary endpoint.
sap-hint-8-3 = Describe the analyses of the secondary endpoints.
sap-hint-8-4 = Describe supportive, sensitivity and subgroup analyses.
sap-hint-9-1 = Describe the analysis of exposure and compliance.
sap-hint-9-2 = Describe the analysis of adverse events.
sap-hint-9-3 = Describe the analysis of laboratory values and vital signs.
sap-hint-9-4 = Describe other safety analyses.
sap-hint-10 = Describe how the analysis data sets are derived.
sap-hint-11 = Show how the design performs by simulation: rehearse the study, then write the plan again.
sap-hint-12 = List the changes from the protocol, with their reasons.
sap-hint-13 = List the literature.
sap-hint-14-1 = List tables, figures and listings.
sap-hint-14-2 = Show the layout of each table.
sap-hint-14-3 = Show the layout of each figure.

## Introduction and aims
sap-purpose = This plan describes the statistical analyses of the study “{$study}” under protocol {$protocol}. It gives the details that the statistical section of the protocol leaves open, so that every analysis is fixed before the data are unblinded.
sap-purpose-changes = Where this plan departs from the protocol, {$section} says so, and this plan is followed.
sap-data-standards = Collected data are held in the Study Data Tabulation Model (SDTM), analysis data in the Analysis Data Model (ADaM); {$section} describes how one follows from the other. Analyses are done on the analysis data sets, and each number of the report can be traced to them.
sap-hypotheses-lead = { $count ->
    [one] The following hypothesis is tested:
   *[other] The following hypotheses are tested:
}
sap-hypothesis-dose = {$endpoint}: the null hypothesis is that its mean does not depend on dose ({$doses}); it is tested against a linear dependence on dose in either direction, at the two-sided level of {$alpha}.
sap-hypothesis-pair = { $kind ->
    [hazard] {$endpoint}: the null hypothesis is that the hazard is the same under {$one} and under {$other}; it is tested against a difference in either direction, at the two-sided level of {$alpha}.
    [share] {$endpoint}: the null hypothesis is that the proportion is the same under {$one} and under {$other}; it is tested against a difference in either direction, at the two-sided level of {$alpha}.
   *[mean] {$endpoint}: the null hypothesis is that the mean is the same under {$one} and under {$other}; it is tested against a difference in either direction, at the two-sided level of {$alpha}.
}
sap-level-overall = {$alpha} over all looks together (the nominal one-sided level of each look is in {$place})

## Study design
sap-design = Design: {$design}.
sap-design-epochs = { $n ->
    [one] There is one planned period: {$epochs}.
   *[other] The planned periods are: {$epochs}.
}
sap-design-regions = { $n ->
    [one] Subjects are enrolled in one region: {$regions}.
   *[other] Subjects are enrolled in the following regions: {$regions}.
}
sap-design-arms = {$table} shows the arms.
sap-allocation = Subjects are randomised to {$arms} in the ratio {$ratio}.
sap-blocks = { $strata ->
    [some] Permuted blocks within strata are used; their length is kept in a separate document that the sites do not see.
   *[none] Permuted blocks are used; their length is kept in a separate document that the sites do not see.
}
sap-strata = { $n ->
    [one] Randomisation is stratified by one factor: {$strata}.
   *[other] Randomisation is stratified by {$strata}.
}
sap-schedule-lead = { $count ->
    [one] {$table} shows what is done at each visit.
   *[other] {$table} show what is done at each visit.
}

## Sample size
sap-planned = In all, {$subjects} subjects are planned.
sap-means-lead = {$table} gives the assumptions for the comparison of two means, with the number of subjects that follows from them.
sap-head-assumption = Assumption or result
sap-head-per-arm-exact = Subjects per arm, normal approximation
sap-head-per-arm-t = Subjects per arm, t distribution
sap-head-per-arm-planned = Subjects per arm, planned
sap-head-power-planned = Power with the planned number
sap-note-means = The normal approximation is given before rounding up. The power with the planned number uses the t distribution; it does not allow for dropout.
sap-note-one = The stated powers and numbers hold for one endpoint and one pair of arms, without dropout. The probability that the trial as a whole succeeds is lower; {$section} gives it.
sap-events-test = The study is sized by events. {$analysis}: {$one} is compared with {$other} by a group-sequential test with the one-sided level of {$alpha} and a power of {$power}, under the scenario “{$scenario}”.
sap-events-needed = This takes {$events} events at the final analysis, at an average hazard ratio of {$ratio}.
sap-events-power = With the planned number of events the power is {$power}%, calculated by the expected scores of the test, which follow the subjects at risk in each stratum.
sap-events-schoenfeld = Schoenfeld's approximation gives {$power}%; it leaves out that the arms drift apart in who is still at risk and that strata lose information.
sap-events-simulated = Simulation gives {$simulated} under the same scenario ({$section}).
sap-events-fixed = A test with one look would take {$fixed} events; the looks inflate this by a factor of {$inflation}.
sap-events-subjects = To reach the events in time, {$subjects} subjects are randomised; the last of them is expected {$months} months after the first site opens.

## Interim analyses
sap-share = {$share}%
sap-looks-at = { $n ->
    [one] One interim analysis is planned, at {$shares} of the information (events) of the final analysis.
   *[other] Interim analyses are planned at {$shares} of the information (events) of the final analysis.
}
sap-spending = The one-sided type I error of {$alpha} is spent over the looks by the {$function}.
sap-futility = { $binding ->
    [yes] The study may stop for futility at the interim analyses; the type II error is spent by the {$function}. The futility boundary is binding: the efficacy boundary counts on its being kept. At the final analysis there is no futility boundary: a study that does not reach the efficacy boundary has not shown its effect.
   *[no] The study may stop for futility at the interim analyses; the type II error is spent by the {$function}. The futility boundary is not binding: the type I error is kept when the study goes on across it. At the final analysis there is no futility boundary: a study that does not reach the efficacy boundary has not shown its effect.
}
sap-spending-function = { $function ->
    [lan-demets-obrien-fleming] Lan-DeMets spending function of O'Brien-Fleming type
    [lan-demets-pocock] Lan-DeMets spending function of Pocock type
    [hwang-shih-decani] Hwang-Shih-DeCani spending function
   *[kim-demets] Kim-DeMets power spending function
}
sap-spending-parameter = {$function} (parameter {$parameter})
sap-bounds-lead = {$table} gives the boundaries at the planned looks.
sap-chances-lead = {$table} gives the probability of stopping at each of them.
sap-bounds-timing = If a look is held at another number of events than planned, its boundary follows from the spending function at the information reached. Interim results are known to the independent committee that reviews them only.
sap-bounds-cut-off = The cut-off of each analysis is the day on which its planned number of events has been reached; what happened after it does not count, and subjects without the event by then are censored at the last date by then on which they were known to be free of it.
sap-head-events = Events
sap-looks-lead = { $count ->
    [one] The protocol describes the following interim look:
   *[other] The protocol describes the following interim looks:
}
sap-rules-none = No stopping rules for safety are defined.
sap-rules-lead = The safety data are reviewed while the study goes on, under the rules of {$table}. The rules stop an arm for safety only and spend no type I error of the efficacy analyses.
sap-exact-lead = {$table} compares the error rates that the protocol states with those computed exactly.
sap-title-exact = Error rates of the stopping rules
sap-head-stated-type-i-error = Stop in error, stated
sap-head-type-i-error = Stop in error, exact
sap-head-stated-power = Stop rightly, stated
sap-head-power = Stop rightly, exact
sap-note-exact = { $reviews ->
    [some] Exact: from the binomial distributions of the numbers of subjects with the event in one arm and in control, at the rates on which the rule rests, with the rule applied at each planned review.
   *[none] Exact: from the binomial distributions of the numbers of subjects with the event in one arm and in control, at the rates on which the rule rests, with the rule applied once, at the end.
}

## Populations
sap-populations-lead = {$table} defines the analysis populations, and how membership follows from the records.
sap-populations-arm = { $treatment ->
    [actual] Efficacy is shown by the arm to which subjects were randomised, safety by the treatment that they received.
   *[planned] Efficacy and safety are shown by the arm to which subjects were randomised.
}
sap-title-populations = Definition of the analysis populations
sap-head-definition = Definition
sap-head-rule = Derivation from the records
sap-head-flag = Variable
sap-rule-within = in the population “{$population}”
sap-rule-randomised = randomised
sap-rule-treated = at least one record of exposure
sap-rule-post-baseline = { $n ->
    [one] at least one record of {$tests} after baseline
   *[other] at least one record after baseline of each of {$tests}
}
sap-rule-visit = visit “{$visit}” reached
sap-rule-completed = completion of the study recorded as the disposition
sap-visit-number = visit {$number}
sap-described-lead = Disposition and baseline are shown by arm and in total:
sap-display-colon = {$display}:{" "}
sap-shows-populations = { $kind ->
    [sites] number of subjects by site in the following populations: {$populations}.
   *[populations] number and percentage of subjects in the following populations: {$populations}.
}
sap-shows-disposition = subjects treated, completed and discontinued, with the reasons for leaving the study.
sap-shows-characteristics = {$rows}.
sap-shows-tests = Arms are compared by {$tests}; the p-values are descriptive.
sap-shows-no-tests = Arms are not compared by tests.
sap-baseline-test = { $test ->
    [anova] one-way analysis of variance
    [chi-square] Pearson's chi-square test
   *[fisher] Fisher's exact test
}

## General considerations
sap-summaries = Continuous variables are summarised by number of values, mean, standard deviation (SD), median, minimum and maximum; categories by number and percentage of subjects. Decimals are those of the shells: a mean has one more than the values collected, an SD two more.
sap-rounding = { $rounding ->
    [half-even] Numbers are rounded only when printed; a half is rounded to the even digit.
   *[half-up] Numbers are rounded only when printed; a half is rounded away from zero.
}
sap-decimals = { $n ->
    [0] Percentages are printed without decimals, unless a display says otherwise; a share above none that would print as none is shown as below the smallest value printed.
    [1] Percentages are printed with one decimal, unless a display says otherwise.
   *[other] Percentages are printed with two decimals, unless a display says otherwise.
}
sap-level = Confidence intervals are two-sided with a level of {$level}, unless an analysis says otherwise.
sap-alpha = Tests are two-sided at the level of {$alpha}, unless stated otherwise.
sap-alpha-looks = {$analysis}: the level is {$level}.
sap-p-values = A p-value that would print as zero is shown as below the smallest value printed. Where a statistic can not be estimated, NE is printed.
sap-baseline-lead = Baseline is defined as follows:
sap-baseline-of = {$data_set}: values of the visit “{$visit}”, unless a variable names another visit.
sap-baseline-none = {$data_set}: the scale rates change, and has no baseline.
sap-baseline-window = {$data_set}: the analysed value of the analysis visit “{$visit}”.
sap-baseline-findings = { $change ->
    [yes] {$data_set}: the value of the visit “{$visit}”; its own change is zero.
   *[no] {$data_set}: the value of the visit “{$visit}”; it has no change of its own.
}
sap-windows-lead = Assessments of questionnaires are given to analysis visits by their study day, as {$table} shows.
sap-windows-chosen = Where a window holds several assessments, the one nearest to the target day is analysed; of two at the same distance, the earlier.
sap-title-windows = Windows of analysis visits (study days)
sap-head-visit = Analysis visit
sap-head-target = Target day
sap-head-first-day = First day
sap-head-last-day = Last day
sap-open = open
sap-visits-lead = Laboratory results and vital signs are analysed by planned visit, as {$table} shows.
sap-title-visits = Analysis visits of laboratory results and vital signs
sap-head-visits = Visits of the schedule
sap-end-of-treatment = { $value ->
    [yes] last record with a result from {$first} to {$last}
   *[no] last record from {$first} to {$last}
}
sap-carried = { $baseline ->
    [yes] {$data_set}: an analysis visit after baseline without a value gets the last analysed value before it (last observation carried forward), for {$parameters}. A baseline value is carried where no later one is there.
   *[no] {$data_set}: an analysis visit without a value gets the last analysed value before it (last observation carried forward), for {$parameters}. Nothing is carried from before treatment.
}
sap-total-missing = { $none ->
    [yes] {$total}: where the data hold no total, it is the sum of its items; with any item missing there is none.
   *[no] {$total}: where the data hold no total, it is the sum of its items. With more than {$share}% of the items missing there is no total; with fewer missing, the sum is stretched to the full range of the scale.
}
sap-mean-missing = {$parameter}: the mean of the values that are there; none is replaced.
sap-censored = Times to event without an event are censored, as described in {$section}.
sap-findings-missing = { $kind ->
    [both] Missing laboratory results and vital signs are not replaced.
    [vital] Missing vital signs are not replaced.
   *[laboratory] Missing laboratory results are not replaced.
}
sap-nothing-else = No other missing value is replaced.
sap-historical-see = The remarks are in {$section}.
sap-study-days = Study days count from the first dose: the day of the first dose is the first, and the day before it has the number minus one; there is no day zero.
sap-emergent = An adverse event is treatment-emergent if it begins on or after the date of the first dose.
sap-partial-lead = A partial start date of an adverse event is completed so that an event which may have begun on treatment counts as having done so:
sap-partial-month-first-dose = year and month are those of the first dose: the date of the first dose.
sap-partial-month-other = year and another month are known: the first day of that month.
sap-partial-year-first-dose = only the year is known, and is that of the first dose: the date of the first dose.
sap-partial-year-later = only the year is known, and is a later one: the first of January.
sap-partial-year-earlier = only the year is known, and is an earlier one: no date; the event is not treatment-emergent.
sap-partial-nothing = nothing is known, and the subject was treated: the date of the first dose.
sap-partial-none = Partial start dates of adverse events are not completed; such events have no start date.
sap-duration = { $imputed ->
    [yes] End dates are not completed. The duration of an event counts its first and its last day, also where the start was completed.
   *[no] End dates are not completed. The duration of an event counts its first and its last day, and is given only where both dates were collected whole.
}
sap-pooling = Sites with fewer than {$minimum} subjects in any arm are pooled into one, which the data call {$value}. While the pool itself has an arm with fewer, the site with the next smallest number of subjects joins it. Models with the pooled site use these groups.
sap-no-pooling = Sites are not pooled, and no model has a term for the site.
sap-sites-strata = Tests of efficacy are stratified as randomisation was: {$strata}.
sap-regions = Results are also described by region.
sap-regions-see = How the effect in regions and other subgroups is looked at stands in {$section}.
sap-consistency = A region counts as consistent with the whole where it shows at least {$share}% of the overall effect; this is descriptive.
sap-subgroups-none = No subgroup analyses are planned.
sap-subgroups-lead = { $count ->
    [one] The following subgroup analysis is planned. It is descriptive; no test of interaction is made.
   *[other] The following subgroup analyses are planned. They are descriptive; no test of interaction is made.
}

## Efficacy
sap-gates-lead = Claims are made only as the following conditions allow:
sap-gates-descriptive = Comparisons that a condition holds back, and analyses that no condition names, are descriptive: their p-values are nominal and support no claim.
sap-order-looks = {$analysis}: the one-sided type I error of {$alpha} is shared by the looks, see {$section}. A claim is made where the efficacy boundary is reached at one of them.
sap-order-one = There is one primary analysis, and it alone may carry a claim. All other analyses are descriptive.
sap-order-none = No order of testing and no adjustment for multiple comparisons is defined; p-values beyond the primary analyses are descriptive.
sap-order-others = All other analyses are descriptive: their p-values are nominal and support no claim.
sap-item-endpoint = Endpoint: {$endpoint}.
sap-item-population = Population: {$population}.
sap-item-method = Method: {$method}
sap-item-dose = Dose response: dose enters the model as a number ({$doses}) in the place of treatment; the test is whether its slope is zero.
sap-item-comparisons = Comparisons of arms: {$pairs}.
sap-item-missing = Missing values: {$missing}.
sap-item-level = Levels: tests two-sided at {$alpha}; confidence intervals with a level of {$level}.
sap-item-looks = Estimates and confidence intervals are not adjusted for the looks; after a stop for efficacy they tend to overstate the effect, and are read so.
sap-item-interval = Levels: confidence intervals with a level of {$level}; no test decides on a claim.
sap-item-display = Shown in {$display}.
sap-item-no-display = No display of the report shows this analysis; the values stay in the analysis data set {$data_set}.
sap-item-remark = Remark: {$remark}
sap-pair = {$one} versus {$other}
sap-dose-test = linear dose response
sap-method-ancova = { $kind ->
    [some] Analysis of covariance with treatment and the following terms: {$terms}.
   *[none] Analysis of covariance with treatment.
}
sap-method-anova = { $kind ->
    [some] Analysis of variance with treatment and the following terms: {$terms}.
   *[none] Analysis of variance with treatment.
}
sap-method-means = { $weights ->
    [equal] Adjusted (least-squares) means weigh the levels of the other factors equally.
   *[observed] Adjusted (least-squares) means weigh the levels of the other factors as they occur.
}
sap-method-fisher = Fisher's exact test, two-sided, of the number of subjects with the event.
sap-method-kaplan-meier = { $test ->
    [yes] Kaplan-Meier estimate of the time to the event, with median and its confidence interval. The figure also gives the p-value of the logrank test of all arms, which is descriptive.
   *[no] Kaplan-Meier estimate of the time to the event, with median and its confidence interval; no test.
}
sap-method-logrank = { $kind ->
    [some] Logrank test stratified by {$strata}. The hazard ratio and its confidence interval come from a Cox model with the same strata; curves and medians are estimated by Kaplan-Meier.
   *[none] Logrank test. The hazard ratio and its confidence interval come from a Cox model; curves and medians are estimated by Kaplan-Meier.
}
sap-method-summary = Descriptive statistics by arm; no tests.
sap-method-name = { $method ->
    [ancova] Analysis of covariance
    [anova] Analysis of variance
    [fisher] Fisher's exact test
    [kaplan-meier] Kaplan-Meier estimate
    [logrank] Logrank test, Cox model
   *[summary] Descriptive statistics
}
sap-method-with = {$method} with {$terms}
sap-head-comparisons = Comparisons
sap-head-display = Display
sap-analyses-none = No such analyses are planned.
sap-secondary-lead = {$table} lists the analyses of the secondary endpoints. Their methods are those of {$section} unless said otherwise.
sap-title-analyses-secondary = Analyses of the secondary endpoints
sap-supportive-lead = {$table} lists supportive and subgroup analyses. Their methods are those of {$section}; they are descriptive.
sap-title-analyses-supportive = Supportive and subgroup analyses

## Safety
sap-exposure = Exposure to study treatment is summarised by arm:
sap-exposure-none = No display of exposure is planned.
sap-shows-exposure = {$rows}; in the following populations: {$populations}.
sap-events = Adverse events are shown by system organ class and preferred term, as number and percentage of subjects with at least one such event, and number of events. Treatment-emergent events are defined in {$section}. Subjects count once in each row, whatever the number of their events.
sap-shows-events = {$title}.
sap-shows-fisher = Fisher's exact test: {$pairs}.
sap-shows-mark = P-values below {$limit} are marked; they are descriptive and not adjusted for multiplicity.
sap-queries = Events of special interest are looked at on their own: {$queries}. {$section} says which terms they take in.
sap-shows-changes = values and changes from baseline by visit, without tests: {$groups}. Visits: {$visits}.
sap-safety-others-none = No other safety analyses are planned.

## Derivations
sap-data-set = { $name ->
    [ADSL] {$name_shown}: subjects
    [ADAE] {$name_shown}: adverse events
    [ADTTE] {$name_shown}: times to event
    [ADVS] {$name_shown}: vital signs
    [ADLBC] {$name_shown}: clinical chemistry
    [ADLBH] {$name_shown}: haematology
    [ADQSADAS] {$name_shown}: cognitive scale
    [ADQSCIBC] {$name_shown}: impression of change
    [ADQSNPIX] {$name_shown}: neuropsychiatric inventory
   *[other] {$name_shown}
}
sap-adsl-lead = One record for each randomised subject. Populations are derived as in {$section}.
sap-treatment-start = { $start ->
    [visit] The date of the first dose is that of the visit “{$visit}”.
   *[exposure] The date of the first dose is that of the first record of exposure; the visit “{$visit}” gives baseline.
}
sap-actual-treatment = { $treatment ->
    [collected] The treatment received is the arm recorded as the actual one.
   *[planned] The treatment received is taken to be the planned arm.
}
sap-randomisation-date = The date of randomisation is that of its record in the disposition events.
sap-measured-height = Height: first result of the visit “{$visit}”.
sap-measured-weight = Weight: first result of the visit “{$visit}”.
sap-measured-education = Years of education: first result of the visit “{$visit}”.
sap-measured-any-height = Height: first result of any visit.
sap-measured-any-weight = Weight: first result of any visit.
sap-measured-any-education = Years of education: first result of any visit.
sap-bmi = Body mass index: weight in kilograms over the square of height in metres, from the stored values.
sap-cognition = The cognitive screening score is the sum of its items.
sap-disease-duration = Duration of disease: from the recorded onset to the screening visit, in months of {$days} days.
sap-baseline-value = {$label}: from {$visit}.
sap-any-visit = any visit
sap-region = The region is that to which the definition gives the subject's country.
sap-last-alive = A subject was last known to be alive on the latest of the following dates: {$dates}.
sap-age-groups = Age groups: {$groups}.
sap-bmi-groups = Groups of body mass index: {$groups}.
sap-disease-duration-groups = Groups of disease duration: {$groups}.
sap-title-dosing = Planned daily doses by period
sap-head-doses = Daily dose, in the order of the periods
sap-dose-until = {$dose} until {$visit}
sap-title-reasons = Reasons for leaving the study, as analysed
sap-head-reason = Reason
sap-head-terms = Recorded terms
sap-adae-lead = One record for each adverse event of a randomised subject. Partial dates and treatment emergence are handled as in {$section}.
sap-queries-lead = Events of special interest are found by their coded terms:
sap-query = {$query}: {$rule}.
sap-query-terms-containing = { $n ->
    [one] preferred terms that contain {$words}
   *[other] preferred terms that contain one of {$words}
}
sap-query-body-systems = { $n ->
    [one] all events of the system organ class {$words}
   *[other] all events of the system organ classes {$words}
}
sap-query-except-terms = not {$words}
sap-title-occurrences = Flags of first occurrences
sap-head-variable = Variable
sap-head-among = Marks the first of
sap-head-within = For each
sap-among-all = treatment-emergent events
sap-among-serious = serious treatment-emergent events
sap-among-query = treatment-emergent events of “{$query}”
sap-within = { $variable ->
    [AEBODSYS] system organ class
    [AEDECOD] preferred term
   *[other] {$name}
}
sap-within-subject = subject
sap-adtte-lead = {$table} gives event, origin and censoring of each time.
sap-months = Times in months are days over {$days}.
sap-cut-off = Data after {$date} do not count: times are censored there.
sap-title-times = Times to event
sap-head-parameter = Parameter
sap-head-origin = Time counts from
sap-head-censoring = Censored
sap-date = { $variable ->
    [TRTSDT] date of the first dose
    [RANDDT] date of randomisation
    [RFENDT] date of the end of participation
    [LSTALVDT] date last known to be alive
   *[other] {$name}
}
sap-censoring = {$description}: {$date}
sap-questionnaire-lead = { $change ->
    [none] {$table} lists the parameters. Each record holds the value at an analysis visit.
   *[yes] {$table} lists the parameters. Each record holds the value at an analysis visit, the baseline value and the change from it.
}
sap-questionnaire-see = Windows are given in {$windows}, missing values in {$missing}.
sap-title-parameters = Parameters of {$data_set}
sap-head-code = Code
sap-head-source = Taken from
sap-head-unit = Unit
sap-parameter-source = { $kind ->
    [total] {$codes}; where missing, computed from the items
   *[taken] {$codes}
}
sap-total = {$total} is computed from the following items, each with the most that it can score: {$items}.
sap-total-item = {$codes} ({$maximum})
sap-mean = {$parameter} is the mean of the available totals of {$visits}.
sap-findings-lead = {$table} lists the parameters. Each record holds a result, the baseline value and the change from it.
sap-findings-see = Analysis visits are given in {$section}.
sap-other-records = { $kept ->
    [none] Records that belong to no analysis visit are left out.
    [unscheduled] Records of unscheduled visits are kept in the data set and not analysed by visit.
   *[all] Records that belong to no analysis visit are kept in the data set and not analysed by visit.
}
sap-threshold = A result is significantly low below {$low} times the lower limit of its reference range, and significantly high above {$high} times the upper limit.
sap-worst = The worst result of each subject and parameter is flagged among the visits from {$first} to {$last}.
sap-change-previous = The change from the previous scheduled visit is also derived, in units of {$share}% of the width of the reference range; beyond {$limit} such units it counts as low or high.
sap-time-points = Time points within a visit: {$points}.

## Operating characteristics
sap-operating-lead = {$table} shows how the plan performs by simulation of whole trials at the level of subjects, {$trials} trials in each scenario.
sap-operating-size = {$table} gives its duration and size.
sap-success-gate = A trial is a success if this condition is met: {$gate}.
sap-success-test = A trial is a success if the efficacy boundary is reached in this analysis: {$analysis}.
sap-title-operating = Probability of success by scenario
sap-title-size = Duration and size of the trial by scenario
sap-head-scenario = Scenario
sap-head-success = Success (Monte Carlo standard error)
sap-head-success-with-futility = Success, futility rule obeyed (Monte Carlo standard error)
sap-head-success-without-futility = Success, futility rule not obeyed (Monte Carlo standard error)
sap-head-calculated = Calculated
sap-head-duration = Months to the decision
sap-head-last-patient-in = Months to the last subject in
sap-head-subjects = Subjects randomised
sap-with-error = {$estimate} ({$error})
sap-note-success = Calculated: the same probability without simulation, by numerical integration; a dash where it was not calculated.
sap-note-futility = Under a scenario without effect, success is the type I error. It is judged with the futility rule not obeyed, because the rule does not bind.
sap-note-approximation = Calculated values follow the subjects at risk in each stratum. Schoenfeld's approximation leaves out that the arms drift apart in who is still at risk and that strata lose information; it gives another power under the same assumptions.
sap-note-stated = The powers of {$section} hold for one endpoint and one pair of arms, without dropout; success here asks for more.
sap-note-size = Means over the simulated trials as they are operated; months count from the opening of the first site.

## Changes and displays
sap-changes-none = No changes from the statistical section of the protocol are recorded.
sap-changes-lead = { $kind ->
    [decided] {$table} sets side by side what the documents named in its columns say where they differ. The last column says what this plan does; only that column speaks for this plan.
   *[sides] {$table} sets side by side what the protocol and this plan say where they differ.
}
sap-title-changes = { $kind ->
    [decided] Differences between earlier documents, and what this plan does
   *[sides] Differences between protocol and plan
}
sap-head-this-plan = This plan
sap-title-displays = Displays of the report
sap-head-number = Number
sap-head-title = Title
sap-head-kind = Kind
sap-all-subjects = All subjects
sap-kind = { $kind ->
    [populations] Populations
    [sites] Subjects by site
    [characteristics] Characteristics
    [comparison] Comparison of arms
    [adverse-events] Adverse events
    [change-by-visit] Changes by visit
    [disposition] Disposition
    [exposure] Exposure
    [subgroups] Figure, forest plot
   *[kaplan-meier] Figure, Kaplan-Meier
}
sap-shells-lead = In the shells, letters stand where numbers will stand (xx for a count, xx.x for a number with one decimal, x.xxx for a p-value), and words in angle brackets where the data will name the rows. Of tables with many parameters, the first parameter of each group is laid out.
sap-figures-none = No figures are planned.
