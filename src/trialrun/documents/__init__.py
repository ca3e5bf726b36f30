"""Documents: what each says, as blocks that know no language."""

from trialrun.documents.claims import Claims, GateVerdict, Verdict, judge_claims
from trialrun.documents.csr import build_csr

__all__ = ["Claims", "GateVerdict", "Verdict", "build_csr", "judge_claims"]
