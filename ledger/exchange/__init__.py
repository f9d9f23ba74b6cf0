"""A book on its way to other programs: plain-text journals, and drafts for the employer's system.

These are copies of a management ledger of the dedicated account, never statutory books.
"""
