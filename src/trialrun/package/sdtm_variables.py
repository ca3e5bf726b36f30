"""
What the standard says of SDTM variables by their names: label, role, code list, origin, method.

A name is looked up whole first, then without the two letters of its domain. Labels of data that
come with labels are kept; these stand in where there is none.

Source: SDTM 2.0, 3.1 (variables of the general observation classes), and SDTMIG 3.4; wording of
origins after Define-XML 2.1.
"""

from __future__ import annotations

from dataclasses import dataclass

from trialrun.package.described import Origin, OriginSource, OriginType


@dataclass(frozen=True)
class SdtmVariable:
    """
    The standard's description of a variable.

    Args:
        label: at most 40 characters.
        role: as the define file names it.
        codelist: short name of a list of the standard, "study" for one of the study's own,
            "dictionary" for an outside one, "" for none.
        origin: where it usually comes from.
        method: message of its derivation, "" for none.
    """

    label: str
    role: str
    codelist: str
    origin: Origin
    method: str = ""


_ORIGINS: dict[str, tuple[OriginType, OriginSource | None]] = {
    "C": ("Collected", "Investigator"),
    "S": ("Collected", "Subject"),
    "V": ("Collected", "Vendor"),
    "A": ("Assigned", "Sponsor"),
    "D": ("Derived", "Sponsor"),
    "P": ("Protocol", "Sponsor"),
}

