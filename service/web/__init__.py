"""What every web door shares: sessions, access, headers, and refusals turned into answers."""
