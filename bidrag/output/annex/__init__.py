"""The annex to a decision as PDF/UA: its words, its typesetting and its tags."""
