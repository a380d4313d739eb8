"""A language model beside the search: it rewords questions and words answers, behind a gate."""
