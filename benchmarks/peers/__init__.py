"""What the ledger is measured beside: bare SQLite, and an application of the eventsourcing package."""
