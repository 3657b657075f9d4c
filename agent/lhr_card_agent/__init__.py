"""The program on the officer's PC: it reads the card for the pages of one LHR server and nobody else."""

VERSION = "1.0.0"
