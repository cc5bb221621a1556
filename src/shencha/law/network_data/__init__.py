"""The Network Data Security Management Regulations, in force since 2025-01-01."""
