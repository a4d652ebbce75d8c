"""What each generated page of docs/reference says, a module a subject."""
