"""The first version of the Measures, in force from 2020-06-01 to 2022-02-14."""
