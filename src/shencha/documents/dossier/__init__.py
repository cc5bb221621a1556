"""A filing as one file: made offline, verified offline, taken in by page, API or command."""
