"""Template tags: both languages, dates, the strip of days."""
