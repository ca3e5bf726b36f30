"""gsDesign: designs with whole sample sizes."""

from __future__ import annotations

from typing import Any

import numpy as np

from agree_design.calls import Unsupported, stands_for
from agree_design.gsdesign_design import gs_design


@stands_for("gsDesign::toInteger", parameters=("x", "ratio", "roundUpFinal"))
def to_integer(x: Any, ratio: Any = None, roundUpFinal: bool = True) -> dict[str, Any]:
    """A design with whole sample sizes, its bounds spent anew."""
    arguments = getattr(x["_design"], "arguments", None)
    if arguments is None or "eNC" in x or "eDC" in x:
        raise Unsupported("toInteger of what is no plain gsDesign")
    unit = int(ratio) + 1 if ratio is not None and float(ratio).is_integer() else 1
    sizes = [round(each) for each in x["n_I"]]
    last = x["n_I"][-1]
    nearest = round(last / unit) * unit
    if roundUpFinal and abs(last - nearest) > 0.01:
        nearest = int(np.ceil(last / unit)) * unit
    sizes[-1] = nearest
    return gs_design(**arguments, delta=x["delta"], n_I=sizes, maxn_IPlan=sizes[-1])
