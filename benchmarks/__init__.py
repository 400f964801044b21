"""What the portal costs and what it survives, measured on the real thing."""
