"""Us and the reference in one run, the ratio printed: `make bench`."""
