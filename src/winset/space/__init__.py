"""What the computer searches: packages, their values, worlds, the frontier and the solutions."""
