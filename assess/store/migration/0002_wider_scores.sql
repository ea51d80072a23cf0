-- Scores are whole numbers of four bytes: a range may now go up to 10,000, which in hundredths is more than two bytes hold.
alter table submission alter column score type integer[];
