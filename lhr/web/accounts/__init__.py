"""Sign-in, enrolment, the lock, one's own account, and what card agents ask of the server."""
