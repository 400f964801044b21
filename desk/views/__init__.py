"""What signed-in people see and do."""
