# The design report. No message holds a digit: numbers come through slots.
design-document-kind = Trial Design Report
design-front-note = The numbers of this report are properties of the design, computed without simulation from the assumptions of the definition; none of them is an observation of a patient.

design-heading-size = Sample size
design-heading-looks = Looks and boundaries
design-heading-effects = Operating characteristics
design-heading-rules = Safety stopping rules
design-heading-method = Methods

design-looks-lead = {$table} gives the looks with their boundaries; {$figure} draws them. Months are those of the sizing scenario.
design-figure-boundaries = Boundaries on the scale of the test statistic
design-figure-boundaries-alternative = Boundaries for efficacy and futility against the information fraction. The numbers stand in the table above.
design-effects-lead = The trial is sized for one effect; {$figure} and the tables below show what it does if the effect is smaller or larger.
design-figure-power = Power over the effect, in percent of the planned one
design-figure-power-alternative = Curves of power against the effect. The numbers stand in the tables below.
design-table-effects = Operating characteristics over effects: {$test}
design-stub-share = Share of the planned effect
design-head-hazard-ratio = Hazard ratio
design-head-difference = Difference
design-head-power = Power
design-head-stop-efficacy = Stops early for efficacy
design-head-stop-futility = Stops early for futility
design-head-average-events = Events at the end, on average
design-note-effects-futility = Shares are of the logarithm of the hazard ratio. The futility rule is taken to be obeyed; where it is not binding, the type I error without it is the stated level.

design-method-recursion = Boundaries and probabilities of stopping come from recursive numerical integration of the joint distribution of the statistics, at a one-sided level of {$alpha} (Armitage, McPherson and Rowe; Jennison and Turnbull).
design-method-spending = { $function ->
    [lan-demets-obrien-fleming] The type I error is spent by the Lan-DeMets function of O'Brien-Fleming type.
    [lan-demets-pocock] The type I error is spent by the Lan-DeMets function of Pocock type.
    [hwang-shih-decani] The type I error is spent by a function of Hwang, Shih and DeCani.
   *[other] The type I error is spent by a power function of Kim and DeMets.
  }
design-method-futility = { $binding ->
    [yes] Futility bounds spend the type II error and are binding: the bounds for efficacy count on them.
   *[no] Futility bounds spend the type II error and are not binding: the type I error holds when they are ignored.
  }
design-method-events = Numbers of events follow Schoenfeld with the inflation of the boundaries; where the effect changes over time or between regions, the expected scores of the test at its looks. Months follow the enrolment of the regions, event rates and dropout of the sizing scenario.
design-method-means = Comparisons of means use the normal approximation for the size and Student's t distribution for the power (Julious).
design-method-rules = Error rates of stopping rules are exact: every outcome of the counts is written out.

design-heading-calculations = Further calculations
design-calculations-lead = Other methods of the design library that the definition asks for. Names of methods, arguments and values are those of its reference.
design-calculation-method = Computed by {$method}. Source of the method: {$source}.
design-calculation-method-only = Computed by {$method}.
design-calculation-assumptions = Assumptions: {$source}.
design-table-calculation-arguments = {$label}: assumptions
design-table-calculation-values = {$label}: values
design-table-calculation-list = {$label}: values by position
design-table-calculation-matrix = {$label}: {$field}, by row and column
design-stub-name = Name
design-stub-position = Position
design-head-value = Value
design-note-calculation-more = The table leaves out values of {$method}; all of them stand in the design's table of results.
