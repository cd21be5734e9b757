"""What an attacker tries, and what bad luck does, to bodies and meetings."""
