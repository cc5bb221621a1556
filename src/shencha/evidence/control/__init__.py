"""Who owns and controls whom, from BODS statements."""
