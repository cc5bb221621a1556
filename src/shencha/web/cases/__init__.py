"""A case on one page for whoever may know of it, the acts open to them, papers and receipts."""
