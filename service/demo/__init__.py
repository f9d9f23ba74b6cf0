"""Sample data: a drawing office for realistic invoices, and a programme filled with them."""
