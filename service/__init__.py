"""The running product: doors (web, API, command line, clock) over actions over tables."""
