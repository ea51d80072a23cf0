"""An organisation and peers that do not exist → the sample report, in every language. Always the same, drawn by seed."""
