"""เกษียณอายุใน ๒๔ เดือน: who leaves, what holds up the pension, and the one order of leaving."""
