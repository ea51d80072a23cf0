-- about_votes: what all votes of a release have in common.
-- in:  $file: a Parquet file of keep_votes.sql
-- out: about: JSON
-- grain: one row
select decode(value) as about
from parquet_kv_metadata($file)
where decode(key) = 'about'
