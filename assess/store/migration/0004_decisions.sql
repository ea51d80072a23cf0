-- What becomes of a contribution: decisions are only ever added, and the latest of its kind counts.
-- Marks are those of assess.benchmark.mark: keyed hashes, which nothing here can turn round.

-- who brought it in; null is the group itself, by the form
alter table submission add column account ubigint;

-- kind: 'offered' (consent given after submitting), 'grouped' (party is the corporate group's mark, round that of the
-- occasion), 'accepted', 'refused', 'withdrawn'; number counts up over the whole table
create table decision (
    number bigint not null,
    submission varchar not null,
    kind varchar not null,
    decided_at timestamp not null,
    decided_by varchar not null,
    because varchar not null,
    party ubigint,
    round ubigint
);

-- standing: where each submission stands.
-- state: 'none' (no consent), 'waiting', 'accepted', 'refused', 'withdrawn'. An acceptance or a refusal holds for the
-- consent before it, not for one given again. What is made up needs no acceptance.
create view standing as
with latest as (
    select
        submission,
        max(number) filter (where kind = 'offered') as offered,
        max(number) filter (where kind = 'accepted') as accepted,
        max(number) filter (where kind = 'refused') as refused,
        max(number) filter (where kind = 'withdrawn') as withdrawn,
        arg_max(because, number) filter (where kind = 'refused') as because,
        arg_max(party, number) filter (where kind = 'grouped') as party,
        arg_min(round, number) filter (where kind = 'grouped') as round
    from decision
    group by submission
),

consented as (
    select
        submission.id,
        submission.model,
        submission.submitted_at,
        submission.industry,
        submission.size,
        submission.region,
        submission.synthetic,
        submission.source,
        submission.signals,
        submission.account,
        latest.party,
        latest.round,
        latest.because,
        coalesce(latest.offered, if(submission.contributes, 0, null)) as offered,
        coalesce(latest.accepted, -1) as accepted,
        coalesce(latest.refused, -1) as refused,
        coalesce(latest.withdrawn, -1) as withdrawn
    from submission
    left join latest on latest.submission = submission.id
)

select
    id,
    model,
    submitted_at,
    industry,
    size,
    region,
    synthetic,
    source,
    signals,
    account,
    party,
    round,
    case
        when offered is null then 'none'
        when withdrawn > offered then 'withdrawn'
        when synthetic then 'accepted'
        when greatest(accepted, refused) < offered then 'waiting'
        when refused > accepted then 'refused'
        else 'accepted'
    end as state,
    coalesce(because, '') as because
from consented;
