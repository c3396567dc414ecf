"""Hearings: for each claimant the facts for and against, the gaps, and under which readings their claim holds."""

from leadledger.disputes.hearings.hearing import Heard, Hearing, HearingTerms, Holds, hearing

__all__ = ["Heard", "Hearing", "HearingTerms", "Holds", "hearing"]
