"""The people of the demonstration, for who tries it out."""

ACCOUNTS = {
    "secretariat@example.org": "the Secretariat",
    "focal.cri@example.org": "focal point of Costa Rica",
    "focal.mex@example.org": "focal point of Mexico",
    "ministry.cri@example.org": "a contributor of Costa Rica",
    "reviewer1@example.org": "a reviewer, as are reviewer2 to reviewer35",
    "civil@example.org": "civil society",
    "un@example.org": "an entity of the United Nations",
    "moderator@example.org": "a moderator",
}
