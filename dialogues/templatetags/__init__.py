"""What the templates of dialogues are written with."""
