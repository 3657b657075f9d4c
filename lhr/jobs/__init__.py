"""The leased job table: long work that an officer asked for, done outside of the request, item by item."""
