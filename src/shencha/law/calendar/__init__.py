"""Working days by the published holiday notices, and the strip that shows a count."""
