"""Audit sampling that anyone can reproduce (Art. 33): planned, drawn and evaluated exactly."""
