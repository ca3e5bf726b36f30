# The clinical study report after ICH E3. No message holds a digit: numbers come through slots.

## Small words
csr-gap = {" "}
csr-full-stop = .
csr-colon = {":"}{" "}
csr-semicolon = ;{" "}
csr-to = {" "}to{" "}
csr-none = –
csr-list-last = {$first} and {$second}
csr-list-more = {$first}, {$rest}
csr-key-line = {$label}: {$value}
csr-protocol-version = {$protocol} (protocol version {$version})
csr-version = Version {$version}
csr-running-head = {$protocol} – {$kind}
csr-document-kind = Clinical Study Report
csr-document-kind-dry-run = Clinical Study Report (dry run on synthetic data)
csr-dry-run = Dry run. Every subject and every record in this report was simulated under the scenario “{$scenario}”; nothing in it is an observation of a patient. It shows how the report will look and that the analyses run.
csr-dry-run-unnamed = Dry run. Every subject and every record in this report was simulated, under a scenario that the data do not name; nothing in it is an observation of a patient. It shows how the report will look and that the analyses run.
csr-with-unit = {$name} ({$unit})
csr-at-time = {$name}, {$time}
csr-of-n = ; n={$n}
csr-p = { $kind ->
    [bound] p{$p}
   *[value] p={$p}
}
csr-p-missing = p-value not estimable
csr-interval = {$level}% CI {$lower} to {$upper}
csr-count-percent = {$count} ({$percent}%)
csr-values-percent = {$count} ({$percent}%)
csr-count-percent-arm = {$count} ({$percent}%) in the {$arm} group
csr-values-percent-arm = {$count} ({$percent}%) in the {$arm} group
csr-count-in-arm = {$count} in the {$arm} group
csr-count-to-arm = {$count} to {$arm}
csr-percent-arm = {$arm} {$percent}%
csr-value-arm = {$value} in the {$arm} group
csr-mean-sd-arm = {$mean} (SD {$sd}) in the {$arm} group
csr-mean-sd = {$label}, mean (SD)
csr-see-display = See {$display}.
csr-see-table = Details are given in {$table}.
csr-see-populations = Populations are shown in full in {$display}.
csr-see-sites = Patients by site are shown in {$display}.
csr-see-end-of-study = Reasons for leaving are also shown in {$display}, which may count only those who left before a given visit.
csr-see-baseline = All characteristics with their statistics are shown in {$display}.
csr-see-dose = Doses are summarised in {$display}.
csr-see-exposure = All statistics of exposure are shown in {$display}.
csr-see-events = All events by system organ class and preferred term are shown in {$display}.
csr-see-listing = They are listed in {$table}; narratives are given in {$section}.

## Title page
csr-label-title = Study title
csr-label-product = Investigational product
csr-label-comparator = Comparator
csr-label-indication = Indication
csr-label-design = Design
csr-label-sponsor = Sponsor
csr-label-protocol = Protocol number
csr-label-phase = Development phase
csr-label-registry = Registry numbers
csr-label-countries = Countries
csr-label-first-dose = First dose of study drug to the first patient
csr-label-last-subject-out = Last patient's end of study
csr-label-report-date = Date of the report
csr-label-report-version = Version of the report

## Front matter
csr-title-abbreviations = Abbreviations
csr-head-abbreviation = Abbreviation
csr-head-meaning = Meaning
csr-ethics-forms = Representative written information for patients and sample consent forms belong in {$appendix}.
csr-sites = { $n ->
    [one] The data come from {$sites} site ({$countries}).
   *[other] The data come from {$sites} sites ({$countries}).
}
csr-investigators = Investigators and other important participants are to be listed in {$appendix}.
csr-objectives-primary = { $count ->
    [one] Primary objective:
   *[other] Primary objectives:
}
csr-objectives-secondary = { $count ->
    [one] Secondary objective:
   *[other] Secondary objectives:
}
csr-objectives-exploratory = { $count ->
    [one] Exploratory objective:
   *[other] Exploratory objectives:
}
csr-objective-endpoints = { $count ->
    [one] Endpoint: {$endpoints}.
   *[other] Endpoints: {$endpoints}.
}

## Plan
csr-design = Design: {$design}.
csr-design-epochs = { $n ->
    [one] The study had one planned period: {$epochs}.
   *[other] Its planned periods were: {$epochs}.
}
csr-design-schedule = The schedule of activities is shown in {$table}.
csr-criteria-inclusion = Patients had to meet all of the following criteria:
csr-criteria-exclusion = Patients who met any of the following criteria were not to be enrolled:
csr-criteria-discontinuation = Patients were to be discontinued for any of the following reasons:
csr-title-arms = Treatment arms as planned
csr-head-arm = Arm
csr-head-role = Role
csr-head-dose = Planned daily dose
csr-head-planned = Planned number of patients
csr-role = { $role ->
    [experimental] Experimental
    [active-control] Active control
    [placebo] Placebo control
   *[other] No treatment
}
csr-dose-daily = {$dose}
csr-allocation = Patients were to be randomised to {$arms} in the ratio {$ratio}.
csr-allocation-codes = The randomisation scheme and codes belong in {$appendix}.
csr-title-schedule = Schedule of activities
csr-head-activity = Activity
csr-schedule-lead = { $count ->
    [one] {$table} shows what was planned at each visit.
   *[other] {$table} show what was planned at each visit.
}
csr-title-schedule-part = Schedule of activities: {$epochs}
csr-schedule-day = Planned study day
csr-schedule-window = Window (days)
csr-schedule-days = {$first} to {$last}
csr-title-endpoints = Endpoints
csr-head-endpoint = Endpoint
csr-head-level = Level
csr-head-description = Description
csr-head-better = Favourable direction
csr-level = { $level ->
    [primary] Primary
    [secondary] Secondary
    [exploratory] Exploratory
   *[safety] Safety
}
csr-level-colon = { $level ->
    [primary] Primary:{" "}
    [secondary] Secondary:{" "}
    [exploratory] Exploratory:{" "}
   *[safety] {""}
}
csr-better = { $better ->
    [lower] Lower
    [higher] Higher
   *[none] –
}
csr-checks = Before analysis, the data were checked by automated rules on their structure, their consistency and the plausibility of dates and values. The rules gave {$errors} findings at the level of errors, {$warnings} warnings and {$notes} notes; no data were altered because of them.

