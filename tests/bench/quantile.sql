-- quantile: the quantiles of every cohort and node by the database's own exact function.
-- in:  vote(industry, size, region, overall, d0 … d9: scores in hundredths)
-- out: cohort, then a list of seven type 7 quantiles for each node, in hundredths
-- grain: one row per cohort of ten votes or more
select
    coalesce(nullif(concat_ws('/', industry, size, region), ''), 'all') as cohort,
    quantile_cont(cast(columns('^(overall|d\d)$') as double), [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95])
from vote
group by grouping sets ((industry, size, region), (industry, size), (industry), ())
having count(*) >= 10
order by cohort
