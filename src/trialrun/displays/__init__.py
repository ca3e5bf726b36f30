"""Displays: tables and figures as specifications over results."""

from trialrun.displays.build import build_display, build_displays
from trialrun.displays.csv import csv_rows, csv_text, write_csv
from trialrun.displays.design import draw_design
from trialrun.displays.drawn import draw_figure, draw_shell
from trialrun.displays.figure import curve_of
from trialrun.displays.rehearsal import draw_rehearsal
from trialrun.displays.shells import build_shell, build_shells

__all__ = [
    "build_display",
    "build_displays",
    "build_shell",
    "build_shells",
    "csv_rows",
    "csv_text",
    "curve_of",
    "draw_figure",
    "draw_design",
    "draw_rehearsal",
    "draw_shell",
    "write_csv",
]
