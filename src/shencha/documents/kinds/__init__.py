"""Files are what they say: which kinds each material may be, told by content, and what stands in them to beware of."""
