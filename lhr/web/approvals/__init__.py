"""What an office decides about accounts, PCs and cards."""
