"""Projections: what follows from the facts and the decisions, read by whoever asks."""
