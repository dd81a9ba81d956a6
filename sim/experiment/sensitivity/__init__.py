"""What would change the answer: which assumptions move it, where it flips, what it would be worth to know them."""
