"""What all packages of a case come to at the middle numbers, whichever way they are searched."""
