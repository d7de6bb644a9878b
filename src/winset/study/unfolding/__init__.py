"""How a study tells the course of the talks: what process/ found, as parts of a study."""
