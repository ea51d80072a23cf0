-- forget_brought: as forget_account, of accounts that were said afterwards.
-- in:  decision, standing; $ids
-- out: decision, with null for account
-- grain: one row per decision that names an account which brought in nothing but these submissions
update decision
set account = null
where
    submission = any($ids)
    and account is not null
    and account not in (
        select other.account
        from standing as other
        where other.account is not null and not (other.id = any($ids))
    )
