"""What mails need besides markup."""
