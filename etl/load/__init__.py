"""The only writer of tables: COPY into temporary staging, then set-based merges on natural keys."""
