"""What leaves the country, and by which route it may."""
