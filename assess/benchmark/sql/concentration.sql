-- concentration: cells of which one account brought more than its share (disclosure rule 5).
-- in:  scored(node, leaf, account: not used, votes): how many of a leaf have a score on a node (node -1: all of them);
--      brought(node, leaf, account, votes): how many of these an account brought, of accounts that may be large;
--      path(leaf, industry, size, region: '' behind the end of the path);
--      $most: the largest share an account may bring
-- out: cohort, its bands joined by '/', 'all' for everyone; node
-- grain: one row per cohort and node that is concentrated
with
member as (
    select scored.node, path.industry, path.size, path.region, scored.votes, cast(null as ubigint) as account
    from scored
    inner join path using (leaf)
    union all
    select brought.node, path.industry, path.size, path.region, brought.votes, brought.account
    from brought
    inner join path using (leaf)
),
total as (
    select node, industry, size, region, account, sum(votes) as votes
    from member
    group by grouping sets (
        (node, industry, size, region, account), (node, industry, size, account), (node, industry, account),
        (node, account)
    )
    having (grouping(industry) = 1 or industry <> '')
        and (grouping(size) = 1 or size <> '')
        and (grouping(region) = 1 or region <> '')
)
select coalesce(nullif(concat_ws('/', industry, size, region), ''), 'all') as cohort, node
from total
group by industry, size, region, node
having max(votes) filter (account is not null) > $most * max(votes) filter (account is null)
order by cohort, node
