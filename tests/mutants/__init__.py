"""One mutant for each single reading of the rules, and the story that tells it from the library."""
