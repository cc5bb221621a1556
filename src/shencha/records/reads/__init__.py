"""What desks, pages and the API read; nothing here writes."""
