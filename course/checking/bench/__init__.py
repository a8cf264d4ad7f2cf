"""What checking notebooks costs here and with other tools, side by side: ``python -m course bench``."""
