"""What Scripts/benchmark is made of."""
