"""The supplier’s desk: the parts that parties ask of it, and nothing else of their filings."""
