# The clinical trial protocol after ICH M11. No message holds a digit: numbers come through slots.

## Title page
protocol-document-kind = Clinical Trial Protocol
protocol-head-field = Field
protocol-head-value = Content
protocol-field-short-title = Short title
protocol-field-protocol = Sponsor protocol identifier
protocol-field-version = Version or amendment identifier
protocol-field-date = Date of this document
protocol-field-phase = Trial phase
protocol-field-product = Investigational product
protocol-field-comparator = Comparator
protocol-field-indication = Condition
protocol-field-sponsor = Sponsor
protocol-field-registry = Regulatory or clinical trial identifiers
protocol-field-countries = Countries
protocol-confidential = Confidential: this document belongs to the sponsor. It is given to investigators, ethics committees and authorities for the conduct and review of this trial, and is not to be passed on or used otherwise without the sponsor's written agreement.
protocol-hint-registry = To be added: numbers of the trial in public registers and with authorities (such as ClinicalTrials.gov, EU CT, IND, CTR).
protocol-hint-address = To be added: legal address of the sponsor, and the manufacturer of the trial products with address.
protocol-differences-lead = {$table} lists what was provided before the analysis plan was written, where the plan does otherwise; the plan says what is done instead, and why.
protocol-title-differences = What was provided before the analysis plan
protocol-head-topic = Topic
protocol-head-earlier = Before the analysis plan
protocol-hint-approval = To be added by the sponsor: date of approval, signatory with signature, and the medical expert to contact.
protocol-heading-approval = Sponsor Approval
protocol-heading-amendment = Amendment Details
protocol-hint-amendment = To be written: whether this is the original protocol; otherwise scope, reason and summary of changes of the current amendment.
protocol-heading-contents = Table of Contents
protocol-hint-any = To be written: a person's addition to this section.

## Numbers as words
protocol-number = { $n ->
    [one] one
    [two] two
    [three] three
    [four] four
    [five] five
    [six] six
    [seven] seven
    [eight] eight
    [nine] nine
   *[ten] ten
}

## Summary
protocol-title-objectives = Objectives, endpoints and estimands
protocol-head-objective = Objective
protocol-head-endpoints = Endpoints
protocol-head-summary-measure = Population-level summary of the estimand
protocol-title-overall-design = Overall design
protocol-design-summary = Design
protocol-design-condition = Condition
protocol-design-control = Control
protocol-design-comparator = Comparator
protocol-design-assignment = Assignment to intervention
protocol-design-strata = Stratification
protocol-design-adaptive = Looks at the data before the end
protocol-design-arms = Arms
protocol-design-doses = Planned doses
protocol-design-participants = Number of participants
protocol-design-duration = Duration
protocol-design-sites = Geographic scope
protocol-design-unstratified = None
protocol-design-interim = { $kind ->
    [sequential] Group-sequential design; no other adaptation is planned.
    [looks] Interim looks: {$looks}. No adaptation of the design follows from them.
   *[none] None; no design adaptation is planned.
}
protocol-design-reviews = Safety is reviewed by the rules in {$section}.
protocol-design-arms-list = {$n} ({$arms})
protocol-design-randomised = Randomised, in the ratio {$ratio}
protocol-arm-dose = {$arm}: {$dose}
protocol-region-sites = {$region}: {$sites} sites
protocol-control = { $role ->
    [placebo] Placebo
    [active-control] Active control
   *[no-treatment] No treatment
}
protocol-title-schema = Trial schema
protocol-schema-day = day {$day}
protocol-schema-days = days {$first} to {$last}
protocol-schema-epoch = {$epoch}: {$span}
protocol-schema-randomisation = Randomisation {$ratio}
protocol-schema-subjects = N = {$n}
protocol-schema-strata = Stratified by {$strata}
protocol-schema-look = { $last ->
    [yes] Final analysis at {$events} events
   *[no] Interim analysis at {$events} events
}
protocol-schedule-lead = { $count ->
    [one] {$table} shows
   *[other] {$table} show
}{" "}what is done at each visit. Windows are counted from the planned day; letters refer to notes below the table.

## Objectives
protocol-no-secondary = The trial has no secondary objective.
protocol-no-exploratory = The trial has no exploratory objective.
protocol-endpoints-lead = { $count ->
    [one] Endpoint:
   *[other] Endpoints:
}
protocol-title-estimand = Attributes of the estimand: {$endpoint}
protocol-head-attribute = Attribute
protocol-attribute-population = Population
protocol-attribute-treatment = Treatment
protocol-attribute-endpoint = Endpoint (variable)
protocol-attribute-summary = Population-level summary
protocol-attribute-event = Intercurrent event: {$event}
protocol-strategy-handling = {$strategy}. {$handling}

