"""Labels of the variables of analysis data sets, at most 40 bytes as transport files hold them."""

from __future__ import annotations

import re

LABELS: dict[str, str] = {
    line.split(" ", 1)[0]: line.split(" ", 1)[1].strip()
    for line in """
STUDYID Study Identifier
SITEID Study Site Identifier
SITEGR1 Pooled Site Group 1
USUBJID Unique Subject Identifier
SUBJID Subject Identifier for the Study
ARM Description of Planned Arm
AGE Age
AGEU Age Units
SEX Sex
RACE Race
RACEN Race (N)
ETHNIC Ethnicity
TRTSDT Date of First Exposure to Treatment
TRTEDT Date of Last Exposure to Treatment
TRTDUR Duration of Treatment (days)
AVGDD Average Daily Dose
CUMDOSE Cumulative Dose
ITTFL Intent-To-Treat Population Flag
SAFFL Safety Population Flag
EFFFL Efficacy Population Flag
COMPLFL Completers Population Flag
DISCONFL Discontinued Before the Planned End
DSRAEFL Discontinued due to Adverse Event
DTHFL Subject Death Flag
DTHDT Date of Death
BMIBL Baseline Body Mass Index
BMIBLGR1 Baseline BMI Group 1
HEIGHTBL Baseline Height
WEIGHTBL Baseline Weight
EDUCLVL Years of Education
DISONSDT Onset Date of Disease
DURDIS Duration of Disease (months)
DURDSGR1 Duration of Disease Group 1
VISIT1DT Date of First Visit
RFSTDTC Subject Reference Start Date/Time
RFENDTC Subject Reference End Date/Time
RFENDT Date of Discontinuation or Completion
VISNUMEN Number of Last Visit
RANDDT Date of Randomization
LSTALVDT Date Last Known Alive
DCDECOD Standardized Disposition Term
DCREASCD Reason for Discontinuation
MMSETOT Mini-Mental State Examination Total
ASTDT Analysis Start Date
ASTDTF Analysis Start Date Imputation Flag
ASTDY Analysis Start Relative Day
AENDT Analysis End Date
AENDY Analysis End Relative Day
ADURN Analysis Duration (N)
ADURU Analysis Duration Units
AETERM Reported Term for the Adverse Event
AELLT Lowest Level Term
AELLTCD Lowest Level Term Code
AEDECOD Dictionary-Derived Term
AEPTCD Preferred Term Code
AEHLT High Level Term
AEHLTCD High Level Term Code
AEHLGT High Level Group Term
AEHLGTCD High Level Group Term Code
AEBODSYS Body System or Organ Class
AESOC Primary System Organ Class
AESOCCD Primary System Organ Class Code
AESEV Severity/Intensity
AESER Serious Event
AESCAN Involves Cancer
AESCONG Congenital Anomaly or Birth Defect
AESDISAB Persist or Signif Disability/Incapacity
AESDTH Results in Death
AESHOSP Requires or Prolongs Hospitalization
AESLIFE Is Life Threatening
AESOD Occurred with Overdose
AEREL Causality
AEACN Action Taken with Study Treatment
AEOUT Outcome of Adverse Event
AESEQ Sequence Number
TRTEMFL Treatment Emergent Analysis Flag
PARAM Parameter
PARAMCD Parameter Code
PARAMN Parameter (N)
PARAMTYP Parameter Type
PARCAT1 Parameter Category 1
AVISIT Analysis Visit
AVISITN Analysis Visit (N)
ADT Analysis Date
ADY Analysis Relative Day
ATPT Analysis Timepoint
ATPTN Analysis Timepoint (N)
VISIT Visit Name
VISITNUM Visit Number
AVAL Analysis Value
BASE Baseline Value
CHG Change from Baseline
PCHG Percent Change from Baseline
ABLFL Baseline Record Flag
AENTMTFL Last Value on Treatment Flag
ALBTRVAL Amount Beyond Threshold Range
ANRIND Analysis Reference Range Indicator
BNRIND Baseline Reference Range Indicator
DTYPE Derivation Type
AWRANGE Analysis Window Valid Relative Range
AWTARGET Analysis Window Target
AWTDIFF Analysis Window Diff from Target
AWLO Analysis Window Beginning Timepoint
AWHI Analysis Window Ending Timepoint
AWU Analysis Window Unit
LBNRIND Reference Range Indicator
LBSTRESN Numeric Result/Finding in Standard Units
STARTDT Time-to-Event Origin Date for Subject
CNSR Censor
EVNTDESC Event or Censoring Description
SRCDOM Source Data
SRCVAR Source Variable
SRCSEQ Source Sequence Number
""".strip().splitlines()
}

_PATTERNS: tuple[tuple[str, str], ...] = (
    (r"TRT(\d\d)P", "Planned Treatment for Period {0}"),
    (r"TRT(\d\d)PN", "Planned Treatment for Period {0} (N)"),
    (r"TRT(\d\d)A", "Actual Treatment for Period {0}"),
    (r"TRT(\d\d)AN", "Actual Treatment for Period {0} (N)"),
    (r"TRTP", "Planned Treatment"),
    (r"TRTPN", "Planned Treatment (N)"),
    (r"TRTA", "Actual Treatment"),
    (r"TRTAN", "Actual Treatment (N)"),
    (r"REGION(\d)", "Geographic Region {0}"),
    (r"AGEGR(\d)", "Pooled Age Group {0}"),
    (r"AGEGR(\d)N", "Pooled Age Group {0} (N)"),
    (r"COMP(\d+)FL", "Completers of Week {0} Population Flag"),
    (r"CQ(\d\d)NAM", "Customized Query {0} Name"),
    (r"AOCCFL", "1st Occurrence within Subject Flag"),
    (r"AOCCSFL", "1st Occurrence of SOC Flag"),
    (r"AOCCPFL", "1st Occurrence of Preferred Term Flag"),
    (r"AOCC(\d\d)FL", "1st Occurrence {0} Flag"),
    (r"ANL(\d\d)FL", "Analysis Flag {0}"),
    (r"A(\d)LO", "Analysis Range {0} Lower Limit"),
    (r"A(\d)HI", "Analysis Range {0} Upper Limit"),
    (r"R2A(\d)LO", "Ratio to Analysis Range {0} Lower Limit"),
    (r"R2A(\d)HI", "Ratio to Analysis Range {0} Upper Limit"),
    (r"BR2A(\d)LO", "Base Ratio to Range {0} Lower Limit"),
    (r"BR2A(\d)HI", "Base Ratio to Range {0} Upper Limit"),
    (r"[A-Z]{2}SEQ", "Sequence Number"),
)


def variable_label(variable: str) -> str:
    """
    Return the label of a variable of an analysis data set; its name where there is none.

    Source: names and roles after ADaMIG 1.3, section 3.

    >>> variable_label("TRT01PN")
    'Planned Treatment for Period 01 (N)'
    """
    if variable in LABELS:
        return LABELS[variable]
    for pattern, label in _PATTERNS:
        found = re.fullmatch(pattern, variable)
        if found:
            return label.format(*found.groups())
    return variable
