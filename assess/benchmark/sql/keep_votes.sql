-- keep_votes: the votes of a release, as a file that only the instance keeps.
-- in:  vote(leaf, staged, group, round, account, member, day, score:<node> …), in the order of the votes; $file: where to;
--      $about: {about: JSON of what all votes have in common}
-- out: a Parquet file with the same columns
-- grain: one row per vote
copy (select * from vote) to $file (format parquet, compression zstd, kv_metadata $about)
