"""What any text says in figures, times and sentences, whoever asks."""
