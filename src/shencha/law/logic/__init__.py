"""The three-valued logic over facts in which the rules of every text are written."""
