"""First pages by role, and the pages of a desk that belong to no single case."""
