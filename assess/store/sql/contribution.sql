-- contribution: what enters a benchmark edition: the profile bands, no answers, no ids.
-- in:  submission; $models (list of model numbers), $synthetic, $keeps_out (so many signs of careless answers keep a submission out)
-- out: industry, size, region ('' where not given), submitted_at
-- grain: one row per contributing submission, in the order of submission
select
    coalesce(industry, '') as industry,
    coalesce(size, '') as size,
    coalesce(region, '') as region,
    submitted_at
from submission
where
    model = any($models)
    and contributes
    and synthetic = $synthetic
    and bit_count(signals::integer) < $keeps_out
order by submitted_at, id
