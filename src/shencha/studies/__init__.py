"""Questions about many cases: statistics, load, rehearsals, and what another figure would change."""
