"""Kinds of signals: what stands out in the whole population, one small module each."""
