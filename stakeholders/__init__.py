"""People, organisations, memberships, roles, invitations; the allauth adapter."""
