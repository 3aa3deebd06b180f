"""What all annotators share of a text: the view that they read it through."""