## Statistical plan
csr-populations-lead = { $count ->
    [one] One analysis population was defined:
   *[other] The following analysis populations were defined:
}
csr-population-definition = {$population}: {$definition}
csr-title-analyses = Planned analyses
csr-analyses-lead = The planned analyses are summarised in {$table}.
csr-head-analysis = Analysis
csr-head-population = Population
csr-head-method = Method
csr-head-terms = Other terms of the model
csr-head-missing = Missing values
csr-method = { $method ->
    [ancova] Analysis of covariance
    [anova] Analysis of variance
    [fisher] Fisher's exact test
    [kaplan-meier] Kaplan-Meier estimate, logrank test
    [logrank] Logrank test, Cox proportional hazards model
   *[summary] Descriptive statistics
}
csr-imputation = { $imputation ->
    [locf] Last observation carried forward
    [mean-over-visits] Mean of the available visits
    [censored] Censored
   *[observed] Not replaced
}
csr-term-treatment = { $dose ->
    [yes] dose
   *[no] treatment
}
csr-variable = { $variable ->
    [BASE] baseline value
    [SITEGR1] pooled site
    [SITEID] site
    [SEX] sex
    [AGE] age
   *[other] {$name}
}
csr-title-estimands = Estimands of the efficacy endpoints
csr-title-events = Intercurrent events and the strategies for them
csr-estimands-lead = The estimands are described in {$estimands}; intercurrent events and the strategies for them are described in {$events}.
csr-estimands-historical = { $count ->
    [one] The estimator of the following endpoint is a historical one, kept as the study planned it; it would not be chosen for this estimand today: {$endpoints}.
   *[other] The estimators of the following endpoints are historical ones, kept as the study planned them; they would not be chosen for these estimands today: {$endpoints}.
}
csr-estimand-remark = {$endpoint}: {$remark}
csr-head-variable = Variable
csr-head-treatment = Treatment
csr-head-summary = Population-level summary
csr-head-estimator = Estimator
csr-head-event = Event
csr-head-strategy = Strategy
csr-head-handling = Handling
csr-strategy = { $strategy ->
    [treatment-policy] Treatment policy
    [hypothetical] Hypothetical
    [composite] Composite
    [while-on-treatment] While on treatment
   *[principal-stratum] Principal stratum
}
csr-gates-lead = Claims were to be made in the following order only:
csr-gates-none = No adjustment for multiple comparisons and no order of testing was defined.
csr-gate = {$gate}: { $require ->
    [all] requires that every one of the following succeed at the two-sided level of {$alpha}: {$first}.
    [any] requires that at least one of the following succeed at the two-sided level of {$alpha}: {$first}.
   *[one] requires that the following succeed at the two-sided level of {$alpha}: {$first}.
}
csr-test-dose = dose-response test of {$analysis}
csr-test-pair = {$one} versus {$other} ({$analysis})
csr-test-with-p = {$test} ({$p})
csr-looks-none = No interim analysis was planned.
csr-looks-lead = { $count ->
    [one] The protocol planned one interim look:
   *[other] The protocol planned the following interim looks:
}
csr-look = {$look}: {$timing}. {$purpose}.
csr-look-boundary = {$boundary}.
csr-look-conducted = { $conducted ->
    [yes] Its result is part of the data.
   *[no] The data hold no result of it; the final analyses are not adjusted for it.
}
csr-looks-result = { $conducted ->
    [yes] Interim looks were planned ({$section}), and results of them are part of the data.
    [no] Interim looks were planned ({$section}); the data hold no result of them, and the final analyses are not adjusted for them.
   *[none] No interim analysis was planned.
}
csr-gates-result-lead = The order of testing is described in {$section}. Its conditions came out as follows:
csr-gate-result = { $passed ->
    [yes] {$gate}: condition met; {$tests}.
   *[no] {$gate}: condition not met; {$tests}.
}
csr-subgroups = The following analyses were done in subgroups; their results are given in {$section}. They are descriptive, and no test of interaction was made: {$analyses}.
csr-title-stopping = Safety stopping rules of the protocol
csr-title-thresholds = Numbers of patients at which a stopping rule acts
csr-stopping-lead = { $conducted ->
    [yes] The safety stopping rules of the protocol are given in {$table}.
   *[no] The safety stopping rules of the protocol are given in {$table}. The data do not show whether they were applied.
}
csr-head-rule-name = Rule
csr-head-rule = Action
csr-head-properties = Properties stated
csr-head-events-control = Patients with the event, control arm
csr-head-events-arm = Patients with the event at which the other arm is stopped
csr-stopping-properties = True rate {$null} (stop in error: {$error}) against {$alternative} (stop rightly: {$power})
csr-title-sample-size = Assumptions of the sample size
csr-head-difference = Difference to detect
csr-head-sd = Standard deviation
csr-head-alpha = Two-sided level
csr-head-power = Power
csr-head-per-arm = Patients per arm
csr-title-changes = Differences between protocol, analysis plan, published tables and data
csr-changes-lead = {$table} lists where the protocol, the analysis plan, the published tables and the data do not agree, with what follows for this report.
csr-changes-lead-dry-run = {$table} lists where the protocol and the analysis plan do not agree. What published tables and the data of the study itself say has no place in a dry run.
csr-title-changes-dry-run = Differences between protocol and analysis plan
csr-changes-none = No changes in the conduct of the study or in the planned analyses are recorded.
csr-head-topic = Topic
csr-head-side-protocol = Protocol
csr-head-side-plan = Analysis plan
csr-head-side-tables = Published tables
csr-head-side-data = Data
csr-head-side-consequence = In this report

