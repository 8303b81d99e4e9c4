"""The look of letters."""
