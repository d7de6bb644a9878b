"""Studies of a room: the case as it stands, jobs, frozen studies."""
