"""Records and what is known -> resolved records, pure: no database, no models."""
