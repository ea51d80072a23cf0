-- recall_votes: the votes of a release, from the file in which the instance keeps them.
-- in:  $file: a Parquet file of keep_votes.sql
-- out: leaf, staged, group, round, account, member, day, score:<node> …, in the order in which they were kept
-- grain: one row per vote
select * from read_parquet($file)
