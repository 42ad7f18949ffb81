"""One elector as a person with rights: what we hold of them, what they agreed to, and how we forget them."""
