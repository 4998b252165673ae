"""The package for Windows: payload, its check, installer, portable folder, update file."""
