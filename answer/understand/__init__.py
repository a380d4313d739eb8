"""What a question asks: kind of answer, place, year, document, and what it takes from the turn before."""
