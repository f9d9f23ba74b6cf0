"""Balances at any moment: as recorded until an instant, as effective until a day, or both."""
