"""How a grant stands in a book: funded, spent, reserved, available, by source and direction."""