## Disposition
csr-screened = A total of {$screened} patients were screened, of whom {$failures} were screening failures; {$randomised} were randomised: {$arms}.
csr-treated = { $all ->
    [yes] All {$treated} randomised patients received at least one dose of study drug.
   *[no] Of the randomised patients, {$treated} received at least one dose of study drug.
}
csr-completed = In all, {$total} of the randomised patients completed the study: {$arms}.
csr-died = In all, {$total} died, which is an endpoint of this study: {$arms}.
csr-discontinued = A total of {$total} discontinued: {$arms}.
csr-disposition-reason = The most frequent reason for discontinuation was “{$reason}”: {$total} of all randomised patients, {$arms}.
csr-disposition-see = The flow of patients is shown in {$flow}; all reasons are given in {$table}.
csr-title-flow = Flow of patients
csr-flow-screened = Screened: {$count}
csr-flow-failures = Screening failures: {$count}
csr-flow-randomised = Randomised: {$count}
csr-flow-treated = Treated: {$count}
csr-flow-completed = Completed: {$count}
csr-flow-died = Died: {$count}
csr-flow-discontinued = Discontinued: {$count}
csr-flow-reason = {$reason}: {$count}
csr-title-disposition = Disposition of patients
csr-head-status = Status
csr-row-randomised = Randomised
csr-row-treated = Treated
csr-row-completed = Completed the study
csr-row-died = Died
csr-row-discontinued = Discontinued
csr-note-percent-randomised = Percentages are of the number of patients at the head of the column.
csr-deviations = { $any ->
    [yes] In all, {$total} of the randomised patients left the study with a protocol deviation or violation, unmet entry criteria included, as the recorded reason: {$arms}. There are no separate records of deviations in the data.
   *[no] No randomised patient left the study with a protocol deviation or violation, unmet entry criteria included, as the recorded reason. There are no separate records of deviations in the data.
}

## Populations and baseline
csr-populations-result = The analysis populations contained the following numbers of the randomised patients ({$table}): {$populations}.
csr-population-size = {$population}: {$count}
csr-title-populations = Analysis populations
csr-age = Mean age was {$mean} years (SD {$sd}; range {$min} to {$max}): {$arms}.
csr-women = Of all patients, {$share} were female.
csr-race = The largest group by race and origin was “{$label}”, with {$share}.
csr-baseline-differences = { $count ->
    [one] The arms differed at the nominal level in the following characteristic: {$differences}.
   *[other] The arms differed at the nominal level in the following characteristics: {$differences}.
} The comparisons are descriptive and not adjusted for multiplicity.
csr-baseline-difference = {$label} ({$p})
csr-baseline-similar = No comparison of baseline characteristics between the arms fell below the nominal level.
csr-baseline-untested = Baseline characteristics were not compared by tests.
csr-note-units-see = Units and definitions are those of {$display}.
csr-title-baseline = Demographic and baseline characteristics in summary
csr-head-characteristic = Characteristic

## Efficacy
csr-efficacy-lead = The analyses follow one by one, those of the primary endpoints first. All effect estimates, with what each test may stand for, are put together in {$table}.
csr-others-lead = Supportive, subgroup and secondary analyses
csr-others = The following analyses stand outside the tests that may carry a claim, or are held back by them. They are reported as descriptive, and their p-values are nominal. Comparisons between the arms are given in {$table}.
csr-other-dose = Linear dose response: nominal {$p}.
csr-analysed = The population “{$population}” held {$total} patients: {$arms}.
csr-analysed-model = Of these, {$count} had complete data for all terms of the model and were analysed.
csr-means-baseline = Mean values at baseline were {$arms}.
csr-means-change = Mean changes from baseline were {$arms}.
csr-means-visit = Mean values were {$arms}.
csr-dose = { $standing ->
    [shown] The test for a linear dose response was significant at the two-sided level of {$alpha} ({$p}), in the favourable direction.
    [opposite] The test for a linear dose response fell below the two-sided level of {$alpha} ({$p}), but in the unfavourable direction; it supports no claim of efficacy.
    [not-shown] A linear dose response was not shown at the two-sided level of {$alpha} ({$p}).
    [descriptive] The test for a linear dose response gave {$p}. It stands outside the tests that may carry a claim (two-sided level {$alpha}) and is reported as descriptive.
   *[missing] The test for a linear dose response could not be computed at the two-sided level of {$alpha} ({$p}); nothing is concluded from it.
}
csr-pairs-allowed = The comparisons between arms were allowed by the order of testing:
csr-pairs-held = { $count ->
    [one] The condition for comparing the arms was not met, because the following did not succeed: {$tests}. The comparisons are reported as descriptive; their p-values are nominal and support no claim.
   *[other] The condition for comparing the arms was not met, because the following did not succeed: {$tests}. The comparisons are reported as descriptive; their p-values are nominal and support no claim.
}
csr-pairs-uncontrolled = The comparisons between arms stand outside the tests that may carry a claim. They are reported as descriptive; their p-values are nominal.
csr-pair = { $standing ->
    [shown] {$one} versus {$other}: difference in adjusted means {$estimate} ({$interval}; {$p}), significant and in the favourable direction.
    [opposite] {$one} versus {$other}: difference in adjusted means {$estimate} ({$interval}; {$p}), in the unfavourable direction.
    [not-shown] {$one} versus {$other}: difference in adjusted means {$estimate} ({$interval}; {$p}); a difference was not shown.
    [descriptive] {$one} versus {$other}: difference in adjusted means {$estimate} ({$interval}; nominal {$p}).
   *[missing] {$one} versus {$other}: difference in adjusted means {$estimate} ({$interval}; {$p}).
}
csr-pair-missing = {$one} versus {$other}: the difference could not be estimated.
csr-title-effects = Effect estimates of the efficacy analyses
csr-head-comparison = Analysis and comparison
csr-head-estimate = Estimate (SE)
csr-head-interval = CI
csr-head-p = p-value
csr-head-standing = Standing of the test
csr-dose-row = Dose response (slope per unit of dose)
csr-dose-row-unit = Dose response (slope per {$unit})
csr-pair-row = {$one} versus {$other}
csr-standing = { $standing ->
    [shown] Confirmatory: shown
    [opposite] Confirmatory: opposite direction
    [not-shown] Confirmatory: not shown
    [descriptive] Descriptive
   *[missing] Not estimable
}
csr-note-effects = Comparisons are differences in adjusted (least-squares) means from the model of the analysis; p-values are two-sided and not adjusted for multiplicity.
csr-note-standing = A test is confirmatory only where the order of testing allows it; a descriptive test supports no claim, whatever its p-value.
csr-model-lead = The models of the efficacy analyses held, besides treatment, the following terms:
csr-model-terms = {$terms}: {$analyses}
csr-model-no-terms = none
csr-missing-lead = Where a value at the analysis visit was missing, the last observation was carried forward. The numbers of analysed values that were carried forward are given below.
csr-missing-historical = Carrying forward is the historical estimator of this study; its limits are described in {$section}.
csr-imputed = {$analysis}: {$total} of the analysed values; {$arms}.
csr-imputed-none = No value had to be carried forward in the following: {$analyses}.
csr-missing-means = No value was replaced in the following analyses, which use the mean of the available visits: {$analyses}.
csr-centres = { $n ->
    [one] In all, {$sites} site took part.
   *[other] In all, {$sites} sites took part.
}
csr-centres-pooled = Sites with fewer than {$minimum} patients in any arm were pooled for analysis, which left {$groups} site groups.
csr-subset = { $subset ->
    [yes] The efficacy analyses used the following, which leave out some of the randomised patients: {$populations}. No analysis of all randomised patients was planned beside them.
   *[no] The efficacy analyses were planned in all randomised patients ({$populations}).
}
csr-no-active-control = Not applicable: the study had no active control and was not designed to show equivalence.
csr-superiority-only = Not applicable: the control is active, but the study was designed to show superiority, not equivalence.
csr-individual-data = Individual response data belong in {$appendix}.
csr-dose-see = The relationship of dose to response was tested as part of the efficacy analyses; see {$section}.
csr-gate-passed = The overall condition for a claim of efficacy (“{$gate}”) was met at the two-sided level of {$alpha}: {$tests}.
csr-gate-failed = { $outcome ->
    [some] The overall condition for a claim of efficacy (“{$gate}”) was not met at the two-sided level of {$alpha}. The following did not succeed: {$failed}.
   *[none] The overall condition for a claim of efficacy (“{$gate}”) was not met at the two-sided level of {$alpha}: {$failed} did not succeed.
}
csr-gate-missing = The overall condition (“{$gate}”) could not be judged in full, because a p-value is missing for the following: {$missing}.
csr-gate-alone = Success of the following alone does not satisfy the condition: {$succeeded}.
csr-gate-no-claim = Efficacy is therefore not claimed.
csr-conclusion-test = { $standing ->
    [shown] {$test}: an effect was shown ({$p}).
    [opposite] {$test}: an effect in the unfavourable direction was found ({$p}).
    [not-shown] {$test}: an effect was not shown ({$p}).
    [descriptive] {$test}: the result is descriptive ({$p}).
   *[missing] {$test}: the test could not be computed ({$p}).
}
csr-conclusion-shown = The order of testing further allows a claim for the following: {$tests}.
csr-conclusion-descriptive = All other comparisons are descriptive and support no conclusion on efficacy.

