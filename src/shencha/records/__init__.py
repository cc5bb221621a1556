"""What is kept, and who may see it: organisations, people, cases, files, the log (Django)."""
