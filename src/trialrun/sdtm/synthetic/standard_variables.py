"""
The variables of the domains drawn here: order, type (C text, N number) and label.

Source: SDTMIG 3.4, the specification tables of each domain; variables that a domain may take from
its general observation class bear the label of that class.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StandardVariable:
    """A variable of a domain: its name, whether it is a number, its label."""

    name: str
    number: bool
    label: str


_TABLE = """
[DM] Demographics
STUDYID C Study Identifier
DOMAIN C Domain Abbreviation
USUBJID C Unique Subject Identifier
SUBJID C Subject Identifier for the Study
RFSTDTC C Subject Reference Start Date/Time
RFENDTC C Subject Reference End Date/Time
RFXSTDTC C Date/Time of First Study Treatment
RFXENDTC C Date/Time of Last Study Treatment
RFICDTC C Date/Time of Informed Consent
RFPENDTC C Date/Time of End of Participation
DTHDTC C Date/Time of Death
DTHFL C Subject Death Flag
SITEID C Study Site Identifier
AGE N Age
AGEU C Age Units
SEX C Sex
RACE C Race
ETHNIC C Ethnicity
ARMCD C Planned Arm Code
ARM C Description of Planned Arm
ACTARMCD C Actual Arm Code
ACTARM C Description of Actual Arm
ARMNRS C Reason Arm and/or Actual Arm is Null
ACTARMUD C Description of Unplanned Actual Arm
COUNTRY C Country
DMDTC C Date/Time of Collection
DMDY N Study Day of Collection
[SV] Subject Visits
STUDYID C Study Identifier
DOMAIN C Domain Abbreviation
USUBJID C Unique Subject Identifier
VISITNUM N Visit Number
VISIT C Visit Name
SVPRESP C Pre-specified
SVOCCUR C Occurrence
SVCNTMOD C Contact Mode
VISITDY N Planned Study Day of Visit
EPOCH C Epoch
SVSTDTC C Start Date/Time of Observation
SVENDTC C End Date/Time of Observation
SVSTDY N Study Day of Start of Observation
SVENDY N Study Day of End of Observation
[SE] Subject Elements
STUDYID C Study Identifier
DOMAIN C Domain Abbreviation
USUBJID C Unique Subject Identifier
SESEQ N Sequence Number
ETCD C Element Code
ELEMENT C Description of Element
EPOCH C Epoch
SESTDTC C Start Date/Time of Element
SEENDTC C End Date/Time of Element
[DS] Disposition
STUDYID C Study Identifier
DOMAIN C Domain Abbreviation
USUBJID C Unique Subject Identifier
DSSEQ N Sequence Number
DSTERM C Reported Term for the Disposition Event
DSDECOD C Standardized Disposition Term
DSCAT C Category for Disposition Event
VISITNUM N Visit Number
VISIT C Visit Name
EPOCH C Epoch
DSDTC C Date/Time of Collection
DSSTDTC C Start Date/Time of Disposition Event
DSSTDY N Study Day of Start of Disposition Event
[EX] Exposure
STUDYID C Study Identifier
DOMAIN C Domain Abbreviation
USUBJID C Unique Subject Identifier
EXSEQ N Sequence Number
EXTRT C Name of Treatment
EXDOSE N Dose
EXDOSU C Dose Units
EXDOSFRM C Dose Form
EXDOSFRQ C Dosing Frequency per Interval
EXROUTE C Route of Administration
VISITNUM N Visit Number
VISIT C Visit Name
VISITDY N Planned Study Day of Visit
EPOCH C Epoch
EXSTDTC C Start Date/Time of Treatment
EXENDTC C End Date/Time of Treatment
EXSTDY N Study Day of Start of Treatment
EXENDY N Study Day of End of Treatment
[AE] Adverse Events
STUDYID C Study Identifier
DOMAIN C Domain Abbreviation
USUBJID C Unique Subject Identifier
AESEQ N Sequence Number
AETERM C Reported Term for the Adverse Event
AELLT C Lowest Level Term
AEDECOD C Dictionary-Derived Term
AEBODSYS C Body System or Organ Class
AESOC C Primary System Organ Class
AESEV C Severity/Intensity
AETOXGR C Standard Toxicity Grade
AESER C Serious Event
AEACN C Action Taken with Study Treatment
AEREL C Causality
AEOUT C Outcome of Adverse Event
AESDTH C Results in Death
AESHOSP C Requires or Prolongs Hospitalization
AESLIFE C Is Life Threatening
EPOCH C Epoch
AEDTC C Date/Time of Collection
AESTDTC C Start Date/Time of Adverse Event
AEENDTC C End Date/Time of Adverse Event
AESTDY N Study Day of Start of Adverse Event
AEENDY N Study Day of End of Adverse Event
[CM] Concomitant/Prior Medications
STUDYID C Study Identifier
DOMAIN C Domain Abbreviation
USUBJID C Unique Subject Identifier
CMSEQ N Sequence Number
CMTRT C Reported Name of Drug, Med, or Therapy
CMDECOD C Standardized Medication Name
CMCLAS C Medication Class
CMINDC C Indication
CMDOSE N Dose per Administration
CMDOSU C Dose Units
CMDOSFRQ C Dosing Frequency per Interval
CMROUTE C Route of Administration
CMDTC C Date/Time of Collection
CMSTDTC C Start Date/Time of Medication
CMENDTC C End Date/Time of Medication
CMSTDY N Study Day of Start of Medication
CMENDY N Study Day of End of Medication
CMENRTPT C End Relative to Reference Time Point
CMENTPT C End Reference Time Point
[MH] Medical History
STUDYID C Study Identifier
DOMAIN C Domain Abbreviation
USUBJID C Unique Subject Identifier
MHSEQ N Sequence Number
MHTERM C Reported Term for the Medical History
MHDECOD C Dictionary-Derived Term
MHCAT C Category for Medical History
MHBODSYS C Body System or Organ Class
VISITNUM N Visit Number
VISIT C Visit Name
MHDTC C Date/Time of History Collection
MHSTDTC C Start Date/Time of Medical History Event
MHDY N Study Day of History Collection
[LB] Laboratory Test Results
STUDYID C Study Identifier
DOMAIN C Domain Abbreviation
USUBJID C Unique Subject Identifier
LBSEQ N Sequence Number
LBTESTCD C Lab Test or Examination Short Name
LBTEST C Lab Test or Examination Name
LBCAT C Category for Lab Test
LBORRES C Result or Finding in Original Units
LBORRESU C Original Units
LBORNRLO C Reference Range Lower Limit in Orig Unit
LBORNRHI C Reference Range Upper Limit in Orig Unit
LBSTRESC C Character Result/Finding in Std Format
LBSTRESN N Numeric Result/Finding in Standard Units
LBSTRESU C Standard Units
LBSTNRLO N Reference Range Lower Limit-Std Units
LBSTNRHI N Reference Range Upper Limit-Std Units
LBNRIND C Reference Range Indicator
LBSTAT C Completion Status
LBSPEC C Specimen Type
LBLOBXFL C Last Observation Before Exposure Flag
LBBLFL C Baseline Flag
VISITNUM N Visit Number
VISIT C Visit Name
VISITDY N Planned Study Day of Visit
EPOCH C Epoch
LBDTC C Date/Time of Specimen Collection
LBDY N Study Day of Specimen Collection
[VS] Vital Signs
STUDYID C Study Identifier
DOMAIN C Domain Abbreviation
USUBJID C Unique Subject Identifier
VSSEQ N Sequence Number
VSTESTCD C Vital Signs Test Short Name
VSTEST C Vital Signs Test Name
VSCAT C Category for Vital Signs
VSPOS C Vital Signs Position of Subject
VSORRES C Result or Finding in Original Units
VSORRESU C Original Units
VSSTRESC C Character Result/Finding in Std Format
VSSTRESN N Numeric Result/Finding in Standard Units
VSSTRESU C Standard Units
VSSTAT C Completion Status
VSLOC C Location of Vital Signs Measurement
VSLOBXFL C Last Observation Before Exposure Flag
VSBLFL C Baseline Flag
VISITNUM N Visit Number
VISIT C Visit Name
VISITDY N Planned Study Day of Visit
EPOCH C Epoch
VSDTC C Date/Time of Measurements
VSDY N Study Day of Vital Signs
VSTPT C Planned Time Point Name
VSTPTNUM N Planned Time Point Number
VSELTM C Planned Elapsed Time from Time Point Ref
VSTPTREF C Time Point Reference
[EG] ECG Test Results
STUDYID C Study Identifier
DOMAIN C Domain Abbreviation
USUBJID C Unique Subject Identifier
EGSEQ N Sequence Number
EGTESTCD C ECG Test or Examination Short Name
EGTEST C ECG Test or Examination Name
EGCAT C Category for ECG
EGPOS C ECG Position of Subject
EGORRES C Result or Finding in Original Units
EGORRESU C Original Units
EGSTRESC C Character Result/Finding in Std Format
EGSTRESN N Numeric Result/Finding in Standard Units
EGSTRESU C Standard Units
EGSTAT C Completion Status
EGLOBXFL C Last Observation Before Exposure Flag
EGBLFL C Baseline Flag
VISITNUM N Visit Number
VISIT C Visit Name
VISITDY N Planned Study Day of Visit
EPOCH C Epoch
EGDTC C Date/Time of ECG
EGDY N Study Day of ECG
EGTPT C Planned Time Point Name
EGTPTNUM N Planned Time Point Number
EGELTM C Planned Elapsed Time from Time Point Ref
EGTPTREF C Time Point Reference
[SC] Subject Characteristics
STUDYID C Study Identifier
DOMAIN C Domain Abbreviation
USUBJID C Unique Subject Identifier
SCSEQ N Sequence Number
SCTESTCD C Subject Characteristic Short Name
SCTEST C Subject Characteristic
SCCAT C Category for Subject Characteristic
SCORRES C Result or Finding in Original Units
SCORRESU C Original Units
SCSTRESC C Character Result/Finding in Std Format
SCSTRESN N Numeric Result/Finding in Standard Units
SCSTRESU C Standard Units
SCSTAT C Completion Status
SCDTC C Date/Time of Collection
SCDY N Study Day of Examination
[QS] Questionnaires
STUDYID C Study Identifier
DOMAIN C Domain Abbreviation
USUBJID C Unique Subject Identifier
QSSEQ N Sequence Number
QSTESTCD C Question Short Name
QSTEST C Question Name
QSCAT C Category of Question
QSORRES C Finding in Original Units
QSORRESU C Original Units
QSSTRESC C Character Result/Finding in Std Format
QSSTRESN N Numeric Finding in Standard Units
QSSTRESU C Standard Units
QSSTAT C Completion Status
QSLOBXFL C Last Observation Before Exposure Flag
QSBLFL C Baseline Flag
QSDRVFL C Derived Flag
VISITNUM N Visit Number
VISIT C Visit Name
VISITDY N Planned Study Day of Visit
EPOCH C Epoch
QSDTC C Date/Time of Finding
QSDY N Study Day of Finding
[TU] Tumor/Lesion Identification
STUDYID C Study Identifier
DOMAIN C Domain Abbreviation
USUBJID C Unique Subject Identifier
TUSEQ N Sequence Number
TULNKID C Link ID
TUTESTCD C Tumor/Lesion ID Short Name
TUTEST C Tumor/Lesion ID Test Name
TUORRES C Tumor/Lesion ID Result
TUSTRESC C Tumor/Lesion ID Result Std. Format
TULOC C Location of the Tumor/Lesion
TUMETHOD C Method of Identification
TUEVAL C Evaluator
VISITNUM N Visit Number
VISIT C Visit Name
VISITDY N Planned Study Day of Visit
EPOCH C Epoch
TUDTC C Date/Time of Tumor/Lesion Identification
TUDY N Study Day of Tumor/Lesion Identification
[TR] Tumor/Lesion Results
STUDYID C Study Identifier
DOMAIN C Domain Abbreviation
USUBJID C Unique Subject Identifier
TRSEQ N Sequence Number
TRLNKID C Link ID
TRLNKGRP C Link Group
TRTESTCD C Tumor/Lesion Assessment Short Name
TRTEST C Tumor/Lesion Assessment Test Name
TRORRES C Result or Finding in Original Units
TRORRESU C Original Units
TRSTRESC C Character Result/Finding in Std Format
TRSTRESN N Numeric Result/Finding in Standard Units
TRSTRESU C Standard Units
TRMETHOD C Method Used to Identify the Tumor/Lesion
TREVAL C Evaluator
VISITNUM N Visit Number
VISIT C Visit Name
VISITDY N Planned Study Day of Visit
EPOCH C Epoch
TRDTC C Date/Time of Tumor/Lesion Measurement
TRDY N Study Day of Tumor/Lesion Measurement
[RS] Disease Response and Clin Classification
STUDYID C Study Identifier
DOMAIN C Domain Abbreviation
USUBJID C Unique Subject Identifier
RSSEQ N Sequence Number
RSLNKGRP C Link Group ID
RSTESTCD C Assessment Short Name
RSTEST C Assessment Name
RSCAT C Category for Assessment
RSORRES C Result or Finding in Original Units
RSORRESU C Original Units
RSSTRESC C Character Result/Finding in Std Format
RSSTRESN N Numeric Result/Finding in Standard Units
RSSTRESU C Standard Units
RSSTAT C Completion Status
RSEVAL C Evaluator
RSLOBXFL C Last Observation Before Exposure Flag
RSBLFL C Baseline Flag
VISITNUM N Visit Number
VISIT C Visit Name
VISITDY N Planned Study Day of Visit
EPOCH C Epoch
RSDTC C Date/Time of Assessment
RSDY N Study Day of Assessment
[IE] Inclusion/Exclusion Criteria Not Met
STUDYID C Study Identifier
DOMAIN C Domain Abbreviation
USUBJID C Unique Subject Identifier
IESEQ N Sequence Number
IETESTCD C Inclusion/Exclusion Criterion Short Name
IETEST C Inclusion/Exclusion Criterion
IECAT C Inclusion/Exclusion Category
IEORRES C I/E Criterion Original Result
IESTRESC C I/E Criterion Result in Std Format
VISITNUM N Visit Number
VISIT C Visit Name
EPOCH C Epoch
IEDTC C Date/Time of Collection
IEDY N Study Day of Collection
[TA] Trial Arms
STUDYID C Study Identifier
DOMAIN C Domain Abbreviation
ARMCD C Planned Arm Code
ARM C Description of Planned Arm
TAETORD N Planned Order of Element within Arm
ETCD C Element Code
ELEMENT C Description of Element
TABRANCH C Branch
TATRANS C Transition Rule
EPOCH C Epoch
[TE] Trial Elements
STUDYID C Study Identifier
DOMAIN C Domain Abbreviation
ETCD C Element Code
ELEMENT C Description of Element
TESTRL C Rule for Start of Element
TEENRL C Rule for End of Element
TEDUR C Planned Duration of Element
[TV] Trial Visits
STUDYID C Study Identifier
DOMAIN C Domain Abbreviation
VISITNUM N Visit Number
VISIT C Visit Name
VISITDY N Planned Study Day of Visit
ARMCD C Planned Arm Code
ARM C Description of Planned Arm
TVSTRL C Visit Start Rule
TVENRL C Visit End Rule
[TI] Trial Inclusion/Exclusion Criteria
STUDYID C Study Identifier
DOMAIN C Domain Abbreviation
IETESTCD C Incl/Excl Criterion Short Name
IETEST C Inclusion/Exclusion Criterion
IECAT C Inclusion/Exclusion Category
[TS] Trial Summary
STUDYID C Study Identifier
DOMAIN C Domain Abbreviation
TSSEQ N Sequence Number
TSPARMCD C Trial Summary Parameter Short Name
TSPARM C Trial Summary Parameter
TSVAL C Parameter Value
TSVAL1 C Parameter Value 1
TSVAL2 C Parameter Value 2
TSVAL3 C Parameter Value 3
TSVAL4 C Parameter Value 4
TSVAL5 C Parameter Value 5
TSVALNF C Parameter Null Flavor
TSVALCD C Parameter Value Code
TSVCDREF C Name of the Reference Terminology
TSVCDVER C Version of the Reference Terminology
[SUPPDM] Supplemental Qualifiers for DM
STUDYID C Study Identifier
RDOMAIN C Related Domain Abbreviation
USUBJID C Unique Subject Identifier
IDVAR C Identifying Variable
IDVARVAL C Identifying Variable Value
QNAM C Qualifier Variable Name
QLABEL C Qualifier Variable Label
QVAL C Data Value
QORIG C Origin
QEVAL C Evaluator
[SUPPAE] Supplemental Qualifiers for AE
STUDYID C Study Identifier
RDOMAIN C Related Domain Abbreviation
USUBJID C Unique Subject Identifier
IDVAR C Identifying Variable
IDVARVAL C Identifying Variable Value
QNAM C Qualifier Variable Name
QLABEL C Qualifier Variable Label
QVAL C Data Value
QORIG C Origin
QEVAL C Evaluator
[SUPPDS] Supplemental Qualifiers for DS
STUDYID C Study Identifier
RDOMAIN C Related Domain Abbreviation
USUBJID C Unique Subject Identifier
IDVAR C Identifying Variable
IDVARVAL C Identifying Variable Value
QNAM C Qualifier Variable Name
QLABEL C Qualifier Variable Label
QVAL C Data Value
QORIG C Origin
QEVAL C Evaluator
"""


def _read() -> tuple[dict[str, str], dict[str, tuple[StandardVariable, ...]]]:
    labels: dict[str, str] = {}
    variables: dict[str, tuple[StandardVariable, ...]] = {}
    domain = ""
    for line in _TABLE.strip().splitlines():
        if line.startswith("["):
            domain, label = line[1:].split("] ", 1)
            labels[domain], variables[domain] = label, ()
        else:
            name, kind, label = line.split(" ", 2)
            variables[domain] += (StandardVariable(name, kind == "N", label),)
    return labels, variables


DOMAIN_LABELS, DOMAIN_VARIABLES = _read()
"""Domain -> its label, and its variables in order."""
