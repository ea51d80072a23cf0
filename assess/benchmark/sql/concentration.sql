-- concentration: cohorts of which one account brought more than its share (disclosure rule 5).
-- in:  vote(leaf, account), one row a vote, of accounts that may be large;
--      path(leaf, industry, size, region: '' behind the end of the path, votes);
--      $most: the largest share an account may bring
-- out: cohort, its bands joined by '/', 'all' for everyone
-- grain: one row per cohort that is concentrated
with
brought as (
    select leaf, account, count(*) as votes
    from vote
    group by leaf, account
),
member as (
    select industry, size, region, votes, cast(null as ubigint) as account
    from path
    union all
    select path.industry, path.size, path.region, brought.votes, brought.account
    from brought
    inner join path using (leaf)
),
total as (
    select industry, size, region, account, sum(votes) as votes
    from member
    group by grouping sets (
        (industry, size, region, account), (industry, size, account), (industry, account), (account)
    )
    having (grouping(industry) = 1 or industry <> '')
        and (grouping(size) = 1 or size <> '')
        and (grouping(region) = 1 or region <> '')
)
select coalesce(nullif(concat_ws('/', industry, size, region), ''), 'all') as cohort
from total
group by industry, size, region
having max(votes) filter (account is not null) > $most * max(votes) filter (account is null)
order by cohort