## Design
protocol-design-sentence = Design: {$design}.
protocol-design-epochs = { $n ->
    [one] The trial has one planned period: {$epochs}.
   *[other] Its planned periods are {$epochs}.
}
protocol-design-schema = The trial schema is shown in {$figure}.
protocol-design-planned = Planned number of participants: {$planned}.
protocol-planned-arm = {$n} in the {$arm} group
protocol-planned-total = {$n} in all
protocol-planned-total-arms = {$n} in all, {$arms}
protocol-duration-weeks = The intervention lasts up to {$weeks} weeks for each participant.
protocol-duration-months = Each participant is on trial for {$months} months.
protocol-duration-events = The trial continues until the events of the final analysis have been observed; participants are followed until then.
protocol-duration-follow-up = The last participant is followed for at least {$months} months.
protocol-stopping-general = The sponsor may stop the trial, an arm or a site at any time where new information changes the balance of benefits and risks, and informs investigators, ethics committees and authorities with the reason. Participants on the intervention are then called to a last visit.
protocol-stopping-looks = Stopping for efficacy or futility follows the boundaries in {$section}.
protocol-stopping-interim = The interim analyses and what may follow from them are described in {$section}.
protocol-rules-lead = {$table} gives the stopping rules for safety. They are guidance to the committee that reviews safety, which judges all the evidence.
protocol-title-rules = Stopping rules for safety
protocol-title-thresholds = Thresholds: {$rule}
protocol-thresholds-control = Participants with the event in the control arm
protocol-thresholds-arm = Participants with the event at which an arm is stopped
protocol-errors-lead = {$table} gives the error rates of the rules: those stated when they were made, and those computed exactly from the thresholds.
protocol-title-errors = Error rates of the stopping rules
protocol-head-subjects = Participants per arm
protocol-head-null-rate = Rate in both arms
protocol-head-alternative-rate = Raised rate in the treated arm
protocol-head-stated-error = Stops in error, as stated
protocol-head-stated-power = Stops rightly, as stated
protocol-head-exact-error = Stops in error, exact
protocol-head-exact-power = Stops rightly, exact
protocol-errors-note = Stops in error: probability of stopping an arm whose true rate is that of control. Stops rightly: probability of stopping an arm whose true rate is the raised one. Exact: from the binomial distributions of one arm and control, with the rule applied at each planned review of the data. Where stated and exact values differ, the exact ones describe the rule.

## Population
protocol-criteria-inclusion = Participants must meet all of the following criteria:
protocol-criteria-exclusion = Participants who meet any of the following criteria are not enrolled:
protocol-criteria-discontinuation = The trial intervention is discontinued for good for any of the following reasons:

## Intervention
protocol-arms-lead = {$table} shows the arms and what they receive.
protocol-title-arms = Arms and trial interventions
protocol-head-arm-type = Arm type
protocol-head-intervention = Intervention
protocol-head-planned = Planned participants
protocol-assignment = Participants who meet all criteria are randomised to {$arms} in the ratio {$ratio}. Each receives a number at screening that stays with them and is never used again.
protocol-randomisation-blocks = The list is made before the trial from permuted blocks, by a statistician who takes no other part in the trial. The length of the blocks is laid down in a separate document that is kept from sites, monitors and all who assess participants.
protocol-randomisation-no-strata = Randomisation is not stratified.
protocol-randomisation-strata = { $count ->
    [one] Randomisation is stratified by one factor:
   *[other] Randomisation is stratified by the following factors:
}
protocol-stratum-levels = {$stratum} ({$levels})

## Assessments
protocol-activities-lead = { $count ->
    [one] The following is done, at the visits shown in {$table}:
   *[other] The following are done, at the visits shown in {$table}:
}

## Statistics
protocol-title-populations = Analysis sets
protocol-head-set = Analysis set
protocol-head-definition = Definition
protocol-analysis-aim = Objective: {$objective}
protocol-analyses-lead = { $kind ->
    [sensitivity] { $count ->
        [one] {$table} shows the sensitivity analysis.
       *[other] {$table} shows the sensitivity analyses.
    }
    [supplementary] { $count ->
        [one] {$table} shows the supplementary analysis; it is descriptive.
       *[other] {$table} shows the supplementary analyses; they are descriptive.
    }
    [safety] {$table} shows the analyses of safety endpoints.
    [exploratory] {$table} shows the exploratory analyses.
   *[main] { $count ->
        [one] {$table} shows the analysis.
       *[other] {$table} shows the analyses.
    }
}
protocol-no-analyses = { $kind ->
    [sensitivity] No sensitivity analysis is planned.
    [supplementary] No supplementary analysis is planned.
    [exploratory] No exploratory analysis is planned; any that is done is labelled as such.
   *[main] No analysis is planned.
}
protocol-no-analysis = No analysis of this objective is planned.
protocol-title-analyses = { $kind ->
    [sensitivity] Sensitivity analyses
    [supplementary] Supplementary analyses
    [safety] Analyses of safety
    [exploratory] Exploratory analyses
   *[main] Statistical methods
}
protocol-nominal = {$alpha} (nominal)
protocol-head-tests = Tests and estimates
protocol-method = { $method ->
    [ancova] Analysis of covariance
    [anova] Analysis of variance
    [fisher] Fisher's exact test
    [kaplan-meier] Kaplan-Meier estimate
    [logrank] Logrank test, Cox regression
   *[summary] Descriptive statistics
}
protocol-method-terms = {$method} with {$terms}
protocol-method-strata = {$method}, stratified by {$strata}
protocol-test-dose = linear dose response
protocol-test-pair = {$one} versus {$other}
protocol-estimator = {$endpoint} is estimated in the analysis set “{$population}” by: {$estimator}. Data after intercurrent events are used as follows.
protocol-event-strategy = {$event} ({$strategy}).
protocol-estimand-remark = Remark: {$remark}
protocol-missing = { $imputation ->
    [locf] {$analysis}: a missing value is replaced by the last observation carried forward.
    [mean-over-visits] {$analysis}: the mean of the available visits is analysed; single missing visits are not replaced.
    [censored] {$analysis}: participants without an event are censored when last known to be without it.
   *[observed] {$analysis}: missing values are not replaced.
}
protocol-safety-general = Safety is described in the safety population by { $treatment ->
    [actual] the treatment actually received
   *[planned] the treatment assigned by randomisation
}. Adverse events are counted once for each participant and term. Safety analyses are descriptive; p-values, where shown, are nominal.
protocol-safety-not-summarised = Other measurements made to guide treatment, laboratory tests and vital signs among them, are kept with the data of the trial and are not summarised; abnormal findings of clinical relevance are reported as adverse events.
protocol-safety-see = Analyses of safety that answer an objective are described in {$sections}.

