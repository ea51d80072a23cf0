-- Who brought a contribution in can be said afterwards, also of a form: kind 'brought', with the mark of the account.
alter table decision add column account ubigint;

-- standing: as before (0004_decisions.sql), with the account that was said last before the one that came with a submission.
create or replace view standing as
with latest as (
    select
        submission,
        max(number) filter (where kind = 'offered') as offered,
        max(number) filter (where kind = 'accepted') as accepted,
        max(number) filter (where kind = 'refused') as refused,
        max(number) filter (where kind = 'withdrawn') as withdrawn,
        arg_max(because, number) filter (where kind = 'refused') as because,
        arg_max(party, number) filter (where kind = 'grouped') as party,
        arg_min(round, number) filter (where kind = 'grouped') as round,
        arg_max(account, number) filter (where kind = 'brought') as account
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
        coalesce(latest.account, submission.account) as account,
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
