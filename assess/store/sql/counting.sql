-- counting: the contributions that may count in a benchmark edition.
-- in:  standing; $models (list of model numbers), $synthetic, $keeps_out (so many signs of careless answers keep a
--      submission out)
-- out: temporary table counting: number (0 … in the order of submission), id, industry, size, region ('' behind the end of
--      what is known: the path in the tree), party, round, account (marks), day (days since 1970-01-01)
-- grain: one row per contribution; of a group's occasions that ended on one day only the latest (rule 1): behind here a day
--      is the finest time
-- What is made up is a group of its own: a mark made of its id without a key says nothing, for nobody stands behind it.
create or replace temp table counting as
with vouched as (
    select
        id,
        submitted_at,
        coalesce(industry, '') as industry,
        coalesce(size, '') as size,
        coalesce(region, '') as region,
        account,
        if(synthetic, ('0x' || left(sha256(id), 16))::ubigint, party) as party,
        if(synthetic, ('0x' || left(sha256(id), 16))::ubigint, round) as round
    from standing
    where
        model = any($models)
        and synthetic = $synthetic
        and state = 'accepted'
        and (synthetic or party is not null)
        and bit_count(signals::integer) < $keeps_out
),

occasion as (
    select party, round, max(submitted_at) as ended
    from vouched
    group by party, round
),

latest as (
    select party, max(struct_pack(ended := ended, round := round)).round as round
    from occasion
    group by party, ended::date
)

select
    row_number() over (order by submitted_at, id) - 1 as number,
    id,
    industry,
    if(industry = '', '', size) as size,
    if(industry = '' or size = '', '', region) as region,
    party,
    round,
    if($synthetic, party, coalesce(account, party)) as account,
    datediff('day', date '1970-01-01', submitted_at::date)::integer as day
from vouched
inner join latest using (party, round)