## Monitoring
protocol-sequential = The analysis “{$analysis}” compares {$one} with {$other} in a group-sequential design with {$looks} looks, the last included, at a one-sided overall level of {$alpha}, which is a two-sided overall level of {$both}.
protocol-sequential-nominal = The level stated for this analysis is two-sided and overall; the nominal level of each look, one-sided, is shown in {$table}.
protocol-sequential-cut-off = The data cut-off of a look is the day on which its number of events has occurred: events up to that day count, and participants without an event are censored when last known to be alive, on that day at the latest.
protocol-sequential-estimates = If the trial stops early, the hazard ratio, its confidence interval and medians are not adjusted for the looks; an estimate at a stop for efficacy tends to overstate the effect, and is labelled accordingly.
protocol-spending-parameter = Its parameter is {$value}.
protocol-spending-alpha = { $spending ->
    [lan-demets-obrien-fleming] The boundaries for efficacy follow the Lan-DeMets spending function of O'Brien-Fleming type.
    [lan-demets-pocock] The boundaries for efficacy follow the Lan-DeMets spending function of Pocock type.
    [hwang-shih-decani] The boundaries for efficacy follow the spending function of Hwang, Shih and DeCani.
   *[kim-demets] The boundaries for efficacy follow the power family of Kim and DeMets.
}
protocol-spending-beta = { $spending ->
    [lan-demets-obrien-fleming] Futility is judged by beta spending of O'Brien-Fleming type
    [lan-demets-pocock] Futility is judged by beta spending of Pocock type
    [hwang-shih-decani] Futility is judged by beta spending after Hwang, Shih and DeCani
   *[kim-demets] Futility is judged by beta spending after Kim and DeMets
}{ $binding ->
    [yes] ; the futility boundaries are binding and counted in the type I error.
   *[no] ; the futility boundaries are not binding, and the type I error holds whether or not they are followed.
}
protocol-boundaries-see = The boundaries are shown in {$table}.
protocol-boundaries-actual = At each look they are computed anew from the information that was reached, by the same spending functions.
protocol-title-boundaries = Planned looks and boundaries
protocol-title-chances = Probability of stopping at each look
protocol-head-look = At each look
protocol-look = { $last ->
    [yes] Final
   *[no] Interim {$n}
}
protocol-head-information = Information fraction
protocol-head-events = Events
protocol-head-month = Expected month
protocol-head-efficacy-z = Efficacy: Z
protocol-head-efficacy-p = Efficacy: one-sided p
protocol-head-hazard-ratio = Efficacy: hazard ratio
protocol-head-alpha-spent = Alpha spent so far
protocol-head-futility-z = Futility: Z
protocol-head-futility-hazard-ratio = Futility: hazard ratio
protocol-head-stop-efficacy-null = Efficacy, no effect
protocol-head-stop-futility-null = Futility, no effect
protocol-head-stop-efficacy = Efficacy, expected effect
protocol-head-stop-futility = Futility, expected effect
protocol-no-bound-note = A dash: the trial can not stop by this boundary at this look.
protocol-boundaries-note = Efficacy is claimed where Z reaches its boundary; positive Z favours the experimental arm. Hazard ratios are approximate readings of the boundaries at the planned number of events.
protocol-futility-note = The trial may be stopped for futility where Z is at or below its boundary.
protocol-month-note = Months from the start of the trial, expected under the scenario “{$scenario}”.
protocol-chances-note = Probabilities for the first crossing, following both boundaries: without an effect, and under the scenario “{$scenario}”.
protocol-looks-none = No interim analysis is planned.
protocol-interim-lead = { $count ->
    [one] One interim look is planned:
   *[other] The following interim looks are planned:
}
protocol-interim = {$look}: {$timing}. {$purpose}.
protocol-gates-none = There is no adjustment for multiple comparisons.
protocol-gates-sequential = One primary comparison is tested; its repeated looks are adjusted for as described above, and no other claim is confirmatory.
protocol-gates-lead = Claims are made only in the following order:
protocol-gate = {$gate}: { $require ->
    [all] requires that every one of the following succeed at the two-sided level of {$alpha}: {$first}.
    [any] requires that at least one of the following succeed at the two-sided level of {$alpha}: {$first}.
   *[one] requires that the following succeed at the two-sided level of {$alpha}: {$first}.
}
protocol-gate-then = Only then may be claimed: {$then}.

