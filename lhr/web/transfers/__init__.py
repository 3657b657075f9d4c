"""เรื่องโอน: asking for a transfer, the list of cases, and the page of one case for both sides."""
