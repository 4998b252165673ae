"""„Arkusze biura”: the office's own workbooks, filled with the figures of a month."""
