"""The rules on data that leaves the country, by date."""
