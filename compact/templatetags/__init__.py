"""What the components need besides markup."""
