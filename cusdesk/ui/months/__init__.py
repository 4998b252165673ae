"""„Zamknięcie miesiąca”: looked through, closed, opened again."""
