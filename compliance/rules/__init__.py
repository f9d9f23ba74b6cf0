"""One module per rule: ARTICLE, TITLE, SEVERITY, OVERRIDE, its sentences and `check(claim)`."""
