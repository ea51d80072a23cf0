"""Scores → frozen `Edition`; own scores + edition → `Comparison`. Nothing here ever reads another's answers."""
