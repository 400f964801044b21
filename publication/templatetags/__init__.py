"""What the pages of the shared workflow need besides markup."""