## Sample size
protocol-size-lead = {$table} gives the assumptions of the sample size.
protocol-head-needed = Needed per arm (normal approximation)
protocol-head-per-arm = Planned per arm
protocol-size-difference = {$endpoint}: with {$n} participants per arm, a difference of {$difference} is detected with a power of {$power}, for a standard deviation of {$sd} and a two-sided level of {$alpha}.
protocol-size-exact = By normal approximation {$n} participants per arm are needed.
protocol-size-t = By the t distribution, {$n} are needed.
protocol-size-reached = The power at the planned number is {$power}.
protocol-size-events = For a power of {$power} at a one-sided level of {$alpha} under the scenario “{$scenario}”, {$events} events are needed at the final analysis.
protocol-size-hazard-ratio = The hazard ratio assumed is {$ratio}.
protocol-size-inflation = A design with a single look would need {$events} events; the looks multiply this by {$inflation}.
protocol-size-power = With the planned events the power is {$power} by the expected scores of the stratified test, the more exact figure, under which strata cost a little information.
protocol-size-schoenfeld = By Schoenfeld’s formula, which takes the average hazard ratio and no strata, it is {$power}.
protocol-size-average = On average {$average} events are expected when the trial stops, and {$without} without an effect.
protocol-size-last-in = The last participant is expected to be enrolled {$month} months after the start.
protocol-size-assumptions = Enrolment, dropout and the times of the looks follow the assumptions of the same scenario.
protocol-size-scenario = A scenario is one set of assumptions about effects, event rates, dropout and enrolment; the trial is sized under “{$scenario}”. It rests on: {$source}.
protocol-size-control = In the {$control} group the median is assumed to be {$median} months over all strata.
protocol-size-dropout = Participants are assumed to drop out at a constant rate of {$rate} per month.
protocol-size-subjects = The number of {$subjects} participants does not follow from the power, which depends on events alone: it is chosen so that, with enrolment as in {$table}, the {$events} events are expected {$month} months after the start.
protocol-title-accrual = Assumptions of enrolment
protocol-head-opening = Sites open (months)
protocol-head-rate = Participants per site and month
protocol-head-screen-failure = Screen failures (share)
protocol-accrual-span = {$first} to {$last}

## Appendices
protocol-regions-lead = {$table} shows the regions, with planned sites and the most participants that each may enrol.
protocol-title-regions = Regions and countries
protocol-head-region = Region
protocol-head-countries = Countries
protocol-head-sites = Planned sites
protocol-head-cap = Most participants
protocol-no-appendices = There is no further appendix.

