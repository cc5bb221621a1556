"""Promises and conditions after the conclusion: one calendar for both sides, evidence, review, release."""
