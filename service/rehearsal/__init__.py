"""演练: an employer made up for one person, with money to spend and invoices to try out.

All of it is made by the actions that people use, in the database of the rehearsals.
"""
