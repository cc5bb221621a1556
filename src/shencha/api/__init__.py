"""The same acts as the pages, for programs: one file per resource."""
