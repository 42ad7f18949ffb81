"""The one bridge between the wings: rows to records, and the director's pages on them."""