## Exposure
csr-exposure = Among the {$count} treated patients, the mean duration of treatment was {$arms}.
csr-days-arm = {$mean} days (SD {$sd}, median {$median}) in the {$arm} group
csr-title-exposure = Duration of treatment (days)
csr-head-statistic = Statistic
csr-row-mean-sd = Mean (SD)
csr-row-median = Median
csr-row-range = Range

## Adverse events
csr-events-any = In all, {$total} of the treated patients had at least one treatment-emergent adverse event: {$arms}.
csr-events-related = Events that the investigator regarded as related to study drug occurred in {$total}: {$arms}.
csr-events-serious = Events marked as serious occurred in {$total}: {$arms}.
csr-events-discontinued-none = None left the study because of an adverse event.
csr-events-deaths-none = None died.
csr-events-discontinued = A total of {$total} left the study because of an adverse event: {$arms}.
csr-events-deaths = { $count ->
    [one] In all, {$total} patient died: {$arms}.
   *[other] In all, {$total} patients died: {$arms}.
}
csr-title-overview = Overview of treatment-emergent adverse events
csr-head-kind = Patients with
csr-row-any = Any treatment-emergent adverse event
csr-row-related = Related event
csr-row-serious = Event marked as serious
csr-row-fatal = Fatal event
csr-row-withdrawn = Event with withdrawal of study drug
csr-row-ae-deaths = Death
csr-row-ae-discontinued = Discontinuation of the study because of an adverse event
csr-row-severity = { $severity ->
    [MILD] Mild event
    [MODERATE] Moderate event
    [SEVERE] Severe event
    [LIFE-THREATENING] Life-threatening event
   *[other] Fatal severity
}
csr-events-cell = {" "}[{$events}]
csr-note-overview = Number of patients (percentage of treated patients) [number of events]. A patient counts once in each row in which the patient has an event.
csr-frequent = The most frequent preferred terms of treatment-emergent events were: {$terms}.
csr-frequent-term = {$term} ({$arms})
csr-title-frequent = Treatment-emergent adverse events in at least {$share} of the patients of any arm
csr-head-term = Preferred term
csr-note-events = Number of patients (percentage). Terms are ordered by their number over all arms.
csr-event-test = Any treatment-emergent event occurred in {$share_one}% of the patients on {$one} and in {$share_other}% of those on {$other} ({$p}).
csr-event-tests-note = These p-values are descriptive and not adjusted for multiplicity.
csr-survival = {$title}: {$arms}.
csr-median-arm = {$count} patients with an event in the {$arm} group (median {$median} {$unit})
csr-median-arm-not-reached = {$count} patients with an event in the {$arm} group (median not reached)
csr-logrank = The logrank test over all arms gave {$p}; it is descriptive.
csr-individual-events = Adverse events by patient belong in {$appendix}.

