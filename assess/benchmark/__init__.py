"""Scores → frozen `Edition`; own scores + edition → `Comparison`. No raw data of others is read here."""
