"""คู่มือ: the officer's guides of docs/officer as pages of the product, and the paper of the nine steps."""