# name | label | role | code list | origin | method; `--` marks names that follow a domain's letters
_TABLE = """
STUDYID|Study Identifier|Identifier||P|
DOMAIN|Domain Abbreviation|Identifier|DOMAIN|A|
RDOMAIN|Related Domain Abbreviation|Identifier|DOMAIN|A|
USUBJID|Unique Subject Identifier|Identifier||A|
SUBJID|Subject Identifier for the Study|Topic||C|
SITEID|Study Site Identifier|Record Qualifier||A|
INVID|Investigator Identifier|Record Qualifier||A|
INVNAM|Investigator Name|Synonym Qualifier||A|
COUNTRY|Country|Record Qualifier|study|A|
RFSTDTC|Subject Reference Start Date/Time|Record Qualifier||D|reference-start
RFENDTC|Subject Reference End Date/Time|Record Qualifier||D|reference-end
RFXSTDTC|Date/Time of First Study Treatment|Record Qualifier||D|first-treatment
RFXENDTC|Date/Time of Last Study Treatment|Record Qualifier||D|last-treatment
RFICDTC|Date/Time of Informed Consent|Record Qualifier||C|
RFPENDTC|Date/Time of End of Participation|Record Qualifier||D|end-participation
DTHDTC|Date/Time of Death|Record Qualifier||C|
DTHFL|Subject Death Flag|Record Qualifier|NY|D|death-flag
BRTHDTC|Date/Time of Birth|Record Qualifier||C|
AGE|Age|Record Qualifier||D|age
AGEU|Age Units|Variable Qualifier|AGEU|A|
SEX|Sex|Record Qualifier|SEX|C|
RACE|Race|Record Qualifier|RACE|C|
ETHNIC|Ethnicity|Record Qualifier|ETHNIC|C|
ARMCD|Planned Arm Code|Record Qualifier|study|A|
ARM|Description of Planned Arm|Synonym Qualifier|study|A|
ACTARMCD|Actual Arm Code|Record Qualifier|study|A|
ACTARM|Description of Actual Arm|Synonym Qualifier|study|A|
ARMNRS|Reason Arm and/or Actual Arm is Null|Record Qualifier|ARMNULRS|A|
ACTARMUD|Description of Unplanned Actual Arm|Record Qualifier||A|
VISITNUM|Visit Number|Timing|study|A|
VISIT|Visit Name|Timing|study|A|
VISITDY|Planned Study Day of Visit|Timing||P|
EPOCH|Epoch|Timing|EPOCH|D|epoch
TAETORD|Planned Order of Element within Arm|Timing||P|
ETCD|Element Code|Topic|study|P|
ELEMENT|Description of Element|Synonym Qualifier|study|P|
TABRANCH|Branch|Rule||P|
TATRANS|Transition Rule|Rule||P|
TESTRL|Rule for Start of Element|Rule||P|
TEENRL|Rule for End of Element|Rule||P|
TEDUR|Planned Duration of Element|Timing||P|
TVSTRL|Visit Start Rule|Rule||P|
TVENRL|Visit End Rule|Rule||P|
IETESTCD|Incl/Excl Criterion Short Name|Topic|study|P|
IETEST|Inclusion/Exclusion Criterion|Synonym Qualifier|study|P|
IECAT|Inclusion/Exclusion Category|Grouping Qualifier|IECAT|P|
IEORRES|I/E Criterion Original Result|Result Qualifier|NY|C|
IESTRESC|I/E Criterion Result in Std Format|Result Qualifier|NY|A|
TIRL|Inclusion/Exclusion Criterion Rule|Rule||P|
TIVERS|Protocol Criteria Versions|Record Qualifier||P|
TSSEQ|Sequence Number|Identifier||A|
TSGRPID|Group ID|Identifier||A|
TSPARMCD|Trial Summary Parameter Short Name|Topic|TSPARMCD|P|
TSPARM|Trial Summary Parameter|Synonym Qualifier|TSPARM|P|
TSVAL|Parameter Value|Result Qualifier||P|
TSVALNF|Parameter Null Flavor|Result Qualifier|study|A|
TSVALCD|Parameter Value Code|Result Qualifier||A|
TSVCDREF|Name of the Reference Terminology|Result Qualifier|DICTNAM|A|
TSVCDVER|Version of the Reference Terminology|Result Qualifier||A|
IDVAR|Identifying Variable|Identifier|study|A|
IDVARVAL|Identifying Variable Value|Identifier||A|
QNAM|Qualifier Variable Name|Topic|study|A|
QLABEL|Qualifier Variable Label|Synonym Qualifier|study|A|
QVAL|Data Value|Result Qualifier||C|
QORIG|Origin|Record Qualifier|study|A|
QEVAL|Evaluator|Record Qualifier|EVAL|A|
RELTYPE|Relationship Type|Record Qualifier|RELTYPE|A|
RELID|Relationship Identifier|Record Qualifier||A|
SVUPDES|Description of Unplanned Visit|Synonym Qualifier||C|
SVPRESP|Pre-specified|Variable Qualifier|NY|P|
SVOCCUR|Occurrence|Record Qualifier|NY|C|
SVCNTMOD|Contact Mode|Record Qualifier|CNTMODE|C|
SEUPDES|Description of Unplanned Element|Synonym Qualifier||A|
AESEV|Severity/Intensity|Record Qualifier|AESEV|C|
AEACN|Action Taken with Study Treatment|Record Qualifier|ACN|C|
AEOUT|Outcome of Adverse Event|Record Qualifier|OUT|C|
AEREL|Causality|Record Qualifier|study|C|
AETOXGR|Standard Toxicity Grade|Record Qualifier|study|C|
AETERM|Reported Term for the Adverse Event|Topic||C|
DSTERM|Reported Term for the Disposition Event|Topic||C|
DSDECOD|Standardized Disposition Term|Synonym Qualifier|NCOMPLT PROTMLST OTHEVENT|A|
DSCAT|Category for Disposition Event|Grouping Qualifier|DSCAT|A|
DSSCAT|Subcategory for Disposition Event|Grouping Qualifier|DSSCAT|A|
EXTRT|Name of Treatment|Topic|study|C|
EXDOSE|Dose|Record Qualifier||C|
LBTESTCD|Lab Test or Examination Short Name|Topic|LBTESTCD|A|
LBTEST|Lab Test or Examination Name|Synonym Qualifier|LBTEST|A|
LBORRES|Result or Finding in Original Units|Result Qualifier||V|
LBORRESU|Original Units|Variable Qualifier|UNIT|V|
LBORNRLO|Reference Range Lower Limit in Orig Unit|Variable Qualifier||V|
LBORNRHI|Reference Range Upper Limit in Orig Unit|Variable Qualifier||V|
VSTESTCD|Vital Signs Test Short Name|Topic|VSTESTCD|A|
VSTEST|Vital Signs Test Name|Synonym Qualifier|VSTEST|A|
VSORRESU|Original Units|Variable Qualifier|VSRESU|C|
VSSTRESU|Standard Units|Variable Qualifier|VSRESU|A|
EGTESTCD|ECG Test or Examination Short Name|Topic|EGTESTCD|A|
EGTEST|ECG Test or Examination Name|Synonym Qualifier|EGTEST|A|
QSTESTCD|Question Short Name|Topic|study|A|
QSTEST|Question Name|Synonym Qualifier|study|A|
QSCAT|Category of Question|Grouping Qualifier|QSCAT|A|
SCTESTCD|Subject Characteristic Short Name|Topic|SCTESTCD|A|
SCTEST|Subject Characteristic|Synonym Qualifier|SCTEST|A|
RSTESTCD|Assessment Short Name|Topic|ONCRTSCD|A|
RSTEST|Assessment Name|Synonym Qualifier|ONCRTS|A|
RSCAT|Category for Assessment|Grouping Qualifier|ONCRSCAT|A|
RSSTRESC|Response Assessment Result in Std Format|Result Qualifier|ONCRSR|A|
TRTESTCD|Tumor/Lesion Assessment Short Name|Topic|TRTESTCD|A|
TRTEST|Tumor/Lesion Assessment Test Name|Synonym Qualifier|TRTEST|A|
TUTESTCD|Tumor/Lesion ID Short Name|Topic|TUTESTCD|A|
TUTEST|Tumor/Lesion ID Test Name|Synonym Qualifier|TUTEST|A|
TUSTRESC|Tumor/Lesion ID Result Std. Format|Result Qualifier|TUIDRS|A|
DDTESTCD|Death Detail Assessment Short Name|Topic|DTHDXCD|A|
DDTEST|Death Detail Assessment Name|Synonym Qualifier|DTHDX|A|
SSTESTCD|Status Short Name|Topic|SSTESTCD|A|
SSTEST|Status Name|Synonym Qualifier|SSTEST|A|
SSSTRESC|Character Result/Finding in Std Format|Result Qualifier|SSTATRS|A|
--SEQ|Sequence Number|Identifier||D|sequence
--GRPID|Group ID|Identifier||A|
--REFID|Reference ID|Identifier||C|
--SPID|Sponsor-Defined Identifier|Identifier||A|
--LNKID|Link ID|Identifier||A|
--LNKGRP|Link Group ID|Identifier||A|
--TERM|Reported Term|Topic||C|
--MODIFY|Modified Reported Term|Synonym Qualifier||A|
--LLT|Lowest Level Term|Variable Qualifier|dictionary|A|
--LLTCD|Lowest Level Term Code|Variable Qualifier|dictionary|A|
--DECOD|Dictionary-Derived Term|Synonym Qualifier|dictionary|A|
--PTCD|Preferred Term Code|Variable Qualifier|dictionary|A|
--HLT|High Level Term|Variable Qualifier|dictionary|A|
--HLTCD|High Level Term Code|Variable Qualifier|dictionary|A|
--HLGT|High Level Group Term|Variable Qualifier|dictionary|A|
--HLGTCD|High Level Group Term Code|Variable Qualifier|dictionary|A|
--BODSYS|Body System or Organ Class|Record Qualifier|dictionary|A|
--BDSYCD|Body System or Organ Class Code|Variable Qualifier|dictionary|A|
--SOC|Primary System Organ Class|Variable Qualifier|dictionary|A|
--SOCCD|Primary System Organ Class Code|Variable Qualifier|dictionary|A|
--CAT|Category|Grouping Qualifier|study|A|
--SCAT|Subcategory|Grouping Qualifier|study|A|
--PRESP|Pre-Specified|Variable Qualifier|NY|P|
--OCCUR|Occurrence|Record Qualifier|NY|C|
--STAT|Completion Status|Record Qualifier|ND|C|
--REASND|Reason Not Done|Record Qualifier||C|
--TRT|Reported Name of Drug, Med, or Therapy|Topic||C|
--INDC|Indication|Record Qualifier||C|
--CLAS|Class|Variable Qualifier|study|A|
--CLASCD|Class Code|Variable Qualifier||A|
--DOSE|Dose per Administration|Record Qualifier||C|
--DOSTXT|Dose Description|Record Qualifier||C|
--DOSU|Dose Units|Variable Qualifier|UNIT|C|
--DOSFRM|Dose Form|Record Qualifier|FRM|C|
--DOSFRQ|Dosing Frequency per Interval|Variable Qualifier|FREQ|C|
--DOSTOT|Total Daily Dose|Record Qualifier||C|
--ROUTE|Route of Administration|Variable Qualifier|ROUTE|C|
--LOC|Location|Record Qualifier|LOC|C|
--LAT|Laterality|Variable Qualifier|LAT|C|
--DIR|Directionality|Variable Qualifier|DIR|C|
--SER|Serious Event|Record Qualifier|NY|C|
--SCAN|Involves Cancer|Record Qualifier|NY|C|
--SCONG|Congenital Anomaly or Birth Defect|Record Qualifier|NY|C|
--SDISAB|Persist or Signif Disability/Incapacity|Record Qualifier|NY|C|
--SDTH|Results in Death|Record Qualifier|NY|C|
--SHOSP|Requires or Prolongs Hospitalization|Record Qualifier|NY|C|
--SLIFE|Is Life Threatening|Record Qualifier|NY|C|
--SMIE|Other Medically Important Serious Event|Record Qualifier|NY|C|
--SOD|Occurred with Overdose|Record Qualifier|NY|C|
--CONTRT|Concomitant or Additional Trtmnt Given|Record Qualifier|NY|C|
--TESTCD|Short Name of Test|Topic|study|A|
--TEST|Name of Test|Synonym Qualifier|study|A|
--OBJ|Object of the Observation|Record Qualifier||A|
--POS|Position of Subject During Observation|Record Qualifier|POSITION|C|
--ORRES|Result or Finding in Original Units|Result Qualifier||C|
--ORRESU|Original Units|Variable Qualifier|UNIT|C|
--ORNRLO|Normal Range Lower Limit in Orig Unit|Variable Qualifier||C|
--ORNRHI|Normal Range Upper Limit in Orig Unit|Variable Qualifier||C|
--STRESC|Character Result/Finding in Std Format|Result Qualifier||D|standard-result
--STRESN|Numeric Result/Finding in Standard Units|Result Qualifier||D|numeric-result
--STRESU|Standard Units|Variable Qualifier|UNIT|A|
--STNRLO|Reference Range Lower Limit-Std Units|Variable Qualifier||A|
--STNRHI|Reference Range Upper Limit-Std Units|Variable Qualifier||A|
--STNRC|Normal Range for Character Results|Variable Qualifier||A|
--NRIND|Reference Range Indicator|Variable Qualifier|NRIND|A|
--SPEC|Specimen Type|Record Qualifier|SPECTYPE|C|
--METHOD|Method of Test or Examination|Record Qualifier|METHOD|C|
--LEAD|Lead Location Used for Measurement|Record Qualifier|EGLEAD|C|
--EVAL|Evaluator|Record Qualifier|EVAL|A|
--EVALID|Evaluator Identifier|Variable Qualifier|MEDEVAL|A|
--NAM|Vendor Name|Record Qualifier||V|
--FAST|Fasting Status|Record Qualifier|NY|C|
--BLFL|Baseline Flag|Record Qualifier|NY|D|baseline-flag
--LOBXFL|Last Observation Before Exposure Flag|Record Qualifier|NY|D|last-before-exposure
--DRVFL|Derived Flag|Record Qualifier|NY|D|derived-flag
--DTC|Date/Time of Collection|Timing||C|
--STDTC|Start Date/Time|Timing||C|
--ENDTC|End Date/Time|Timing||C|
--DY|Study Day of Collection|Timing||D|study-day
--STDY|Study Day of Start|Timing||D|study-day
--ENDY|Study Day of End|Timing||D|study-day
--DUR|Duration|Timing||C|
--TPT|Planned Time Point Name|Timing|study|P|
--TPTNUM|Planned Time Point Number|Timing|study|P|
--ELTM|Planned Elapsed Time from Time Point Ref|Timing||P|
--TPTREF|Time Point Reference|Timing|study|P|
--STRF|Start Relative to Reference Period|Timing|STENRF|A|
--ENRF|End Relative to Reference Period|Timing|STENRF|A|
--STRTPT|Start Relative to Reference Time Point|Timing|STENRF|A|
--STTPT|Start Reference Time Point|Timing||A|
--ENRTPT|End Relative to Reference Time Point|Timing|STENRF|A|
--ENTPT|End Reference Time Point|Timing||A|
"""


def _read(line: str) -> tuple[str, SdtmVariable]:
    name, label, role, codelist, origin, method = line.split("|")
    return name, SdtmVariable(label, role, codelist, Origin(*_ORIGINS[origin]), method)


VARIABLES: dict[str, SdtmVariable] = dict(_read(line) for line in _TABLE.strip().splitlines())
_DICTIONARY_DOMAINS = frozenset({"AE", "MH", "CE"})


def variable_facts(name: str, domain: str) -> SdtmVariable:
    """
    Return what the standard says of a variable; of one it does not know, that it was collected.

    >>> variable_facts("AESTDY", "AE").method, variable_facts("CMDECOD", "CM").codelist
    ('study-day', '')
    """
    found = VARIABLES.get(name)
    if found is None and name.startswith(domain) and len(name) > len(domain):
        found = VARIABLES.get("--" + name.removeprefix(domain))
    if found is None:
        return SdtmVariable("", "Record Qualifier", "", Origin(*_ORIGINS["C"]))
    if found.codelist == "dictionary" and domain not in _DICTIONARY_DOMAINS:
        return SdtmVariable(found.label, found.role, "", found.origin, found.method)
    return found
