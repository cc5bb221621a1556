"""Evidence: analyses on a draft or a case, and the board of factors on which all findings meet."""
