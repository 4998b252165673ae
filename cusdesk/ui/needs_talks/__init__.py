"""„Rozmowy i potrzeby”: leading needs talks, and the register of needs without a service."""
