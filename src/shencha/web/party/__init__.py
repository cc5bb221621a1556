"""The party's desk: what we owe, what the office has, drafts, filing, receipts."""
