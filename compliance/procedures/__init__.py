"""One module per procedure: the table of who may move what from which state to which."""
