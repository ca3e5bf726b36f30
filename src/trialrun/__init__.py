"""
Run the trial before the trial.

A study is written down once. From that definition trialrun checks the data, derives the analysis
data sets, computes the results and writes the documents, in English and Chinese; every number can
be traced to the data and the code that made it.
"""

__version__ = "0.1.0"

__all__ = ["__version__"]
