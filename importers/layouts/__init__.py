"""How vouchers are laid out on a page: one module a family, reached through `voucher.py`."""
