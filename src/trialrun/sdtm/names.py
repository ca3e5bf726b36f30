"""
Which domain a file holds, by its name.

A large domain may be split into files named with its two letters and up to two more (QSCO and
QSDA are parts of QS), its supplemental qualifiers likewise (SUPPQSCO, or SUPPQSC).

Source: SDTMIG 3.4, 4.1.6 (splitting domains) and 8.4 (supplemental qualifiers).
"""

from __future__ import annotations

_WHOLE = frozenset({"RELREC", "RELSUB", "RELSPEC", "POOLDEF"})
_ASSOCIATED_PERSONS = "AP"


def is_supplemental(name: str) -> bool:
    """
    Whether a domain holds supplemental qualifiers.

    >>> is_supplemental("SUPPAE"), is_supplemental("SU")
    (True, False)
    """
    return name.startswith(("SUPP", "SQ")) and len(name) > 2 and name != "SUPP"


def domain_of_file(stem: str) -> str | None:
    """
    The domain of a file.

    Args:
        stem: name of the file without its ending.
    Returns:
        The domain, or None where the name alone does not say and the DOMAIN column must.

    >>> [domain_of_file(stem) for stem in ("dm", "lbch", "suppqsco", "relrec", "lab_data")]
    ['DM', 'LB', 'SUPPQS', 'RELREC', None]
    """
    name = stem.upper()
    if name in _WHOLE:
        return name
    if not name.isalnum():
        return None
    if is_supplemental(name):
        prefix = "SUPP" if name.startswith("SUPP") else "SQ"
        parent = _unsplit(name.removeprefix(prefix))
        return f"SUPP{parent}" if parent else None
    return _unsplit(name)


def _unsplit(name: str) -> str | None:
    """The two letters of a domain, or four for data of associated persons."""
    if name.startswith(_ASSOCIATED_PERSONS) and len(name) == 4:
        return name
    return name[:2] if 2 <= len(name) <= 4 and name[0].isalpha() else None
