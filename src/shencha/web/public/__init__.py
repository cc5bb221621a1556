"""Pages for everyone: what the review is, the interview, due dates, the Measures, the log."""
