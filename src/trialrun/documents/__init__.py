"""Documents: what each says, as blocks that know no language."""

from trialrun.documents.claims import Claims, GateVerdict, Verdict, judge_claims
from trialrun.documents.csr import build_csr
from trialrun.documents.design import build_design
from trialrun.documents.protocol import build_protocol
from trialrun.documents.rehearsal import build_rehearsal
from trialrun.documents.sap import build_sap

__all__ = [
    "Claims",
    "GateVerdict",
    "Verdict",
    "build_csr",
    "build_design",
    "build_protocol",
    "build_rehearsal",
    "build_sap",
    "judge_claims",
]
