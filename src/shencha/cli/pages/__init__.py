"""How each answer is printed for a person."""
