"""Documents: what each says, as blocks that know no language."""

from trialrun.documents.claims import Claims, GateVerdict, Verdict, judge_claims
from trialrun.documents.csr import build_csr
from trialrun.documents.protocol import build_protocol
from trialrun.documents.rehearsal import build_rehearsal

__all__ = [
    "Claims",
    "GateVerdict",
    "Verdict",
    "build_csr",
    "build_protocol",
    "build_rehearsal",
    "judge_claims",
]
