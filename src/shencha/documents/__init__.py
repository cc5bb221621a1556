"""Answers into paper: notices, conclusions, the dossier file. No query, no decision."""
