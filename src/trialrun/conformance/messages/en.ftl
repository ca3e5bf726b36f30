# Findings on study data. A message never holds a digit: counts and limits are arguments.
conformance-none = No findings.
conformance-level-error = Errors
conformance-level-warning = Warnings
conformance-level-note = Notes

conformance-dataset-missing-title = Data sets that the definition reads are there
conformance-dataset-missing = There is no { $dataset } data set; what the definition takes from it stays empty.
conformance-subjects-missing-title = There are subjects
conformance-subjects-missing = { $dataset } has no record: there is no subject.
conformance-dataset-empty-title = Data sets have records
conformance-dataset-empty = { $dataset } has no record.
conformance-variable-missing-title = Required variables are there
conformance-variable-missing = { $dataset } has no { $variables }.
conformance-variable-expected-title = Variables that analysis data are derived from are there
conformance-variable-expected = { $dataset } has no { $variables }; what is derived from them stays empty.
conformance-value-missing-title = Required variables are filled
conformance-value-missing = { $dataset }: { $variables } is empty in { $count } { $n ->
    [one] record
   *[other] records
  }.
conformance-variable-type-title = Variables are text or numbers as the standard has them
conformance-variable-type = { $dataset }: { $variables } is text where the standard has a number, or a number where it has text.
conformance-domain-mismatch-title = The domain code names the data set
conformance-domain-mismatch = { $dataset }: { $variables } is not { $expected } in { $count } { $n ->
    [one] record
   *[other] records
  }.
conformance-value-length-title = Values fit a transport file
conformance-value-length = { $dataset }: { $variables } has { $count } { $n ->
    [one] value
   *[other] values
  } over { $limit } bytes.
conformance-character-unusual-title = Every character can be shown in documents
conformance-character-unusual = { $dataset }: { $variables } has { $count } { $n ->
    [one] value
   *[other] values
  } with characters that documents can not show ({ $codes }).
conformance-number-limit-title = Numbers fit a transport file
conformance-number-limit = { $dataset }: { $variables } has { $count } { $n ->
    [one] number
   *[other] numbers
  } too large for a transport file; they count as missing.
conformance-name-limit-title = Variable names fit a transport file
conformance-name-limit = { $dataset }: { $variables } — a name has at most { $limit } capital letters and digits and begins with a letter.
conformance-label-limit-title = Labels fit a transport file
conformance-label-limit = { $dataset }: the label of { $variables } is over { $limit } bytes.
conformance-label-missing-title = Variables have labels
conformance-label-missing = { $dataset }: no label for { $variables }.

conformance-duplicate-subject-title = One record a subject in DM
conformance-duplicate-subject = { $dataset }: { $subjects } { $s ->
    [one] subject has
   *[other] subjects have
  } more than one record ({ $count } in all).
conformance-subject-unknown-title = Every subject is in DM
conformance-subject-unknown = { $dataset }: { $subjects } { $s ->
    [one] subject
   *[other] subjects
  } with { $count } { $n ->
    [one] record
   *[other] records
  } not in DM.
conformance-other-study-title = All records are of this study
conformance-other-study = { $dataset }: STUDYID is not { $expected } in { $count } { $n ->
    [one] record
   *[other] records
  }.

conformance-duplicate-sequence-title = Sequence numbers are unique for a subject
conformance-duplicate-sequence = { $dataset }: { $variables } is not unique in { $count } { $n ->
    [one] record
   *[other] records
  }.
conformance-duplicate-record-title = No record is there twice
conformance-duplicate-record = { $dataset }: { $count } records are equal to another in all but the sequence number.
conformance-duplicate-result-title = One result a test, visit and time
conformance-duplicate-result = { $dataset }: { $count } records hold several results of the same test, subject, visit and time.
conformance-parent-missing-title = Supplemental qualifiers belong to a record
conformance-parent-missing = { $dataset }: { $count } { $n ->
    [one] qualifier belongs
   *[other] qualifiers belong
  } to no record of the parent data set.

conformance-date-impossible-title = Dates can be
conformance-date-impossible = { $dataset }: { $variables } is no possible date in { $count } { $n ->
    [one] record
   *[other] records
  }.
conformance-end-before-start-title = Nothing ends before it starts
conformance-end-before-start = { $dataset }: { $count } { $n ->
    [one] record ends
   *[other] records end
  } before the start ({ $variables }).
conformance-birth-after-entry-title = Subjects are born before they enter
conformance-birth-after-entry = { $dataset }: { $count } { $n ->
    [one] subject is
   *[other] subjects are
  } born after consent or start ({ $variables }).
conformance-after-death-title = Nothing after death
conformance-after-death = { $dataset }: { $count } { $n ->
    [one] record is
   *[other] records are
  } dated after the subject's death ({ $variables }).
conformance-treatment-dates-title = First and last treatment agree with exposure
conformance-treatment-dates = { $dataset }: { $variables } of { $count } { $n ->
    [one] subject is
   *[other] subjects is
  } not the date in EX.