## Deaths and serious events
csr-deaths = { $count ->
    [one] In all, {$total} patient died: {$arms}.
   *[other] In all, {$total} patients died: {$arms}.
}
csr-deaths-none = No deaths are recorded.
csr-head-death = Date of death
csr-head-fatal-event = Fatal adverse event
csr-no-fatal-event = none recorded
csr-title-deaths = Deaths
csr-serious = { $count ->
    [one] In all, {$total} patient had a treatment-emergent event marked as serious: {$arms}.
   *[other] In all, {$total} patients had treatment-emergent events marked as serious: {$arms}.
}
csr-serious-none = No other serious adverse events are recorded.
csr-serious-unmarked-see = The fatal ones are shown under deaths, the others in {$table}.
csr-title-unmarked = Events with a criterion of seriousness that are not marked as serious
csr-head-criteria = Criteria recorded
csr-title-serious = Other serious adverse events
csr-serious-unmarked = { $n ->
    [one] Besides, {$events} event meets at least one criterion of seriousness that is recorded with it (death, threat to life, hospital admission, disability or congenital anomaly), but is not marked as serious in the data ({$subjects} patient: {$arms}).
   *[other] Besides, {$events} events meet at least one criterion of seriousness that is recorded with them (death, threat to life, hospital admission, disability or congenital anomaly), but are not marked as serious in the data ({$subjects} patients: {$arms}).
} The contradiction is one of the data, is left as collected, and has to be resolved before conclusions are drawn.
csr-withdrawals = Adverse events that led to the end of participation: {$total} of the treated patients, {$arms}.
csr-withdrawals-none = None of the treated patients left because of an adverse event.
csr-head-subject = Patient
csr-head-person = Age (years) / sex
csr-head-start = Start (study day)
csr-head-severity = Severity
csr-head-relationship = Relationship to study drug
csr-head-outcome = Outcome
csr-start-day = {$start} (day {$day})
csr-narratives-none = No patient died or had a serious adverse event; there are no narratives.
csr-listings-see = Deaths are listed in {$deaths}, other serious adverse events in {$serious}.
csr-narratives-see = Narratives are given in {$section}.
csr-narrative-lead = Patient {$subject}, {$arm}
csr-narrative-who = { $sex ->
    [F] The patient was a woman aged {$age} years (race: {$race}), randomised to {$arm} at site {$site}.
    [M] The patient was a man aged {$age} years (race: {$race}), randomised to {$arm} at site {$site}.
   *[other] The patient was aged {$age} years (race: {$race}), randomised to {$arm} at site {$site}.
}
csr-narrative-who-short = The patient was randomised to {$arm}.
csr-narrative-treatment = { $n ->
    [one] Study drug was given from {$first} to {$last} ({$days} day).
   *[other] Study drug was given from {$first} to {$last} ({$days} days).
}
csr-narrative-event = On {$start} (study day {$day}) the patient had the event {$term} ({$system}).
csr-narrative-event-undated = The patient had the event {$term} ({$system}), of which no start date is recorded.
csr-narrative-severity = Its severity was recorded as {$severity}.
csr-narrative-relationship = The investigator's assessment of the relationship to study drug was: {$relationship}.
csr-narrative-action = Action taken with study drug: {$action}.
csr-narrative-fatal = The outcome was fatal.
csr-narrative-fatal-dated = The outcome was fatal; the end of the event is recorded as {$end}.
csr-narrative-outcome = Outcome: {$outcome}.
csr-narrative-outcome-dated = Outcome: {$outcome} on {$end} (study day {$day}).
csr-criterion = { $criterion ->
    [death] death
    [life_threatening] threat to life
    [hospital] hospital admission
    [disability] disability
   *[congenital] congenital anomaly
}
csr-narrative-criteria = { $serious ->
    [yes] The event was marked as serious; criteria recorded: {$criteria}.
   *[no] The event was not marked as serious in the data, although this is recorded with it: {$criteria}.
}
csr-narrative-death = The recorded date of death is {$date}.
csr-narrative-end = The patient's participation ended on {$end}; reason: {$reason}.
csr-narrative-events = { $count ->
    [one] In all, {$events} adverse event is recorded for this patient (treatment-emergent: {$emergent}).
   *[other] In all, {$events} adverse events are recorded for this patient (treatment-emergent: {$emergent}).
}

## Laboratory and vital signs
csr-individual-labs = Individual laboratory measurements belong in {$appendix}.
csr-lab-over-time = Values at each visit and changes from baseline are summarised in {$display}, by arm, for the following groups of parameters: {$groups}.
csr-vital-signs = {$table} summarises vital signs at the analysis visit “{$visit}”, with the baseline of the same patients.
csr-title-vital-signs = Vital signs: baseline, last value and change
csr-head-parameter = Parameter
csr-row-baseline = Baseline
csr-row-value = Value
csr-row-change = Change
csr-note-vital-signs = Mean (SD); n is the number of patients with a baseline and a later value.

## Section fourteen and appendices
csr-displays-lead = This section holds the tables and figures to which the text refers.
csr-appendix-protocol = The protocol in force was version {$version}. Differences between protocol and analyses are listed in {$changes}.
csr-appendix-statistics = The statistical methods are described in {$section}, their differences from protocol and plan in {$changes}.
csr-appendix-serious = Deaths and serious adverse events are listed in {$section}.

## Patient data listings
csr-discontinued-none = Every randomised patient completed the study.
csr-title-discontinued = Discontinued patients
csr-head-last-dose = Last dose
csr-head-end-of-study = End of study (study day)
csr-head-reason = Reason for discontinuation
csr-excluded-base-all = randomised patients
csr-excluded-base = patients of the analysis population “{$population}”
csr-excluded-none = Of the {$base}, none was excluded from the analysis population “{$population}”.
csr-excluded = { $n ->
    [one] Of the {$base}, {$count} was excluded from the analysis population “{$population}”: {$reasons}.
   *[other] Of the {$base}, {$count} were excluded from the analysis population “{$population}”: {$reasons}.
}
csr-excluded-several = A patient may be counted under more than one reason.
csr-excluded-count = {$reason} ({$count})
csr-excluded-assessment = no assessment of {$test} after baseline
csr-excluded-visit = {$visit} not reached by the end of study
csr-excluded-reason = { $condition ->
    [randomised] not randomised
    [treated] no dose taken
   *[completed] study not completed
}
csr-excluded-see = These patients are listed in {$appendix}.
csr-title-excluded = Patients excluded from the analysis population: {$population}
csr-head-excluded = Reason for exclusion

