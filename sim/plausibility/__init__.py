"""The card of a market: twenty of its figures held against what was published for its trade."""
