"""What fails if someone stops supplying: bills of materials, the register, services, cuts."""
