"""What all commands need: their options, the library that is named, and output for people and programs."""
