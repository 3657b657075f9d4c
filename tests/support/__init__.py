"""What the tests stand on: a private database, a live server, a browser, and words for rules."""
