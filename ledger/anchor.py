"""Anchors: what all books were at one moment, signed with a key outside the database."""