## Synopsis
csr-title-synopsis = Synopsis
csr-head-item = Item
csr-head-text = Content
csr-synopsis-sponsor = Name of sponsor
csr-synopsis-product = Name of product
csr-synopsis-title = Title of study
csr-synopsis-protocol = Protocol number
csr-synopsis-centres = Study centres
csr-synopsis-period = Study period
csr-synopsis-phase = Phase of development
csr-synopsis-objectives = Objectives
csr-synopsis-methodology = Methodology
csr-synopsis-subjects = Number of patients (planned and analysed)
csr-synopsis-diagnosis = Diagnosis and main criteria for inclusion
csr-synopsis-test = Test product, dose and mode of administration
csr-synopsis-duration = Duration of treatment
csr-synopsis-reference = Reference therapy
csr-synopsis-efficacy-criteria = Criteria for evaluation: efficacy
csr-synopsis-safety-criteria = Criteria for evaluation: safety
csr-synopsis-statistics = Statistical methods
csr-synopsis-disposition = Summary: disposition and demography
csr-synopsis-efficacy = Summary: efficacy results
csr-synopsis-safety = Summary: safety results
csr-synopsis-report-date = Date of the report
csr-synopsis-sites = { $n ->
    [one] {$sites} site ({$countries}).
   *[other] {$sites} sites ({$countries}).
}
csr-period = From {$first} (first dose to the first patient) to {$last} (end of study of the last patient).
csr-planned = Planned: {$arms}.
csr-randomised = Randomised: {$total} ({$arms}).
csr-analysed-in = Analysed for efficacy (population “{$population}”): {$total} ({$arms}).
csr-analysed-safety = Analysed for safety: {$total} ({$arms}).
csr-diagnosis-see = The criteria are listed in {$section}.
csr-arm-dose = {$arm}: {$dose} a day
csr-duration = Up to {$weeks} weeks.
csr-synopsis-model = { $dose ->
    [yes] {$analysis}: {$method} with {$terms}; two-sided test for a linear dose response at the level of {$alpha}.
   *[no] {$analysis}: {$method} with {$terms}; two-sided tests at the level of {$alpha}.
}
csr-synopsis-gates = Claims follow a fixed order of testing ({$section}).
csr-synopsis-historical = The estimators are the historical ones of the study and are named as such.

