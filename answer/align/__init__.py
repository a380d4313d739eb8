"""Documents side by side: which clause answers to which, and in what they differ."""