## Headings
protocol-heading-1 = Protocol Summary
protocol-heading-1-1 = Protocol Synopsis
protocol-heading-1-1-1 = Primary and Secondary Objectives and Estimands
protocol-heading-1-1-2 = Overall Design
protocol-heading-1-2 = Trial Schema
protocol-heading-1-3 = Schedule of Activities
protocol-heading-2 = Introduction
protocol-heading-2-1 = Purpose of Trial
protocol-heading-2-2 = Assessment of Risks and Benefits
protocol-heading-2-2-1 = Risk Summary and Mitigation Strategy
protocol-heading-2-2-2 = Benefit Summary
protocol-heading-2-2-3 = Overall Risk-Benefit Assessment
protocol-heading-3 = Trial Objectives and Associated Estimands
protocol-heading-3-1 = Primary Objective(s) and Associated Estimand(s)
protocol-heading-3-1-1 = Primary Objective{ $n ->
    [one] {" "}One
    [two] {" "}Two
    [three] {" "}Three
    [four] {" "}Four
    [five] {" "}Five
    [six] {" "}Six
    [seven] {" "}Seven
    [eight] {" "}Eight
    [nine] {" "}Nine
    [ten] {" "}Ten
   *[alone] {""}
}
protocol-heading-3-2 = Secondary Objective(s) and Associated Estimand(s)
protocol-heading-3-2-1 = Secondary Objective{ $n ->
    [one] {" "}One
    [two] {" "}Two
    [three] {" "}Three
    [four] {" "}Four
    [five] {" "}Five
    [six] {" "}Six
    [seven] {" "}Seven
    [eight] {" "}Eight
    [nine] {" "}Nine
    [ten] {" "}Ten
   *[alone] {""}
}
protocol-heading-3-3 = Exploratory Objective(s)
protocol-heading-3-3-1 = Exploratory Objective{ $n ->
    [one] {" "}One
    [two] {" "}Two
    [three] {" "}Three
    [four] {" "}Four
    [five] {" "}Five
    [six] {" "}Six
    [seven] {" "}Seven
    [eight] {" "}Eight
    [nine] {" "}Nine
    [ten] {" "}Ten
   *[alone] {""}
}
protocol-heading-4 = Trial Design
protocol-heading-4-1 = Description of Trial Design
protocol-heading-4-1-1 = Stakeholder Input into Design
protocol-heading-4-2 = Rationale for Trial Design
protocol-heading-4-2-1 = Rationale for Estimand(s)
protocol-heading-4-2-2 = Rationale for Intervention Model
protocol-heading-4-2-3 = Rationale for Control Type
protocol-heading-4-2-4 = Rationale for Trial Duration
protocol-heading-4-2-5 = Rationale for Adaptive or Novel Trial Design
protocol-heading-4-2-6 = Rationale for Interim Analysis
protocol-heading-4-2-7 = Rationale for Other Trial Design Aspects
protocol-heading-4-3 = Trial Stopping Rules
protocol-heading-4-4 = Start of Trial and End of Trial
protocol-heading-4-5 = Access to Trial Intervention After End of Trial
protocol-heading-5 = Trial Population
protocol-heading-5-1 = Description of Trial Population and Rationale
protocol-heading-5-2 = Inclusion Criteria
protocol-heading-5-3 = Exclusion Criteria
protocol-heading-5-4 = Contraception
protocol-heading-5-4-1 = Definitions Related to Childbearing Potential
protocol-heading-5-4-2 = Contraception Requirements
protocol-heading-5-5 = Lifestyle Restrictions
protocol-heading-5-5-1 = Meals and Dietary Restrictions
protocol-heading-5-5-2 = Caffeine, Alcohol, Tobacco, and Other Restrictions
protocol-heading-5-5-3 = Physical Activity Restrictions
protocol-heading-5-5-4 = Other Activity Restrictions
protocol-heading-5-6 = Screen Failure and Rescreening
protocol-heading-6 = Trial Intervention and Concomitant Therapy
protocol-heading-6-1 = Description of Investigational Trial Intervention
protocol-heading-6-2 = Rationale for Investigational Trial Intervention Dose and Regimen
protocol-heading-6-3 = Investigational Trial Intervention Administration
protocol-heading-6-4 = Investigational Trial Intervention Dose Modification
protocol-heading-6-5 = Management of Investigational Trial Intervention Overdose
protocol-heading-6-6 = Preparation, Storage, Handling and Accountability
protocol-heading-6-6-1 = Preparation
protocol-heading-6-6-2 = Storage and Handling
protocol-heading-6-6-3 = Accountability
protocol-heading-6-7 = Assignment, Randomisation and Blinding
protocol-heading-6-7-1 = Participant Assignment
protocol-heading-6-7-2 = Randomisation
protocol-heading-6-7-3 = Measures to Maintain Blinding
protocol-heading-6-7-4 = Emergency Unblinding at the Site
protocol-heading-6-8 = Investigational Trial Intervention Adherence
protocol-heading-6-9 = Description of Noninvestigational Trial Intervention
protocol-heading-6-9-1 = Background Trial Intervention
protocol-heading-6-9-2 = Rescue Therapy
protocol-heading-6-9-3 = Other Noninvestigational Trial Intervention
protocol-heading-6-10 = Concomitant Therapy
protocol-heading-6-10-1 = Prohibited Concomitant Therapy
protocol-heading-6-10-2 = Permitted Concomitant Therapy
protocol-heading-7 = Participant Discontinuation of Trial Intervention and Discontinuation or Withdrawal from Trial
protocol-heading-7-1 = Discontinuation of Trial Intervention for Individual Participants
protocol-heading-7-1-1 = Permanent Discontinuation
protocol-heading-7-1-2 = Temporary Discontinuation
protocol-heading-7-1-3 = Rechallenge
protocol-heading-7-2 = Participant Discontinuation or Withdrawal from the Trial
protocol-heading-7-3 = Management of Loss to Follow-Up
protocol-heading-8 = Trial Assessments and Procedures
protocol-heading-8-1 = Trial Assessments and Procedures Considerations
protocol-heading-8-2 = Screening/Baseline Assessments and Procedures
protocol-heading-8-3 = Efficacy Assessments and Procedures
protocol-heading-8-4 = Safety Assessments and Procedures
protocol-heading-8-4-1 = Physical Examination
protocol-heading-8-4-2 = Vital Signs
protocol-heading-8-4-3 = Electrocardiograms
protocol-heading-8-4-4 = Clinical Laboratory Assessments
protocol-heading-8-4-5 = Pregnancy Testing
protocol-heading-8-4-6 = Suicidal Ideation and Behaviour Risk Monitoring
protocol-heading-8-5 = Pharmacokinetics
protocol-heading-8-6 = Biomarkers
protocol-heading-8-6-1 = Genetics, Genomics, Pharmacogenetics, Pharmacogenomics
protocol-heading-8-6-2 = Pharmacodynamic Biomarkers
protocol-heading-8-6-3 = Other Biomarkers
protocol-heading-8-7 = Immunogenicity Assessments
protocol-heading-8-8 = Medical Resource Utilisation and Health Economics
protocol-heading-9 = Adverse Events, Serious Adverse Events, Product Complaints, Pregnancy and Postpartum Information, and Special Safety Situations
protocol-heading-9-1 = Definitions
protocol-heading-9-1-1 = Definitions of Adverse Events
protocol-heading-9-1-2 = Definitions of Serious Adverse Events
protocol-heading-9-1-3 = Definitions of Product Complaints
protocol-heading-9-1-3-1 = Definitions of Medical Device Product Complaints
protocol-heading-9-2 = Timing and Procedures for Collection and Reporting
protocol-heading-9-2-1 = Timing
protocol-heading-9-2-2 = Collection Procedures
protocol-heading-9-2-3 = Reporting
protocol-heading-9-2-3-1 = Regulatory Reporting Requirements
protocol-heading-9-2-4 = Adverse Events of Special Interest
protocol-heading-9-2-5 = Disease-Related Events or Outcomes Not Qualifying as AEs or SAEs
protocol-heading-9-3 = Pregnancy and Postpartum Information
protocol-heading-9-3-1 = Participants Who Become Pregnant
protocol-heading-9-3-2 = Partners Who Become Pregnant
protocol-heading-9-4 = Special Safety Situations
protocol-heading-10 = Statistical Considerations
protocol-heading-10-1 = General Considerations
protocol-heading-10-2 = Analysis Sets
protocol-heading-10-3 = Analyses of Demographics and Other Baseline Variables
protocol-heading-10-4 = Analyses Associated with the Primary Objective(s)
protocol-heading-10-4-1 = Primary Objective{ $n ->
    [one] {" "}One
    [two] {" "}Two
    [three] {" "}Three
    [four] {" "}Four
    [five] {" "}Five
    [six] {" "}Six
    [seven] {" "}Seven
    [eight] {" "}Eight
    [nine] {" "}Nine
    [ten] {" "}Ten
   *[alone] {""}
}
protocol-heading-10-4-1-1 = Statistical Analysis Method
protocol-heading-10-4-1-2 = Handling of Data in Relation to Primary Estimand(s)
protocol-heading-10-4-1-3 = Handling of Missing Data
protocol-heading-10-4-1-4 = Sensitivity Analysis
protocol-heading-10-4-1-5 = Supplementary Analysis
protocol-heading-10-5 = Analyses Associated with the Secondary Objective(s)
protocol-heading-10-5-1 = Secondary Objective{ $n ->
    [one] {" "}One
    [two] {" "}Two
    [three] {" "}Three
    [four] {" "}Four
    [five] {" "}Five
    [six] {" "}Six
    [seven] {" "}Seven
    [eight] {" "}Eight
    [nine] {" "}Nine
    [ten] {" "}Ten
   *[alone] {""}
}
protocol-heading-10-6 = Analyses Associated with Exploratory Objective(s)
protocol-heading-10-7 = Safety Analyses
protocol-heading-10-8 = Other Analyses
protocol-heading-10-9 = Interim Analyses
protocol-heading-10-10 = Multiplicity Adjustments
protocol-heading-10-11 = Sample Size Determination
protocol-heading-11 = Trial Oversight and Other General Considerations
protocol-heading-11-1 = Regulatory and Ethical Considerations
protocol-heading-11-2 = Trial Oversight
protocol-heading-11-2-1 = Investigator Responsibilities
protocol-heading-11-2-2 = Sponsor Responsibilities
protocol-heading-11-3 = Informed Consent Process
protocol-heading-11-3-1 = Informed Consent for Rescreening
protocol-heading-11-3-2 = Informed Consent for Remaining Samples
protocol-heading-11-4 = Committees
protocol-heading-11-5 = Insurance and Indemnity
protocol-heading-11-6 = Risk-Based Quality Management
protocol-heading-11-7 = Data Governance
protocol-heading-11-8 = Data Protection
protocol-heading-11-9 = Source Records
protocol-heading-11-10 = Protocol Deviations
protocol-heading-11-11 = Early Site Closure
protocol-heading-11-12 = Data Dissemination
protocol-heading-12 = Appendix: Supporting Details
protocol-heading-12-1 = Clinical Laboratory Tests
protocol-heading-12-2 = Country/Region-Specific Differences
protocol-heading-12-3 = Prior Protocol Amendment(s)
protocol-heading-12-4 = Additional Appendices
protocol-heading-13 = Appendix: Glossary of Terms and Abbreviations
protocol-heading-14 = Appendix: References