## Headings (ICH E3)
csr-heading-1 = Title Page
csr-heading-2 = Synopsis
csr-heading-3 = Table of Contents for the Individual Clinical Study Report
csr-heading-4 = List of Abbreviations and Definitions of Terms
csr-heading-5 = Ethics
csr-heading-5-1 = Independent Ethics Committee (IEC) or Institutional Review Board (IRB)
csr-heading-5-2 = Ethical Conduct of the Study
csr-heading-5-3 = Patient Information and Consent
csr-heading-6 = Investigators and Study Administrative Structure
csr-heading-7 = Introduction
csr-heading-8 = Study Objectives
csr-heading-9 = Investigational Plan
csr-heading-9-1 = Overall Study Design and Plan: Description
csr-heading-9-2 = Discussion of Study Design, Including the Choice of Control Groups
csr-heading-9-3 = Selection of Study Population
csr-heading-9-3-1 = Inclusion Criteria
csr-heading-9-3-2 = Exclusion Criteria
csr-heading-9-3-3 = Removal of Patients from Therapy or Assessment
csr-heading-9-4 = Treatments
csr-heading-9-4-1 = Treatments Administered
csr-heading-9-4-2 = Identity of Investigational Product(s)
csr-heading-9-4-3 = Method of Assigning Patients to Treatment Groups
csr-heading-9-4-4 = Selection of Doses in the Study
csr-heading-9-4-5 = Selection and Timing of Dose for Each Patient
csr-heading-9-4-6 = Blinding
csr-heading-9-4-7 = Prior and Concomitant Therapy
csr-heading-9-4-8 = Treatment Compliance
csr-heading-9-5 = Efficacy and Safety Variables
csr-heading-9-5-1 = Efficacy and Safety Measurements Assessed and Flow Chart
csr-heading-9-5-2 = Appropriateness of Measurements
csr-heading-9-5-3 = Primary Efficacy Variable(s)
csr-heading-9-5-4 = Drug Concentration Measurements
csr-heading-9-6 = Data Quality Assurance
csr-heading-9-7 = Statistical Methods Planned in the Protocol and Determination of Sample Size
csr-heading-9-7-1 = Statistical and Analytical Plans
csr-heading-9-7-2 = Determination of Sample Size
csr-heading-9-8 = Changes in the Conduct of the Study or Planned Analyses
csr-heading-10 = Study Patients
csr-heading-10-1 = Disposition of Patients
csr-heading-10-2 = Protocol Deviations
csr-heading-11 = Efficacy Evaluation
csr-heading-11-1 = Data Sets Analysed
csr-heading-11-2 = Demographic and Other Baseline Characteristics
csr-heading-11-3 = Measurements of Treatment Compliance
csr-heading-11-4 = Efficacy Results and Tabulations of Individual Patient Data
csr-heading-11-4-1 = Analysis of Efficacy
csr-heading-11-4-2 = Statistical/Analytical Issues
csr-heading-11-4-2-1 = Adjustments for Covariates
csr-heading-11-4-2-2 = Handling of Dropouts or Missing Data
csr-heading-11-4-2-3 = Interim Analyses and Data Monitoring
csr-heading-11-4-2-4 = Multicentre Studies
csr-heading-11-4-2-5 = Multiple Comparison/Multiplicity
csr-heading-11-4-2-6 = Use of an “Efficacy Subset” of Patients
csr-heading-11-4-2-7 = Active-Control Studies Intended to Show Equivalence
csr-heading-11-4-2-8 = Examination of Subgroups
csr-heading-11-4-3 = Tabulation of Individual Response Data
csr-heading-11-4-4 = Drug Dose, Drug Concentration, and Relationships to Response
csr-heading-11-4-5 = Drug-Drug and Drug-Disease Interactions
csr-heading-11-4-6 = By-Patient Displays
csr-heading-11-4-7 = Efficacy Conclusions
csr-heading-12 = Safety Evaluation
csr-heading-12-1 = Extent of Exposure
csr-heading-12-2 = Adverse Events (AEs)
csr-heading-12-2-1 = Brief Summary of Adverse Events
csr-heading-12-2-2 = Display of Adverse Events
csr-heading-12-2-3 = Analysis of Adverse Events
csr-heading-12-2-4 = Listing of Adverse Events by Patient
csr-heading-12-3 = Deaths, Other Serious Adverse Events, and Other Significant Adverse Events
csr-heading-12-3-1 = Listing of Deaths, Other Serious Adverse Events and Other Significant Adverse Events
csr-heading-12-3-1-1 = Deaths
csr-heading-12-3-1-2 = Other Serious Adverse Events
csr-heading-12-3-1-3 = Other Significant Adverse Events
csr-heading-12-3-2 = Narratives of Deaths, Other Serious Adverse Events and Certain Other Significant Adverse Events
csr-heading-12-3-3 = Analysis and Discussion of Deaths, Other Serious Adverse Events and Other Significant Adverse Events
csr-heading-12-4 = Clinical Laboratory Evaluation
csr-heading-12-4-1 = Listing of Individual Laboratory Measurements by Patient and Each Abnormal Laboratory Value
csr-heading-12-4-2 = Evaluation of Each Laboratory Parameter
csr-heading-12-4-2-1 = Laboratory Values Over Time
csr-heading-12-4-2-2 = Individual Patient Changes
csr-heading-12-4-2-3 = Individual Clinically Significant Abnormalities
csr-heading-12-5 = Vital Signs, Physical Findings and Other Observations Related to Safety
csr-heading-12-6 = Safety Conclusions
csr-heading-13 = Discussion and Overall Conclusions
csr-heading-14 = Tables, Figures and Graphs Referred to but Not Included in the Text
csr-heading-14-1 = Demographic Data
csr-heading-14-2 = Efficacy Data
csr-heading-14-3 = Safety Data
csr-heading-14-3-1 = Displays of Adverse Events
csr-heading-14-3-2 = Listings of Deaths, Other Serious and Significant Adverse Events
csr-heading-14-3-3 = Narratives of Deaths, Other Serious and Certain Other Significant Adverse Events
csr-heading-14-3-4 = Abnormal Laboratory Value Listing (Each Patient)
csr-heading-15 = Reference List
csr-heading-16 = Appendices
csr-heading-16-1 = Study Information
csr-heading-16-1-1 = Protocol and Protocol Amendments
csr-heading-16-1-2 = Sample Case Report Form (Unique Pages Only)
csr-heading-16-1-3 = List of IECs or IRBs and Representative Written Information for Patient and Sample Consent Forms
csr-heading-16-1-4 = List and Description of Investigators and Other Important Participants in the Study
csr-heading-16-1-5 = Signatures of Principal or Coordinating Investigator(s) or Sponsor's Responsible Medical Officer
csr-heading-16-1-6 = Listing of Patients Receiving Test Drug(s) from Specific Batches
csr-heading-16-1-7 = Randomisation Scheme and Codes
csr-heading-16-1-8 = Audit Certificates
csr-heading-16-1-9 = Documentation of Statistical Methods
csr-heading-16-1-10 = Documentation of Inter-Laboratory Standardisation Methods and Quality Assurance Procedures
csr-heading-16-1-11 = Publications Based on the Study
csr-heading-16-1-12 = Important Publications Referenced in the Report
csr-heading-16-2 = Patient Data Listings
csr-heading-16-2-1 = Discontinued Patients
csr-heading-16-2-2 = Protocol Deviations
csr-heading-16-2-3 = Patients Excluded from the Efficacy Analysis
csr-heading-16-2-4 = Demographic Data
csr-heading-16-2-5 = Compliance and/or Drug Concentration Data
csr-heading-16-2-6 = Individual Efficacy Response Data
csr-heading-16-2-7 = Adverse Event Listings (Each Patient)
csr-heading-16-2-8 = Listing of Individual Laboratory Measurements by Patient
csr-heading-16-3 = Case Report Forms
csr-heading-16-3-1 = CRFs for Deaths, Other Serious Adverse Events and Withdrawals for AE
csr-heading-16-3-2 = Other CRFs Submitted
csr-heading-16-4 = Individual Patient Data Listings

