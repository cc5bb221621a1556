"""A sanction as a folded list of acts."""