conformance-unit-missing-title = Numeric results have units
conformance-unit-missing = { $dataset }: { $count } numeric { $n ->
    [one] result has
   *[other] results have
  } no unit where others of the test have one.
conformance-unit-never-title = Tests without any unit
conformance-unit-never = { $dataset }: numeric results without a unit in every record of { $tests }.
conformance-unit-varies-title = One standard unit a test
conformance-unit-varies = { $dataset }: { $test } has several standard units: { $units }.
conformance-range-reversed-title = Reference ranges are in order
conformance-range-reversed = { $dataset }: the lower limit is above the upper one in { $count } { $n ->
    [one] record
   *[other] records
  }.
conformance-dose-missing-title = Exposure has a dose
conformance-dose-missing = { $dataset }: { $count } { $n ->
    [one] record has
   *[other] records have
  } no dose, or a negative one.
conformance-dose-unit-missing-title = Doses have units
conformance-dose-unit-missing = { $dataset }: { $count } { $n ->
    [one] dose has
   *[other] doses have
  } no unit.
conformance-exposure-undated-title = Exposure has a start date
conformance-exposure-undated = { $dataset }: { $count } { $n ->
    [one] record has
   *[other] records have
  } no start date.
conformance-exposure-overlap-title = Exposure does not overlap
conformance-exposure-overlap = { $dataset }: { $count } { $n ->
    [one] record overlaps
   *[other] records overlap
  } with an earlier one of the same treatment.

conformance-arm-unknown-title = Arms are those of the definition
conformance-arm-unknown = { $dataset }: { $variables } is { $codes } for { $count } { $n ->
    [one] subject
   *[other] subjects
  }; the definition has { $known }.
conformance-arm-reason-title = ARMNRS says why an arm is empty, and only then
conformance-arm-reason = { $dataset }: ARMNRS of { $count } { $n ->
    [one] subject does not go with its arms
   *[other] subjects does not go with their arms
  }; it is given where ARMCD or ACTARMCD is empty, and only there.
conformance-arm-name-title = Arms are called as in the definition
conformance-arm-name = { $dataset }: ARM of { $count } { $n ->
    [one] subject is
   *[other] subjects is
  } not the name that the definition gives to its code.
conformance-arm-empty-title = Every arm has subjects
conformance-arm-empty = { $dataset }: no subject in { $codes }.
conformance-report-before-data-title = The report is dated after the data
conformance-report-before-data = { $dataset }: { $variables } of { $count } { $n ->
    [one] subject is
   *[other] subjects are
  } after the date of the report ({ $date }), the last { $last }.
conformance-visit-unknown-title = Visits are those of the definition
conformance-visit-unknown = { $dataset }: { $count } { $n ->
    [one] record
   *[other] records
  } at visits that the definition does not have: { $visits }.
conformance-unit-unknown-title = Results are in the units of the definition
conformance-unit-unknown = { $dataset }: { $code } is not in { $units } in { $count } { $n ->
    [one] record
   *[other] records
  }; such results are not analysed.
conformance-test-missing-title = Tests that the definition needs are there
conformance-test-missing = No record has { $variables } { $codes }, which { $place } needs.

conformance-flow-open-title = Subjects add up
conformance-flow-open = The flow of subjects does not add up: { $screened } screened; { $failures } screen failures, { $unassigned } not assigned, { $randomised } randomised, { $other } with an unknown arm. Of those randomised { $completed } completed, { $discontinued } discontinued, { $without } without a disposition.
conformance-treated-not-randomised-title = Only randomised subjects are treated
conformance-treated-not-randomised = { $count } { $n ->
    [one] subject was
   *[other] subjects were
  } treated without being assigned to an arm.
conformance-randomised-not-treated-title = Randomised subjects without treatment
conformance-randomised-not-treated = { $count } randomised { $n ->
    [one] subject has
   *[other] subjects have
  } no record of exposure.
conformance-disposition-missing-title = Randomised subjects have a disposition
conformance-disposition-missing = { $count } randomised { $n ->
    [one] subject has
   *[other] subjects have
  } no record of disposition.
conformance-completed-not-treated-title = Completers were treated
conformance-completed-not-treated = { $count } { $n ->
    [one] subject
   *[other] subjects
  } completed without being treated.
conformance-disposition-twice-title = One outcome a subject
conformance-disposition-twice = { $dataset }: { $count } { $n ->
    [one] subject has
   *[other] subjects have
  } several outcomes of the study.
conformance-death-unmarked-title = Deaths are marked in DM
conformance-death-unmarked = { $dataset }: { $subjects } { $s ->
    [one] subject
   *[other] subjects
  } died by { $variables }, without the death flag in DM.
conformance-flag-differs-title = Collected flags follow from the records
conformance-flag-differs = { $variables } follows otherwise from the records than { $collected_as } in { $dataset } says, for { $subjects } { $s ->
    [one] subject
   *[other] subjects
  }.
