"""Signing in: allauth with the questions that this house answers otherwise, and only the addresses it needs."""