## What a person must write
csr-hint-1 = To be written: the title page.
csr-hint-2 = To be written: the synopsis.
csr-hint-synopsis = To be written: the conclusion of the synopsis, in agreement with {$section}.
csr-hint-3 = To be written: the contents.
csr-hint-4 = To be written: the abbreviations and terms used in the report, each explained at its first use.
csr-hint-5-1 = To be written: which ethics committees or review boards approved the study and its amendments, and when.
csr-hint-5-2 = To be written: that the study was conducted in accordance with the Declaration of Helsinki, and anything that departed from it.
csr-hint-5-3 = To be written: how and when informed consent was obtained.
csr-hint-6 = To be written: the administrative structure: steering committee, monitoring board, contract research organisations, laboratories.
csr-hint-7 = To be written: the place of this study in the development of the product, with its rationale.
csr-hint-8 = To be written: the objectives of the study.
csr-hint-9-1 = To be written: the study design, with its periods and their order.
csr-hint-9-2 = To be written: why this control group and this design were chosen, with their known limits.
csr-hint-9-3-1 = To be written: the inclusion criteria.
csr-hint-9-3-2 = To be written: the exclusion criteria.
csr-hint-9-3-3 = To be written: when and how patients were to be removed from therapy or assessment, and their follow-up.
csr-hint-9-4-1 = To be written: the treatments, with route, dose and schedule.
csr-hint-9-4-2 = To be written: formulation, strength and batch numbers of the products, and their storage.
csr-hint-9-4-3 = To be written: how the randomisation list was made, how it was stratified, and how patients were assigned.
csr-hint-9-4-4 = To be written: the basis on which the doses were chosen.
csr-hint-9-4-5 = To be written: how dose and time of dosing were set for each patient.
csr-hint-9-4-6 = To be written: how blinding was done and kept, and when it could be broken.
csr-hint-9-4-7 = To be written: which other medicines were allowed or excluded.
csr-hint-9-4-8 = To be written: how compliance was measured.
csr-hint-9-5-1 = To be written: which measurements were made, when and by whom.
csr-hint-9-5-2 = To be written: why the measurements are reliable and relevant.
csr-hint-9-5-3 = To be written: the primary efficacy variables.
csr-hint-9-5-4 = To be written: drug concentrations: which samples were taken, when, and how they were measured.
csr-hint-9-6 = To be written: how the quality of the data was assured: monitoring, training, central laboratories, audits.
csr-hint-9-7-1 = To be written: the planned statistical methods.
csr-hint-9-7-2 = To be written: the planned sample size and its basis.
csr-hint-9-8 = To be written: changes in the conduct of the study or in the planned analyses.
csr-hint-10-1 = To be written: the disposition of patients.
csr-hint-10-2 = To be written: important protocol deviations, by patient and by site.
csr-hint-deviations = To be written: other important protocol deviations, by patient and by site; the listing belongs in {$appendix}.
csr-hint-11-1 = To be written: which patients were analysed, and why others were left out.
csr-hint-11-2 = To be written: demographic and baseline characteristics.
csr-hint-11-3 = To be written: the measurements of compliance, or why there are none.
csr-hint-11-4-1 = To be written: the efficacy analyses.
csr-hint-11-4-2-1 = To be written: the covariates of the models.
csr-hint-11-4-2-2 = To be written: how dropouts and missing data were handled.
csr-hint-11-4-2-3 = To be written: interim analyses and the work of the monitoring board.
csr-hint-11-4-2-4 = To be written: results by site and whether they agree.
csr-hint-11-4-2-5 = To be written: how multiplicity was handled.
csr-hint-11-4-2-6 = To be written: analyses of an efficacy subset.
csr-hint-11-4-2-7 = To be written: evidence of assay sensitivity.
csr-hint-11-4-2-8 = To be written: subgroups examined, or that none were.
csr-hint-11-4-3 = To be written: individual response data.
csr-hint-11-4-4 = To be written: relationships of dose or concentration to response.
csr-hint-11-4-5 = To be written: interactions with other drugs or diseases, or that none were examined.
csr-hint-11-4-6 = To be written: displays by patient, or that there are none.
csr-hint-11-4-7 = To be written: the conclusion on efficacy in clinical terms, within what is said above.
csr-hint-12-1 = To be written: the extent of exposure.
csr-hint-12-2-1 = To be written: a summary of adverse events.
csr-hint-12-2-2 = To be written: the adverse events.
csr-hint-12-2-3 = To be written: the medical judgement of the adverse events: their pattern, dependence on dose, time and patient characteristics.
csr-hint-12-2-4 = To be written: adverse events by patient.
csr-hint-12-3-1-1 = To be written: deaths.
csr-hint-12-3-1-2 = To be written: other serious adverse events.
csr-hint-12-3-1-3 = To be written: other significant adverse events.
csr-hint-12-3-2 = To be written: for each patient, relevant medical history, concomitant medication, the course and treatment of the events, and the sponsor's assessment.
csr-hint-12-3-3 = To be written: the medical judgement of deaths and serious events and their relationship to study drug.
csr-hint-12-4-1 = To be written: individual laboratory measurements.
csr-hint-12-4-2-1 = To be written: the medical judgement of laboratory values over time.
csr-hint-12-4-2-2 = To be written: changes in individual patients: shifts against the reference range.
csr-hint-12-4-2-3 = To be written: clinically significant laboratory abnormalities, patient by patient.
csr-hint-12-5 = To be written: the medical judgement of vital signs, and physical and other findings.
csr-hint-12-6 = To be written: the conclusion on safety.
csr-hint-13 = To be written: the discussion of efficacy, safety, and benefits against risks, with the conclusions.
csr-hint-14-1 = To be written: demographic displays.
csr-hint-14-2 = To be written: efficacy displays.
csr-hint-14-3-1 = To be written: displays of adverse events.
csr-hint-14-3-2 = To be written: listings of deaths and serious events.
csr-hint-14-3-3 = To be written: narratives.
csr-hint-14-3-4 = To be written: the listing of abnormal laboratory values by patient.
csr-hint-15 = To be written: the references.
csr-hint-16-1-1 = To be attached: protocol and amendments.
csr-hint-16-1-2 = To be attached: sample case report form.
csr-hint-16-1-3 = To be attached: list of ethics committees, patient information and sample consent forms.
csr-hint-16-1-4 = To be attached: list and short curricula of the investigators.
csr-hint-16-1-5 = To be attached: signatures.
csr-hint-16-1-6 = To be attached: patients by batch of study drug.
csr-hint-16-1-7 = To be attached: randomisation scheme and codes.
csr-hint-16-1-8 = To be attached: audit certificates.
csr-hint-16-1-9 = To be attached: statistical analysis plan and programs.
csr-hint-16-1-10 = To be attached: standardisation between laboratories and quality assurance.
csr-hint-16-1-11 = To be attached: publications based on the study.
csr-hint-16-1-12 = To be attached: important publications referred to.
csr-hint-16-2-1 = To be attached: listing of discontinued patients.
csr-hint-16-2-2 = To be attached: listing of protocol deviations.
csr-hint-16-2-3 = To be attached: listing of patients excluded from the efficacy analysis.
csr-hint-16-2-4 = To be attached: listing of demographic data.
csr-hint-16-2-5 = To be attached: compliance and concentration data.
csr-hint-16-2-6 = To be attached: individual efficacy response data.
csr-hint-16-2-7 = To be attached: adverse event listings by patient.
csr-hint-16-2-8 = To be attached: laboratory listings by patient.
csr-hint-16-3-1 = To be attached: case report forms of deaths, serious events and withdrawals.
csr-hint-16-3-2 = To be attached: other case report forms.
csr-hint-16-4 = To be attached: individual patient data listings.
csr-hint-any = To be written: a person's addition to this section.
csr-hint-1-signatures = To be written: names and addresses of the sponsor's responsible medical officer and of the coordinating investigator, the signatory of the report, and the statement on good clinical practice.
