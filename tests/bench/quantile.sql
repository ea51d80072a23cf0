-- quantile: the quantiles of every cohort and node by the database's own exact function.
-- in:  vote(industry, size, region, node, score in hundredths), one row a vote and node
-- out: cohort, node, its seven type 7 quantiles in hundredths
-- grain: one row per cohort of ten votes or more, and node
select
    coalesce(nullif(concat_ws('/', industry, size, region), ''), 'all') as cohort,
    node,
    quantile_cont(cast(score as double), [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]) as quantiles
from vote
group by grouping sets ((industry, size, region, node), (industry, size, node), (industry, node), (node))
having count(*) >= 10
order by cohort, node
