"""Every write, one file per noun; each act is one transaction that happens whole or not at all."""
