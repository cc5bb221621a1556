"""How many natural persons' data is held: a range, counted where the data lies; only counts leave a store."""
