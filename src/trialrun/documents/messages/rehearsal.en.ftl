# The rehearsal report. No message holds a digit: numbers come through slots.
rehearsal-document-kind = Trial Rehearsal Report
rehearsal-front-note = Every trial in this report was simulated. The numbers are properties of the design under stated assumptions; none of them is an observation of a patient.

rehearsal-heading-summary = Summary
rehearsal-heading-assumptions = Scenarios
rehearsal-heading-regions = Regions and costs
rehearsal-heading-design = Design
rehearsal-heading-decisions = Probability of success
rehearsal-heading-looks = Interim analyses
rehearsal-heading-calendar = Calendar
rehearsal-heading-cost = Cost
rehearsal-heading-consistency = Consistency between regions
rehearsal-heading-rules = Safety stopping rules
rehearsal-heading-method = Methods

rehearsal-sentence = Under the scenario “{$scenario}” the trial succeeds with a probability of {$percent} (Monte Carlo standard error {$error}, {$trials} simulated trials; calculated {$calculated}).
rehearsal-sentence-null = Under the scenario “{$scenario}” the type I error is {$percent} (Monte Carlo standard error {$error}, {$trials} simulated trials; calculated {$calculated}).
rehearsal-sentence-duration = It lasts {$months} months in the median ({$low} to {$high} months from the tenth to the ninetieth percentile).
rehearsal-spread = {$middle} [{$low}, {$high}]

rehearsal-table-summary = Success, size, duration and cost by scenario
rehearsal-stub-scenario = Scenario
rehearsal-head-success = Probability of success
rehearsal-head-error = Monte Carlo standard error
rehearsal-head-calculated = Calculated, without simulation
rehearsal-head-subjects = Subjects randomised, mean
rehearsal-head-duration = Duration, months
rehearsal-head-cost = Cost, {$currency} million
rehearsal-note-spread = Median [tenth percentile, ninetieth percentile] over simulated trials.
rehearsal-note-calculated = { $looks ->
    [yes] Calculated: without simulation, by recursive integration over the boundaries with the expected scores of the test. It can differ from a power by Schoenfeld’s approximation: this leaves out that arms drift apart in who is still at risk, and that strata cost information.
   *[no] Calculated: without simulation, by the joint normal distribution of the tests.
}
rehearsal-note-interval = Bars: confidence interval of the simulation alone.
rehearsal-figure-success = Probability of success by scenario
rehearsal-figure-success-alternative = One bar for each scenario, with the Monte Carlo interval; the same values stand in the table.

rehearsal-table-assumptions = What each scenario assumes
rehearsal-head-effect = Effect
rehearsal-head-dropout = Dropout
rehearsal-head-source = Source
rehearsal-all-arms = all arms
rehearsal-dropout = {$arm}: {$hazard} per month
rehearsal-hazard = {$hazard} per month from month {$month}
rehearsal-ratio = {$ratio} from month {$month}
rehearsal-effect = hazard ratio of {$arm}: {$pieces}
rehearsal-effect-region = hazard ratio of {$arm} in {$region}: {$pieces}
rehearsal-no-effect = no effect
rehearsal-survival = {$endpoint}; hazard of {$control}: {$hazards} (median {$median} months); {$effects}
rehearsal-mean = {$arm} {$mean}
rehearsal-continuous = {$endpoint}: mean {$means} (standard deviation {$deviation})

rehearsal-table-regions = Sites and enrolment by region
rehearsal-stub-region = Region
rehearsal-head-sites = Sites
rehearsal-head-opening = Sites open, months
rehearsal-head-rate = Subjects per site and month
rehearsal-head-cap = Most subjects
rehearsal-head-failure = Screen failures
rehearsal-from-to = {$first} to {$last}
rehearsal-table-costs = Costs by region, {$currency}
rehearsal-head-site-opened = Opening a site
rehearsal-head-site-month = A site, per month
rehearsal-head-screened = A subject screened
rehearsal-head-randomised = A subject randomised
rehearsal-head-subject-month = A subject, per month on study
rehearsal-note-costs = Beside these: {$fixed} {$currency} once, {$month} {$currency} for each month of the study, {$interim} {$currency} for each interim analysis.

rehearsal-design-lead = {$analysis} is tested group-sequentially at a one-sided type I error of {$alpha}, in {$subjects} subjects, with the final analysis at {$events} events.
rehearsal-table-design = Looks and boundaries
rehearsal-stub-look = Look
rehearsal-look = At {$share}% of the information
rehearsal-head-events = Events
rehearsal-head-efficacy-z = Efficacy boundary, Z
rehearsal-head-efficacy-p = Nominal p (one-sided)
rehearsal-head-alpha-spent = Cumulative alpha spent
rehearsal-head-futility-z = Futility boundary, Z
rehearsal-head-hazard-ratio = Hazard ratio at the efficacy boundary
rehearsal-head-month = Expected month

