"""What a breach may cost, by the version of the law in force."""
