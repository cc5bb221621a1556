"""Draft decisions on sanctions: facts, what the law answers, a draft, and a second person."""
