"""Checking a rulebook: stories told by chance from what its document reads, and the smallest that show something.

:mod:`search` needs Hypothesis (``pip install "leadledger[testing]"``); the rest does without.
"""
