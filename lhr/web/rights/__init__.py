"""SEM101 and SEM102: who holds the two rights of an LGO, naming them, confirming them."""
