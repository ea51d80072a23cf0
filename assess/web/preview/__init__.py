"""The form of one questionnaire file in the browser while its author writes it, with what the checker finds beside it."""
