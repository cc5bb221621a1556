"""A paper leaf by leaf: pages drawn, words read, tables told; in a process of its own, and nothing in it runs."""

MOST_CHARACTERS = 1_500_000
"""Of all leaves together; beyond, the reading is cut and says so."""
