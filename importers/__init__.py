"""Reading vouchers: bytes become `Invoice` values. Nothing here knows a database or the web."""
