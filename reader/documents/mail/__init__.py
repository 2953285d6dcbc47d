"""Mail and mailboxes: headers within bounds, and the part of a message that a person reads."""
