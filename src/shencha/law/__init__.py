"""What the texts say, by date: instruments, figures, members, screening, working days. Pure."""
