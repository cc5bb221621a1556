"""Runs a network security review (网络安全审查) from the first question to the supervision after it."""
