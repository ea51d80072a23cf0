-- line: scores nodes that are plain means of their questions, and of which nothing but the score is asked.
-- in:  added (scoring.sheet adds it up): assessment, node, and the sums of gained, weights and tally of meaning.sql over the
--      node's questions; node of schema.sql; $minimum, $span of the shown range
-- out: assessment, node, score (hundredths, as in leaf.sql)
-- grain: one row per assessment and node with a score, in any order
with judged as (
    select
        assessment, node, gained, weights >> 21 & 2097151 as counted,
        reason_of(
            false, weights >> 42, counted, weights & 2097151, tally, min_answered, min_questions, max_not_applicable
        ) as reason
    from added
    join node using (node)
)
select
    assessment, node,
    round($minimum * 100 + (round(gained / counted) + 3) * $span / 1e7)::integer as score
from judged
where reason = 0;
