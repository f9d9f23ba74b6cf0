"""Closing a month: what is checked before, what is kept of it, and the day nothing passes after."""
