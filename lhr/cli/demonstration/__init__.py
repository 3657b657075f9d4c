"""A province to try the register with: real geography, invented people, everything entered by the product's acts."""
