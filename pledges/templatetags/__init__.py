"""What the pages of a pledge need besides markup."""
