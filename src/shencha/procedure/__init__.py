"""A case is its events: what happened, what may happen next, clocks and to-dos. Pure."""
