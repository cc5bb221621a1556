"""Analysers: files and tables in, findings out; they know no case, no user, no page."""
