"""Settings from the environment, addresses, processes."""
