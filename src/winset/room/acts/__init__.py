"""What people can do in a room, who may do it, and what it changes."""
