-- disagreement: statistics of a tally that differ from the database's own; no row means that all agree.
-- in:  contributor(row, industry, size, region: '' where not known), the members only;
--      vote(row, node, score in hundredths), scored nodes only;
--      told(cohort, node, n, total, q0 … q6: quantiles in ten-thousandths); $min_n
-- out: cohort, node: every cell of the one side that the other lacks or has otherwise
-- grain: one row per cohort and node that differs
-- quantile_cont is type 7 and works on double: on decimal it rounds; quantile_disc, of questions and what cuts across
-- the dimensions (their names have a stroke), is a value that occurs. 1e-9 of the shown range is 1e-5 here.
with
known as (
    select
        row,
        nullif(industry, '') as industry,
        case when industry <> '' then nullif(size, '') end as size,
        case when industry <> '' and size <> '' then nullif(region, '') end as region
    from contributor
),
every_size as (
    select concat_ws('/', industry, size, region) as path, count(*) as members
    from known
    group by grouping sets ((industry, size, region), (industry, size), (industry), ())
    having (grouping(industry) = 1 or industry is not null)
        and (grouping(size) = 1 or size is not null)
        and (grouping(region) = 1 or region is not null)
),
asked as (
    select path from every_size where members >= $min_n
),
statistic as (
    select
        concat_ws('/', industry, size, region) as path,
        node,
        count(*) as n,
        sum(score) as total,
        coalesce(
            quantile_cont(cast(score as double), [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95])
                filter (where not contains(node, '/')),
            quantile_disc(cast(score as double), [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95])
                filter (where contains(node, '/'))
        ) as q
    from vote inner join known using (row)
    group by grouping sets ((node, industry, size, region), (node, industry, size), (node, industry), (node))
    having (grouping(industry) = 1 or industry is not null)
        and (grouping(size) = 1 or size is not null)
        and (grouping(region) = 1 or region is not null)
),
expected as (
    select case when path = '' then 'all' else path end as cohort, statistic.* exclude (path)
    from statistic inner join asked using (path)
)
select coalesce(expected.cohort, told.cohort) as cohort, coalesce(expected.node, told.node) as node
from expected
full outer join told on expected.cohort = told.cohort and expected.node = told.node
where expected.n is distinct from told.n
    or expected.total is distinct from told.total
    or greatest(
        abs(100 * expected.q[1] - told.q0), abs(100 * expected.q[2] - told.q1), abs(100 * expected.q[3] - told.q2),
        abs(100 * expected.q[4] - told.q3), abs(100 * expected.q[5] - told.q4), abs(100 * expected.q[6] - told.q5),
        abs(100 * expected.q[7] - told.q6)
    ) > 1e-5
order by 1, 2
