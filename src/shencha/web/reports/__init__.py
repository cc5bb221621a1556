"""Social supervision: reporting, coming back with the code, and the desks that read reports."""
