"""The rules of the Measures and of each task agreement: facts in, findings out."""
