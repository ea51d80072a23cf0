-- contribution: who is behind what counts, in numbers alone.
-- in:  counting
-- out: leaf (number of the path, see path.sql), party, round, account, day
-- grain: one row per contribution, in the order of submission
select
    (dense_rank() over (order by industry, size, region) - 1)::integer as leaf,
    party,
    round,
    account,
    day
from counting
order by number
