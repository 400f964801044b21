"""What the demonstration shows, room by room."""
