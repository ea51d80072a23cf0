-- quantile_wide: the quantiles of every cohort and node, of votes that have a column for each node.
-- in:  wide(industry, size, region, overall, d0 … d9: scores in hundredths), one row a vote
-- out: cohort, node, its seven type 7 quantiles in hundredths
-- grain: one row per cohort of ten votes or more, and node
with
found as (
    select
        coalesce(nullif(concat_ws('/', industry, size, region), ''), 'all') as cohort,
        quantile_cont(cast(columns('^(overall|d\d)$') as double), [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95])
    from wide
    group by grouping sets ((industry, size, region), (industry, size), (industry), ())
    having count(*) >= 10
)
select cohort, node, quantiles
from (unpivot found on columns('^(overall|d\d)$') into name node value quantiles)
order by cohort, node
