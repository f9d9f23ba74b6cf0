"""The journal for other programs: plain-text accounting to check it, vouchers for the employer."""