## What every protocol says
protocol-general-4-4 = The trial starts when the first participant, or their legal representative, gives consent. It ends with the last visit or contact of the last participant, including safety follow-up.
protocol-general-5-6 = A participant who consents but is not assigned to an intervention is a screen failure. For each, demography, the criterion not met, and any serious adverse event are recorded. Rescreening needs the agreement of the sponsor's physician; consent is then given anew, and the participant receives a new number linked to the former.
protocol-general-7-2 = A participant may leave the trial at any time without giving a reason and without disadvantage for their care. Stopping the intervention is not leaving the trial: participants who stop are asked to come to the visits that remain. The reason for leaving is recorded as far as the participant gives it, and the assessments of an early termination visit are done where the participant agrees. Data collected until then are kept and analysed.
protocol-general-7-3 = A participant who misses a visit is called and, where that fails, written to; each attempt is recorded. Only a participant who cannot be reached by the end of the trial, nor through the contacts and public sources that consent and local law allow, is lost to follow-up.
protocol-general-8-1 = Assessments are done at the visits and within the windows of the schedule of activities. What is done at a visit before other assessments can influence it is done first. A missed assessment is recorded with its reason and made up for within the window where possible. Screening results obtained in routine care before consent may count where the criteria of the schedule are met.
protocol-general-9-1-1 = An adverse event is any untoward medical occurrence in a participant who has received a trial intervention, whether or not it is thought to be caused by it: a sign, a symptom, an abnormal finding of clinical relevance, or a disease, new or worse than before. Conditions that were present before consent and do not worsen are medical history.
protocol-general-9-1-2 = An adverse event is serious if it results in death, is life-threatening at the time of the event, requires admission to hospital or prolongs a stay, results in persistent or significant disability or incapacity, is a congenital anomaly or birth defect, or is another important medical event that by medical judgement endangers the participant or needs intervention to prevent one of these outcomes. Seriousness is not severity: a severe headache is not serious by itself.
protocol-general-9-1-3 = A product complaint is any report, written or spoken, of a possible fault in the identity, quality, durability, reliability, safety or performance of a trial product or its packaging after it left the manufacturer.
protocol-general-9-2-1 = Adverse events are collected from consent until the end of safety follow-up as shown in the schedule of activities. Serious events that come to the investigator's knowledge later are reported where they may be related to the trial intervention.
protocol-general-9-2-2 = The investigator asks open questions at each contact. For each event the diagnosis, or else the symptom, start and end, severity, seriousness, relationship to the trial intervention, action taken and outcome are recorded. Events are followed until they resolve, become stable, are explained otherwise, or the participant cannot be reached.
protocol-general-9-2-3 = The investigator reports every serious adverse event to the sponsor immediately on learning of it, with what is known by then, and completes the report when more is known. The sponsor assesses each report for seriousness, relationship and expectedness against the reference safety information.
protocol-general-9-2-3-1 = The sponsor reports suspected unexpected serious adverse reactions (SUSAR) to authorities, ethics committees and investigators within the times that regulations set, those that are fatal or life-threatening first, and reviews all safety information periodically.
protocol-general-9-4 = Overdose, misuse, abuse, medication error and occupational exposure are recorded and reported as special situations, also where no adverse event follows.
protocol-general-10-1 = A statistical analysis plan, final before the data are locked and before any analysis by arm, gives the details of the analyses described here. Changes to the analyses of the primary objective are made by amendment of this protocol. Continuous data are described by number, mean, standard deviation, median, minimum and maximum, categorical data by counts and percentages.
protocol-general-10-3 = Demography and other characteristics at baseline are described by arm. They are not tested for differences unless the analysis plan states why.
protocol-general-11-1 = The trial is conducted in accordance with this protocol, the ethical principles of the Declaration of Helsinki, good clinical practice and applicable law. Protocol, consent documents and other information for participants are approved by an ethics committee, and by the authority where required, before the first participant is enrolled. Amendments are approved before they take effect, save where an immediate hazard must be removed.
protocol-general-11-2-1 = The investigator is responsible for the care of participants, for conduct at the site in accordance with the protocol, for delegating tasks only to qualified staff, for complete and timely records, and for giving monitors, auditors, ethics committees and authorities direct access to them.
protocol-general-11-2-2 = The sponsor is responsible for design, quality management, monitoring, supply of trial products, safety assessment and reporting, data handling, analysis and reports, and remains so for tasks transferred to service providers.
protocol-general-11-3 = Before any procedure of the trial, the investigator explains it in plain words to the participant or the legal representative, gives time for questions, and obtains consent with signature and date. Each participant receives a copy. Consent is sought again when new information may bear on the wish to take part.
protocol-general-11-6 = Before the trial starts the sponsor identifies the factors that are critical to the safety of participants and the reliability of results, judges the risks to them, and plans measures in proportion. Acceptable ranges are set for important risks; departures are evaluated while the trial runs, acted upon and summarised in the report.
protocol-general-11-7 = Data are entered into validated systems with an audit trail, by trained people with access of their own. Checks are specified beforehand, queries are answered by the site, and the data of each analysis are locked before it is done by arm. Nobody whose work it could influence has access to data by arm before that. Records are kept for as long as regulations require.
protocol-general-11-8 = Participants are identified to the sponsor by number only. Personal data are processed in accordance with applicable data-protection law and the consent given; a breach is reported as the law requires.
protocol-general-11-9 = Source records are the documents in which data are first recorded. A list at each site says for each item what its source is. Source records are attributable, legible, contemporaneous, original, accurate and complete, and remain under the investigator's control.
protocol-general-11-10 = A deviation is any departure from the approved protocol. Deviations are recorded with cause and action; those that may significantly affect rights, safety or the reliability of results are important and are reported without delay. No criterion of eligibility is waived beforehand.
protocol-general-11-11 = Sponsor or investigator may close a site early, in particular for insufficient enrolment, failure to comply with protocol or good clinical practice, or concern for safety. Participants are told and cared for, and ethics committee and authority are informed.
protocol-general-11-12 = The trial is registered in a public register before the first participant is enrolled, and its results are posted there whatever they are. Participants receive a summary in plain words. Publications follow the recommendations for authorship of medical journals.

