"""What the public reads of reviews, and what a State's people and the Secretariat do with them."""
