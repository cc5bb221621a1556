"""The second version of the Measures, in force since 2022-02-15."""
