"""The Cybersecurity Review Measures: versions, articles, figures, members, factors, materials."""
