"""Rows become facts: everything a rule may know about a claim."""

from service.facts.gathering import gather

__all__ = ["gather"]
