"""Text to records, pure: same text and published date in, same annotation out."""
