"""Two sets of amounts side by side, and how much of every change each cause stands for."""
