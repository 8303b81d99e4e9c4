"""Frozen numbers of the nlp room, each with its provenance beside it."""
