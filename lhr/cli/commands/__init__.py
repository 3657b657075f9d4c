"""One file a command; the words are in its COMMAND."""