## What a person must write
protocol-hint-1-1-1 = To be written: objectives with their endpoints and estimands, in short.
protocol-hint-1-2 = To be drawn: the trial schema, from screening to the end.
protocol-hint-1-3 = To be added: the schedule of activities.
protocol-hint-2-1 = To be written: why this trial is done; the condition, what is known of the intervention, and the gap that the trial fills.
protocol-hint-2-2-1 = To be written: risks of intervention, procedures and comparator, each with what is done to mitigate it.
protocol-hint-2-2-2 = To be written: benefits that participants or future patients may expect.
protocol-hint-2-2-3 = To be written: why the benefits outweigh the risks.
protocol-hint-3-1-1 = To be written: the primary objective with its estimand.
protocol-hint-4-1-1 = To be written: how patients, sites, regulators or others shaped the design.
protocol-hint-4-2-1 = To be written: why these estimands answer the question of the trial.
protocol-hint-4-2-2 = To be written: why this intervention model, such as parallel groups.
protocol-hint-4-2-3 = To be written: why this control.
protocol-hint-4-2-4 = To be written: why this duration.
protocol-hint-4-2-5 = To be written: why an adaptive or novel design, or that there is none.
protocol-hint-4-2-6 = To be written: why the data are looked at before the end, or that they are not.
protocol-hint-4-2-7 = To be written: rationale of other aspects of the design.
protocol-hint-4-5 = To be written: whether participants may receive the trial intervention after the trial, and how.
protocol-hint-5-1 = To be written: the population and why it was chosen, with its range of age and diversity.
protocol-hint-5-2 = To be written: criteria that every participant must meet.
protocol-hint-5-3 = To be written: criteria that exclude.
protocol-hint-5-4-1 = To be written: who is of childbearing potential.
protocol-hint-5-4-2 = To be written: which contraception is required, for whom and how long, or that none is.
protocol-hint-5-5-1 = To be written: restrictions of meals and diet, or that there are none.
protocol-hint-5-5-2 = To be written: restrictions of caffeine, alcohol, tobacco and the like, or that there are none.
protocol-hint-5-5-3 = To be written: restrictions of physical activity, or that there are none.
protocol-hint-5-5-4 = To be written: restrictions of other activities, such as driving or blood donation, or that there are none.
protocol-hint-6-2 = To be written: why this dose and regimen.
protocol-hint-6-3 = To be written: how the intervention is given: route, time, place, and what if a dose is missed.
protocol-hint-6-4 = To be written: when a dose is reduced, delayed or resumed.
protocol-hint-6-5 = To be written: what counts as an overdose and how it is treated.
protocol-hint-6-6-1 = To be written: how the product is prepared.
protocol-hint-6-6-2 = To be written: how the product is stored and handled.
protocol-hint-6-6-3 = To be written: how supply, return and destruction are recorded.
protocol-hint-6-7-1 = To be written: how participants are assigned to an intervention.
protocol-hint-6-7-2 = To be written: how the randomisation list is made, or that the trial is not randomised.
protocol-hint-6-7-3 = To be written: who is blinded and by which measures, or that the trial is open-label.
protocol-hint-6-7-4 = To be written: when and how the investigator may break the blind.
protocol-hint-6-8 = To be written: how adherence is measured and what is done where it is poor.
protocol-hint-6-9-1 = To be written: background intervention, or that there is none.
protocol-hint-6-9-2 = To be written: rescue therapy, or that there is none.
protocol-hint-6-9-3 = To be written: other noninvestigational interventions, or that there are none.
protocol-hint-6-10-1 = To be written: therapy that is prohibited, with its washout period.
protocol-hint-6-10-2 = To be written: therapy that is permitted and its conditions.
protocol-hint-7-1-1 = To be written: reasons for which the intervention is stopped for good.
protocol-hint-7-1-2 = To be written: when the intervention is interrupted.
protocol-hint-7-1-3 = To be written: whether and when the intervention is given again after an interruption.
protocol-hint-8-2 = To be written: assessments at screening and baseline.
protocol-hint-8-3 = To be written: assessments of efficacy, with instruments and assessors.
protocol-hint-8-4-1 = To be written: physical examination, or that there is none.
protocol-hint-8-4-2 = To be written: vital signs, with position and rest, or that there are none.
protocol-hint-8-4-3 = To be written: electrocardiograms, with how they are read, or that there are none.
protocol-hint-8-4-4 = To be written: laboratory tests, by which laboratory, or that there are none.
protocol-hint-8-4-5 = To be written: pregnancy tests, or why there are none.
protocol-hint-8-4-6 = To be written: monitoring of suicidal ideation and behaviour, or why there is none.
protocol-hint-8-5 = To be written: samples for pharmacokinetics, or that there are none.
protocol-hint-8-6-1 = To be written: genetic samples, or that there are none.
protocol-hint-8-6-2 = To be written: pharmacodynamic biomarkers, or that there are none.
protocol-hint-8-6-3 = To be written: other biomarkers, or that there are none.
protocol-hint-8-7 = To be written: immunogenicity, or that it is not assessed.
protocol-hint-8-8 = To be written: use of medical resources, or that it is not assessed.
protocol-hint-9-1-3-1 = To be written: complaints about medical devices, or that the trial has no device.
protocol-hint-9-2-4 = To be written: adverse events of special interest, or that there are none.
protocol-hint-9-2-5 = To be written: events of the disease that are not reported as adverse events, or that there are none.
protocol-hint-9-3-1 = To be written: what is done when a participant becomes pregnant.
protocol-hint-9-3-2 = To be written: what is done when a participant's partner becomes pregnant.
protocol-hint-10-4-1-1 = To be written: the method of the primary analysis.
protocol-hint-10-4-1-2 = To be written: how data are used in relation to the estimand.
protocol-hint-10-4-1-3 = To be written: how missing data are handled.
protocol-hint-10-4-1-4 = To be written: sensitivity analyses, or that there are none.
protocol-hint-10-4-1-5 = To be written: supplementary analyses, or that there are none.
protocol-hint-10-8 = To be written: other analyses, such as subgroups, or that there are none.
protocol-hint-10-11 = To be written: how many participants are needed, with all assumptions.
protocol-hint-11-3-1 = To be written: consent for rescreening.
protocol-hint-11-3-2 = To be written: consent for the use of remaining samples, or that none are kept.
protocol-hint-11-4 = To be written: committees, with members, tasks and what they may see.
protocol-hint-11-5 = To be written: insurance and indemnity of participants and investigators.
protocol-hint-12-1 = To be written: list of clinical laboratory tests.
protocol-hint-12-2 = To be written: differences by country or region, or that there are none.
protocol-hint-12-3 = To be written: earlier amendments with their changes, or that there are none.
protocol-hint-13 = To be written: terms and abbreviations.
protocol-hint-14 = To be written: references.
