"""The screening of many parties at once: by column, by row, inside a store, and what moved since."""
