"""When the steps of a case can take place: its calendar as known on a day, solved exactly."""
