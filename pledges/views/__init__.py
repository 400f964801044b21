"""Pages of pledges: what everybody may read, and what is done on the desk."""
