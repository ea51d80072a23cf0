-- disagreement: statistics of a tally that differ from the database's own; no row means that all agree.
-- in:  contributor(row, industry, size, region: '' where not known), the members only;
--      vote(row, node, score in hundredths), scored nodes only;
--      told(cohort, node, n, total, q0 … q6: type 7 quantiles in ten-thousandths); $min_n
-- out: cohort, node: every cell of the one side that the other lacks or has otherwise
-- grain: one row per cohort and node that differs
-- percentile_cont is type 7 and works on double: on decimal it rounds. 1e-9 of the shown range is 1e-5 here.
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
        100 * percentile_cont(0.05) within group (order by cast(score as double)) as q0,
        100 * percentile_cont(0.10) within group (order by cast(score as double)) as q1,
        100 * percentile_cont(0.25) within group (order by cast(score as double)) as q2,
        100 * percentile_cont(0.50) within group (order by cast(score as double)) as q3,
        100 * percentile_cont(0.75) within group (order by cast(score as double)) as q4,
        100 * percentile_cont(0.90) within group (order by cast(score as double)) as q5,
        100 * percentile_cont(0.95) within group (order by cast(score as double)) as q6
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
        abs(expected.q0 - told.q0), abs(expected.q1 - told.q1), abs(expected.q2 - told.q2), abs(expected.q3 - told.q3),
        abs(expected.q4 - told.q4), abs(expected.q5 - told.q5), abs(expected.q6 - told.q6)
    ) > 1e-5
order by 1, 2