rehearsal-table-decisions = Probability of each decision
rehearsal-stub-decision = Decision
rehearsal-head-probability = Probability
rehearsal-row-success = Success
rehearsal-row-with-futility = Success, futility rule obeyed
rehearsal-row-unreached = Planned events or patients not reached before the study must end, of all trials
rehearsal-row-unreached-final = The same, of the trials that go to the last look
rehearsal-test-dose = {$analysis}: dose response
rehearsal-test-pair = {$analysis}: {$one} against {$other}

rehearsal-table-looks = What happens at each look
rehearsal-head-reached = Reached
rehearsal-head-stop-efficacy = Stops for efficacy
rehearsal-head-stop-futility = Stops for futility
rehearsal-head-look-month = Month of the look
rehearsal-head-subjects-at = Subjects randomised, mean

rehearsal-consistency-lead = Consistency is asked of trials that succeed. Method Ⅰ: a region shows at least {$share}% of the overall effect. Method Ⅱ: a region shows an effect in favour of the experimental arm. “All regions” asks it of each of them at once.
rehearsal-all-regions = All regions
rehearsal-table-consistency = Consistency between regions, given success
rehearsal-head-method-first = Method Ⅰ
rehearsal-head-method-second = Method Ⅱ

rehearsal-rules-lead = The rules act on safety events; the rehearsal of efficacy goes on whether they act or not.
rehearsal-table-rules = Probability that a safety rule stops an arm
rehearsal-stub-rule = Rule
rehearsal-rule-arm = {$rule}: {$arm}

rehearsal-table-calendar = Milestones, months from {$start}
rehearsal-stub-milestone = Milestone
rehearsal-milestone-last-patient-in = Last subject randomised
rehearsal-milestone-duration = End of the study or its decision
rehearsal-head-mean = Mean
rehearsal-head-tenth = Tenth percentile
rehearsal-head-middle = Median
rehearsal-head-ninetieth = Ninetieth percentile
rehearsal-figure-enrolment = Subjects randomised over time
rehearsal-figure-enrolment-alternative = Median number of subjects randomised by month, with a band, for each scenario.
rehearsal-figure-times = Time to each look
rehearsal-figure-times-alternative = Median month of each look with its range, for each scenario; the same values stand in the table of looks.
rehearsal-note-band = Line or point: median. Band or bar: from the tenth to the ninetieth percentile of simulated trials.

rehearsal-table-cost = Cost by scenario, {$currency} million
rehearsal-head-total = Total
rehearsal-note-cost = Regions: mean over simulated trials. The total also holds the costs of the study as a whole.
rehearsal-figure-cost = Cost by scenario, {$currency} million
rehearsal-figure-cost-alternative = Mean cost of each scenario, split by region and the study as a whole.

rehearsal-method-enrolment = Sites open at random moments of their region's period; a region enrols by a Poisson process whose site rates follow a gamma distribution (Anisimov and Fedorov), until its own limit or the planned size of the study is reached.
rehearsal-method-randomisation = Subjects are randomised in permuted blocks within strata; the length of the blocks is that of the definition and is not shown here.
rehearsal-method-survival = Times to event are piecewise exponential, by arm and region, with an exponential time to dropout; every look computes the stratified logrank statistic from subjects.
rehearsal-method-continuous = Values of all endpoints and visits are jointly normal; a subject who drops out has no later values; each simulated trial is analysed with the model of the analysis plan.
rehearsal-method-streams = Random numbers come from named, counter-based streams (Philox) with the seed {$seed}: any single trial can be drawn again, and the number of processors changes no result.
rehearsal-method-common = All scenarios use the same random numbers, so that differences between them have less Monte Carlo error than each alone.
rehearsal-method-error = Monte Carlo standard errors are those of a proportion, or of a mean, over independent trials.
rehearsal-note-futility = A futility rule that does not bind: in scenarios without effect, success is counted as if nobody stopped for futility, because the boundaries are computed so and the type I error is judged so; in all others as the trial is operated. Duration, size and cost are always those of the trial as it is operated.
rehearsal-effect-others = hazard ratio of {$arm} in the other regions: {$pieces}
rehearsal-retrospective = {$scenario} (retrospective)
rehearsal-method-retrospective = A retrospective scenario rests on data of the study itself. It shows what the design would have done and was not known when the study was planned.
rehearsal-method-stated = Sample sizes stated for one endpoint and one pair of arms, without dropout, do not give the probability that all tests succeed together under a scenario; that is why the probability of success is lower than each stated power.
rehearsal-note-looks = Month and subjects: among the trials that reach the look.
rehearsal-note-consistency = The effect of a region is its one-step estimate of the log hazard ratio at the deciding look. Method Ⅰ of the Japanese guidance (MHLW, Basic Principles on Global Clinical Trials) asks of Japan a probability of at least eighty percent; the ICH guideline on multi-regional clinical trials sets no single threshold.
rehearsal-row-without-futility = Success, futility rule ignored
