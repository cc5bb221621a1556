"""The analysis report (Article 8, item 2) as sentences that point to their evidence."""
