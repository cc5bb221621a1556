"""Proofs that verify offline, without a database: Merkle log, checkpoints, receipts. Pure."""
