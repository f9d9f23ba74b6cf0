"""One module for each statement; `reports.catalogue` lists them."""
