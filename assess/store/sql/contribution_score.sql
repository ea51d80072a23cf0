-- contribution_score: the scores that belong to contribution.sql, flattened.
-- in:  submission; $models (list of model numbers of one list of nodes), $synthetic, $keeps_out (so many signs of careless answers keep a submission out)
-- out: hundredths, -1 where not scored
-- grain: one row per submission and node: submissions in the order of contribution.sql, each with its nodes in order
with contributing as (
    select score
    from submission
    where
        model = any($models)
        and contributes
        and synthetic = $synthetic
    and bit_count(signals::integer) < $keeps_out
    order by submitted_at, id
),

flat as (
    select unnest(score) as hundredths
    from contributing
)

select coalesce(hundredths, -1)::integer as hundredths
from flat
