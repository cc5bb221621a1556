"""What counsel asks first: procedures beside the review, effects, remedies, contracts, papers that exist already."""
