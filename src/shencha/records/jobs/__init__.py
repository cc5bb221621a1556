"""What runs beside the pages: analyses, reminders, mail."""
