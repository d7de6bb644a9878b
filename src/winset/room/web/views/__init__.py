"""What pages show and the API answers: worked out here once, for both."""
