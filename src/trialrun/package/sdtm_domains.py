"""
What the standard says of SDTM data sets: class, label, structure, and what identifies a record.

Source: SDTMIG 3.4, section 6 and 7, and SDTM 2.0 for the classes; the Chinese is ours.
"""

from __future__ import annotations

from dataclasses import dataclass

from trialrun.study import Text

SUPPLEMENTAL_KEYS = ("STUDYID", "RDOMAIN", "USUBJID", "IDVAR", "IDVARVAL", "QNAM")


@dataclass(frozen=True)
class Domain:
    """The standard's description of a domain; `keys` without STUDYID, `--` for the prefix."""

    data_class: str
    label: Text
    structure: str
    keys: tuple[str, ...]


_TABLE = """
CO|SPECIAL PURPOSE|Comments|备注|One record per comment per subject|USUBJID COSEQ
DM|SPECIAL PURPOSE|Demographics|人口学资料|One record per subject|USUBJID
SE|SPECIAL PURPOSE|Subject Elements|受试者经历的要素|One record per element per subject|USUBJID ETCD SESTDTC
SV|SPECIAL PURPOSE|Subject Visits|受试者访视|One record per visit per subject|USUBJID VISITNUM
CM|INTERVENTIONS|Concomitant/Prior Medications|既往及合并用药|One record per medication per subject|USUBJID CMTRT CMSTDTC
EC|INTERVENTIONS|Exposure as Collected|采集的给药记录|One record per collected dosing interval per subject|USUBJID ECTRT ECSTDTC
EX|INTERVENTIONS|Exposure|给药|One record per constant dosing interval per subject|USUBJID EXTRT EXSTDTC
PR|INTERVENTIONS|Procedures|操作|One record per procedure per subject|USUBJID PRTRT PRSTDTC
SU|INTERVENTIONS|Substance Use|物质使用|One record per substance per subject|USUBJID SUTRT SUSTDTC
AE|EVENTS|Adverse Events|不良事件|One record per adverse event per subject|USUBJID AEDECOD AESTDTC
CE|EVENTS|Clinical Events|临床事件|One record per event per subject|USUBJID CETERM CESTDTC
DS|EVENTS|Disposition|受试者分布|One record per disposition event per subject|USUBJID DSDECOD DSSTDTC
DV|EVENTS|Protocol Deviations|方案偏离|One record per deviation per subject|USUBJID DVTERM DVSTDTC
HO|EVENTS|Healthcare Encounters|就诊|One record per encounter per subject|USUBJID HOTERM HOSTDTC
MH|EVENTS|Medical History|病史|One record per event of medical history per subject|USUBJID MHDECOD MHSTDTC
DA|FINDINGS|Product Accountability|药品清点|One record per finding per subject|USUBJID DATESTCD DADTC
DD|FINDINGS|Death Details|死亡详情|One record per finding per subject|USUBJID DDTESTCD
EG|FINDINGS|ECG Test Results|心电图|One record per test per time point per visit per subject|USUBJID EGTESTCD VISITNUM EGTPTNUM EGDTC
FA|FINDINGS ABOUT|Findings About Events or Interventions|关于事件或干预的发现|One record per finding per object per visit per subject|USUBJID FATESTCD FAOBJ VISITNUM FADTC
IE|FINDINGS|Inclusion/Exclusion Criteria Not Met|未符合的入选/排除标准|One record per criterion not met per subject|USUBJID IETESTCD
LB|FINDINGS|Laboratory Test Results|实验室检查|One record per test per time point per visit per subject|USUBJID LBTESTCD LBSPEC VISITNUM LBTPTNUM LBDTC
PE|FINDINGS|Physical Examination|体格检查|One record per body system per visit per subject|USUBJID PETESTCD VISITNUM PEDTC
PC|FINDINGS|Pharmacokinetics Concentrations|药代动力学浓度|One record per analyte per time point per subject|USUBJID PCTESTCD VISITNUM PCTPTNUM PCDTC
QS|FINDINGS|Questionnaires|问卷|One record per question per time point per visit per subject|USUBJID QSCAT QSTESTCD VISITNUM QSTPTNUM QSDTC
RS|FINDINGS|Disease Response and Clin Classification|疾病疗效及临床分级|One record per response per visit per subject|USUBJID RSTESTCD VISITNUM RSEVAL RSDTC
SC|FINDINGS|Subject Characteristics|受试者特征|One record per characteristic per subject|USUBJID SCTESTCD
SS|FINDINGS|Subject Status|受试者状态|One record per status per visit per subject|USUBJID SSTESTCD VISITNUM SSDTC
TR|FINDINGS|Tumor/Lesion Results|肿瘤/病灶结果|One record per measurement per lesion per visit per subject|USUBJID TRLNKID TRTESTCD VISITNUM TREVAL TRDTC
TU|FINDINGS|Tumor/Lesion Identification|肿瘤/病灶识别|One record per identified lesion per subject|USUBJID TULNKID TUTESTCD VISITNUM TUEVAL
VS|FINDINGS|Vital Signs|生命体征|One record per measurement per time point per visit per subject|USUBJID VSTESTCD VISITNUM VSTPTNUM VSDTC
TA|TRIAL DESIGN|Trial Arms|试验组|One record per planned element per arm|ARMCD TAETORD
TD|TRIAL DESIGN|Trial Disease Assessments|疾病评估计划|One record per planned constant assessment period|TDORDER
TE|TRIAL DESIGN|Trial Elements|试验要素|One record per planned element|ETCD
TI|TRIAL DESIGN|Trial Inclusion/Exclusion Criteria|试验入选/排除标准|One record per criterion|IETESTCD
TM|TRIAL DESIGN|Trial Disease Milestones|疾病里程碑|One record per disease milestone type|MIDSTYPE
TS|TRIAL DESIGN|Trial Summary|试验概要|One record per value of each parameter|TSPARMCD TSSEQ
TV|TRIAL DESIGN|Trial Visits|试验访视|One record per planned visit per arm|VISITNUM ARMCD
RELREC|RELATIONSHIP|Related Records|相关记录|One record per related record|RDOMAIN USUBJID IDVAR IDVARVAL RELID
"""


def _read(line: str) -> tuple[str, Domain]:
    name, data_class, english, chinese, structure, keys = line.split("|")
    label = Text(en=english, zh=chinese)
    return name, Domain(data_class, label, structure, tuple(keys.split()))


DOMAINS: dict[str, Domain] = dict(_read(line) for line in _TABLE.strip().splitlines())


def domain_facts(name: str, label: str = "") -> Domain:
    """
    Return what the standard says of a data set; of one it does not know, what its name says.

    Args:
        name: such as "AE" or "SUPPAE".
        label: what the data call it, used where the standard has no such data set.

    >>> domain_facts("SUPPAE").label.en
    'Supplemental Qualifiers for AE'
    """
    if name in DOMAINS:
        return DOMAINS[name]
    if name.startswith("SUPP") and len(name) > 4:
        parent = name.removeprefix("SUPP")
        text = Text(en=f"Supplemental Qualifiers for {parent}", zh=f"{parent} 的补充限定变量")
        structure = "One record per supplemental qualifier per parent record"
        return Domain("RELATIONSHIP", text, structure, SUPPLEMENTAL_KEYS[1:])
    text = Text(en=label or name, zh=label or name)
    keys = ("USUBJID", f"{name}TESTCD", "VISITNUM", f"{name}DTC", f"{name}STDTC")
    return Domain("FINDINGS", text, "One record per observation per subject", keys)
