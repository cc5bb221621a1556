"""Must we file: the answer to one party's facts, with its reasons."""
