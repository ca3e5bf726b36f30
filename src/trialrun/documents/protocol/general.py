"""What every protocol says in a section, and the values that design puts into sentences."""

from __future__ import annotations

GENERAL = frozenset(
    {
        "4.4",
        "5.6",
        "7.2",
        "7.3",
        "8.1",
        "9.1.1",
        "9.1.2",
        "9.1.3",
        "9.2.1",
        "9.2.2",
        "9.2.3",
        "9.2.3.1",
        "9.4",
        "10.1",
        "10.3",
        "11.1",
        "11.2.1",
        "11.2.2",
        "11.3",
        "11.6",
        "11.7",
        "11.8",
        "11.9",
        "11.10",
        "11.11",
        "11.12",
    }
)
"""
Sections of the template that follow from guidelines where the definition has no text of its own.

Source: ICH E2A (1994), ICH E6(R3) (2025), ICH E8(R1) (2021), ICH E9 (1998).
"""
